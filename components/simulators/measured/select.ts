import type { ParamValues } from '@/kernels/simulator';
import type { ShownRow } from './rows';

const widths = {
  all: () => true,
  sixteen: (bits: number) => bits === 16,
  eight: (bits: number) => bits >= 8 && bits < 16,
  narrow: (bits: number) => bits < 8,
};

/** Whether a row passes all filters. */
export function passes(row: ShownRow, values: ParamValues): boolean {
  return (
    (values.software === 'all' || values.software === row.softwareId) &&
    (values.hardware === 'all' || values.hardware === row.deviceId) &&
    widths[values.precision as keyof typeof widths](row.bits)
  );
}

/** Median share of the bound; NaN for no rows. */
export function medianShare(rows: readonly ShownRow[]): number {
  const shares = rows.flatMap((row) => row.fraction ?? []).sort((a, b) => a - b);
  const middle = (shares.length - 1) / 2;
  return (shares[Math.floor(middle)] + shares[Math.ceil(middle)]) / 2;
}
