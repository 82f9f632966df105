/** Keeps the engine's cache at the moment the figure shows, a little work per frame. No React, no page. */
import type { InsideRun } from '@/kernels/serving/paging/inside';

/** What one frame may take: the lanes and the drawing need the rest. */
const PLAYING_MS = 2;
const RESTING_MS = 6;

export interface Follower {
  /** The figure shows another step now. */
  follow(step: number, playing: boolean): void;
  stop(): void;
}

/**
 * @param runs brought to the step shown, one after the other
 * @param onFrame called when the first has moved or arrived, with whether all are there
 */
export function createFollower(
  runs: readonly InsideRun[],
  onFrame: (arrived: boolean) => void,
  nextFrame: (call: () => void) => number = requestAnimationFrame,
): Follower {
  let target = 0;
  let playing = false;
  let handle = 0;
  const advance = () => {
    handle = 0;
    const budget = playing ? PLAYING_MS : RESTING_MS;
    const arrived = runs.every((run) => run.seek(target, budget));
    onFrame(arrived);
    if (!arrived && !handle) handle = nextFrame(advance);
  };
  return {
    follow(step, isPlaying) {
      target = step;
      playing = isPlaying;
      if (handle === 0) advance();
    },
    stop() {
      if (handle) cancelAnimationFrame(handle);
    },
  };
}

/** How far one press may look ahead. */
const MOST_STEPS = 20_000;

/** The step of the next eviction after the one shown, or undefined when none is to come. */
export function nextEviction(run: InsideRun): number | undefined {
  const { evictions } = run.totals;
  for (let ahead = 0; ahead < MOST_STEPS && !run.done; ahead++) {
    run.seek(run.step + 1);
    if (run.totals.evictions > evictions) return run.step;
  }
  return undefined;
}
