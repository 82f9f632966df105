/** How large a problem may become: the largest that every variant of use can be timed on in what is left of its time. */
import type { MicroVariant } from '../micro/ids';

export const FEWEST_REPEATS = 3;
/** No single run may take longer: systems take a GPU away from who holds it for two seconds. */
const LONGEST_RUN_SECONDS = 0.5;
/** A variant so many times as slow as the fastest need not be timed at the same size. */
const HOPELESS = 8;

/**
 * Which variants go on to a problem `ratio` times as large: all of them, or all but those that are many times as slow as
 * the fastest, or, undefined, none, because it takes too long. `left` seconds may be spent.
 */
export function whichGrow(
  once: ReadonlyMap<MicroVariant, number>,
  ratio: number,
  left: number,
  leastSeconds: number,
  allOrNone = false,
): readonly MicroVariant[] | undefined {
  const fits = (variants: readonly (readonly [MicroVariant, number])[], spent: number) => {
    const turn = variants.reduce((sum, [, run]) => sum + Math.max(run * ratio, leastSeconds), 0);
    const slowest = Math.max(...variants.map(([, run]) => run * ratio));
    return slowest <= LONGEST_RUN_SECONDS && spent + turn * (FEWEST_REPEATS + 2) <= left;
  };
  const all = [...once];
  if (all.length === 0) return undefined;
  if (fits(all, 0)) return all.map(([variant]) => variant);
  const fastest = Math.min(...once.values());
  const quick = all.filter(([, run]) => run <= HOPELESS * fastest);
  const spent = all.reduce(
    (sum, [, run]) => (run <= HOPELESS * fastest ? sum : sum + FEWEST_REPEATS * Math.max(run, leastSeconds)),
    0,
  );
  if (allOrNone || quick.length === all.length || !fits(quick, spent)) return undefined;
  return quick.map(([variant]) => variant);
}
