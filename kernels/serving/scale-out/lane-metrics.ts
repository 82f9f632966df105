/** What a lane has done for its readers. Requests that did not finish are counted, never averaged in. */
import { meets, spreadOf, tpotOf, ttftOf } from '../metrics/metrics';
import type { RequestRecord } from '../request';
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

/** What the readers of a job saw of it; nothing is ever thrown out again here. */
function recordOf(job: Job): RequestRecord {
  const { id, arrivalSeconds, startSeconds, firstTokenSeconds, finishSeconds, outputTokens } = job;
  const begun = startSeconds === null ? 'waiting' : 'running';
  const status = job.impossible ? 'impossible' : finishSeconds === null ? begun : 'finished';
  return {
    id,
    arrivalSeconds,
    startSeconds,
    firstTokenSeconds,
    finishSeconds,
    outputTokens,
    preemptions: 0,
    status,
  };
}

type Limits = Pick<ScaleOutSetup, 'arrivalsPerSecond' | 'ttftLimitSeconds' | 'tpotLimitSeconds'>;

/** The metrics of a lane, finished or not. */
export function laneMetrics(lane: LaneState, limits: Limits): LaneMetrics {
  const records = lane.jobs.map(recordOf);
  const ended = records.filter((record) => record.finishSeconds !== null);
  const slo = { ttftSeconds: limits.ttftLimitSeconds, tpotSeconds: limits.tpotLimitSeconds };
  const met = ended.filter((record) => meets(record, slo)).length;
  const attainment = records.length > 0 ? met / records.length : 0;
  const ttft = spreadOf(ended.flatMap((record) => ttftOf(record) ?? []));
  const tpot = spreadOf(ended.flatMap((record) => tpotOf(record) ?? []));
  const sent = lane.jobs.filter((job) => job.transferSeconds > 0).map((job) => job.transferSeconds);
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
    ttftMeanSeconds: ttft.mean || 0,
    ttftP90Seconds: ttft.p90 || 0,
    tpotMeanSeconds: tpot.mean || 0,
    tpotP90Seconds: tpot.p90 || 0,
    transferMeanSeconds: spreadOf(sent).mean || 0,
    endSeconds: lane.nowSeconds,
    prefillBusy: busy(['prefill', 'both']),
    decodeBusy: busy(['decode', 'both']),
  };
}
