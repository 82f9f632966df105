import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBf16,
  decodeBf16Value,
  decodeFp16,
  decodeFp16Value,
  encodeBf16,
  encodeBf16Value,
  encodeFp16,
  encodeFp16Value,
} from '../../../kernels/formats/half';

const allCodes = Uint16Array.from({ length: 65536 }, (_, code) => code);

describe('fp16', () => {
  it.each([
    [0, 0],
    [-0, 0x8000],
    [1, 0x3c00],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [1e10, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [2 ** -25 * 1.001, 1],
    [3 * 2 ** -25, 2],
    [2 ** -14 - 2 ** -25, 0x0400],
    [1e-40, 0],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
  ])('encodes %d as %d', (value, code) => {
    expect(encodeFp16Value(value)).toBe(code);
  });

  it('is the identity on every value it has, and NaN stays NaN', () => {
    const values = decodeFp16(allCodes);
    const back = encodeFp16(values);
    for (const code of allCodes) {
      if (Number.isNaN(values[code])) expect(back[code] & 0x7fff).toBeGreaterThan(0x7c00);
      else expect(back[code]).toBe(code);
    }
    expect(decodeFp16Value(0x3555)).toBe(0.333251953125);
  });

  it('rounds to the nearest, ties to even', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0x7bfe }), fc.integer({ min: 0, max: 64 }), (code, part) => {
        const low = decodeFp16Value(code);
        const high = decodeFp16Value(code + 1);
        const value = low + ((high - low) * part) / 64;
        const wanted = part < 32 || (part === 32 && code % 2 === 0) ? code : code + 1;
        expect(encodeFp16Value(value)).toBe(wanted);
        expect(encodeFp16Value(-value)).toBe(wanted | 0x8000);
      }),
    );
  });
});

describe('bf16', () => {
  it('rounds to the nearest, ties to even', () => {
    expect(encodeBf16Value(1)).toBe(0x3f80);
    expect(encodeBf16Value(1.00390625)).toBe(0x3f80);
    expect(encodeBf16Value(1.01171875)).toBe(0x3f82);
    expect(encodeBf16Value(3.4e38)).toBe(0x7f80);
    expect(decodeBf16Value(0xff80)).toBe(Number.NEGATIVE_INFINITY);
    expect(encodeBf16Value(Number.NaN) & 0x7fff).toBeGreaterThan(0x7f80);
  });

  it('is the identity on every value it has', () => {
    const values = decodeBf16(allCodes);
    const back = encodeBf16(values);
    for (const code of allCodes) {
      expect(values[code]).toEqual(decodeBf16Value(code));
      if (!Number.isNaN(values[code])) expect(back[code]).toBe(code);
    }
  });
});
