/**
 * npm run record:quantize: measures every setting of the lab with the shipped model and writes
 * content/data/recorded/quantize.json, which the page shows before anything is run. Run it when the weights change.
 * All settings are measured on all held-out documents; texts and probes where a reader will look first.
 * `--only-missing` continues a record of the same weights that was broken off; `--documents N` takes fewer of them.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import * as ort from 'onnxruntime-web/wasm';
import { createEngine, type Extent, viewableTensors } from '../components/labs/quantize/engine';
import { bitWidths, type Grid, gridKey, groupSizes, planOptions } from '../components/labs/quantize/params';
import {
  joinPieces,
  type Recorded,
  type RecordedEntry,
  type RecordedTensor,
} from '../components/labs/quantize/recorded';
import { groupRanges, viewTensor } from '../components/labs/quantize/tensor-view';
import type { LabEvent } from '../components/labs/quantize/types';
import type { OrtModule } from '../components/labs/runtime/llama-session';
import { quantizationError } from '../kernels/quantize/histogram';
import { selectTensors } from '../kernels/quantize/plan';
import { dequantizeRtn, quantizeRtn } from '../kernels/quantize/rtn';
import { parseLlamaConfig } from '../kernels/transformer/config';
import { readSafetensors } from '../kernels/transformer/safetensors';
import { createTokenizer } from '../kernels/transformer/tokenizer';
import { loadLlama } from '../kernels/transformer/weights';

const OUT = 'content/data/recorded/quantize.json';
const PER_PROBE = 40;
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const round = (value: number, digits: number) => Number(value.toPrecision(digits));

const folder = 'public/models/pocket';
const file = readFileSync(`${folder}/model.safetensors`);
const weights = loadLlama(parseLlamaConfig(json(`${folder}/config.json`)), readSafetensors(file));
const model = createHash('sha256').update(file).digest('hex').slice(0, 16);
const limit = process.argv.indexOf('--documents');
const most = limit < 0 ? Number.POSITIVE_INFINITY : Number(process.argv[limit + 1]);
const documents = json('public/models/heldout/documents.json').slice(0, most);

ort.env.wasm.numThreads = 1;
const engine = createEngine({
  ort: ort as OrtModule,
  weights,
  tokenizer: createTokenizer(json(`${folder}/tokenizer.json`)),
  documents,
  probes: json('public/models/heldout/probes.json'),
  pace: { now: () => performance.now() / 1000, breathe: async () => {} },
  provider: 'wasm',
});

const fences = [
  { granularity: 'tensor', groupSize: 32 },
  { granularity: 'channel', groupSize: 32 },
  ...groupSizes.map((groupSize) => ({ granularity: 'group', groupSize }) as const),
] as const;
const schemes = ['symmetric', 'affine'] as const;
const grids: Grid[] = bitWidths.flatMap((bits) =>
  schemes.flatMap((scheme) =>
    fences.flatMap((fence) => [
      { bits, scheme, ...fence, tensors: 'all' as const },
      // Parts of the model: in groups of 32 only.
      ...(fence.granularity === 'group' && fence.groupSize === 32
        ? (['linear', 'attention', 'ffn', 'embedding'] as const).map((tensors) => ({
            bits,
            scheme,
            ...fence,
            tensors,
          }))
        : []),
    ]),
  ),
);
/** Whole models in groups of 32, and symmetric ones behind every fence, get probes too. */
const isAsked = ({ tensors, scheme, granularity, groupSize }: Grid) =>
  tensors === 'all' && (granularity === 'group' ? groupSize === 32 : scheme === 'symmetric');

const whole: Extent = {
  documents: documents.length,
  qualitySeconds: Number.POSITIVE_INFINITY,
  textTokens: 64,
  textSeconds: Number.POSITIVE_INFINITY,
  perProbe: 0,
  probeSeconds: Number.POSITIVE_INFINITY,
};

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Mutable<RecordedEntry> & { text: Record<string, string> };
const blank = (): Draft => ({ perplexity: 0, kl: 0, topOneAgreement: 0, text: {} });

const original = blank();
let predictions = 0;
const prompts: Record<string, string> = {};
let probeItems: Record<string, number> = {};

async function measure(grid: Grid, extent: Extent, langs: readonly string[]): Promise<RecordedEntry> {
  const entry = blank();
  const hear = (event: LabEvent) => {
    if (event.kind === 'quality') {
      predictions = event.quantized.predictions;
      for (const [draft, figures] of [
        [original, event.original],
        [entry, event.quantized],
      ] as const) {
        draft.perplexity = round(figures.perplexity, 6);
        draft.kl = round(figures.kl, 4);
        draft.topOneAgreement = round(figures.topOneAgreement, 5);
      }
    }
    if (event.kind === 'text' && event.speed) {
      prompts[event.lang] = event.prompt;
      const draft = event.column === 'original' ? original : entry;
      draft.text[event.lang] = joinPieces(event.text);
      draft.speed = { tokensPerSecond: round(event.speed.tokensPerSecond, 4), tokens: event.speed.tokens };
    }
    if (event.kind === 'probes' && event.share >= 0.5) {
      const draft = event.column === 'original' ? original : entry;
      draft.probes = Object.fromEntries(event.probes.map(({ probe, correct }) => [probe, correct]));
      probeItems = Object.fromEntries(event.probes.map(({ probe, total }) => [probe, total]));
    }
  };
  await engine.run(grid, langs, extent, 'model.embed_tokens.weight', hear);
  if (!isAsked(grid)) delete entry.speed;
  return entry;
}

function recordTensor(name: string): RecordedTensor {
  const { shape, values } = weights.tensors.get(name) ?? { shape: [], values: new Float32Array(0) };
  const size = [shape[0], shape[1]] as const;
  const { low, high, counts } = viewTensor(weights, undefined, name);
  const ranges: Record<string, [number, number][]> = {};
  const sqnr: Record<string, number> = {};
  for (const fence of fences) {
    const label = fence.granularity === 'group' ? String(fence.groupSize) : fence.granularity;
    const { granularity, groupSize } = fence;
    const shares = { bits: 4, symmetric: true, granularity, groupSize } as const;
    ranges[label] = groupRanges(values, size, shares).map(([a, b]) => [round(a, 4), round(b, 4)]);
    for (const bits of bitWidths) {
      for (const scheme of schemes) {
        const options = planOptions({ bits, scheme, ...fence, tensors: 'all' });
        const { sqnrDecibel } = quantizationError(values, dequantizeRtn(quantizeRtn(values, size, options)));
        sqnr[`${bits}-${scheme}-${label}`] = round(sqnrDecibel, 4);
      }
    }
  }
  const rms = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  return { name, low: round(low, 4), high: round(high, 4), counts, rms: round(rms, 4), ranges, sqnr };
}

const started = performance.now();
const before: Recorded | undefined = existsSync(OUT) ? json(OUT) : undefined;
const kept = process.argv.includes('--only-missing') && before?.model === model ? before.entries : {};
const entries: Record<string, RecordedEntry> = {};
const order = [...grids].sort((a, b) => Number(isAsked(b)) - Number(isAsked(a)));
for (const [index, grid] of order.entries()) {
  const key = gridKey(grid);
  const perProbe = isAsked(grid) ? PER_PROBE : 0;
  // The first grid always runs: the original's own figures come with it.
  entries[key] =
    (index > 0 && kept[key]) ||
    (await measure(grid, { ...whole, perProbe }, grid.tensors === 'all' ? ['zh', 'en'] : ['en']));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.error(`${index + 1}/${order.length} ${key} KL ${entries[key].kl} (${seconds} s)`);
}
const record: Recorded = {
  date: new Date().toISOString().slice(0, 10),
  machine: cpus()[0]?.model.trim() ?? 'unknown processor',
  runtime: `onnxruntime-web ${ort.env.versions.web ?? ''} wasm, 1 thread, node ${process.versions.node}`,
  model,
  documents: documents.length,
  predictions,
  probeItems,
  weights: [...weights.tensors.values()].reduce((sum, { values }) => sum + values.length, 0),
  matrices: selectTensors(weights, 'all').map((name) => {
    const shape = weights.tensors.get(name)?.shape ?? [0, 0];
    return [name, shape[0], shape[1]] as const;
  }),
  prompts,
  original,
  entries: Object.fromEntries(grids.map((grid) => [gridKey(grid), entries[gridKey(grid)]])),
  tensors: viewableTensors(weights).map(recordTensor),
};
mkdirSync('content/data/recorded', { recursive: true });
writeFileSync(OUT, `${JSON.stringify(record)}\n`);
console.error(
  `${OUT}: ${Object.keys(record.entries).length} settings in ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
await engine.release();
process.exit(0);
