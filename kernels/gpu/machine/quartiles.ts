/** Many timings as three numbers. */
import type { Spread } from './report';

/** Median and quartiles, between neighbours in proportion. At least one value. Worked: 1, 2, 3, 4, 5 → 3, between 2 and 4. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    const high = Math.ceil(place);
    return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), repeats: sorted.length };
}
