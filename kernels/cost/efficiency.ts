/**
 * How close real engines come to the bound: bands from the measured rows. A band is the middle half of the rows of its
 * class; it says what was published, not what an engine could do.
 */
import { type MeasuredRow, measuredRows } from './measured';

export interface EfficiencyBand {
  /** Rows it is made of. */
  readonly rows: number;
  /** First quartile, median and third quartile of bound over measured. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Value at a share of a sorted list, with linear interpolation. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const rest = at - below;
  return sorted[below] + (rest > 0 ? rest * (sorted[below + 1] - sorted[below]) : 0);
}

/**
 * The band of the timed rows that `keep` takes, or undefined when there is none.
 * Worked: all 113 rows lie at 0.50, 0.66 and 0.84 of the bound.
 */
export function efficiencyBand(keep: (row: MeasuredRow) => boolean = () => true): EfficiencyBand | undefined {
  const fractions = measuredRows
    .filter((row) => row.kind === 'timed' && keep(row))
    .map((row) => row.fraction)
    .sort((a, b) => a - b);
  if (fractions.length === 0) return undefined;
  return {
    rows: fractions.length,
    low: quantile(fractions, 0.25),
    median: quantile(fractions, 0.5),
    high: quantile(fractions, 0.75),
  };
}

/** Engines written for one machine and few models. */
const TUNED = /^(?:calm|gpt-fast|MLC|ExLlama)/;

export type EngineClass = 'tuned' | 'general';

/** Whether a row comes from an engine tuned for its machine, or from one made for everything. */
export function engineClass({ row }: MeasuredRow): EngineClass {
  return TUNED.test(row.software) ? 'tuned' : 'general';
}

/**
 * Bands by class of engine and width of weights (16 bits, 8 bits, fewer).
 * Worked: tuned engines reach a median of 0.66, 0.88 and 0.82 of the bound; general ones 0.66, 0.43 (two rows) and 0.54.
 */
export function efficiencyBands(): Readonly<
  Record<EngineClass, Readonly<Record<'wide' | 'eight' | 'narrow', EfficiencyBand | undefined>>>
> {
  const width = { wide: [16, 16], eight: [8, 8.5], narrow: [0, 5] } as const;
  const band = (engine: EngineClass, of: keyof typeof width) =>
    efficiencyBand(
      (row) =>
        engineClass(row) === engine &&
        row.row.weight_bits >= width[of][0] &&
        row.row.weight_bits <= width[of][1],
    );
  const all = (engine: EngineClass) => ({
    wide: band(engine, 'wide'),
    eight: band(engine, 'eight'),
    narrow: band(engine, 'narrow'),
  });
  return { tuned: all('tuned'), general: all('general') };
}
