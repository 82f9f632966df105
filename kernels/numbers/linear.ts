/**
 * The dense products a transformer needs, in plain loops. Storage is fp32; sums are kept in fp64, so the only
 * rounding is the one at the end of each dot product.
 */

/**
 * out[r, n] = Σ_k x[r, k] · w[n, k]: activations [rows, inner] times a weight stored [outer, inner].
 * Four rows share one pass over the weights, so that each weight is loaded once for four products.
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
  let row = 0;
  for (; row + 4 <= rows; row += 4) fourRows(x, w, row, inner, outer, out);
  for (; row < rows; row++) oneRow(x, w, row, inner, outer, out);
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
  const end = inner - (inner % 4);
  for (let n = 0; n < outer; n++) {
    const base = n * inner;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let k = 0;
    for (; k < end; k += 4) {
      sum0 += x[start + k] * w[base + k];
      sum1 += x[start + k + 1] * w[base + k + 1];
      sum2 += x[start + k + 2] * w[base + k + 2];
      sum3 += x[start + k + 3] * w[base + k + 3];
    }
    for (; k < inner; k++) sum0 += x[start + k] * w[base + k];
    out[row * outer + n] = sum0 + sum1 + (sum2 + sum3);
  }
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
  const o0 = row * outer;
  for (let n = 0; n < outer; n++) {
    const base = n * inner;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = 0; k < inner; k++) {
      const weight = w[base + k];
      sum0 += x[x0 + k] * weight;
      sum1 += x[x1 + k] * weight;
      sum2 += x[x2 + k] * weight;
      sum3 += x[x3 + k] * weight;
    }
    out[o0 + n] = sum0;
    out[o0 + outer + n] = sum1;
    out[o0 + 2 * outer + n] = sum2;
    out[o0 + 3 * outer + n] = sum3;
  }
}
