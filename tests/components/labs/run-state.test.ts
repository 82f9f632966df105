import { describe, expect, test } from 'vitest';
import { gridOf, gridSpecs } from '@/components/labs/quantize/params';
import {
  beginRun,
  canStepDown,
  type RunState,
  reduceRun,
  stepDown,
} from '@/components/labs/quantize/run-state';
import type { LabEvent, LabResult } from '@/components/labs/quantize/types';
import { defaultParams } from '@/kernels/simulator';

const grid = gridOf(defaultParams(gridSpecs));
const sizes = {
  payloadBytes: 1,
  scaleBytes: 1,
  keptBytes: 0,
  totalBytes: 2,
  bitsPerWeight: 4.5,
  modelBitsPerWeight: 4.6,
};
const quality = { perplexity: 2, kl: 0.1, topOneAgreement: 0.9, predictions: 10, documents: 1 };
const shown: LabResult = {
  grid,
  rung: 'recorded',
  prompt: 'p',
  original: { sizes, quality },
  quantized: { sizes, quality },
  tensor: { name: 't', low: -1, high: 1, counts: [1], ranges: [] },
};
const begin = (rung: 'wasm' | 'webgpu' = 'wasm') =>
  beginRun('run', grid, rung, shown, { runtime: 30, model: 10 });
const after = (state: RunState, ...events: LabEvent[]) => events.reduce(reduceRun, state);

test('a run begins with sizes and without figures of another rung', () => {
  const state = begin();
  expect(state.status).toBe('loading');
  expect(state.result.quantized).toEqual({ sizes });
  expect(state.measured).toBe(false);
});

test('bytes of both files add up', () => {
  const state = after(
    begin(),
    { kind: 'download', file: 'runtime', loaded: 15, total: 30 },
    { kind: 'download', file: 'model', loaded: 5, total: 10 },
  );
  expect(state.activity).toMatchObject({ phase: 'fetching', done: 20, total: 40, share: 0.5 });
});

test('figures come in and stay', () => {
  const state = after(
    begin(),
    { kind: 'quality', original: quality, quantized: { ...quality, kl: 0.2 }, share: 1 },
    {
      kind: 'text',
      column: 'quantized',
      lang: 'en',
      prompt: 'q',
      text: ['a'],
      speed: { tokensPerSecond: 9, tokens: 4 },
    },
    { kind: 'text', column: 'original', lang: 'en', prompt: 'q', text: ['b'] },
    { kind: 'finished' },
  );
  expect(state.status).toBe('done');
  expect(state.measured).toBe(true);
  expect(state.result.quantized).toMatchObject({ quality: { kl: 0.2 }, text: ['a'], speed: { tokens: 4 } });
  expect(state.result.original.text).toEqual(['b']);
  expect(state.result.prompt).toBe('q');
});

test('cancelling is no error', () => {
  for (const id of ['lab.cancelled', 'fetch.cancelled']) {
    const state = after(begin(), { kind: 'failed', id, data: {} });
    expect(state.status).toBe('cancelled');
    expect(state.error).toBeUndefined();
  }
});

test('a failure carries its id and data', () => {
  const state = after(begin(), { kind: 'failed', id: 'fetch.failed', data: { file: 'x', status: 404 } });
  expect(state).toMatchObject({ status: 'error', error: { id: 'fetch.failed', data: { status: 404 } } });
});

describe('stepping down', () => {
  test('keeps what was measured and says why', () => {
    const measured = after(begin('webgpu'), {
      kind: 'quality',
      original: quality,
      quantized: quality,
      share: 0.5,
    });
    const state = stepDown(measured, { id: 'lost' });
    expect(state.rung).toBe('wasm');
    expect(state.result.rung).toBe('wasm');
    expect(state.result.quantized.quality).toEqual(quality);
    expect(state.notes).toEqual([{ id: 'lost' }]);
  });

  test('is for the GPU’s failures, not for a bad file', () => {
    expect(canStepDown('webgpu.absent')).toBe(true);
    expect(canStepDown('webgpu.wrong')).toBe(true);
    expect(canStepDown('safetensors.truncated')).toBe(false);
    expect(canStepDown('fetch.failed')).toBe(false);
  });
});
