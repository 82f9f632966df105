/** What one moment of the run shows. Computed at build for the first frame, in the page for all others. */
import { type Picture, pictureOf } from '@/kernels/serving/prefix/picture';
import {
  isDone,
  type PrefixMetrics,
  type PrefixState,
  prefixSimulator,
} from '@/kernels/serving/prefix/simulator';
import type { Description } from '@/kernels/simulator';

export interface PrefixFrame {
  readonly stepCount: number;
  readonly lastStep: number;
  readonly done: boolean;
  readonly metrics: PrefixMetrics;
  readonly description: Description;
  readonly picture: Picture;
  /** Tokens of the longest sequence of the run: the width of both drawings. */
  readonly mostTokens: number;
  readonly blockTokens: number;
}

export function frameOf(state: PrefixState): PrefixFrame {
  const { requests, events } = state.plan;
  return {
    stepCount: state.stepCount,
    lastStep: events.length,
    done: isDone(state),
    metrics: prefixSimulator.metrics(state),
    description: prefixSimulator.describe(state),
    picture: pictureOf(state),
    mostTokens: Math.max(1, ...requests.map(({ prompt, output }) => prompt.length + output.length)),
    blockTokens: state.setup.blockTokens,
  };
}

/** Where a run is worth looking at first: past the middle, at a request that has just been admitted. */
export function stepToShow(state: PrefixState): number {
  const { events } = state.plan;
  const from = Math.floor(events.length * 0.55);
  const found = events.findIndex(({ kind }, at) => at >= from && kind === 'admit');
  return found + 1;
}
