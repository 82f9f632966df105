import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dequantizeMatMulNBits,
  packMatMulNBits,
  packMatMulNBitsRows,
  readCode,
} from '../../../kernels/quantize/matmulnbits';
import { blockSizeFor, containerBits, repackedBytes, repackRtn } from '../../../kernels/quantize/repack';
import { dequantizeRtn, type Granularity, quantizeRtn } from '../../../kernels/quantize/rtn';

const transpose = (w: Float32Array, rows: number, cols: number) =>
  Float32Array.from(w, (_, i) => w[(i % rows) * cols + Math.floor(i / rows)]);
const shapeOf = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 150 }));
const matrix = (shape: fc.Arbitrary<[number, number]>) =>
  shape.chain(([rows, cols]) =>
    fc.record({
      rows: fc.constant(rows),
      cols: fc.constant(cols),
      w: fc
        .array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: rows * cols, maxLength: rows * cols })
        .map((values) => Float32Array.from(values)),
    }),
  );

describe('packMatMulNBits', () => {
  it('is the worked example: the extreme has the negative scale', () => {
    const w = new Float32Array(16);
    w[0] = 1;
    const packed = packMatMulNBits(w, 16, 1, { bits: 4, blockSize: 16, zeroPoints: false });
    expect(packed.scales[0]).toBe(-0.125);
    expect([...packed.B]).toEqual([0x80, 0x88, 0x88, 0x88, 0x88, 0x88, 0x88, 0x88]);
    expect([...dequantizeMatMulNBits(packed)]).toEqual([...w].map((value) => (value === 0 ? -0 : value)));
  });

  it('stays within a step of the weights and knows both layouts', () => {
    const options = fc.record({
      bits: fc.constantFrom(2, 4, 8),
      blockSize: fc.constantFrom(16, 32, 64, 128),
      zeroPoints: fc.boolean(),
    });
    fc.assert(
      fc.property(matrix(shapeOf), options, ({ rows: N, cols: K, w }, settings) => {
        const packed = packMatMulNBits(transpose(w, N, K), K, N, settings);
        const blocks = Math.ceil(K / settings.blockSize);
        expect(packed.B.length).toBe((N * blocks * settings.blockSize * settings.bits) / 8);
        expect(packed.zeroPoints?.length).toBe(
          settings.zeroPoints ? N * Math.ceil((blocks * settings.bits) / 8) : undefined,
        );
        expect(packMatMulNBitsRows(w, N, K, settings)).toEqual(packed);
        const back = dequantizeMatMulNBits(packed);
        for (let n = 0; n < N; n++) {
          for (let k = 0; k < K; k++) {
            const scale = packed.scales[n * blocks + Math.floor(k / settings.blockSize)];
            // A scale whose reciprocal is beyond fp32 turns weights into nothing or the end of the range, as in C.
            const steps = Number.isFinite(Math.fround(1 / scale)) ? 1.0001 : 2 ** settings.bits;
            // The scale itself is rounded to a multiple of the least number.
            const most = steps * (Math.abs(scale) + 2 ** -149);
            expect(Math.abs(back[k * N + n] - w[n * K + k])).toBeLessThanOrEqual(most);
          }
        }
      }),
    );
  });

  it.each([
    [3, 32, 'matmulnbits.bad-bits'],
    [4, 8, 'matmulnbits.bad-block'],
    [4, 48, 'matmulnbits.bad-block'],
    [4, Number.POSITIVE_INFINITY, 'matmulnbits.bad-block'],
  ])('refuses %d bits in blocks of %d', (bits, blockSize, id) => {
    expect(() =>
      packMatMulNBits(new Float32Array(64), 64, 1, { bits, blockSize, zeroPoints: false }),
    ).toThrow(id);
  });

  it('refuses a wrong length and weights that are none', () => {
    const settings = { bits: 4, blockSize: 16, zeroPoints: true };
    expect(() => packMatMulNBits(new Float32Array(63), 64, 1, settings)).toThrow(/quantize\.bad-shape/);
    expect(() => packMatMulNBits(new Float32Array(16).fill(Number.NaN), 16, 1, settings)).toThrow(
      /not-finite/,
    );
  });
});

describe('repackRtn', () => {
  it('changes no dequantized weight', () => {
    const options = fc.record({
      bits: fc.integer({ min: 2, max: 8 }),
      symmetric: fc.boolean(),
      granularity: fc.constantFrom<Granularity>('tensor', 'channel', 'group'),
      groupSize: fc.constantFrom(16, 32, 48, 64, 96, 128, 256),
    });
    fc.assert(
      fc.property(matrix(shapeOf), options, ({ rows, cols, w }, settings) => {
        const q = quantizeRtn(w, [rows, cols], settings);
        const packed = repackRtn(q);
        expect(packed).toMatchObject({ K: cols, N: rows, bits: containerBits(settings.bits) });
        expect(transpose(dequantizeMatMulNBits(packed), cols, rows)).toEqual(dequantizeRtn(q));
      }),
    );
  });

  it('chooses blocks with one scale each, or says that it cannot', () => {
    const block = (groupSize: number, cols = 768) =>
      blockSizeFor({ granularity: 'group', groupSize, shape: [1, cols] });
    expect([block(32), block(96), block(256), block(48), block(24, 20)]).toEqual([32, 32, 256, 16, 32]);
    expect(blockSizeFor({ granularity: 'channel', groupSize: 768, shape: [1, 768] })).toBe(128);
    expect(blockSizeFor({ granularity: 'channel', groupSize: 3, shape: [1, 3] })).toBe(16);
    expect(() => block(24)).toThrow(/matmulnbits\.group-size/);
  });

  it('tells what the container costs', () => {
    const q = quantizeRtn(new Float32Array(64 * 64), [64, 64], {
      bits: 3,
      symmetric: true,
      granularity: 'group',
      groupSize: 32,
    });
    // Three bits travel in four: 2048 bytes of codes, 128 scales of four bytes.
    expect(repackedBytes(repackRtn(q))).toBe(2048 + 512);
    expect(readCode(repackRtn(q).B, 0, 4)).toBe(8);
  });
});
