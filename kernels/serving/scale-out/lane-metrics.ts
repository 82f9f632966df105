/** What a lane has done for its readers. Requests that did not finish are counted, never averaged in. */
import type { Job, LaneState } from './lane';
import type { ScaleOutSetup } from './params';

export interface LaneMetrics {
  readonly requests: number;
  readonly finished: number;
  readonly unfinished: number;
  /** Larger than any instance's memory; they count as not served. */
  readonly impossible: number;
  /** Share of all requests that met both limits. */
  readonly attainment: number;
  /** Requests per second that met both: arrivals times their share. */
  readonly goodput: number;
  /** Means and 90th percentiles over finished requests; 0 when there are none. */
  readonly ttftMeanSeconds: number;
  readonly ttftP90Seconds: number;
  readonly tpotMeanSeconds: number;
  readonly tpotP90Seconds: number;
  /** From the end of a prompt to its cache's arrival, mean over requests that were sent. */
  readonly transferMeanSeconds: number;
  readonly endSeconds: number;
  /** Share of the time in which a stage works, by pool; of all instances where they are together. */
  readonly prefillBusy: number;
  readonly decodeBusy: number;
}

const mean = (values: readonly number[]) =>
  values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

/** The value that nine in ten do not exceed. */
function ninetieth(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length > 0 ? sorted[Math.ceil(0.9 * sorted.length) - 1] : 0;
}

/** First token after arrival; null before it. */
const ttftOf = (job: Job) =>
  job.firstTokenSeconds === null ? null : job.firstTokenSeconds - job.arrivalSeconds;

/** Mean interval after the first token; 0 for an answer of one token, null before the end. */
function tpotOf(job: Job): number | null {
  if (job.finishSeconds === null || job.firstTokenSeconds === null) return null;
  return job.outputTokens > 1 ? (job.finishSeconds - job.firstTokenSeconds) / (job.outputTokens - 1) : 0;
}

type Limits = Pick<ScaleOutSetup, 'arrivalsPerSecond' | 'ttftLimitSeconds' | 'tpotLimitSeconds'>;

/** The metrics of a lane, finished or not. */
export function laneMetrics(lane: LaneState, limits: Limits): LaneMetrics {
  const ended = lane.jobs.filter((job) => job.finishSeconds !== null);
  const ttfts = ended.map((job) => ttftOf(job) ?? 0);
  const tpots = ended.map((job) => tpotOf(job) ?? 0);
  const met = ended.filter(
    (_, at) => ttfts[at] <= limits.ttftLimitSeconds && tpots[at] <= limits.tpotLimitSeconds,
  ).length;
  const attainment = lane.jobs.length > 0 ? met / lane.jobs.length : 0;
  const busy = (roles: readonly string[]) => {
    const those = lane.instances.filter(({ role }) => roles.includes(role));
    const whole = those.length * lane.machine.stages * lane.nowSeconds;
    return whole > 0 ? those.reduce((sum, { busySeconds }) => sum + busySeconds, 0) / whole : 0;
  };
  return {
    requests: lane.jobs.length,
    finished: lane.finished,
    unfinished: lane.jobs.length - lane.finished - lane.impossible,
    impossible: lane.impossible,
    attainment,
    goodput: attainment * limits.arrivalsPerSecond,
    ttftMeanSeconds: mean(ttfts),
    ttftP90Seconds: ninetieth(ttfts),
    tpotMeanSeconds: mean(tpots),
    tpotP90Seconds: ninetieth(tpots),
    transferMeanSeconds: mean(
      ended.filter((job) => job.transferSeconds > 0).map((job) => job.transferSeconds),
    ),
    endSeconds: lane.nowSeconds,
    prefillBusy: busy(['prefill', 'both']),
    decodeBusy: busy(['decode', 'both']),
  };
}
