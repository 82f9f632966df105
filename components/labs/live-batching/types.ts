/** What the lab measures, as plain data: recorded to a file, sent from the worker, drawn by the page. */
import type { DeviceCosts } from './costs';
import type { PlannedRequest, PolicyRun } from './drive';

export interface Lane {
  readonly measured: PolicyRun;
  readonly simulated: PolicyRun;
  /** Share of the tokens that equal those of the same request run alone. */
  readonly sameTokens: number;
}

export interface BatchingResult {
  /** Of the settings: workKey. */
  readonly key: string;
  readonly attention: 'gqa' | 'plain';
  readonly costs: DeviceCosts;
  /** Seconds of one step of one sequence: the unit of the arrivals. */
  readonly stepSeconds: number;
  readonly outputTokens: number;
  readonly batch: number;
  readonly work: readonly PlannedRequest[];
  /** Keys and values of one token. */
  readonly rowBytes: number;
  /** Outputs were cut to this share of their length, because the device is slow. */
  readonly shortened?: number;
  /** Every request alone, one after the other. */
  readonly single?: PolicyRun;
  readonly static?: Lane;
  readonly continuous?: Lane;
  /** What the first requests wrote: beginning and continuation. */
  readonly texts?: readonly (readonly [prompt: string, written: string])[];
}
