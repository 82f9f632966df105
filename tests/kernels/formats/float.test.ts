import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloat, encodeFloat, type FloatFormat } from '../../../kernels/formats/float';

const eight = Uint8Array.from({ length: 256 }, (_, code) => code);
const small: FloatFormat[] = ['fp8_e4m3fn', 'fp8_e5m2', 'fp4_e2m1'];
const encodeOne = (format: FloatFormat, value: number, saturate?: boolean) =>
  encodeFloat(format, Float32Array.of(value), { saturate })[0];

describe('small floats', () => {
  it.each<[FloatFormat, number, number]>([
    ['fp8_e4m3fn', 1, 0x38],
    ['fp8_e4m3fn', 448, 0x7e],
    ['fp8_e4m3fn', 464, 0x7e],
    ['fp8_e4m3fn', 1e9, 0x7e],
    ['fp8_e4m3fn', 2 ** -9, 0x01],
    ['fp8_e4m3fn', 2 ** -10, 0x00],
    ['fp8_e4m3fn', -0, 0x80],
    ['fp8_e5m2', 57344, 0x7b],
    ['fp8_e5m2', Number.NEGATIVE_INFINITY, 0xfb],
    ['fp4_e2m1', 6, 0x7],
    ['fp4_e2m1', 2.5, 0x4],
    ['fp4_e2m1', -0.25, 0x8],
    ['fp16', 1e9, 0x7c00],
    ['bf16', 1, 0x3f80],
  ])('%s of %d is code %d', (format, value, code) => {
    expect(encodeOne(format, value)).toBe(code);
  });

  it('overflow without saturation is infinity, or NaN where there is none', () => {
    expect(encodeOne('fp8_e4m3fn', 464, false)).toBe(0x7e);
    expect(encodeOne('fp8_e4m3fn', 465, false)).toBe(0x7f);
    expect(encodeOne('fp8_e5m2', 61440, false)).toBe(0x7c);
    expect(encodeOne('fp8_e5m2', -61439, false)).toBe(0xfb);
    expect(encodeOne('fp4_e2m1', 100, false)).toBe(0x7);
    expect(encodeOne('fp16', 1e9, true)).toBe(0x7bff);
    expect(encodeOne('bf16', -3.4e38, true)).toBe(0xff7f);
  });

  it.each<[FloatFormat, boolean | undefined]>([
    ['fp8_e4m3fn', undefined],
    ['fp8_e5m2', undefined],
    ['fp8_e4m3fn', false],
    ['fp8_e5m2', false],
  ])('a NaN of %s is all ones, with its sign kept (saturate: %s)', (format, saturate) => {
    // Bits, in the middle of a larger buffer: a quiet NaN of either sign, and one with another payload.
    const bits = Uint32Array.of(0, 0x7fc00000, 0xffc00000, 0x3f800000, 0xff800001);
    const x = new Float32Array(bits.buffer, 4);
    const [plus, minus, one, other] = encodeFloat(format, x, { saturate });
    expect([plus, minus, other]).toEqual([0x7f, 0xff, 0xff]);
    expect(one).toBe(encodeOne(format, 1));
  });

  it('gives every value its own code back', () => {
    for (const format of small) {
      const codes = format === 'fp4_e2m1' ? eight.slice(0, 16) : eight;
      const values = decodeFloat(format, codes);
      const finite = codes.filter((code) => Number.isFinite(values[code]));
      expect(encodeFloat(format, values.filter(Number.isFinite))).toEqual(finite);
    }
    expect([...decodeFloat('fp4_e2m1', eight.slice(0, 8))]).toEqual([0, 0.5, 1, 1.5, 2, 3, 4, 6]);
    expect(decodeFloat('fp8_e4m3fn', Uint8Array.of(0x7f, 0xff))).toEqual(
      Float32Array.of(Number.NaN, Number.NaN),
    );
    expect(decodeFloat('fp8_e5m2', Uint8Array.of(0x7c, 0x7d))).toEqual(
      Float32Array.of(Number.POSITIVE_INFINITY, Number.NaN),
    );
  });

  it('is the nearest value, the even code of two equally near', () => {
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.float({ min: 0, max: 500, noNaN: true }), (format, value) => {
        const values = decodeFloat(format, eight.slice(0, format === 'fp4_e2m1' ? 8 : 128));
        let best = 0;
        values.forEach((candidate, code) => {
          const nearer = Math.abs(candidate - value) - Math.abs(values[best] - value);
          if (nearer < 0 || (nearer === 0 && code % 2 === 0)) best = code;
        });
        expect(encodeOne(format, value)).toBe(best);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses what it does not know', () => {
    expect(() => encodeOne('fp8' as FloatFormat, 1)).toThrow(/format\.unknown/);
    expect(() => encodeOne('fp4_e2m1', Number.NaN)).toThrow(/float\.no-nan/);
  });
});
