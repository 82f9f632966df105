/** What a scheduler knows between and during steps. The phases are functions over this. */
import { fastBlock, sha256Block } from '../../kv/block-hash';
import { type BlockEvent, createBlockJournal } from '../../kv/events';
import { createKvCache, type KvCache } from '../../kv/kv-cache';
import { draftTokens, lookaheadTokens, type VllmSettings } from './config';
import { createStepRecord, type StepRecord } from './record';
import type { RequestState } from './request';
import { createFcfsQueue, createPriorityQueue, type WaitingQueue } from './waiting-queue';

/** The batch of a step, in its order; entry i of each list belongs to one request. */
export interface VllmBatch {
  /** Index of the request. */
  readonly request: number[];
  /** Tokens it computes in this step, drafts counted in. */
  readonly tokens: number[];
  /** Tokens it had computed before. */
  readonly context: number[];
  /** Drafts among the tokens. */
  readonly drafts: number[];
}

/** One step. The same object serves every step: read it before the next one. Requests go by their index. */
export interface VllmStep {
  step: number;
  readonly batch: VllmBatch;
  scheduledTokens: number;
  readonly admitted: number[];
  readonly resumed: number[];
  readonly preempted: number[];
  readonly finished: number[];
  /** Prompt tokens that admissions of this step found in the cache. */
  hitTokens: number;
  /** Blocks in use after scheduling, before anyone finishes. */
  usedBlocks: number;
  /** Requests left waiting after scheduling. */
  waiting: number;
  /** Every decision, when `record` is set. */
  record: StepRecord | null;
  /** What happened to blocks, when `journal` is set. */
  events: readonly BlockEvent[] | null;
}

export interface SchedulerState {
  readonly settings: VllmSettings;
  /** Drafts per step, slots beyond the scheduled tokens, blocks an admission leaves free while others run. */
  readonly draftsPerStep: number;
  readonly lookahead: number;
  readonly watermarkBlocks: number;
  readonly kv: KvCache;
  /** By index; a request keeps its place after it has finished. */
  readonly requests: RequestState[];
  running: RequestState[];
  readonly waiting: WaitingQueue;
  /** Tokens this step may still take. */
  budget: number;
  /** Whether entry i of the batch has drafts that only fill up a uniform batch. */
  readonly padded: boolean[];
  readonly step: VllmStep;
  /** Someone in this step's running phase was in the middle of a prompt. */
  prefillScheduled: boolean;
  unfinished: number;
}

export function createState(settings: VllmSettings): SchedulerState {
  const old = settings.version === 'v0.9.2';
  return {
    settings,
    draftsPerStep: draftTokens(settings),
    lookahead: lookaheadTokens(settings),
    watermarkBlocks: old ? 0 : Math.floor(settings.watermark * settings.num_blocks),
    kv: createKvCache({
      blocks: settings.num_blocks,
      blockTokens: settings.block_size,
      caching: settings.enable_prefix_caching,
      unhashedGo: settings.unhashed_go,
      hashBlock: settings.prefix_hash === 'sha256' ? sha256Block : fastBlock,
      journal: settings.journal ? createBlockJournal() : null,
    }),
    requests: [],
    running: [],
    waiting: settings.policy === 'priority' ? createPriorityQueue() : createFcfsQueue(),
    budget: 0,
    padded: [],
    step: {
      step: -1,
      batch: { request: [], tokens: [], context: [], drafts: [] },
      scheduledTokens: 0,
      admitted: [],
      resumed: [],
      preempted: [],
      finished: [],
      hitTokens: 0,
      usedBlocks: 0,
      waiting: 0,
      record: null,
      events: null,
    },
    prefillScheduled: false,
    unfinished: 0,
  };
}

/** Empties the step object for the next step. */
export function openStep(state: SchedulerState): void {
  const { step, settings, kv } = state;
  step.step++;
  const { request, tokens, context, drafts } = step.batch;
  for (const list of [request, tokens, context, drafts, state.padded]) list.length = 0;
  for (const list of [step.admitted, step.resumed, step.preempted, step.finished]) list.length = 0;
  step.scheduledTokens = 0;
  step.hitTokens = 0;
  state.prefillScheduled = false;
  state.budget = settings.max_num_batched_tokens;
  if (kv.journal) {
    kv.journal.events = [];
    kv.journal.step = step.step;
    step.events = kv.journal.events;
  }
  if (settings.record) step.record = createStepRecord(step.step);
}

/** Puts a request into the batch of this step. */
export function addToBatch(
  state: SchedulerState,
  request: RequestState,
  tokens: number,
  context: number,
  drafts: number,
  padded: boolean,
): void {
  const { batch } = state.step;
  batch.request.push(request.index);
  batch.tokens.push(tokens);
  batch.context.push(context);
  batch.drafts.push(drafts);
  state.padded.push(padded);
  state.budget -= tokens;
}

/** Takes a request out of the batch again. if it is there: its tokens return to the budget. */
export function removeFromBatch(state: SchedulerState, request: RequestState): void {
  const { batch } = state.step;
  const at = batch.request.indexOf(request.index);
  if (at < 0) return;
  state.budget += batch.tokens[at];
  for (const list of [batch.request, batch.tokens, batch.context, batch.drafts, state.padded])
    list.splice(at, 1);
}

/** v0.9.2: a victim stays in the batch, as if it had computed nothing before. */
export function strandInBatch(state: SchedulerState, request: RequestState): void {
  const { batch } = state.step;
  const at = batch.request.indexOf(request.index);
  if (at >= 0) batch.context[at] = 0;
}
