/** The figures of a run. A request counts once it is done; every run of the lab ends with all of them done. */
import type { PolicyRun } from './drive';

export interface RunFigures {
  readonly totalSeconds: number;
  readonly tokensPerSecond: number;
  readonly ttftSeconds: number;
  readonly ttftP90Seconds: number;
  /** Mean over the requests with more than one token. */
  readonly tpotSeconds: number;
  readonly calls: number;
  /** Share of the rows computed in steps that belonged to requests already done. */
  readonly idleShare: number;
  readonly repackSeconds: number;
  /** Of the time in which anything ran. */
  readonly repackShare: number;
  readonly repackBytes: number;
}

const mean = (values: readonly number[]) =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

/** The value that a share of the sorted values stays at or below. Worked: 1 … 10 at 0.9 → 9. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** TTFT = first token − arrival; TPOT = (last − first token) / (tokens − 1). */
export function figuresOf({ iterations, requests, totalSeconds }: PolicyRun): RunFigures {
  const sum = (read: (step: PolicyRun['iterations'][number]) => number) =>
    iterations.reduce((total, step) => total + read(step), 0);
  const ttft = requests.map(({ firstTokenSeconds, arrivalSeconds }) => firstTokenSeconds - arrivalSeconds);
  const tpot = requests
    .filter(({ outputTokens }) => outputTokens > 1)
    .map((request) => (request.finishSeconds - request.firstTokenSeconds) / (request.outputTokens - 1));
  const tokens = requests.reduce((total, { outputTokens }) => total + outputTokens, 0);
  const repackSeconds = sum((step) => step.repackSeconds);
  const busy = sum((step) => step.prefillSeconds + step.decodeSeconds) + repackSeconds;
  const idle = sum((step) => step.idle.length);
  const rows = idle + sum((step) => step.decode.length);
  return {
    totalSeconds,
    tokensPerSecond: tokens / totalSeconds,
    ttftSeconds: mean(ttft),
    ttftP90Seconds: percentile(ttft, 0.9),
    tpotSeconds: mean(tpot),
    calls: sum((step) => Number(step.prefill.length > 0) + Number(step.decode.length > 0)),
    idleShare: rows > 0 ? idle / rows : 0,
    repackSeconds,
    repackShare: busy > 0 ? repackSeconds / busy : 0,
    repackBytes: sum((step) => step.repackBytes),
  };
}
