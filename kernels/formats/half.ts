/**
 * The two 16-bit floating-point formats: fp16 (5 exponent bits, 10 mantissa bits) and bf16 (8 and 7).
 * Encoding rounds to nearest, ties to even; overflow goes to infinity; subnormals are kept; NaN stays NaN.
 * Source: IEEE 754-2019 binary16; bf16 is the upper half of binary32.
 */

const floatView = new Float32Array(1);
const bitsView = new Uint32Array(floatView.buffer);

/** The bits of one fp32 value as fp16. Worked: 1 → 0x3c00, 65504 → 0x7bff, 65520 → 0x7c00 (infinity), 2^-25 → 0. */
export function encodeFp16Value(value: number): number {
  floatView[0] = value;
  const bits = bitsView[0];
  const sign = (bits >>> 16) & 0x8000;
  const exponent = (bits >>> 23) & 0xff;
  const mantissa = bits & 0x7fffff;
  if (exponent === 0xff) return sign | 0x7c00 | (mantissa === 0 ? 0 : 0x200 | (mantissa >>> 13));
  const unbiased = exponent - 127;
  if (unbiased >= 16) return sign | 0x7c00;
  if (unbiased >= -14) {
    // A carry out of the mantissa walks into the exponent, up to infinity: exactly what rounding up means.
    const truncated = ((unbiased + 15) << 10) | (mantissa >>> 13);
    return sign | (truncated + roundUp(mantissa & 0x1fff, 0x1000, truncated & 1));
  }
  if (unbiased < -25) return sign;
  const full = mantissa | 0x800000;
  const shift = -unbiased - 1;
  const truncated = full >>> shift;
  return sign | (truncated + roundUp(full & (2 ** shift - 1), 2 ** (shift - 1), truncated & 1));
}

/** 1 when the part cut off is above half, or is half and the kept part is odd. */
function roundUp(cut: number, half: number, odd: number): number {
  return cut > half || (cut === half && odd === 1) ? 1 : 0;
}

/** The value of one fp16 pattern. Worked: 0x3555 → 0.333251953125. */
export function decodeFp16Value(code: number): number {
  const sign = code & 0x8000 ? -1 : 1;
  const exponent = (code >>> 10) & 0x1f;
  const mantissa = code & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** The bits of one fp32 value as bf16. Worked: 1 → 0x3f80, 1.00390625 → 0x3f80 (a tie, to even). */
export function encodeBf16Value(value: number): number {
  floatView[0] = value;
  const bits = bitsView[0];
  if ((bits & 0x7fffffff) > 0x7f800000) return (bits >>> 16) | 0x40;
  return ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16) & 0xffff;
}

/** The value of one bf16 pattern. Worked: 0x3f80 → 1. */
export function decodeBf16Value(code: number): number {
  bitsView[0] = code << 16;
  return floatView[0];
}

/** fp32 → fp16, element by element. */
export function encodeFp16(values: Float32Array): Uint16Array {
  const codes = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) codes[i] = encodeFp16Value(values[i]);
  return codes;
}

let fp16Table: Float32Array | undefined;

/** fp16 → fp32, exact. All 65,536 values are tabulated on first use: a model has millions of weights to decode. */
export function decodeFp16(codes: Uint16Array): Float32Array {
  if (!fp16Table) {
    fp16Table = new Float32Array(65536);
    for (let code = 0; code < 65536; code++) fp16Table[code] = decodeFp16Value(code);
  }
  const values = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) values[i] = fp16Table[codes[i]];
  return values;
}

/** fp32 → bf16, element by element. */
export function encodeBf16(values: Float32Array): Uint16Array {
  const codes = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) codes[i] = encodeBf16Value(values[i]);
  return codes;
}

/** bf16 → fp32, exact. */
export function decodeBf16(codes: Uint16Array): Float32Array {
  const bits = new Uint32Array(codes.length);
  for (let i = 0; i < codes.length; i++) bits[i] = codes[i] << 16;
  return new Float32Array(bits.buffer);
}
