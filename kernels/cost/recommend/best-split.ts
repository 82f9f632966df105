/**
 * The best way to spread one model, in one pair of formats, over devices of one kind: the split with the most tokens per
 * second, or the quickest token, among those that fit in time. Times are cheap and are ordered first; the planner is asked
 * only until it agrees.
 */
import { MOST_SEQUENCES } from '../memory-planner/params';
import type { Workload } from './query';
import type { Replica, ReplicaMemory, ReplicaTime } from './replica';
import type { Split } from './splits';

interface Trial {
  readonly split: Split;
  /** Sequences of one replica, and of all. */
  readonly batch: number;
  readonly sequences: number;
  readonly time: ReplicaTime;
  readonly tokensPerSecond: number;
}

export interface SplitChoice extends Trial {
  readonly memory: ReplicaMemory;
}

/** Why no split will do: what the one that came furthest lacks. Copies without a sequence would stand idle. */
export type FailedSplit = 'idle-devices' | 'memory' | 'too-slow';

/** Largest whole number from 1 to `most` that passes, 0 when 1 does not; what failed once never passes again. */
export function lastThatPasses(passes: (value: number) => boolean, most: number): number {
  if (most < 1 || !passes(1)) return 0;
  let [low, high] = [1, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (passes(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Most sequences of one replica that fit in time; `most` at most. */
export function largestBatchOf(replica: Replica, split: Split, goal: number, most = MOST_SEQUENCES): number {
  const fits = (batch: number) =>
    replica.couldFit(split, batch) &&
    replica.time(split, batch).stepSeconds <= goal &&
    replica.memory(split, batch).fits;
  return lastThatPasses(fits, most);
}

/** A split with the batch it would run; the reason when it is clear without a plan. */
function trialOf(replica: Replica, split: Split, workload: Workload): Trial | 'idle-devices' | 'memory' {
  const { concurrency, tpotSeconds: goal = Number.POSITIVE_INFINITY } = workload;
  if (concurrency !== undefined && split.replicas > concurrency) return 'idle-devices';
  const batch =
    concurrency === undefined
      ? Math.max(1, largestBatchOf(replica, split, goal))
      : Math.ceil(concurrency / split.replicas);
  if (!replica.couldFit(split, batch)) return 'memory';
  const time = replica.time(split, batch);
  const sequences = concurrency ?? batch * split.replicas;
  return { split, batch, sequences, time, tokensPerSecond: sequences / time.stepSeconds };
}

/**
 * The best split, or why there is none. Worked: llama-3.1-8b in bf16, 32 × 8,192 on four H100s: 5,043 tokens per second
 * with every matrix cut over the four, 3,514 from four copies.
 */
export function bestSplit(
  replica: Replica,
  splits: readonly Split[],
  workload: Workload,
  quickest: boolean,
): SplitChoice | FailedSplit {
  const { tpotSeconds: goal = Number.POSITIVE_INFINITY } = workload;
  const trials: Trial[] = [];
  let failed: FailedSplit = 'idle-devices';
  for (const split of splits) {
    const trial = trialOf(replica, split, workload);
    if (typeof trial !== 'string') trials.push(trial);
    else if (trial === 'memory') failed = trial;
  }
  const bySpeed = (a: Trial, b: Trial) => a.time.stepSeconds - b.time.stepSeconds;
  const byTokens = (a: Trial, b: Trial) => b.tokensPerSecond - a.tokensPerSecond;
  trials.sort(
    quickest ? (a, b) => bySpeed(a, b) || byTokens(a, b) : (a, b) => byTokens(a, b) || bySpeed(a, b),
  );
  let slowFits = false;
  for (const trial of trials) {
    const slow = trial.time.stepSeconds > goal;
    // One split that fits and is too slow says enough.
    if (slow && slowFits) continue;
    const memory = replica.memory(trial.split, trial.batch);
    if (!memory.fits) failed = 'memory';
    else if (slow) slowFits = true;
    else return { ...trial, memory };
  }
  return slowFits ? 'too-slow' : failed;
}
