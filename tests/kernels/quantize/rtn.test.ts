import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dequantizeRtn,
  dynamicQuantizeLinear,
  quantizeRtn,
  type RtnOptions,
} from '../../../kernels/quantize/rtn';
import { quantizeRtnReference } from '../../../kernels/quantize/rtn-reference';

const worked = Float32Array.of(-1, 0, 0.4, 1);
const tensorWise = { granularity: 'tensor' } as const;

const optionsOf: fc.Arbitrary<RtnOptions> = fc.record({
  bits: fc.integer({ min: 2, max: 8 }),
  symmetric: fc.boolean(),
  granularity: fc.constantFrom('tensor' as const, 'channel' as const, 'group' as const),
  groupSize: fc.integer({ min: 1, max: 40 }),
  scaleFormat: fc.constantFrom('fp32' as const, 'fp16' as const),
});
const shapeOf = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 67 }));
/** Normal weights, tiny and huge ones, denormals, zeros of both signs. */
const weight = fc.oneof(
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(0, -0, 1.4e-45, -1e-40, 1e-38, 65504, 1e30, -3e30),
);

describe('quantizeRtn', () => {
  it('is the worked example', () => {
    const symmetric = quantizeRtn(worked, [1, 4], { bits: 3, symmetric: true, ...tensorWise });
    expect([...symmetric.codes]).toEqual([-3, 0, 1, 3]);
    expect(symmetric.scales[0]).toBe(Math.fround(1 / 3));
    const wide = Float32Array.of(-1, 0, 0.4, 2.5);
    const affine = quantizeRtn(wide, [1, 4], { bits: 3, symmetric: false, ...tensorWise });
    expect([...affine.codes]).toEqual([0, 2, 3, 7]);
    expect([...affine.zeroPoints]).toEqual([2]);
    expect(affine.scales[0]).toBe(0.5);
    expect([...dequantizeRtn(affine)]).toEqual([-1, 0, 0.5, 2.5]);
  });

  it('does exactly what the reference does, whatever the shape, options and values', () => {
    const problem = fc
      .tuple(shapeOf, optionsOf)
      .chain(([shape, options]) =>
        fc.tuple(
          fc.constant(shape),
          fc.constant(options),
          fc.array(weight, { minLength: shape[0] * shape[1], maxLength: shape[0] * shape[1] }),
        ),
      );
    fc.assert(
      fc.property(problem, ([shape, options, values]) => {
        const w = Float32Array.from(values);
        expect(quantizeRtn(w, shape, options)).toEqual(quantizeRtnReference(w, shape, options));
      }),
      { numRuns: 500 },
    );
  });

  it('is never off by more than half a step, and zero stays zero', () => {
    const values = fc.array(fc.float({ min: -8, max: 8, noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(values, optionsOf, (list, options) => {
        const w = Float32Array.from(list, (value) => (Math.abs(value) < 1e-30 ? 0 : value));
        const q = quantizeRtn(w, [1, w.length], { ...options, scaleFormat: 'fp32' });
        const back = dequantizeRtn(q);
        const size = q.granularity === 'group' ? q.groupSize : w.length;
        for (let i = 0; i < w.length; i++) {
          const scale = q.scales[Math.floor(i / size)];
          // An affine grid whose zero point was rounded may stop half a step short of one end.
          const slack = options.symmetric ? 0.5 : 1;
          expect(Math.abs(w[i] - back[i])).toBeLessThanOrEqual(scale * slack * 1.0001);
          if (w[i] === 0) expect(Math.abs(back[i])).toBe(0);
        }
      }),
    );
  });

  it('shares no scale across rows, and the last group of a row may be short', () => {
    const w = Float32Array.of(1, 2, 3, 100, 200, 300);
    const q = quantizeRtn(w, [2, 3], { bits: 8, symmetric: true, granularity: 'group', groupSize: 2 });
    expect(q.groupsPerRow).toBe(2);
    expect([...q.scales]).toEqual([2, 3, 200, 300].map((value) => Math.fround(value / 127)));
    expect([...q.codes]).toEqual([64, 127, 127, 64, 127, 127]);
  });

  it('rounds scales to fp16 before it computes codes, when asked', () => {
    const w = Float32Array.of(1, -0.5, 0.3);
    const q = quantizeRtn(w, [1, 3], { bits: 4, symmetric: true, ...tensorWise, scaleFormat: 'fp16' });
    expect(q.scales[0]).toBe(0.142822265625);
    expect([...q.codes]).toEqual([7, -4, 2]);
    const tiny = quantizeRtn(Float32Array.of(1e-9), [1, 1], { ...q, ...tensorWise, scaleFormat: 'fp16' });
    expect(tiny.scales[0]).toBe(2 ** -24);
  });

  it.each([
    [new Float32Array(5), [2, 3], {}, 'quantize.bad-shape'],
    [new Float32Array(0), [0, 3], {}, 'quantize.bad-shape'],
    [new Float32Array(6), [2, 3], { bits: 1 }, 'quantize.bad-bits'],
    [new Float32Array(6), [2, 3], { bits: 9 }, 'quantize.bad-bits'],
    [new Float32Array(6), [2, 3], { bits: 4.5 }, 'quantize.bad-bits'],
    [new Float32Array(6), [2, 3], { granularity: 'group' }, 'quantize.bad-group'],
    [new Float32Array(6), [2, 3], { granularity: 'group', groupSize: 0 }, 'quantize.bad-group'],
    [Float32Array.of(1, Number.NaN), [1, 2], {}, 'quantize.not-finite'],
    [Float32Array.of(1, Number.POSITIVE_INFINITY), [1, 2], { symmetric: false }, 'quantize.not-finite'],
  ])('refuses %#: %s', (w, shape, more, id) => {
    const options = { bits: 4, symmetric: true, ...tensorWise, ...more } as RtnOptions;
    expect(() => quantizeRtn(w, shape as [number, number], options)).toThrow(id);
  });
});

describe('dynamicQuantizeLinear', () => {
  it('is the worked example', () => {
    const q = dynamicQuantizeLinear(Float32Array.of(-1, 0, 1.55));
    expect([...q.codes]).toEqual([0, 100, 255]);
    expect(q).toMatchObject({ scale: Math.fround(0.01), zeroPoint: 100 });
  });
});
