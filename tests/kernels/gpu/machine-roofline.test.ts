import { describe, expect, test } from 'vitest';
import type { DecodeResult } from '../../../kernels/gpu/machine/decode';
import { decodePoints } from '../../../kernels/gpu/machine/decode-points';
import { nearestAccelerator } from '../../../kernels/gpu/machine/nearest';
import type { MachineReport, MeasuredResult } from '../../../kernels/gpu/machine/report';
import { fastestBytes, machineRoofline } from '../../../kernels/gpu/machine/roofline';
import { spreadShare, unsteadyResults } from '../../../kernels/gpu/machine/steadiness';
import type { MicroVariant } from '../../../kernels/gpu/micro/ids';

/** One run of 1 ms: rates are easy to read from the work. */
const measured = (
  benchmark: MeasuredResult['benchmark'],
  work: MeasuredResult['work'],
  more: Partial<MeasuredResult> & { variant?: MicroVariant } = {},
): MeasuredResult => ({
  benchmark,
  variant: 'v1',
  state: 'measured',
  size: { words: 1024 },
  work,
  seconds: { median: 1e-3, low: 0.95e-3, high: 1.05e-3, repeats: 5 },
  error: 0,
  ...more,
});
const gpu = (
  results: readonly MeasuredResult[],
  name = 'a GPU',
  clock: MachineReport['clock'] = 'device',
) => ({
  results,
  name,
  clock,
});
/** 100 GB/s read, 90 GB/s copied, 1 TFLOP/s in fp32, 2 in fp16. */
const results = [
  measured('read', { bytes: 1e8, operations: 0 }),
  measured('copy', { bytes: 9e7, operations: 0 }),
  measured('matvec-q4', { bytes: 8e7, operations: 3.2e8 }),
  measured('matmul-f32', { bytes: 1e7, operations: 1e9 }),
  measured('matmul-f16', { bytes: 1e7, operations: 2e9 }),
];

describe('a measured machine as a roofline', () => {
  test('worked: 100 GB/s and 1 TFLOP/s meet at 10 operations per byte', () => {
    const found = machineRoofline(gpu(results));
    expect(found?.bytesPerSecond).toBeCloseTo(1e11);
    expect(found?.movedBy).toBe('read');
    expect(found?.roofs.map(({ format }) => format)).toEqual(['fp16', 'fp32']);
    expect(found?.roofs[1].ridge).toBeCloseTo(10);
    expect(found?.points.map(({ benchmark, boundBy }) => [benchmark, boundBy])).toEqual([
      ['matvec-q4', 'memory'],
      ['matmul-f32', 'compute'],
      ['matmul-f16', 'compute'],
    ]);
    expect(found?.points[0].intensity).toBeCloseTo(4);
    expect(found?.points[0].rate).toBeCloseTo(3.2e11);
  });

  test('the slope is the faster of reading and copying; without either there is no roof', () => {
    const slow = measured('read', { bytes: 1e6, operations: 0 });
    expect(fastestBytes(gpu([slow, results[1]]))?.by).toBe('copy');
    expect(fastestBytes(gpu([results[0]]))?.value).toBeCloseTo(1e11);
    expect(machineRoofline(gpu(results.slice(2)))).toBeUndefined();
  });
});

describe('the nearest row of the catalogue', () => {
  test.each([
    ['NVIDIA GeForce RTX 4090', 'rtx-4090', 'name'],
    ['ANGLE (Apple, Apple M1 Max, OpenGL 4.1)', 'apple-m1-max', 'name'],
    ['Apple M1', 'apple-m1', 'name'],
    ['NVIDIA H200 SXM 141GB HBM3e', 'h200-sxm', 'name'],
    // Of this maker, the one whose figures are nearest.
    ['apple common-3', 'apple-m4', 'rates'],
    ['', 'apple-m4', 'rates'],
  ])('%s → %s by %s', (name, id, by) => {
    const found = nearestAccelerator(gpu(results, name));
    expect([found?.row.id, found?.by]).toEqual([id, by]);
  });

  test('a processor, and a GPU played by one, stand beside processors', () => {
    for (const report of [gpu(results, 'AMD EPYC', 'processor'), gpu(results, 'google swiftshader')]) {
      expect(nearestAccelerator(report)?.row.name).toMatch(/CPU/);
    }
  });

  test('what the row states is in base units; what nobody states is absent', () => {
    const found = nearestAccelerator(gpu(results, 'Apple M1'));
    expect(found?.bytesPerSecond).toBe(68.25e9);
    expect(found?.rates.fp32).toBe(2.6e12);
    expect(found?.rates.int8).toBeUndefined();
    expect(nearestAccelerator(gpu([]))).toBeUndefined();
  });
});

describe('steadiness', () => {
  test('worked: 9 to 12 around 10 is a spread of 0.3, and too wide', () => {
    const wide = measured('read', results[0].work, {
      seconds: { median: 10, low: 9, high: 12, repeats: 4 },
    });
    expect(spreadShare(wide)).toBeCloseTo(0.3);
    expect(unsteadyResults(gpu([wide, ...results.slice(1)]))).toEqual([wide]);
    expect(unsteadyResults(gpu(results))).toEqual([]);
  });

  test('only what the roofline rests on counts: a slow variant may waver', () => {
    const slow = measured(
      'read',
      { bytes: 1, operations: 0 },
      {
        variant: 'v2',
        seconds: { median: 1, low: 0.1, high: 9, repeats: 4 },
      },
    );
    expect(unsteadyResults(gpu([...results, slow]))).toEqual([]);
  });
});

describe('decoding under the roofline', () => {
  const row = { state: 'measured' as const, bytes: 1e9, launches: 10, error: 0 };
  const seconds = { median: 0.01, low: 0.01, high: 0.01, repeats: 3 };
  const decode: DecodeResult = {
    state: 'complete',
    seconds: 1,
    cacheBytes: 1,
    pocket: [
      { ...row, seconds, place: 'wasm', format: 'fp32', tokens: 9, submits: 0 },
      { ...row, seconds, place: 'webgpu', format: 'q4', tokens: 9, submits: 1 },
    ],
    chain: [
      { ...row, seconds, place: 'webgpu', format: 'q4', layers: 8, clock: 'device' },
      { place: 'webgpu', format: 'fp32', state: 'skipped', reason: 'memory', detail: '' },
    ],
  };

  test('worked: 1 GB of fp32 weights in 10 ms is 50 GFLOP/s at 0.5 operations per byte', () => {
    expect(decodePoints({ clock: 'processor', decode })).toEqual([
      { what: 'pocket', format: 'fp32', intensity: 0.5, rate: 5e10 },
    ]);
  });

  test('of a GPU’s report only what ran there, and a weight in q4 takes 4.5 bits', () => {
    const [point, ...more] = decodePoints({ clock: 'queue', decode });
    expect(more).toEqual([]);
    expect(point).toMatchObject({ what: 'chain', format: 'q4' });
    expect(point.intensity).toBeCloseTo(16 / 4.5);
    expect(decodePoints({ clock: 'device' })).toEqual([]);
  });
});
