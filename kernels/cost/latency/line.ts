/** The line through measured rows that differ in their bytes only. */

/**
 * The least-squares line y = intercept + slope · x through at least two points with different x.
 * Worked: (1, 5), (2, 7), (3, 9) lie on 3 + 2 x.
 */
export function line(points: readonly (readonly [x: number, y: number])[]): {
  intercept: number;
  slope: number;
} {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  let products = 0;
  let squares = 0;
  for (const [x, y] of points) {
    products += (x - meanX) * (y - meanY);
    squares += (x - meanX) ** 2;
  }
  const slope = products / squares;
  return { intercept: meanY - slope * meanX, slope };
}
