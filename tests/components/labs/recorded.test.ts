import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labMessages } from '@/components/labs/quantize/messages';
import { type Grid, gridKey, gridOf, gridSpecs, planOptions } from '@/components/labs/quantize/params';
import {
  quantizedSizes,
  type Recorded,
  recordedPoints,
  recordedResult,
  recordedTensor,
} from '@/components/labs/quantize/recorded';
import { rowsOf } from '@/components/labs/quantize/rows';
import { describe as sentence } from '@/components/labs/quantize/words';
import data from '@/content/data/recorded/quantize.json';
import { quantizeModel } from '@/kernels/quantize/plan';
import { defaultParams } from '@/kernels/simulator';
import { parseLlamaConfig } from '@/kernels/transformer/config';
import { readSafetensors } from '@/kernels/transformer/safetensors';
import { loadLlama } from '@/kernels/transformer/weights';

const recorded = data as unknown as Recorded;
const file = readFileSync('public/models/pocket/model.safetensors');
const weights = loadLlama(
  parseLlamaConfig(JSON.parse(readFileSync('public/models/pocket/config.json', 'utf8'))),
  readSafetensors(file),
);
const usual = gridOf(defaultParams(gridSpecs));
const first = recorded.tensors[0].name;

test('the record was made with the weights that are shipped (else: npm run record:quantize)', () => {
  expect(recorded.model).toBe(createHash('sha256').update(file).digest('hex').slice(0, 16));
  expect(recorded.documents).toBe(64);
});

test('every width with every fence and both schemes is in the record', () => {
  expect(recordedPoints(recorded).length).toBe(7 * 7 * 2);
  for (const entry of Object.values(recorded.entries)) {
    expect(entry.perplexity).toBeGreaterThan(1);
    expect(entry.kl).toBeGreaterThanOrEqual(0);
    expect(entry.topOneAgreement).toBeGreaterThanOrEqual(0);
    expect(entry.topOneAgreement).toBeLessThanOrEqual(1);
  }
});

test('eight bits in groups of 32 lose next to nothing, two bits per tensor nearly everything', () => {
  const kl = (grid: Partial<Grid>) => recorded.entries[gridKey({ ...usual, ...grid })].kl;
  expect(kl({ bits: 8 })).toBeLessThan(0.001);
  expect(kl({ bits: 2, granularity: 'tensor' })).toBeGreaterThan(1);
  expect(kl({ bits: 8 })).toBeLessThan(kl({ bits: 4 }));
  expect(kl({ bits: 4 })).toBeLessThan(kl({ bits: 2 }));
});

describe('sizes from shapes alone equal those of a quantized model', () => {
  const grids: Partial<Grid>[] = [
    {},
    { bits: 3, scheme: 'affine', granularity: 'channel' },
    { bits: 5, granularity: 'tensor' },
    { bits: 4, scheme: 'affine', groupSize: 256, tensors: 'ffn' },
    { bits: 8, tensors: 'embedding' },
    { bits: 2, tensors: 'attention' },
    { bits: 6, tensors: 'linear' },
  ];
  test.each(grids)('%j', (change) => {
    const grid = { ...usual, ...change };
    const { totals } = quantizeModel(weights, planOptions(grid));
    const sizes = quantizedSizes(recorded, grid);
    expect(sizes.payloadBytes).toBe(totals.payloadBytes);
    expect(sizes.scaleBytes).toBe(totals.scaleBytes + totals.zeroPointBytes);
    expect(sizes.totalBytes).toBe(totals.totalBytes);
    expect(sizes.bitsPerWeight).toBeCloseTo(totals.quantizedBitsPerWeight, 10);
  });
});

test('a setting beyond the record shows its size and no figures', () => {
  const result = recordedResult(recorded, { ...usual, tensors: 'ffn', groupSize: 64 }, first, 'en');
  expect(result.quantized.quality).toBeUndefined();
  const rows = rowsOf(result, labMessages.en, 'en');
  expect(rows.find(({ metric }) => metric === 'perplexity')?.quantized).toBeUndefined();
  expect(rows.find(({ metric }) => metric === 'bitsPerWeight')?.quantized?.value).toBe(4.25);
});

test('a tensor that keeps its bits has no grid', () => {
  expect(recordedTensor(recorded, { ...usual, tensors: 'ffn' }, 'model.embed_tokens.weight').ranges).toEqual(
    [],
  );
  expect(recordedTensor(recorded, usual, 'no such tensor').name).toBe(first);
});

test('the page has all the rows in both languages, the numbers alike', () => {
  const rows = (lang: 'en' | 'zh') =>
    rowsOf(recordedResult(recorded, usual, first, lang), labMessages[lang], lang);
  const [en, zh] = [rows('en'), rows('zh')];
  expect(zh.map(({ metric }) => metric)).toEqual(en.map(({ metric }) => metric));
  expect(zh.map(({ quantized }) => quantized?.value)).toEqual(en.map(({ quantized }) => quantized?.value));
  for (const name of [
    'payloadBytes',
    'scaleBytes',
    'bitsPerWeight',
    'perplexity',
    'kl',
    'topOneAgreement',
    'tokensPerSecond',
  ])
    expect(en.map(({ metric }) => metric)).toContain(name);
  expect(zh.every(({ label }) => /[一-鿿]/.test(label))).toBe(true);
});

test('the sentence has no hole in it', () => {
  for (const lang of ['en', 'zh'] as const) {
    const text = sentence(recordedResult(recorded, usual, first, lang), labMessages[lang], lang);
    expect(text).not.toMatch(/[{}]|undefined|NaN/);
  }
});

test('messages of both languages have the same keys and the same holes', () => {
  const flat = (value: unknown, path = ''): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}/${key}`));
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  const [en, zh] = [flat(labMessages.en), flat(labMessages.zh)];
  expect(zh.map(([path]) => path)).toEqual(en.map(([path]) => path));
  zh.forEach(([, text], i) => {
    expect(holes(text)).toEqual(holes(en[i][1]));
  });
});
