import { type EfficiencyBand, efficiencyBand } from '@/kernels/cost/efficiency';
import { measuredRows } from '@/kernels/cost/measured';

/** Fewer rows than this are no range. */
const FEWEST_ROWS = 4;

/** The middle half of the measured shares of the bound, by device, and under `*` that of all devices. */
export function measuredBands(): Record<string, EfficiencyBand | undefined> {
  const bands: Record<string, EfficiencyBand | undefined> = { '*': efficiencyBand() };
  for (const hardware of new Set(measuredRows.map(({ row }) => row.hardware))) {
    const band = efficiencyBand(({ row }) => row.hardware === hardware);
    if (band && band.rows >= FEWEST_ROWS) bands[hardware] = band;
  }
  return bands;
}
