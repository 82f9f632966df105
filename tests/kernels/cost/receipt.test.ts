import { describe, expect, it } from 'vitest';
import { acceleratorById } from '../../../kernels/catalog/accelerators';
import { modelById } from '../../../kernels/catalog/models';
import { decodeStepBound } from '../../../kernels/cost/decode-step';
import { decodeStepFlops, receipt } from '../../../kernels/cost/receipt';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { formatQuantity } from '../../../kernels/numbers/format';

describe('receipt', () => {
  const bill = receipt(RUNNING_EXAMPLE);

  it('bills the step of the running example', () => {
    expect(bill.step.weightsReadBytes).toBe(139006066688);
    expect(bill.step.cacheReadBytes).toBe(85899345920);
    // 2 · 69.503e9 · 32 for the weights, 4 · 80 · 8192 · 8192 · 32 for attention.
    expect(bill.step.arithmeticFlops).toBe(2 * 69503033344 * 32 + 4 * 80 * 8192 * 8192 * 32);
    expect(bill.memorySeconds * 1e3).toBeCloseTo(27.5755, 4);
    expect(bill.computeSeconds * 1e3).toBeCloseTo(4.1149, 4);
    expect(bill.floorSeconds).toBe(bill.memorySeconds);
    expect(bill.boundBy).toBe('memory');
  });

  it('prints as the Receipt does', () => {
    const text = (value: number, unit: 'bytes' | 'flops' | 'seconds', digits?: number) =>
      formatQuantity(value, unit, { lang: 'en', digits }).replace('\u202f', ' ');
    expect(text(bill.step.weightsReadBytes, 'bytes', 4)).toBe('139.0 GB');
    expect(text(bill.step.cacheReadBytes, 'bytes')).toBe('85.9 GB');
    expect(text(bill.step.arithmeticFlops, 'flops')).toBe('5.14 TFLOP');
    expect(text(bill.token.weightsReadBytes, 'bytes')).toBe('4.34 GB');
    expect(text(bill.token.cacheReadBytes, 'bytes')).toBe('2.68 GB');
    expect(text(bill.token.arithmeticFlops, 'flops')).toBe('160 GFLOP');
    expect(text(bill.memorySeconds, 'seconds')).toBe('27.6 ms');
    expect(text(bill.computeSeconds, 'seconds', 2)).toBe('4.1 ms');
  });

  it('shares the weights over the batch, never the cache of a sequence', () => {
    const alone = receipt({ ...RUNNING_EXAMPLE, batch: 1 });
    expect(alone.step.weightsReadBytes).toBe(bill.step.weightsReadBytes);
    expect(alone.step.cacheReadBytes).toBe(bill.token.cacheReadBytes);
    expect(decodeStepFlops({ ...RUNNING_EXAMPLE, batch: 1 })).toBe(bill.token.arithmeticFlops);
  });

  it('reads a window instead of the whole context where a layer has one', () => {
    const gemma = { ...RUNNING_EXAMPLE, modelId: 'gemma-3-12b' };
    expect(receipt(gemma).step.cacheReadBytes).toBe(32 * 872_415_232);
    const longer = receipt({ ...gemma, contextTokens: 16_384 });
    expect(longer.step.cacheReadBytes).toBeLessThan(2 * receipt(gemma).step.cacheReadBytes);
  });

  it('bills rows that no catalogue knows', () => {
    const query = { devices: 4, weightFormat: 'bf16', kvFormat: 'bf16', batch: 32, contextTokens: 8192 };
    const a100 = acceleratorById('a100-80-sxm');
    const slower = { ...a100, id: 'mine', bandwidth_gbs: a100.bandwidth_gbs / 2 };
    const bound = decodeStepBound({ ...query, model: modelById('llama-3.1-70b'), accelerator: slower });
    expect(bound.memorySeconds).toBeCloseTo(2 * bill.memorySeconds, 12);
    expect(decodeStepBound({ ...query, model: 'llama-3.1-70b', accelerator: 'a100-80-sxm' })).toEqual({
      seconds: bill.floorSeconds,
      memorySeconds: bill.memorySeconds,
      computeSeconds: bill.computeSeconds,
      boundBy: 'memory',
    });
    for (const wrong of [{ devices: 0 }, { batch: 0 }, { contextTokens: -1 }, { batch: Number.NaN }]) {
      expect(() =>
        decodeStepBound({ ...query, model: 'llama-3.1-70b', accelerator: a100, ...wrong }),
      ).toThrow(/step\.bad-count/);
    }
  });

  it('still knows how long a device reads whose rate nobody states', () => {
    const bound = decodeStepBound({
      model: 'llama-2-7b',
      accelerator: 'apple-m2-pro',
      devices: 1,
      weightFormat: 'int4',
      kvFormat: 'bf16',
      batch: 1,
      contextTokens: 0,
    });
    expect(bound).toMatchObject({ computeSeconds: 0, boundBy: 'memory', seconds: bound.memorySeconds });
  });

  it('refuses a device whose rate nobody states', () => {
    expect(() => receipt({ ...RUNNING_EXAMPLE, acceleratorId: 'apple-m2-pro' })).toThrow(
      /accelerator\.no-rate/,
    );
  });
});
