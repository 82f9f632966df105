/** Paths for shares stacked over time. Pure: numbers in, SVG path data out. */

export interface SeriesShape {
  readonly width: number;
  readonly height: number;
  /** Points along the way at most; more samples are thinned out. */
  readonly points: number;
}

/**
 * Areas of `bands` shares stacked on each other, the first at the bottom, one path each.
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
  const uppers: string[][] = Array.from({ length: bands }, () => []);
  const span = end * width;
  for (let point = 0; point < count; point++) {
    const sample = count === 1 ? 0 : Math.round((point * (samples - 1)) / (count - 1));
    const x = count === 1 ? 0 : (point * span) / (count - 1);
    let sum = 0;
    for (let band = 0; band < bands; band++) {
      sum += share(sample, band);
      uppers[band].push(`${x.toFixed(1)} ${((1 - sum) * height).toFixed(1)}`);
    }
  }
  return uppers.map((upper, band) => {
    const lower =
      band === 0 ? [`${span.toFixed(1)} ${height}`, `0 ${height}`] : uppers[band - 1].toReversed();
    return `M${upper.join('L')}L${lower.join('L')}Z`;
  });
}
