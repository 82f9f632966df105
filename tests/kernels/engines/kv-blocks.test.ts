import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceleratorById, accelerators } from '../../../kernels/catalog/accelerators';
import { modelById, models } from '../../../kernels/catalog/models';
import { samplerPeaks, vllmLogs } from '../../../kernels/catalog/vllm-logs';
import { forwardPeakBytes, predictKvBlocks, stepDefaults } from '../../../kernels/engines/kv-blocks';
import { compareLog, compareLogs } from '../../../kernels/engines/published-logs';

const GIB = 2 ** 30;
const comparisons = compareLogs();

describe('predicted cache blocks', () => {
  it('of qwen3-8b on an A100 of 40 GB: what its log says, within 0.4 %', () => {
    const told = predictKvBlocks({
      model: 'qwen3-8b',
      accelerator: 'a100-40-sxm',
      gpuMemoryUtilization: 0.9,
    });
    expect([told.blocks, told.tokens]).toEqual([8477, 135_632]);
    expect(Math.abs(told.blocks / 8505 - 1)).toBeLessThan(0.004);
    expect(told.maxConcurrency).toBeCloseTo(3.31, 2);
    expect(told.weightBytes / GIB).toBeCloseTo(15.266, 3);
    expect(told.reasons.map(({ id }) => id)).toEqual(['sampler-decides']);
    expect(told.starts).toBe(true);
  });

  it('takes the weights a log prints to a thousandth, where they are 16 bits', () => {
    const printed = comparisons.filter(
      ({ row }) => row.printed.weights !== null && row.model !== 'gpt-oss-120b',
    );
    expect(printed.length).toBeGreaterThanOrEqual(5);
    for (const { blind, row } of printed)
      expect(Math.abs(blind.weightBytes / GIB / (row.printed.weights ?? 0) - 1), row.id).toBeLessThan(0.001);
  });

  it('takes the peak of the forward pass that logs print', () => {
    const peak = (tokens: number) => forwardPeakBytes(modelById('llama-3.1-8b'), tokens, 1) / GIB;
    expect([peak(20_000), peak(29_000), peak(2048)].map((one) => one.toFixed(2))).toEqual([
      '2.06',
      '2.99',
      '0.21',
    ]);
  });

  it('takes 40 bytes for each logit from two printed peaks', () => {
    for (const { sequences, vocab, activationGib } of samplerPeaks)
      expect(Math.abs((activationGib * GIB) / (sequences * vocab) - 40)).toBeLessThan(1.5);
  });

  it('takes larger steps on larger devices, A100 excepted', () => {
    const of = (id: string) => stepDefaults(acceleratorById(id));
    expect(of('h100-sxm')).toEqual({ tokens: 8192, sequences: 1024 });
    expect(of('a100-80-sxm')).toEqual({ tokens: 2048, sequences: 256 });
    expect(of('rtx-4090')).toEqual({ tokens: 2048, sequences: 256 });
    expect(stepDefaults(undefined).sequences).toBe(256);
  });

  it('obeys what is said outright', () => {
    const query = { model: 'qwen3-8b', accelerator: 'h100-sxm', gpuMemoryUtilization: 0.9 } as const;
    const said = predictKvBlocks({ ...query, kvCacheMemoryBytes: 147_456 * 16 * 100 });
    expect([said.blocks, said.tokens, said.starts]).toEqual([100, 1600, false]);
    expect(said.reasons.map(({ id }) => id)).toContain('utilization-ignored');
    expect(predictKvBlocks({ ...query, blocksOverride: 7 }).blocks).toBe(7);
    const eight = predictKvBlocks({ ...query, kvFormat: 'fp8' });
    expect(eight.blocks / predictKvBlocks(query).blocks).toBeCloseTo(2, 3);
  });

  it('says when nothing is left, and what it had to assume', () => {
    const none = predictKvBlocks({
      model: 'llama-3.1-70b',
      accelerator: 'rtx-5090',
      gpuMemoryUtilization: 0.9,
    });
    expect([none.blocks, none.starts]).toEqual([0, false]);
    expect(none.reasons.map(({ id }) => id)).toEqual(['visible-assumed', 'sampler-decides', 'no-room']);
    expect(() => predictKvBlocks({ model: 'qwen3-8b', gpuMemoryUtilization: 0.9 })).toThrow(
      'kv-blocks.no-device',
    );
    for (const wrong of [0, 1.01, Number.NaN])
      expect(() =>
        predictKvBlocks({ model: 'qwen3-8b', accelerator: 't4', gpuMemoryUtilization: wrong }),
      ).toThrow('kv-blocks.bad-number');
  });

  it('grows with the share, shrinks with the step, and adds up', () => {
    const queries = fc.record({
      model: fc.constantFrom(...models.map(({ id }) => id)),
      accelerator: fc.constantFrom(...accelerators.map(({ id }) => id)),
      tensorParallel: fc.constantFrom(1, 2, 4, 8),
      batchedTokens: fc.integer({ min: 256, max: 65_536 }),
      share: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    });
    fc.assert(
      fc.property(queries, ({ share, ...query }) => {
        const one = predictKvBlocks({ ...query, gpuMemoryUtilization: share });
        const more = predictKvBlocks({ ...query, gpuMemoryUtilization: share + 0.1 });
        const longer = predictKvBlocks({
          ...query,
          gpuMemoryUtilization: share,
          batchedTokens: 131_072,
          sequences: 256,
        });
        const same = predictKvBlocks({ ...query, gpuMemoryUtilization: share, sequences: 256 });
        expect(more.kvBytes).toBeGreaterThan(one.kvBytes);
        expect(longer.kvBytes).toBeLessThanOrEqual(same.kvBytes);
        const { weightBytes, activationBytes, nonTorchBytes, graphBytes, kvBytes, budgetBytes } = one;
        expect(
          (weightBytes + activationBytes + nonTorchBytes + graphBytes + kvBytes) / budgetBytes,
        ).toBeCloseTo(1, 9);
        expect(one.blocks * one.blockBytes).toBeLessThanOrEqual(Math.max(0, kvBytes));
        expect(one.starts).toBe(one.maxConcurrency >= 1);
      }),
    );
  });
});

describe('published logs', () => {
  it('are dated, linked and unlike each other', () => {
    expect(vllmLogs.length).toBeGreaterThanOrEqual(5);
    expect(new Set(vllmLogs.map(({ id }) => id)).size).toBe(vllmLogs.length);
    for (const row of vllmLogs) {
      expect(row.url).toMatch(/^https:\/\/github\.com\//);
      expect(row.date).toMatch(/^202[3-6]-\d\d-\d\d$/);
      if (row.printed.kv !== null && row.printed.blocks !== null) {
        // The two figures of one log agree with each other.
        const { blind } = compareLog(row);
        expect((row.printed.blocks * blind.blockBytes) / GIB).toBeCloseTo(row.printed.kv, 2);
      }
    }
  });

  it('are met within 5 % from the settings alone, at least five of them', () => {
    const met = comparisons.filter(({ row }) => row.why === null);
    expect(met.length).toBeGreaterThanOrEqual(5);
    for (const { row, blindError } of met) expect(Math.abs(blindError), row.id).toBeLessThan(0.05);
  });

  it('are explained by the parts they print, where they are not', () => {
    for (const { row, blindError, toldError, budgetError } of comparisons.filter(
      (one) => one.row.why !== null,
    )) {
      // An explanation of nothing would hide an error elsewhere.
      expect(Math.abs(blindError), row.id).toBeGreaterThan(0.05);
      expect(Math.abs(toldError), row.id).toBeLessThan(Math.abs(blindError) / 3);
      expect(Math.abs(budgetError), row.id).toBeLessThan(0.01);
    }
  });

  it('say how many requests fit, where the blocks are known', () => {
    for (const { row, told } of comparisons) {
      if (row.printed.concurrency === null) continue;
      expect(Math.abs(told.maxConcurrency - row.printed.concurrency), row.id).toBeLessThan(0.03);
    }
  });

  it('show why gpt-oss-120b does not start on one H100 as it comes: sampling of 1,024 sequences', () => {
    const { told } = compareLog(vllmLogs[vllmLogs.length - 1]);
    expect([told.starts, told.blocks]).toEqual([false, 0]);
    expect(told.activationBytes / GIB).toBeCloseTo(7.67, 2);
    const fewer = predictKvBlocks({
      model: 'gpt-oss-120b',
      accelerator: 'h100-sxm',
      gpuMemoryUtilization: 0.9,
      weightBytes: told.weightBytes,
      sequences: 64,
    });
    expect(fewer.kvBytes).toBeGreaterThan(0);
  });
});
