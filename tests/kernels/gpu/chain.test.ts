import { describe, expect, test } from 'vitest';
import { launchesOf } from '../../../kernels/gpu/chain/host';
import { chainSteps, layerBytes, llama7b, planChain, wordsPerRow } from '../../../kernels/gpu/chain/plan';
import { createProcessorChain } from '../../../kernels/gpu/chain/processor';
import { chainTolerance, expectedAnswer, stepInput } from '../../../kernels/gpu/chain/reference';
import { processorFormats } from '../../../kernels/gpu/chain/wasm-rows';
import {
  fillMasked,
  rowOf,
  scaleMask,
  seedOf,
  weightMasks,
  wordAt,
} from '../../../kernels/gpu/chain/weights';
import { chainWgsl } from '../../../kernels/gpu/chain/wgsl';
import { type DecodeFormat, decodeFormats } from '../../../kernels/gpu/machine/decode';
import { fillUniform } from '../../../kernels/gpu/micro/problem';

const MIB = 2 ** 20;
const small = { hidden: 128, inner: 192 };
const tools = { now: () => 0, breathe: async () => {} };
const input = fillUniform(small.hidden, 9).map((x) => x * Math.sqrt(3));

describe('the plan of a chain', () => {
  test('a layer of Llama 2 7B has 202,375,168 weights; its bytes by format', () => {
    const weights = chainSteps(llama7b).reduce((sum, { width, rows }) => sum + width * rows, 0);
    expect(weights).toBe(4 * 4096 ** 2 + 3 * 4096 * 11008);
    expect(weights).toBe(202_375_168);
    const bits = (format: DecodeFormat) => (layerBytes(llama7b, format) * 8) / weights;
    expect(decodeFormats.map(bits)).toEqual([32, 16, 8.5, 4.5]);
    expect(wordsPerRow('q4', 4096)).toEqual({ weights: 512, scales: 64 });
  });

  test.each([8, 32, 64, 96])(
    'with %i MiB of cache every format reads eight times that, by whole layers',
    (mib) => {
      const memoryBytes = 2 ** 31;
      const plans = decodeFormats.map((format) =>
        planChain(llama7b, format, { cacheBytes: mib * MIB, memoryBytes }),
      );
      let before = 0;
      for (const [i, plan] of plans.entries()) {
        if (!('layers' in plan)) throw new Error('no plan');
        expect(plan.bytes).toBeGreaterThanOrEqual(8 * mib * MIB);
        expect(plan.bytes - layerBytes(llama7b, decodeFormats[i])).toBeLessThan(8 * mib * MIB);
        expect(plan.layers).toBeGreaterThanOrEqual(before);
        before = plan.layers;
      }
    },
  );

  test('what does not fit the memory is told', () => {
    const memoryBytes = 512 * MIB;
    expect(planChain(llama7b, 'fp32', { cacheBytes: 8 * MIB, memoryBytes })).toEqual({ needed: 809_500_672 });
    expect(planChain(llama7b, 'q4', { cacheBytes: 8 * MIB, memoryBytes })).toEqual({
      layers: 1,
      bytes: 113_836_032,
    });
  });

  test('shapes must come in groups', () => {
    expect(() => chainSteps({ hidden: 100, inner: 192 })).toThrow('chain.bad-shape');
  });

  test('rows are cut where a buffer may not be larger, and none is lost', () => {
    const steps = chainSteps(llama7b);
    expect(launchesOf(steps, 'q4', 2, Number.POSITIVE_INFINITY)).toHaveLength(8);
    const cut = launchesOf(steps, 'fp32', 1, 128 * MIB);
    for (const step of steps) {
      const parts = cut.filter((launch) => launch.step === step);
      let next = 0;
      for (const { first, rows } of parts) {
        expect(first).toBe(next);
        expect(rows % 4).toBe(0);
        expect(rows * step.width * 4).toBeLessThanOrEqual(128 * MIB);
        next += rows;
      }
      expect(next).toBe(step.rows);
    }
  });
});

describe('the weights of a chain', () => {
  test('filled memory holds the words of the formula', () => {
    const words = fillMasked(new Uint32Array(100), 77, { and: 0xffffffff, or: 0 });
    expect([...words]).toEqual(Array.from({ length: 100 }, (_, i) => wordAt(i, 77)));
    expect(new Set(words).size).toBe(100);
  });

  test.each(decodeFormats)(
    '%s: numbers in their range, both signs, a root mean square as planned',
    (format) => {
      const row = [...rowOf(format, 4096, 3, seedOf(1, 0, 'o'))];
      const most = { fp32: 1, fp16: 1, q8: 128, q4: 8 }[format];
      expect(row.every((x) => Math.abs(x) <= most)).toBe(true);
      const square = row.reduce((sum, x) => sum + x * x, 0) / row.length;
      const planned = { fp32: 7 / 12, fp16: 7 / 12, q8: (7 / 12) * 5461.5, q4: (7 / 12) * 21.5 }[format];
      expect(Math.abs(square / planned - 1)).toBeLessThan(0.1);
    },
  );

  test('fp16 and scales have the bits that are asked for', () => {
    const [halves] = fillMasked(new Uint32Array(1), 5, weightMasks.fp16);
    expect(halves & 0x7c007c00).toBe(0x38003800);
    const [scales] = fillMasked(new Uint32Array(1), 5, scaleMask);
    expect((scales & 0xfc00fc00) >>> 0).toBe(0x38003800);
  });
});

describe('the chain in WebAssembly', () => {
  test.each(processorFormats)(
    '%s: every step agrees with the formula, and answers stay near 1',
    async (format) => {
      const chain = await createProcessorChain({ shape: small, format, layers: 3, seed: 4, input }, tools);
      expect(await chain.check(32)).toBeLessThan(chain.tolerance);
      const answer = await chain.answer();
      const square = answer.reduce((sum, x) => sum + x * x, 0) / answer.length;
      expect(square).toBeGreaterThan(0.05);
      expect(square).toBeLessThan(20);
      expect(chain.launches).toBe(12);
      // Its scales are fp32: two bytes more per 32 weights.
      const weights = chainSteps(small).reduce((sum, { width, rows }) => sum + width * rows, 0);
      const wider = format === 'fp32' ? 0 : (weights / 32) * 2;
      expect(chain.bytes).toBe(3 * (layerBytes(small, format) + wider));
    },
  );

  test('a wrong weight is seen', () => {
    const [step] = chainSteps(small);
    const x = stepInput(step, input);
    const right = expectedAnswer('q4', step, seedOf(4, 0, 'qkv'), x, 5);
    const wrong = expectedAnswer('q4', step, seedOf(4, 1, 'qkv'), x, 5);
    expect(Math.abs(right.value - wrong.value) / right.magnitude).toBeGreaterThan(
      100 * chainTolerance.integers,
    );
  });

  test('fp16 is for GPUs', async () => {
    const problem = { shape: small, format: 'fp16', layers: 1, seed: 4, input } as const;
    await expect(createProcessorChain(problem, tools)).rejects.toThrow('gpu.feature');
  });
});

test('each text says what it is and has the constants that a step gives it', () => {
  for (const format of decodeFormats) {
    const text = chainWgsl(format);
    expect(text).toMatch(/^\/\/ A vector times a matrix/);
    for (const name of ['UNITS', 'FIRST', 'MIXED', 'GATED', 'AMPLITUDE'])
      expect(text).toContain(`override ${name}:`);
  }
});
