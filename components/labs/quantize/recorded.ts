/** The recorded results as they stand in content/data/recorded/quantize.json, and how they become a result to show. */
import { rtnStorage } from '@/kernels/quantize/accounting';
import { fenceOf, type Grid, gridKey, planOptions } from './params';
import type { Column, LabResult, Sizes, Speed, SweepPoint, TensorView } from './types';

export interface RecordedEntry {
  readonly perplexity: number;
  readonly kl: number;
  readonly topOneAgreement: number;
  /** By language; pieces parted by U+001F. */
  readonly text?: Readonly<Record<string, string>>;
  /** Right answers by probe. */
  readonly probes?: Readonly<Record<string, number>>;
  readonly speed?: Speed;
}

export interface RecordedTensor {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  /** Root mean square of the weights. */
  readonly rms: number;
  /** By fence: bounds of the narrowest, middle and widest group. */
  readonly ranges: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  /** Signal to rounding noise in decibels, by `<bits>-<scheme>-<fence>`. */
  readonly sqnr: Readonly<Record<string, number>>;
}

export interface Recorded {
  readonly date: string;
  readonly machine: string;
  readonly runtime: string;
  /** First 16 hex digits of the SHA-256 of model.safetensors: tells when the record is out of date. */
  readonly model: string;
  readonly documents: number;
  readonly predictions: number;
  /** Items asked, by probe. */
  readonly probeItems: Readonly<Record<string, number>>;
  readonly weights: number;
  /** Every matrix that can be quantized: name, rows, columns. */
  readonly matrices: readonly (readonly [name: string, rows: number, cols: number])[];
  readonly prompts: Readonly<Record<string, string>>;
  readonly original: RecordedEntry;
  readonly entries: Readonly<Record<string, RecordedEntry>>;
  readonly tensors: readonly RecordedTensor[];
}

const SEPARATOR = '\u001f';
export const joinPieces = (pieces: readonly string[]) => pieces.join(SEPARATOR);

/** A result for a grid: sizes always, figures where they were recorded. */
export function recordedResult(data: Recorded, grid: Grid, tensor: string, lang: string): LabResult {
  const entry = data.entries[gridKey(grid)];
  return {
    grid,
    rung: 'recorded',
    prompt: data.prompts[lang] ?? '',
    original: columnOf(data, data.original, originalSizes(data.weights), lang),
    quantized: columnOf(data, entry, quantizedSizes(data, grid), lang),
    tensor: recordedTensor(data, grid, tensor),
  };
}

export function recordedPoints(data: Recorded): SweepPoint[] {
  return Object.entries(data.entries).flatMap(([key, entry]) => {
    const grid = parseKey(key);
    if (grid.tensors !== 'all') return [];
    const { bitsPerWeight, totalBytes } = quantizedSizes(data, grid);
    const { perplexity, kl, topOneAgreement } = entry;
    return [{ grid, bitsPerWeight, totalBytes, perplexity, kl, topOneAgreement }];
  });
}

export function recordedTensor(data: Recorded, grid: Grid, name: string): TensorView {
  const tensor = data.tensors.find((candidate) => candidate.name === name) ?? data.tensors[0];
  const { low, high, counts } = tensor;
  if (!matricesOf(data, grid).some(([matrix]) => matrix === tensor.name)) {
    return { name: tensor.name, low, high, counts, ranges: [] };
  }
  const sqnrDecibel = tensor.sqnr[`${grid.bits}-${grid.scheme}-${fenceOf(grid)}`];
  return {
    name: tensor.name,
    low,
    high,
    counts,
    ranges: tensor.ranges[fenceOf(grid)] ?? [],
    ...(sqnrDecibel !== undefined && { sqnrDecibel, rms: tensor.rms * 10 ** (-sqnrDecibel / 20) }),
  };
}

/** Bytes of a grid, from the shapes alone. */
export function quantizedSizes(data: Pick<Recorded, 'weights' | 'matrices'>, grid: Grid): Sizes {
  const options = planOptions(grid);
  let payloadBytes = 0;
  let scaleBytes = 0;
  let quantizedWeights = 0;
  for (const [, rows, cols] of matricesOf(data, grid)) {
    const cost = rtnStorage([rows, cols], options);
    payloadBytes += cost.payloadBytes;
    scaleBytes += cost.scaleBytes + cost.zeroPointBytes;
    quantizedWeights += rows * cols;
  }
  const keptBytes = 2 * (data.weights - quantizedWeights);
  const totalBytes = payloadBytes + scaleBytes + keptBytes;
  return {
    payloadBytes,
    scaleBytes,
    keptBytes,
    totalBytes,
    bitsPerWeight: ((payloadBytes + scaleBytes) * 8) / quantizedWeights,
    modelBitsPerWeight: (totalBytes * 8) / data.weights,
  };
}

function originalSizes(weights: number): Sizes {
  const totalBytes = weights * 2;
  return {
    payloadBytes: totalBytes,
    scaleBytes: 0,
    keptBytes: 0,
    totalBytes,
    bitsPerWeight: 16,
    modelBitsPerWeight: 16,
  };
}

const families: Readonly<Record<Grid['tensors'], RegExp>> = {
  all: /./,
  linear: /proj\.weight$/,
  attention: /self_attn/,
  ffn: /mlp/,
  embedding: /embed_tokens|lm_head/,
};

function matricesOf(data: Pick<Recorded, 'matrices'>, grid: Grid) {
  return data.matrices.filter(([name]) => families[grid.tensors].test(name));
}

function columnOf(data: Recorded, entry: RecordedEntry | undefined, sizes: Sizes, lang: string): Column {
  if (!entry) return { sizes };
  const { perplexity, kl, topOneAgreement, probes, speed } = entry;
  const { documents, predictions } = data;
  const text = entry.text?.[lang];
  return {
    sizes,
    quality: { perplexity, kl, topOneAgreement, documents, predictions },
    ...(text && { text: text.split(SEPARATOR) }),
    ...(speed && { speed }),
    ...(probes && {
      probes: Object.entries(data.probeItems).map(([probe, total]) => ({
        probe,
        total,
        correct: probes[probe] ?? 0,
      })),
    }),
  };
}

function parseKey(key: string): Grid {
  const [bits, scheme, fence, tensors] = key.split('-');
  const grouped = /^\d+$/.test(fence);
  return {
    bits: Number(bits),
    scheme: scheme as Grid['scheme'],
    granularity: (grouped ? 'group' : fence) as Grid['granularity'],
    groupSize: grouped ? Number(fence) : 32,
    tensors: tensors as Grid['tensors'],
  };
}
