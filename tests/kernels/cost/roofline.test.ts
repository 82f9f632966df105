import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { acceleratorById, accelerators } from '../../../kernels/catalog/accelerators';
import { models } from '../../../kernels/catalog/models';
import { intensityAt, roofline, sequencesAt } from '../../../kernels/cost/roofline/compute';
import { numbersOf } from '../../../kernels/cost/roofline/number-ways';
import { numberWays, rooflineParams, rooflinePresets } from '../../../kernels/cost/roofline/params';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/running-example';
import { decodeBound, prefillBound } from '../../../kernels/cost/times';
import { defaultParams } from '../../../kernels/simulator';

const dials = (change: Record<string, number | string> = {}) => ({
  ...defaultParams(rooflineParams),
  ...change,
});
const running = (change?: Record<string, number | string>) => roofline(RUNNING_EXAMPLE, dials(change));

describe('the running example, worked by hand', () => {
  const result = running();

  test('the ridge is rate over bandwidth, of one device as of four', () => {
    expect(result.ridge).toBeCloseTo(312e12 / 2039e9, 9);
    expect(roofline({ ...RUNNING_EXAMPLE, devices: 1 }, dials()).ridge).toBe(result.ridge);
    expect(result.roofs.map(({ format }) => format)).toEqual(['int4', 'int8', 'bf16', 'fp16']);
  });

  test('weights make one FLOP per byte and sequence in 16 bits, but for the norms', () => {
    expect(result.points.weights.intensity).toBeCloseTo(32, 2);
    expect(result.ridgeSequences).toBeCloseTo(153.02, 2);
  });

  test('attention makes as many as heads share a cache, whatever the batch and the context', () => {
    for (const sequences of [1, 32, 500])
      for (const tokensEach of [256, 32_768])
        expect(running({ sequences, tokensEach }).points.attention.intensity).toBeCloseTo(8, 9);
    const eight = roofline({ ...RUNNING_EXAMPLE, kvFormat: 'fp8' }, dials());
    expect(eight.points.attention.intensity).toBeCloseTo(16, 9);
  });

  test('the step nears 59.8 FLOP/B and never reaches the ridge', () => {
    // (2 · 69.5e9 + 4 · 80 · 8192 · 8192) / (8192 · 327,680)
    expect(result.limitIntensity).toBeCloseTo(59.78, 2);
    expect(result.stepRidgeSequences).toBe(Number.POSITIVE_INFINITY);
    expect(running({ sequences: 512 }).points.step.intensity).toBeLessThan(result.limitIntensity);
  });

  test('short texts let 186 sequences past it', () => {
    expect(running({ tokensEach: 512 }).stepRidgeSequences).toBeCloseTo(185.48, 1);
    expect(running({ tokensEach: 512, sequences: 185 }).points.step.boundBy).toBe('memory');
    expect(running({ tokensEach: 512, sequences: 186 }).points.step.boundBy).toBe('compute');
  });

  test('times are those of the bounds every other page prints', () => {
    const step = decodeBound(RUNNING_EXAMPLE);
    expect(result.points.step.memorySeconds).toBeCloseTo(step.memorySeconds, 12);
    expect(result.points.step.computeSeconds).toBeCloseTo(step.computeSeconds, 12);
    const prefill = prefillBound(RUNNING_EXAMPLE, 2048);
    expect(result.points.prefill.computeSeconds).toBeCloseTo(prefill.computeSeconds, 12);
    expect(result.points.prefill.memorySeconds).toBeCloseTo(prefill.memorySeconds, 12);
  });
});

describe('ways of keeping numbers', () => {
  const a100 = acceleratorById('a100-80-sxm');
  const of = (way: (typeof numberWays)[number], id = 'a100-80-sxm') =>
    numbersOf(way, RUNNING_EXAMPLE, acceleratorById(id));

  test('weight-only formats keep the 16-bit unit, W8A8 takes an 8-bit one', () => {
    expect(of('w4a16')).toMatchObject({ weightFormat: 'int4-g128', unit: 'bf16', widened: false });
    expect(of('w8a8')).toMatchObject({ unit: 'int8', rate: 624e12, attentionRate: 312e12 });
    expect(of('w8a8', 'h100-sxm').unit).toBe('fp8');
    expect(of('w4a4', 'b200-sxm')).toMatchObject({ unit: 'fp4', weightFormat: 'nvfp4', rate: 9e15 });
  });

  test('a device without the unit widens and says so', () => {
    expect(of('w8a8', 'v100-sxm2-32')).toMatchObject({ unit: 'fp16', rate: 125e12, widened: true });
    expect(of('w4a4', 'h100-sxm')).toMatchObject({ unit: 'bf16', widened: true });
    expect(a100.fp4_tflops).toBeNull();
  });

  test('W8A8 keeps the batch at the ridge, W4A16 quarters it', () => {
    expect(running({ numbers: 'w8a8' }).ridgeSequences).toBeCloseTo(153.02, 2);
    expect(running({ numbers: 'w4a16' }).ridgeSequences).toBeCloseTo((153.02 * 4.125) / 16, 2);
  });

  test('four bits gain nothing in a prefill and most for one sequence alone', () => {
    const time = (numbers: string, point: 'step' | 'prefill') =>
      running({ numbers, sequences: 1 }).points[point].seconds;
    expect(time('w4a16', 'prefill')).toBe(time('w16a16', 'prefill'));
    expect(time('w8a8', 'prefill')).toBeLessThan(0.52 * time('w16a16', 'prefill'));
    expect(time('w4a16', 'step')).toBeLessThan(time('w8a8', 'step'));
  });
});

test('a device whose rate nobody states is drawn with its memory alone', () => {
  const result = roofline({ ...RUNNING_EXAMPLE, acceleratorId: 'apple-m2-pro' }, dials());
  expect(result.roofs).toEqual([]);
  expect(result.ridge).toBe(Number.POSITIVE_INFINITY);
  expect(result.points.prefill).toMatchObject({ boundBy: 'memory', computeSeconds: 0 });
});

test('on every device, with every model: no point stands above its roof, and a step lies between its parts', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...accelerators),
      fc.constantFrom(...models),
      fc.constantFrom(...numberWays),
      fc.integer({ min: 1, max: 512 }),
      fc.integer({ min: 1, max: 128 }),
      (accelerator, model, numbers, sequences, times256) => {
        const result = roofline(
          { ...RUNNING_EXAMPLE, acceleratorId: accelerator.id, modelId: model.id },
          dials({ numbers, sequences, tokensEach: 256 * times256 }),
        );
        const highest = result.roofs[0]?.rate ?? Number.POSITIVE_INFINITY;
        for (const { rate, intensity } of Object.values(result.points)) {
          expect(Number.isFinite(intensity)).toBe(true);
          expect(rate).toBeLessThanOrEqual(highest * (1 + 1e-9));
          expect(rate).toBeLessThanOrEqual(intensity * result.bytesPerSecond * (1 + 1e-9));
        }
        const { weights, attention, step } = result.points;
        const parts = [weights.intensity, attention.intensity];
        expect(step.intensity).toBeGreaterThanOrEqual(Math.min(...parts) * (1 - 1e-9));
        expect(step.intensity).toBeLessThanOrEqual(Math.max(...parts) * (1 + 1e-9));
        expect(step.intensity).toBeLessThanOrEqual(result.limitIntensity * (1 + 1e-9));
      },
    ),
    { numRuns: 300 },
  );
});

test('dragging is the inverse of where the marks stand', () => {
  const result = running({ tokensEach: 1024 });
  for (const rail of ['weights', 'step'] as const)
    for (const sequences of [1, 7, 64, 512])
      expect(sequencesAt(result, rail, intensityAt(result, rail, sequences))).toBe(sequences);
  expect(sequencesAt(result, 'weights', 1e-3)).toBe(1);
  expect(sequencesAt(result, 'step', result.limitIntensity * 2)).toBe(512);
  expect(intensityAt(running(), 'step', 32)).toBeCloseTo(running().points.step.intensity, 9);
});

test('every scene keeps to the dials, and the first leaves batch and context to the Setup', () => {
  for (const { params } of Object.values(rooflinePresets))
    expect(Object.keys(params).sort()).toEqual(rooflineParams.map(({ key }) => key).sort());
  expect(running()).toMatchObject({ sequences: 32, tokensEach: 8192 });
});
