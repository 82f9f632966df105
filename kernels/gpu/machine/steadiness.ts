/** Whether a report's times can be relied on: machines grow hot, share their memory, and do other things meanwhile. */
import { bestRates, type MachineReport, type MeasuredResult } from './report';

/** The middle half of the timings, in proportion to the median. Worked: 9 to 12 around 10 → 0.3. */
export const spreadShare = ({ seconds }: Pick<MeasuredResult, 'seconds'>) =>
  (seconds.high - seconds.low) / seconds.median;

/** From here on a time is called unsteady. */
export const WIDE_SPREAD = 0.25;

/** The fastest variants whose times lie too far apart, widest first: what the roofline rests on. */
export function unsteadyResults(report: Pick<MachineReport, 'results'>): readonly MeasuredResult[] {
  return Object.values(bestRates(report))
    .flatMap((rate) => (rate && spreadShare(rate.result) > WIDE_SPREAD ? [rate.result] : []))
    .sort((a, b) => spreadShare(b) - spreadShare(a));
}
