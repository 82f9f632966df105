/**
 * Recorded runs in few bytes: only how long each step took is kept. Which requests ran in it follows from the policy,
 * so a record is played back through the policy itself; the simulated runs are simulated anew.
 */
import { ensure } from '@/kernels/errors';
import { driveWith, type PolicyId, type PolicyRun } from './drive';
import { costExecutor, repackCounter } from './executors';
import type { BatchingResult, Lane } from './types';

/** Microseconds of prefill, decode and repacking, step after step. */
type Times = readonly number[];

interface CompactLane {
  readonly sameTokens: number;
  readonly times: Times;
}

/** Texts depend on the requests alone, so they are recorded once, by language. */
export type CompactResult = Omit<BatchingResult, 'work' | 'single' | 'static' | 'continuous' | 'texts'> & {
  /** Arrival in steps, prompt and output tokens, request after request. */
  readonly work: readonly (readonly [number, number, number])[];
  readonly single: Times;
  readonly static: CompactLane;
  readonly continuous: CompactLane;
};

const digits = (value: number) => Number(value.toPrecision(5));
const microseconds = (seconds: number) => Math.round(seconds * 1e6);

/** Errors: `record.incomplete`. */
export function compact(result: BatchingResult): CompactResult {
  const { single, static: fixed, continuous, costs, stepSeconds, work, texts: _, ...rest } = result;
  ensure(single && fixed && continuous, 'record.incomplete');
  const points = (list: BatchingResult['costs']['decode']) =>
    list.map(({ amount, seconds }) => ({ amount, seconds: digits(seconds) }));
  const lane = ({ sameTokens, measured }: Lane) => ({ sameTokens, times: timesOf(measured) });
  return {
    ...rest,
    work: work.map(({ arrivalSteps, promptTokens, outputTokens }) => [
      digits(arrivalSteps),
      promptTokens,
      outputTokens,
    ]),
    stepSeconds: digits(stepSeconds),
    costs: { decode: points(costs.decode), prefill: points(costs.prefill), repack: points(costs.repack) },
    single: timesOf(single),
    static: lane(fixed),
    continuous: lane(continuous),
  };
}

const timesOf = ({ iterations }: PolicyRun) =>
  iterations.flatMap(({ prefillSeconds, decodeSeconds, repackSeconds }) =>
    [prefillSeconds, decodeSeconds, repackSeconds].map(microseconds),
  );

/** Errors: `record.mismatch` {key} when the times do not fit the policy: the record is of another one. */
export function expand(result: CompactResult, texts?: BatchingResult['texts']): BatchingResult {
  const { single, static: fixed, continuous, ...rest } = result;
  const work = result.work.map(([arrivalSteps, promptTokens, outputTokens], id) => ({
    id,
    arrivalSteps,
    promptTokens,
    outputTokens,
  }));
  const { batch, stepSeconds, costs, rowBytes, key } = rest;
  const plan = (policy: PolicyId) => ({ policy, requests: work, batch, stepSeconds });
  const replay = (policy: PolicyId, times: Times): PolicyRun => {
    const bytesOf = repackCounter(rowBytes);
    let at = 0;
    const run = driveWith((step) => {
      const [prefillSeconds = 0, decodeSeconds = 0, repackSeconds = 0] = times
        .slice(at, at + 3)
        .map((time) => time / 1e6);
      at += 3;
      return { prefillSeconds, decodeSeconds, repackSeconds, repackBytes: bytesOf(step) };
    }, plan(policy));
    ensure(at === times.length, 'record.mismatch', { key });
    return run;
  };
  const lane = (policy: 'static' | 'continuous', { sameTokens, times }: CompactLane): Lane => ({
    sameTokens,
    measured: replay(policy, times),
    simulated: driveWith(costExecutor(costs, rowBytes), plan(policy)),
  });
  return {
    ...rest,
    ...(texts && { texts }),
    work,
    single: replay('single', single),
    static: lane('static', fixed),
    continuous: lane('continuous', continuous),
  };
}
