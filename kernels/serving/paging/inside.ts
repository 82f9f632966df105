/**
 * The engine's own cache on the figure's traffic: vLLM's scheduler and block pool, step for step beside the lanes.
 * With the prefix cache off and no second answers it decides exactly what the `paged` lane decides: who runs, who is
 * preempted, which block each token lies in. It differs on purpose where engines do: full blocks have names and are
 * found again, a preempted request may find its own, and a second answer is a request of its own that finds the
 * prompt's full blocks instead of copying the partly filled one.
 * Any step can be asked for, forwards and backwards: states are saved at a stride that doubles as the run grows.
 */
import type { VllmRequest } from '../schedulers/vllm/request';
import type { SavedVllmScheduler } from '../schedulers/vllm/save';
import { createVllmScheduler, restoreVllmScheduler, type VllmScheduler } from '../schedulers/vllm/scheduler';
import { type BlockStories, createBlockStories } from './block-story';
import { MAX_RUNNING, type PagingSetup, STEPS_PER_SECOND, TOKENS_PER_STEP, WATERMARK } from './params';
import type { Request } from './workload';

export interface InsideOptions {
  /** Where freed blocks without a name queue. v0.9.2 put them at the back; nothing else of that version is meant. */
  readonly freeOrder: 'v1' | 'v0.9.2';
  readonly caching: boolean;
}

export interface InsideTotals {
  /** Tokens that admissions looked up, and those of them that were found. */
  readonly askedTokens: number;
  readonly hitTokens: number;
  readonly evictions: number;
  readonly preemptions: number;
  readonly finished: number;
}

export interface InsideRun {
  /** Steps taken: 0 before the first, then the `stepCount` of the lanes. */
  readonly step: number;
  readonly done: boolean;
  readonly scheduler: VllmScheduler;
  readonly totals: InsideTotals;
  /** Entries carry the step count at which things happened; owners are as `sequenceOf` takes them. */
  readonly stories: BlockStories;
  /** Request and answer (0 or 1) behind an owner. */
  sequenceOf(owner: number): { request: number; answer: number };
  /** Goes towards `step` for at most `budgetMs`; true once there. */
  seek(step: number, budgetMs?: number): boolean;
}

/** Token ids of request `index` are its own beyond the shared beginning. */
const OWN_TOKENS = 16_384;
const MAX_SAVED = 24;

/** The requests of the lanes with content, in order of arrival; a second answer is a request with the same prompt. */
export function insideRequests(setup: PagingSetup, requests: readonly Request[]): VllmRequest[] {
  return requests.flatMap((request, index) => {
    const { arrivalSeconds, promptTokens, outputTokens, secondOutputTokens } = request;
    const prompt = Array.from({ length: promptTokens }, (_, at) =>
      at < setup.sharedPromptTokens ? at : (index + 1) * OWN_TOKENS + at,
    );
    // The lanes' first step ends at 1/20 s and sees all who arrived by then.
    let arrive = Math.max(0, Math.ceil(arrivalSeconds * STEPS_PER_SECOND) - 2);
    while ((arrive + 1) / STEPS_PER_SECOND < arrivalSeconds) arrive++;
    const one = { id: index * 2, prompt, max_tokens: outputTokens, arrive };
    return secondOutputTokens > 0
      ? [one, { ...one, id: index * 2 + 1, max_tokens: secondOutputTokens }]
      : [one];
  });
}

interface Saved {
  readonly step: number;
  readonly totals: InsideTotals;
  readonly scheduler: SavedVllmScheduler;
}

export function createInsideRun(
  setup: PagingSetup,
  traffic: readonly Request[],
  options: InsideOptions,
  clock: () => number = () => 0,
): InsideRun {
  const requests = insideRequests(setup, traffic);
  const stories = createBlockStories();
  const begin = () =>
    createVllmScheduler({
      // With the null block, which is not taken out of the memory that all caches have alike.
      num_blocks: Math.floor(setup.poolTokens / setup.blockTokens) + 1,
      block_size: setup.blockTokens,
      max_num_seqs: MAX_RUNNING,
      max_num_batched_tokens: TOKENS_PER_STEP,
      max_model_len: setup.maxModelTokens,
      watermark: WATERMARK,
      enable_prefix_caching: options.caching,
      unhashed_go: options.freeOrder === 'v1' ? 'front' : 'back',
      journal: true,
      requests,
    });
  let scheduler = begin();
  let step = 0;
  let totals: InsideTotals = { askedTokens: 0, hitTokens: 0, evictions: 0, preemptions: 0, finished: 0 };
  const start: Omit<Saved, 'scheduler'> = { step, totals };
  let saved: Saved[] = [];
  let stride = 128;

  const keep = () => {
    if (step % stride !== 0 || step <= (saved.at(-1)?.step ?? 0)) return;
    const state = scheduler.save();
    // Contents never change: the copies made for a file are let go again.
    const light = state.requests.map((one, index) => ({ ...one, request: requests[index] }));
    const arrivals = requests.slice(light.length);
    saved.push({ step, totals, scheduler: { ...state, requests: light, arrivals } });
    if (saved.length <= MAX_SAVED) return;
    saved = saved.filter((_, index) => index % 2 === 1);
    stride *= 2;
  };
  const forward = () => {
    step++;
    if (scheduler.isDone()) return;
    const { admitted, resumed } = scheduler.schedule();
    let askedTokens = 0;
    for (const list of [admitted, resumed]) {
      for (const index of list) askedTokens += scheduler.requests[index].length;
    }
    const taken = scheduler.complete();
    const events = taken.events ?? [];
    stories.tell(step, events);
    totals = {
      askedTokens: totals.askedTokens + askedTokens,
      hitTokens: totals.hitTokens + taken.hitTokens,
      evictions: totals.evictions + events.reduce((sum, { kind }) => sum + Number(kind === 'evict'), 0),
      preemptions: totals.preemptions + taken.preempted.length,
      finished: totals.finished + taken.finished.length,
    };
    keep();
  };
  const rewind = (wanted: number) => {
    const nearest = saved.findLast((one) => one.step <= wanted);
    if (wanted >= step && (nearest?.step ?? 0) <= step) return;
    scheduler = nearest ? restoreVllmScheduler(nearest.scheduler) : begin();
    ({ step, totals } = nearest ?? start);
  };

  return {
    get step() {
      return step;
    },
    get done() {
      return scheduler.isDone();
    },
    get scheduler() {
      return scheduler;
    },
    get totals() {
      return totals;
    },
    stories,
    sequenceOf(owner) {
      const id = requests[owner].id as number;
      return { request: id >> 1, answer: id & 1 };
    },
    seek(wanted, budgetMs = Number.POSITIVE_INFINITY) {
      rewind(wanted);
      const end = clock() + budgetMs;
      while (step < wanted) {
        forward();
        if (step % 8 === 0 && clock() > end) return step >= wanted;
      }
      return true;
    },
  };
}
