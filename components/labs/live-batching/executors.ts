/** Two that can execute a batch: the model itself, timed, and a model of its times. */
import { argmax } from '@/kernels/transformer/sampling';
import type { BatchSession, Cohort } from '../runtime/batch-session';
import type { Pace } from '../runtime/pace';
import { type DeviceCosts, decodeSeconds, prefillSeconds, repackSeconds } from './costs';
import type { Execution, StepPlan } from './drive';
import type { LiveRequest } from './work';

export interface LiveExecutor {
  execute(plan: StepPlan): Promise<Execution>;
  /** Tokens generated so far, by request. */
  readonly outputs: ReadonlyMap<number, readonly number[]>;
  release(): void;
}

/** Greedy decoding. What rows of finished requests say is computed and dropped. */
export function liveExecutor(
  session: BatchSession,
  requests: readonly LiveRequest[],
  pace: Pace,
): LiveExecutor {
  const { vocabSize } = session.config;
  const asked = new Map(requests.map((request) => [request.id, request]));
  const outputs = new Map<number, number[]>(requests.map(({ id }) => [id, []]));
  const next = new Map<number, number>();
  let running: Cohort | undefined;

  const hear = (ids: readonly number[], logits: Float32Array) => {
    for (const [row, id] of ids.entries()) {
      const token = argmax(logits, row * vocabSize, vocabSize);
      next.set(id, token);
      const output = outputs.get(id);
      if (output && output.length < (asked.get(id)?.outputTokens ?? 0)) output.push(token);
    }
  };
  const timed = async (work: () => Promise<void>) => {
    const start = pace.now();
    await work();
    return pace.now() - start;
  };

  return {
    outputs,
    async execute({ prefill, keep }) {
      await pace.breathe();
      const old = running;
      const decode = old
        ? await timed(async () => hear(old.ids, await old.step(old.ids.map((id) => next.get(id) ?? 0))))
        : 0;
      let fresh: Cohort | undefined;
      const first = prefill.length
        ? await timed(async () => {
            const prompts = prefill.map(({ id }) => ({ id, tokens: asked.get(id)?.prompt ?? [] }));
            const made = await session.prefill(prompts);
            fresh = made.cohort;
            hear(fresh.ids, made.logits);
          })
        : 0;
      const cohorts = [old, fresh].filter((cohort): cohort is Cohort => cohort !== undefined);
      const same = cohorts.length === 1 && cohorts[0].ids.join() === keep.join();
      const packed = same
        ? { cohort: cohorts[0], seconds: 0, bytes: 0 }
        : await session.repack(cohorts, keep);
      running = packed.cohort;
      return {
        prefillSeconds: first,
        decodeSeconds: decode,
        repackSeconds: packed.seconds,
        repackBytes: packed.bytes,
      };
    },
    release() {
      running?.release();
      running = undefined;
    },
  };
}

/** The same steps, at the times that the device's costs say. @param rowBytes keys and values of one token */
export function costExecutor(costs: DeviceCosts, rowBytes: number): (plan: StepPlan) => Execution {
  const bytesOf = repackCounter(rowBytes);
  return (plan) => {
    const { prefill, decode } = plan;
    const padded = prefill.length * Math.max(0, ...prefill.map(({ promptTokens }) => promptTokens));
    const repackBytes = bytesOf(plan);
    return {
      prefillSeconds: padded > 0 ? prefillSeconds(costs, padded) : 0,
      decodeSeconds: decode.length > 0 ? decodeSeconds(costs, decode.length) : 0,
      repackSeconds: repackBytes > 0 ? repackSeconds(costs, repackBytes) : 0,
      repackBytes,
    };
  };
}

/** Bytes that each step's repacking moves: none where the rows stay as they are. */
export function repackCounter(rowBytes: number): (plan: StepPlan) => number {
  const lengths = new Map<number, number>();
  return ({ prefill, decode, keep }) => {
    for (const id of decode) lengths.set(id, (lengths.get(id) ?? 0) + 1);
    for (const { id, promptTokens } of prefill) lengths.set(id, promptTokens);
    const one = decode.length === 0 ? prefill.map(({ id }) => id) : prefill.length === 0 ? decode : undefined;
    if (keep.length === 0 || one?.join() === keep.join()) return 0;
    return keep.reduce((sum, id) => sum + (lengths.get(id) ?? 0), 0) * rowBytes;
  };
}
