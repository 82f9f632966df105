/**
 * The lab itself, without a page: calibrate the device, run the same requests one at a time, in static and in
 * continuous batches, and the two policies once more against the calibrated times.
 */
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import type { BatchSession } from '../runtime/batch-session';
import type { Pace } from '../runtime/pace';
import { calibrate } from './calibrate';
import { driveSteps, driveWith, type PlannedRequest, type PolicyId, type PolicyRun } from './drive';
import { costExecutor, liveExecutor } from './executors';
import type { WorkOptions } from './params';
import type { BatchingResult } from './types';
import { makeRequests } from './work';

export interface EngineOptions {
  readonly session: BatchSession;
  readonly attention: 'gqa' | 'plain';
  readonly tokenizer: Tokenizer;
  readonly documents: readonly { readonly lang: string; readonly text: string }[];
  readonly lang: string;
  readonly work: WorkOptions;
  readonly key: string;
  readonly pace: Pace;
  /** Runs of each policy; the middle one by its total time is kept. */
  readonly rounds?: number;
  readonly onResult: (result: BatchingResult) => void;
  readonly onPhase: (phase: 'calibrating' | PolicyId, share: number) => void;
}

/** What the three policies together may take on a slow device. */
const BUDGET_SECONDS = 40;
/** Rounds are repeated only where they are short. */
const ROUNDS_SECONDS = 12;
const SHOWN_TEXTS = 4;

export async function runBatching(options: EngineOptions): Promise<BatchingResult> {
  const { session, tokenizer, work, pace, onResult, onPhase } = options;
  const { config } = session;
  onPhase('calibrating', 0);
  const costs = await calibrate(session, work.batch, pace, (share) => onPhase('calibrating', share));
  const stepSeconds = costs.decode[0].seconds;
  const begin = config.bosTokenId === undefined ? [] : [config.bosTokenId];
  const texts = options.documents
    .filter(({ lang }) => lang === options.lang)
    .map(({ text }) => tokenizer.encode(text));
  const asked = makeRequests(texts, begin, work);

  const rowBytes = config.layers * 2 * config.kvHeads * config.headDim * 4;
  const plan = (policy: PolicyId, requests: readonly PlannedRequest[]) => ({
    policy,
    requests,
    batch: work.batch,
    stepSeconds,
  });
  const simulate = (policy: PolicyId, requests: readonly PlannedRequest[]) =>
    driveWith(costExecutor(costs, rowBytes), plan(policy, requests));
  let estimate = 0;
  for (const policy of ['single', 'static', 'continuous'] as const)
    estimate += busySeconds(simulate(policy, asked));
  const shortened = Math.min(1, BUDGET_SECONDS / estimate);
  const requests =
    shortened < 1
      ? asked.map((request) => ({
          ...request,
          outputTokens: Math.max(2, Math.floor(request.outputTokens * shortened)),
        }))
      : asked;
  const rounds = Math.max(1, Math.min(options.rounds ?? 3, Math.floor(ROUNDS_SECONDS / estimate)));
  const total = requests.reduce((sum, { outputTokens }) => sum + outputTokens, 0);

  const measure = async (policy: PolicyId) => {
    const goes: { run: PolicyRun; outputs: ReadonlyMap<number, readonly number[]> }[] = [];
    for (let round = 0; round < rounds; round++) {
      const executor = liveExecutor(session, requests, pace);
      try {
        const steps = driveSteps(plan(policy, requests));
        let step = steps.next();
        let done = 0;
        while (!step.done) {
          done += step.value.prefill.length + step.value.decode.length;
          step = steps.next(await executor.execute(step.value));
          onPhase(policy, Math.min(1, (round + done / total) / rounds));
        }
        const run = step.value;
        goes.push({ run, outputs: executor.outputs });
      } finally {
        executor.release();
      }
    }
    return goes.sort((a, b) => a.run.totalSeconds - b.run.totalSeconds)[goes.length >> 1];
  };

  let result: BatchingResult = {
    key: options.key,
    attention: options.attention,
    costs,
    stepSeconds,
    outputTokens: total,
    rowBytes,
    work: requests.map(({ id, arrivalSteps, promptTokens, outputTokens }) => ({
      id,
      arrivalSteps,
      promptTokens,
      outputTokens,
    })),
    batch: work.batch,
    ...(shortened < 1 && { shortened }),
  };
  const tell = (more: Partial<BatchingResult>) => {
    result = { ...result, ...more };
    onResult(result);
  };
  const alone = await measure('single');
  tell({
    single: alone.run,
    texts: requests
      .slice(0, SHOWN_TEXTS)
      .map(({ id, prompt }) => [
        tokenizer.decode(prompt.slice(begin.length)),
        tokenizer.decode([...(alone.outputs.get(id) ?? [])]),
      ]),
  });
  for (const policy of ['static', 'continuous'] as const) {
    const { run, outputs } = await measure(policy);
    const simulated = simulate(policy, requests);
    tell({ [policy]: { measured: run, simulated, sameTokens: sameShare(outputs, alone.outputs) } });
  }
  return result;
}

/** Time in which something ran. */
const busySeconds = ({ iterations }: PolicyRun) =>
  iterations.reduce((sum, step) => sum + step.prefillSeconds + step.decodeSeconds + step.repackSeconds, 0);

function sameShare(
  outputs: ReadonlyMap<number, readonly number[]>,
  alone: ReadonlyMap<number, readonly number[]>,
): number {
  let same = 0;
  let all = 0;
  for (const [id, tokens] of alone) {
    all += tokens.length;
    const other = outputs.get(id) ?? [];
    same += tokens.filter((token, place) => other[place] === token).length;
  }
  return all > 0 ? same / all : 1;
}
