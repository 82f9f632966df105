/** A whole run in a few numbers, for the prose and for exercises. */
import type { ParamValues } from '../../simulator';
import { ALLOCATOR_IDS, type AllocatorId } from './allocator';
import { memoryParts } from './metrics';
import { STEPS_PER_SECOND } from './params';
import { allocatorOf, isDone, laneOf, pagingSimulator } from './simulator';

export interface RunSummary {
  /** Average of used over held while requests wait: tokens stored, summed over steps, over tokens handed out. */
  readonly usedShare: number;
  /** Average share of the pool in holes that the head of the queue cannot use, while requests wait. */
  readonly externalShare: number;
  /** Most sequences at once. */
  readonly mostRunning: number;
  readonly preemptions: number;
  /** When the last answer was finished. */
  readonly finishedSeconds: number;
}

const MAX_STEPS = 1_000_000;

/** Runs the traffic to its end. Averages are taken over the steps in which somebody waits: when memory decides. */
export function summarizeRun(params: ParamValues, seed: number): Record<AllocatorId, RunSummary> {
  let state = pagingSimulator.init(params, seed);
  const sums = ALLOCATOR_IDS.map((id) => ({
    id,
    used: 0,
    held: 0,
    external: 0,
    steps: 0,
    most: 0,
    endStep: 0,
  }));
  while (!isDone(state) && state.stepCount < MAX_STEPS) {
    state = pagingSimulator.step(state).state;
    for (const sum of sums) {
      const lane = laneOf(state, sum.id);
      if (lane.running.length === 0) continue;
      sum.endStep = state.stepCount + 1;
      sum.most = Math.max(sum.most, lane.running.length);
      if (lane.returned.length + state.arrived === lane.nextRequest) continue;
      const parts = memoryParts(allocatorOf(sum.id), lane, state);
      sum.used += parts.usedTokens;
      sum.held += parts.usedTokens + parts.internalTokens;
      sum.external += parts.externalTokens;
      sum.steps++;
    }
  }
  const summary = ({ id, ...sum }: (typeof sums)[number]): [AllocatorId, RunSummary] => [
    id,
    {
      usedShare: sum.held > 0 ? sum.used / sum.held : 0,
      externalShare: sum.steps > 0 ? sum.external / sum.steps / state.setup.poolTokens : 0,
      mostRunning: sum.most,
      preemptions: laneOf(state, id).preemptions,
      finishedSeconds: sum.endStep / STEPS_PER_SECOND,
    },
  ];
  return Object.fromEntries(sums.map(summary)) as Record<AllocatorId, RunSummary>;
}
