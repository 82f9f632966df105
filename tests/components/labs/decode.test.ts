import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { countDispatches } from '@/components/labs/your-machine/decode/count-dispatches';
import { isNodeLine } from '@/components/labs/your-machine/decode/count-nodes';
import { measureDecode } from '@/components/labs/your-machine/decode/measure-decode';
import { decodeMessages } from '@/components/labs/your-machine/decode/messages';
import {
  chainNotes,
  mediansLine,
  pocketNotes,
  unsteadyLine,
} from '@/components/labs/your-machine/decode/notes';
import { cacheBytes, pocketModel } from '@/components/labs/your-machine/decode/pocket-model';
import { chainRows, pocketRows } from '@/components/labs/your-machine/decode/rows';
import type { DecodeOptions, DecodeProgress } from '@/components/labs/your-machine/decode/types';
import type { DecodeResult } from '@/kernels/gpu/machine/decode';
import { parseLlamaConfig } from '@/kernels/transformer/config';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import { loadLlama } from '@/kernels/transformer/weights';

const spread = (median: number, wide = false) => ({
  median,
  low: median * (wide ? 0.5 : 0.95),
  high: median * 1.05,
  repeats: 7,
});
const result: DecodeResult = {
  state: 'complete',
  seconds: 20,
  cacheBytes: 96 * 2 ** 20,
  pocket: [
    {
      place: 'webgpu',
      format: 'fp32',
      state: 'measured',
      tokens: 7,
      bytes: 14e6,
      launches: 71,
      submits: 8,
      seconds: spread(0.0071, true),
      error: 2e-5,
    },
    {
      place: 'wasm',
      format: 'q4',
      state: 'skipped',
      reason: 'failed',
      detail: 'fetch.failed model.safetensors',
    },
  ],
  chain: [
    {
      place: 'webgpu',
      format: 'q4',
      state: 'measured',
      layers: 8,
      bytes: 910_688_256,
      launches: 32,
      clock: 'device',
      seconds: spread(0.005),
      error: 1e-8,
    },
    { place: 'webgpu', format: 'fp32', state: 'skipped', reason: 'memory', detail: '809500672' },
  ],
};

describe('what the block shows', () => {
  const { en, zh } = decodeMessages;
  const bounds = { webgpu: 200e9 };

  test('rows: wide formats first, shares of the bound, reasons in words', () => {
    const [fp32, q4] = chainRows(result, bounds, en, 'en');
    expect(fp32.skipped).toBe(
      'left out: it needs 810 MB, more than a page should take on this machine'.replace(
        '810 MB',
        '810\u202fMB',
      ),
    );
    expect(q4.share).toBeCloseTo(0.911, 3);
    const text = (metric: string) => q4.cells.find((cell) => cell.metric === metric)?.text;
    expect(text('share')).toBe('91%');
    expect(text('layers')).toBe('8');
    expect(q4.cells.find(({ metric }) => metric === 'modelTokensPerSecond')?.value).toBe(50);
    const rows = pocketRows(result, bounds, zh, 'zh');
    expect(rows.find(({ skipped }) => skipped)?.skipped).toContain('model.safetensors 下载失败');
    expect(rows[0].cells.map(({ metric }) => metric)).toEqual([
      'tokensPerSecond',
      'bytes',
      'share',
      'launches',
      'secondsPerLaunch',
    ]);
    expect(rows[0].cells[3].text).toBe('71 次 dispatch，8 次提交');
  });

  test('without a measured bandwidth there is no share', () => {
    const [, q4] = chainRows(result, {}, en, 'en');
    expect(q4.share).toBeUndefined();
    expect(q4.cells.find(({ metric }) => metric === 'share')?.text).toBe('–');
  });

  test.each(['en', 'zh'] as const)('notes in %s have all their numbers', (lang) => {
    const words = decodeMessages[lang];
    const pocket = pocketRows(result, bounds, words, lang);
    const chain = chainRows(result, bounds, words, lang);
    const unsteady = unsteadyLine(pocket, chain, words, lang);
    const lines = [
      ...pocketNotes(result, words, lang),
      ...chainNotes(result, words, lang),
      mediansLine(result, words),
      unsteady ?? '',
    ];
    for (const line of lines) expect(line).not.toMatch(/\{\w+\}|NaN|Infinity|undefined/);
    expect(unsteady).toContain('Pocket fp32');
    expect(unsteady).not.toContain('q4');
    // 100 µs a piece is no software.
    expect(pocketNotes(result, words, lang)).toHaveLength(2);
  });
});

describe('counting', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'GPUComputePassEncoder');
    Reflect.deleteProperty(globalThis, 'GPUQueue');
  });

  test('dispatches and submits are counted while it counts, and the methods given back', () => {
    const calls: unknown[][] = [];
    class Pass {
      dispatchWorkgroups(...given: unknown[]) {
        calls.push(given);
      }
      dispatchWorkgroupsIndirect() {}
    }
    class Queue {
      submit() {}
    }
    Object.assign(globalThis, { GPUComputePassEncoder: Pass, GPUQueue: Queue });
    const own = Pass.prototype.dispatchWorkgroups;
    const counter = countDispatches();
    new Pass().dispatchWorkgroups(1, 2, 3);
    new Pass().dispatchWorkgroupsIndirect();
    new Queue().submit();
    counter.stop();
    new Pass().dispatchWorkgroups(4);
    expect(counter.counts()).toEqual({ dispatches: 2, submits: 1 });
    expect(calls).toEqual([[1, 2, 3], [4]]);
    expect(Pass.prototype.dispatchWorkgroups).toBe(own);
  });

  test('where there is no GPU nothing is counted', () => {
    const counter = countDispatches();
    counter.stop();
    expect(counter.counts()).toEqual({ dispatches: 0, submits: 0 });
  });

  test('a profile’s nodes are told from its other lines', () => {
    expect(
      isNodeLine('{"cat" : "Node","pid" :42,"dur" :39,"name" :"MatMul.16_kernel_time","args" : {}},'),
    ).toBe(true);
    expect(isNodeLine('{"cat" : "Node","pid" :42,"name" :"MatMul.16_fence_before","args" : {}},')).toBe(
      false,
    );
    expect(isNodeLine('{"cat" : "Session","name" :"model_run","args" : {}}')).toBe(false);
  });
});

describe('Pocket as it is measured', () => {
  const folder = 'public/models/pocket';
  const config = parseLlamaConfig(JSON.parse(readFileSync(`${folder}/config.json`, 'utf8')));
  const weights = loadLlama(
    config,
    readSafetensors(new Uint8Array(readFileSync(`${folder}/model.safetensors`))),
  );
  const count = [...weights.tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
  const embedding = config.vocabSize * config.hiddenSize;
  const norms = (2 * config.layers + 1) * config.hiddenSize;

  test('the bytes of a token, by format', () => {
    expect(pocketModel(weights, 'fp32', 'gqa').weightBytes).toBe(count * 4);
    const linear = count - embedding - norms;
    expect(pocketModel(weights, 'q8', 'gqa').weightBytes).toBe(
      (embedding + norms) * 4 + linear * (1 + 4 / 32),
    );
    expect(pocketModel(weights, 'q4', 'gqa').weightBytes).toBe(
      (embedding + norms) * 4 + linear * (0.5 + 4 / 32),
    );
    expect(cacheBytes(weights, 32)).toBe(65_536);
  });
});

describe('the stage', () => {
  const options = (more: Partial<DecodeOptions>): DecodeOptions => ({
    ortFolder: 'http://127.0.0.1:9/ort/',
    modelFolder: 'http://127.0.0.1:9/models/',
    bytes: { wasm: 1, webgpu: 1, model: 1 },
    logicalProcessors: 2,
    // So little that no layer fits: nothing is measured.
    deviceMemory: 0.25,
    ...more,
  });

  test('what does not fit and what cannot be fetched are rows', async () => {
    const told: DecodeProgress[] = [];
    const found = await measureDecode(options({ onProgress: (progress) => told.push(progress) }));
    expect(found.state).toBe('complete');
    expect(found.cacheBytes).toBe(8 * 2 ** 20);
    expect(found.chain.map((row) => row.state === 'skipped' && row.reason)).toEqual([
      'memory',
      'memory',
      'memory',
    ]);
    expect(found.pocket.map((row) => row.state === 'skipped' && row.detail.split(' ')[0])).toEqual(
      Array(3).fill('fetch.failed'),
    );
    expect(told.filter(({ kind }) => kind === 'result')).toHaveLength(7);
  });

  test('a cancel before the start', async () => {
    const abort = new AbortController();
    abort.abort();
    const found = await measureDecode(options({ signal: abort.signal }));
    expect(found).toMatchObject({ state: 'cancelled', pocket: [], chain: [] });
  });

  test('a device that is lost', async () => {
    const device = { lost: Promise.resolve({}), limits: {}, features: new Set() } as unknown as GPUDevice;
    const found = await measureDecode(options({ device }));
    expect(found.state).toBe('lost');
    expect(found.cacheBytes).toBe(96 * 2 ** 20);
  });
});
