/** How long one call takes on a device that has other things to do as well. */
import type { Pace } from './pace';

/** Seconds for each point; a fast device fits many tries in, a slow one two. */
const BUDGET_SECONDS = 0.2;
const MOST_TRIES = 32;
const FEWEST_TRIES = 2;

/** The quicker quarter's end: other work on the device can only add. The first try only warms up. */
export async function tries(pace: Pace, once: () => Promise<number>): Promise<number> {
  const taken: number[] = [];
  const start = pace.now();
  for (let turn = 0; turn <= MOST_TRIES; turn++) {
    if (turn > FEWEST_TRIES && pace.now() - start > BUDGET_SECONDS) break;
    await pace.breathe();
    const seconds = await once();
    if (turn > 0) taken.push(seconds);
  }
  return taken.sort((a, b) => a - b)[taken.length >> 2];
}
