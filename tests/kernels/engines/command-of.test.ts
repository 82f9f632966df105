import { describe, expect, test } from 'vitest';
import { type FlagEngine, flagEngines } from '@/kernels/catalog/engine-flags';
import { models } from '@/kernels/catalog/models';
import { RUNNING_EXAMPLE, type Setup } from '@/kernels/cost/setup';
import { parseCommandLine } from '@/kernels/engines/command-line';
import { commandOf } from '@/kernels/engines/command-of';
import { setupOf } from '@/kernels/engines/setup-of';

const readBack = (engine: FlagEngine, setup: Setup) => {
  const command = commandOf(engine, setup);
  if (command === undefined) return undefined;
  const parsed = parseCommandLine(command);
  expect([parsed.engine, parsed.unknown, parsed.stray, parsed.stopped], command).toEqual([
    engine,
    [],
    [],
    undefined,
  ]);
  return setupOf(parsed).setup;
};

describe('a command for a Setup', () => {
  test('by hand: the running example', () => {
    expect(commandOf('vllm', RUNNING_EXAMPLE)?.replace(/ \\\n /g, '')).toBe(
      'vllm serve Llama-3.1-70B --dtype bfloat16 --tensor-parallel-size 4 --max-model-len 8192 --max-num-seqs 32 --kv-cache-dtype auto',
    );
    expect(
      commandOf('llama.cpp', {
        ...RUNNING_EXAMPLE,
        weightFormat: 'Q4_K',
        kvFormat: 'Q8_0',
        devices: 2,
        batch: 4,
      }),
    ).toBe(
      'llama-server -m Llama-3.1-70B-Q4_K_M.gguf \\\n  -c 32768 -np 4 \\\n  --tensor-split 1,1 \\\n  -ctk q8_0 -ctv q8_0',
    );
  });

  test('is read back to the same Setup, over the catalogue and its formats', () => {
    let read = 0;
    for (const { id: modelId } of models)
      for (const engine of flagEngines)
        for (const weightFormat of [
          'bf16',
          'fp16',
          'fp8',
          'int8',
          'int4-g128',
          'int4-g128-zp',
          'nf4',
          'nvfp4',
          'Q4_K',
          'Q8_0',
          'Q6_K',
        ])
          for (const kvFormat of ['bf16', 'fp8', 'Q8_0']) {
            const setup = {
              ...RUNNING_EXAMPLE,
              modelId,
              weightFormat,
              kvFormat,
              devices: 2,
              batch: 4,
              contextTokens: 2048,
            };
            const back = readBack(engine, setup);
            if (!back) continue;
            read++;
            const { modelId: model, devices, batch, contextTokens } = back;
            expect({ model, devices, batch, contextTokens }, `${engine} ${modelId} ${weightFormat}`).toEqual({
              model: modelId,
              devices: 2,
              batch: 4,
              contextTokens: 2048,
            });
            expect(back.weightFormat, `${engine} ${modelId} ${weightFormat}`).toBe(weightFormat);
            if (back.kvFormat !== undefined) expect(back.kvFormat).toBe(kvFormat);
          }
    expect(read).toBeGreaterThan(500);
  });

  test('is not made for formats the engine does not read, nor for a model of one’s own', () => {
    expect(commandOf('vllm', { ...RUNNING_EXAMPLE, weightFormat: 'Q4_K' })).toBeUndefined();
    expect(commandOf('vllm', { ...RUNNING_EXAMPLE, kvFormat: 'Q8_0' })).toBeUndefined();
    expect(commandOf('llama.cpp', { ...RUNNING_EXAMPLE, weightFormat: 'fp8' })).toBeUndefined();
    expect(commandOf('sglang', { ...RUNNING_EXAMPLE, customModel: models[0] })).toBeUndefined();
  });
});
