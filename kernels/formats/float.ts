/**
 * Small floating-point formats, one rule for all: sign, exponent, mantissa; round to nearest, ties to even; subnormals
 * kept. Overflow saturates at the largest value (ONNX Cast, saturate = 1) or, when asked, becomes infinity, or NaN
 * where a format has no infinity (torch, ml_dtypes).
 * Sources: OCP OFP8 (E4M3FN without infinities, E5M2 like IEEE), OCP MX (E2M1), IEEE 754 binary16, bf16.
 */
import { BookError } from '../errors';
import { roundHalfEven } from '../numbers/rounding';
import { decodeBf16, decodeFp16, encodeBf16, encodeFp16 } from './half';

export type FloatFormat = 'fp8_e4m3fn' | 'fp8_e5m2' | 'bf16' | 'fp16' | 'fp4_e2m1';

export interface EncodeOptions {
  /** Overflow to the largest finite value. Default: true below 16 bits, false for fp16 and bf16. fp4 always saturates. */
  readonly saturate?: boolean;
}

interface SmallFormat {
  readonly bits: number;
  readonly mantissaBits: number;
  readonly bias: number;
  /** Code of the largest finite value. */
  readonly maxCode: number;
  /** Codes for infinity and NaN, where the format has them. */
  readonly infinity?: number;
  readonly nan?: number;
}

const small: Readonly<Record<string, SmallFormat>> = {
  fp8_e4m3fn: { bits: 8, mantissaBits: 3, bias: 7, maxCode: 0x7e, nan: 0x7f },
  fp8_e5m2: { bits: 8, mantissaBits: 2, bias: 15, maxCode: 0x7b, infinity: 0x7c, nan: 0x7f },
  fp4_e2m1: { bits: 4, mantissaBits: 1, bias: 1, maxCode: 0x7 },
};

/** Largest finite value and its code, for the two 16-bit formats. */
const halfMax = { fp16: [65504, 0x7bff], bf16: [3.3895313892515355e38, 0x7f7f] } as const;

/**
 * Codes of fp32 values: one per element, in the low bits. NaN in a format without NaN (fp4) throws `float.no-nan`.
 * Errors: `format.unknown`. Worked, fp8_e4m3fn: 1 → 0x38, 448 → 0x7e, 464 → 0x7e (a tie, to even), 2^-10 → 0 (a tie), NaN → 0x7f, −NaN → 0xff.
 */
export function encodeFloat(
  format: FloatFormat,
  x: Float32Array,
  options: EncodeOptions = {},
): Uint8Array | Uint16Array {
  if (format === 'fp16' || format === 'bf16') return encodeHalf(format, x, options.saturate ?? false);
  const spec = smallFormat(format);
  const codes = new Uint8Array(x.length);
  for (let i = 0; i < x.length; i++) codes[i] = encodeSmall(x[i], spec, options.saturate ?? true);
  signNaNs(x, codes, spec);
  return codes;
}

/** The fp32 values of codes, exact. Worked: fp8_e5m2 0x7b → 57344, fp4_e2m1 0x7 → 6. */
export function decodeFloat(format: FloatFormat, codes: Uint8Array | Uint16Array): Float32Array {
  if (format === 'fp16') return decodeFp16(Uint16Array.from(codes));
  if (format === 'bf16') return decodeBf16(Uint16Array.from(codes));
  const spec = smallFormat(format);
  return Float32Array.from(codes, (code) => decodeSmall(code, spec));
}

function smallFormat(format: string): SmallFormat {
  if (Object.hasOwn(small, format)) return small[format];
  throw new BookError('format.unknown', {
    format: String(format).slice(0, 40),
    near: Object.keys(small).join(', '),
  });
}

function encodeHalf(format: 'fp16' | 'bf16', x: Float32Array, saturate: boolean): Uint16Array {
  const codes = format === 'fp16' ? encodeFp16(x) : encodeBf16(x);
  if (!saturate) return codes;
  const [max, maxCode] = halfMax[format];
  for (let i = 0; i < x.length; i++) {
    if (x[i] > max) codes[i] = maxCode;
    else if (x[i] < -max) codes[i] = maxCode | 0x8000;
  }
  return codes;
}

/** A NaN keeps its sign, which can only be read from its bits. */
function signNaNs(x: Float32Array, codes: Uint8Array, spec: SmallFormat): void {
  const signBit = 1 << (spec.bits - 1);
  let bits: Int32Array | undefined;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isNaN(x[i])) continue;
    bits ??= new Int32Array(x.buffer, x.byteOffset, x.length);
    if (bits[i] < 0) codes[i] |= signBit;
  }
}

function encodeSmall(value: number, spec: SmallFormat, saturate: boolean): number {
  const sign = value < 0 || Object.is(value, -0) ? 1 << (spec.bits - 1) : 0;
  if (Number.isNaN(value)) {
    if (spec.nan === undefined) throw new BookError('float.no-nan');
    return spec.nan;
  }
  const overflow = saturate || spec.nan === undefined ? spec.maxCode : (spec.infinity ?? spec.nan);
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return sign | overflow;
  // One step of the format at this size; below the normal range the step stays that of the smallest exponent.
  const exponent = Math.max(1 - spec.bias, size === 0 ? 1 - spec.bias : floorLog2(size));
  const steps = roundHalfEven(size / 2 ** (exponent - spec.mantissaBits));
  // Subnormals have no leading one to take away; a carry past the mantissa walks into the exponent by itself.
  const code = ((exponent + spec.bias - 1) << spec.mantissaBits) + steps;
  return sign | (code > spec.maxCode ? overflow : code);
}

function decodeSmall(code: number, spec: SmallFormat): number {
  const magnitude = code & (2 ** (spec.bits - 1) - 1);
  const sign = code >> (spec.bits - 1) ? -1 : 1;
  if (magnitude > spec.maxCode)
    return magnitude === spec.infinity ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  const field = magnitude >> spec.mantissaBits;
  const mantissa = magnitude & (2 ** spec.mantissaBits - 1);
  if (field === 0) return sign * mantissa * 2 ** (1 - spec.bias - spec.mantissaBits);
  return sign * (2 ** spec.mantissaBits + mantissa) * 2 ** (field - spec.bias - spec.mantissaBits);
}

/** Exponent of the leading bit, exact: log2 may round up just below a power of two. */
function floorLog2(size: number): number {
  const guess = Math.floor(Math.log2(size));
  if (2 ** guess > size) return guess - 1;
  return 2 ** (guess + 1) <= size ? guess + 1 : guess;
}
