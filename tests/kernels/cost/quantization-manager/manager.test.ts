import { describe, expect, it } from 'vitest';
import { recommendedByNote } from '@/kernels/cost/errata/manager';
import { planMemory } from '@/kernels/cost/plan-memory';
import { compareManager } from '@/kernels/cost/quantization-manager/compare';
import { managerFaults } from '@/kernels/cost/quantization-manager/general-faults';
import {
  estimatedMemoryGb,
  estimateThroughput,
  managerMemory,
  managerProfiles,
  memoryRatio,
  minGpuMemoryGb,
  recommendQuant,
} from '@/kernels/cost/quantization-manager/manager';

const rows = compareManager();
const row = (modelKey: string, gpu: string) => {
  const found = rows.find((one) => one.modelKey === modelKey && one.gpu === gpu);
  if (!found) throw new Error(`${modelKey} on ${gpu}`);
  return found;
};
const ids = (modelKey: string, gpu: string) => row(modelKey, gpu).faults.map(({ id }) => id);

describe('the notes’ manager', () => {
  it('answers as its text does, by hand', () => {
    // 14 · 1.2 = 16.8; 26 · 1.2 = 31.2; 140 and 144 at 16, 8 and 4 bits: 168, 84, 42 and 172.8, 86.4, 43.2.
    const table: Readonly<Record<string, readonly string[]>> = {
      'llama-7b': ['fp16', 'fp16', 'fp16', 'fp16', 'fp16', 'int8'],
      'llama-13b': ['fp16', 'fp16', 'fp16', 'fp16', 'int8', 'int8'],
      'llama-70b': ['int4_awq', 'gguf', 'int4_awq', 'int4_awq', 'gguf', 'gguf'],
      'qwen-7b': ['fp16', 'fp16', 'fp16', 'fp16', 'fp16', 'int8'],
      'qwen-72b': ['int4_awq', 'gguf', 'int4_awq', 'int4_awq', 'gguf', 'gguf'],
    };
    for (const [key, methods] of Object.entries(table))
      expect([...managerMemory.keys()].map((gpu) => recommendQuant(key, gpu).method)).toEqual(methods);
  });

  it('answers as the check of the claim does', () => {
    const names = {
      fp16: 'FP16',
      int8: 'INT8',
      int4_awq: 'INT4_AWQ',
      int4_gptq: 'INT4_GPTQ',
      gguf: 'GGUF',
    } as const;
    for (const [key, { fp16MemoryGb }] of managerProfiles)
      for (const [gpu, memory] of managerMemory)
        expect(names[recommendQuant(key, gpu).method]).toBe(recommendedByNote(fp16MemoryGb, memory));
  });

  it('keeps its defaults, its silence and its two baselines', () => {
    const answer = recommendQuant('llama-70b', 'RTX4090-24GB');
    expect(answer).toEqual({ method: 'gguf', bits: 3, groupSize: 128, descAct: false, useExllama: true });
    const profile = { ...managerProfiles.get('llama-70b')!, quantConfig: answer };
    expect(minGpuMemoryGb(profile)).toBeCloseTo(31.5, 12);
    expect(estimatedMemoryGb(managerProfiles.get('llama-70b')!)).toBe(140);
    expect(memoryRatio(answer)).toBe(3 / 32);
    expect(recommendQuant('gpt-9', 'T4-16GB').method).toBe('int8');
    expect(recommendQuant('llama-13b', 'B200')).toEqual(recommendQuant('llama-13b', 'RTX4090-24GB'));
  });

  it('cuts its speeds to whole numbers and knows no A100-40GB', () => {
    const of = (key: string, gpu: string) => estimateThroughput(recommendQuant(key, gpu), gpu);
    expect(of('llama-70b', 'A100-80GB')).toEqual({
      tokensPerSecond: 180,
      gpu: 'A100-80GB',
      quant: 'int4_awq',
    });
    expect(of('llama-70b', 'A100-40GB').tokensPerSecond).toBe(40);
    expect(of('llama-7b', 'T4-16GB').tokensPerSecond).toBe(39);
    expect(of('llama-13b', 'RTX4090-24GB').tokensPerSecond).toBe(91);
  });
});

describe('all thirty pairs', () => {
  it('are thirty, each judged by the planner', () => {
    expect(rows).toHaveLength(30);
    for (const one of rows) {
      const plan = planMemory({
        model: one.modelId,
        accelerator: one.acceleratorId,
        weightFormat: one.format,
        kvFormat: 'fp16',
        contextTokens: 2048,
        engine: 'vllm',
      });
      expect(one.fits).toBe(plan.fits);
      expect(one.needsBytes).toBe(plan.total);
      if (one.ours) expect(one.ours.memory.margin).toBeGreaterThanOrEqual(0);
      expect(one.faults.some(({ id }) => id === 'does-not-fit')).toBe(!plan.fits);
      expect(one.faults.some(({ id }) => id === 'faster-than-bandwidth')).toBe(
        one.said.tokensPerSecond > one.boundTokensPerSecond,
      );
    }
  });

  it('recommends 3 bits that fit nowhere, four times', () => {
    const broken = rows.filter(({ faults }) => faults.some(({ id }) => id === 'too-big-by-own-rule'));
    expect(broken.map(({ modelKey, gpu }) => `${modelKey} ${gpu}`)).toEqual([
      'llama-70b RTX4090-24GB',
      'llama-70b T4-16GB',
      'qwen-72b RTX4090-24GB',
      'qwen-72b T4-16GB',
    ]);
    for (const one of broken) {
      expect(one.fits).toBe(false);
      expect(one.ours).toBeUndefined();
    }
  });

  it('refuses 8 bits on 80 GB and 4 bits on 40 because it counts gigabytes two ways', () => {
    expect(ids('llama-70b', 'A100-80GB')).toEqual([
      'refused-though-fits',
      'decimal-against-binary',
      'faster-than-bandwidth',
    ]);
    expect(row('llama-70b', 'A100-80GB').ours?.weightFormat).toBe('int8');
    expect(row('llama-70b', 'A100-40GB').ours?.weightFormat).toBe('int4-g128-zp');
    expect(row('llama-70b', 'A100-40GB').faults[1]).toEqual({
      id: 'decimal-against-binary',
      values: { bits: 4, needs: 42e9, holds: 40 * 2 ** 30 },
    });
  });

  it('promises speeds beyond the memory’s, on L40S and T4 even for 7 billion', () => {
    expect(row('llama-7b', 'L40S-48GB').boundTokensPerSecond).toBeCloseTo(65.4, 1);
    expect(ids('llama-7b', 'L40S-48GB')).toContain('faster-than-bandwidth');
    expect(row('llama-7b', 'A100-80GB').boundTokensPerSecond).toBeCloseTo(154.3, 1);
    expect(ids('llama-7b', 'A100-80GB')).toEqual([]);
    expect(
      rows
        .filter(({ gpu }) => gpu === 'A100-40GB')
        .every(({ faults }) => faults.some(({ id }) => id === 'speed-of-another-card')),
    ).toBe(true);
  });

  it('has the weights of Qwen2.5-7B wrong and no others', () => {
    const off = new Set(
      rows
        .filter(({ faults }) => faults.some(({ id }) => id === 'weights-off'))
        .map(({ modelKey }) => modelKey),
    );
    expect([...off]).toEqual(['qwen-7b']);
  });

  it('changes with the context that the manager never asks for', () => {
    const long = compareManager({ contextTokens: 32_768 });
    const widest = (all: typeof rows) => all.map(({ ours }) => ours?.weightFormat ?? 'none');
    expect(widest(long)).not.toEqual(widest(rows));
  });
});

describe('faults of the whole class', () => {
  it('are shown by what it answers', () => {
    const faults = new Map(managerFaults().map(({ id, values }) => [id, values]));
    expect(faults.size).toBe(10);
    expect(faults.get('gptq-never')).toEqual({ answers: 0, of: 30 });
    expect(faults.get('fp8-absent')).toEqual({ cards: 3, of: 6 });
    expect(faults.get('model-ignored')?.said).toBe(100);
    expect(Number(faults.get('model-ignored')?.large)).toBeCloseTo(14.8, 1);
    expect(faults.get('comment-and-code-differ')).toEqual({ comment: 2, code: 3 });
    expect(faults.get('two-baselines')).toEqual({ ratio: 0.125, estimate: 0.25 });
    expect(Number(faults.get('gguf-called-slow')?.said)).toBeCloseTo(0.8, 9);
    expect(Number(faults.get('gguf-called-slow')?.measured)).toBeCloseTo(2.35, 2);
  });
});
