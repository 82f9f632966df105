/**
 * The dense products a transformer needs, in plain loops. Storage is fp32; sums are kept in fp64, so the only
 * rounding is the one at the end of each dot product.
 */

/**
 * out[r, n] = Σ_k x[r, k] · w[n, k]: activations [rows, inner] times a weight stored [outer, inner].
 * Works on tiles of 4 × 2 sums (or 1 × 4 for a single row), so that each number loaded takes part in several products;
 * the order of additions in a dot product is the same in every tile.
 * Worked: [1, 2] · [[3, 4], [5, 6]]ᵀ = [11, 17].
 */
export function multiplyTransposed(
  x: Float32Array,
  w: Float32Array,
  rows: number,
  inner: number,
  outer: number,
  out: Float32Array = new Float32Array(rows * outer),
): Float32Array {
  const whole = rows - (rows % 4);
  for (let row = 0; row < whole; row += 4) fourRows(x, w, row, inner, outer, out);
  for (let row = whole; row < rows; row++) oneRow(x, w, row, inner, outer, out);
  return out;
}

function oneRow(
  x: Float32Array,
  w: Float32Array,
  row: number,
  inner: number,
  outer: number,
  out: Float32Array,
) {
  const start = row * inner;
  const base = row * outer;
  const whole = outer - (outer % 4);
  for (let n = 0; n < whole; n += 4) {
    const w0 = n * inner;
    const w1 = w0 + inner;
    const w2 = w1 + inner;
    const w3 = w2 + inner;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = 0; k < inner; k++) {
      const value = x[start + k];
      sum0 += value * w[w0 + k];
      sum1 += value * w[w1 + k];
      sum2 += value * w[w2 + k];
      sum3 += value * w[w3 + k];
    }
    out[base + n] = sum0;
    out[base + n + 1] = sum1;
    out[base + n + 2] = sum2;
    out[base + n + 3] = sum3;
  }
  for (let n = whole; n < outer; n++) out[base + n] = dot(x, start, w, n * inner, inner);
}

function fourRows(
  x: Float32Array,
  w: Float32Array,
  row: number,
  inner: number,
  outer: number,
  out: Float32Array,
) {
  const x0 = row * inner;
  const x1 = x0 + inner;
  const x2 = x1 + inner;
  const x3 = x2 + inner;
  const base = row * outer;
  const whole = outer - (outer % 2);
  for (let n = 0; n < whole; n += 2) {
    const w0 = n * inner;
    const w1 = w0 + inner;
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    for (let k = 0; k < inner; k++) {
      const first = w[w0 + k];
      const second = w[w1 + k];
      const v0 = x[x0 + k];
      const v1 = x[x1 + k];
      const v2 = x[x2 + k];
      const v3 = x[x3 + k];
      a0 += v0 * first;
      b0 += v0 * second;
      a1 += v1 * first;
      b1 += v1 * second;
      a2 += v2 * first;
      b2 += v2 * second;
      a3 += v3 * first;
      b3 += v3 * second;
    }
    const at = base + n;
    out[at] = a0;
    out[at + 1] = b0;
    out[at + outer] = a1;
    out[at + outer + 1] = b1;
    out[at + 2 * outer] = a2;
    out[at + 2 * outer + 1] = b2;
    out[at + 3 * outer] = a3;
    out[at + 3 * outer + 1] = b3;
  }
  if (whole === outer) return;
  for (let r = 0; r < 4; r++) out[base + r * outer + whole] = dot(x, x0 + r * inner, w, whole * inner, inner);
}

function dot(x: Float32Array, xStart: number, w: Float32Array, wStart: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += x[xStart + k] * w[wStart + k];
  return sum;
}
