/** Paths for shares stacked over time. Pure: numbers in, SVG path data out. */

export interface SeriesShape {
  readonly width: number;
  readonly height: number;
  /** Points along the way at most; more samples are thinned out. */
  readonly points: number;
}

/** The drawing's own units: stretched to whatever room the chart has. */
export const SERIES_SHAPE: SeriesShape = { width: 300, height: 56, points: 80 };

/**
 * Areas of `bands` shares stacked on each other, one path each, every one down to the bottom: drawn from the last to
 * the first, each covers what lies under it. Half the text of bands with two edges.
 * @param share the share of a band at a sample, 0 to 1
 * @param end position of the last sample along the width, 0 to 1
 */
export function stackedPaths(
  samples: number,
  bands: number,
  share: (sample: number, band: number) => number,
  end: number,
  { width, height, points }: SeriesShape,
): string[] {
  if (samples < 1) return new Array(bands).fill('');
  const count = Math.min(points, samples);
  const paths = new Array<string>(bands).fill('');
  const span = end * width;
  for (let point = 0; point < count; point++) {
    const sample = count === 1 ? 0 : Math.round((point * (samples - 1)) / (count - 1));
    const x = tenths(count === 1 ? 0 : (point * span) / (count - 1));
    let sum = 0;
    for (let band = 0; band < bands; band++) {
      sum += share(sample, band);
      paths[band] += `${point === 0 ? 'M' : 'L'}${x} ${tenths((1 - sum) * height)}`;
    }
  }
  return paths.map((path) => `${path}V${height}H0Z`);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
