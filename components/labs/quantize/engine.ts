/**
 * The lab itself, without a page: quantize, build graphs, load them, measure. The runtime, the clock and the way out
 * to the reader are handed in; the worker and the recording script run the same code.
 */
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import {
  dequantizeModel,
  type PlanTotals,
  type QuantizedModel,
  quantizeSteps,
  selectTensors,
} from '@/kernels/quantize/plan';
import type { ProbeItem, ProbeScore } from '@/kernels/transformer/probes';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import type { LlamaWeights } from '@/kernels/transformer/weights';
import { createLlamaRunner, type LlamaRunner, type OrtModule } from '../runtime/llama-session';
import type { Pace } from '../runtime/pace';
import { compareQuality, type DocumentTokens, interleave, scoreProbes, writeText } from './measures';
import { type Grid, type Mode, planOptions, SWEEP_DOCUMENTS } from './params';
import { viewTensor } from './tensor-view';
import type { Emit, Sizes, SweepPoint, TensorView } from './types';

export interface EngineSetup {
  readonly ort: OrtModule;
  readonly weights: LlamaWeights;
  readonly tokenizer: Tokenizer;
  readonly documents: readonly { readonly lang: string; readonly text: string }[];
  readonly probes: readonly ProbeItem[];
  readonly pace: Pace;
  /** `webgpu` runs packed codes; `wasm` runs what they stand for, in fp32, since it has no fast kernel for codes. */
  readonly provider: 'wasm' | 'webgpu';
  readonly attention?: 'gqa' | 'plain';
  readonly maxNewTokens?: number;
  /** The original, where it is loaded already. */
  readonly original?: LlamaRunner;
}

/** How much is measured. Budgets bind on slow devices only. */
export interface Extent {
  readonly documents: number;
  readonly qualitySeconds: number;
  readonly textTokens: number;
  readonly textSeconds: number;
  readonly perProbe: number;
  readonly probeSeconds: number;
}

export const extents: Readonly<Record<Mode | 'sweep', Extent>> = {
  quick: { documents: 8, qualitySeconds: 20, textTokens: 64, textSeconds: 6, perProbe: 8, probeSeconds: 5 },
  full: {
    documents: 64,
    qualitySeconds: 240,
    textTokens: 128,
    textSeconds: 20,
    perProbe: 100,
    probeSeconds: 240,
  },
  sweep: {
    documents: SWEEP_DOCUMENTS,
    qualitySeconds: 20,
    textTokens: 0,
    textSeconds: 0,
    perProbe: 0,
    probeSeconds: 0,
  },
};

/** Tokens of the text that is continued. */
const PROMPT_TOKENS = 16;
/** Logits of the original kept between runs; a quick run needs this many documents. */
const KEPT_DOCUMENTS = 8;

export interface Engine {
  run(grid: Grid, langs: readonly string[], extent: Extent, tensor: string, emit: Emit): Promise<void>;
  /** Quality of one grid after the other on a few documents. */
  sweep(grids: readonly Grid[], emit: Emit): Promise<void>;
  /** Another tensor of the model that was quantized last. */
  view(tensor: string): TensorView;
  release(): Promise<void>;
}

export function createEngine(setup: EngineSetup): Engine {
  const { ort, weights, tokenizer, pace, provider } = setup;
  const { config } = weights;
  const begin = config.bosTokenId === undefined ? [] : [config.bosTokenId];
  const end = config.eosTokenId === undefined ? [] : [config.eosTokenId];
  const documents: DocumentTokens[] = setup.documents.map(({ text }, index) => ({
    index,
    // As in training, and as the model card measures it: the end of the text is a prediction too.
    tokens: [...begin, ...tokenizer.encode(text), ...end].slice(0, config.maxPositions),
  }));
  const known = new Map<number, Float32Array>();
  const originalText = new Map<string, Awaited<ReturnType<typeof writeText>>>();
  const originalProbes = new Map<number, readonly ProbeScore[]>();
  let original = setup.original;
  let last: QuantizedModel | undefined;

  const load = (graph: Uint8Array) =>
    createLlamaRunner(ort, graph, config, { provider, maxNewTokens: setup.maxNewTokens });
  const attention = setup.attention ?? 'gqa';

  const originalRunner = async () => {
    original ??= await load(buildLlamaOnnx(weights, { format: 'fp32', attention }));
    return original;
  };
  const candidateRunner = (model: QuantizedModel) =>
    load(
      provider === 'webgpu'
        ? buildLlamaOnnx(weights, { format: 'nbits', quantized: model, attention })
        : buildLlamaOnnx(dequantizeModel(weights, model), { format: 'fp32', attention }),
    );

  const quantize = async (grid: Grid, emit: Emit): Promise<QuantizedModel> => {
    const steps = quantizeSteps(weights, planOptions(grid));
    let bytes = 0;
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      bytes += 2 * (weights.tensors.get(step.value.name)?.values.length ?? 0);
      emit({ kind: 'tensor', ...step.value, bytes });
      await pace.breathe();
    }
  };

  const promptOf = (lang: string) => {
    const found = setup.documents.find((document) => document.lang === lang) ?? setup.documents[0];
    return [...begin, ...tokenizer.encode(found.text).slice(0, PROMPT_TOKENS)];
  };
  const promptText = (lang: string) => tokenizer.decode(promptOf(lang).slice(begin.length));

  /** The small end of the documents first, quick runs being prefixes of full ones. */
  const forget = () => {
    for (const index of known.keys()) if (index >= KEPT_DOCUMENTS) known.delete(index);
  };

  const measure = async (
    base: LlamaRunner,
    candidate: LlamaRunner,
    langs: readonly string[],
    extent: Extent,
    emit: Emit,
  ) => {
    emit({ kind: 'phase', phase: 'quality' });
    const taken = documents.slice(0, extent.documents);
    const { cut } = await compareQuality(
      base,
      candidate,
      taken,
      known,
      extent.qualitySeconds,
      pace,
      (first, second, share) => {
        emit({ kind: 'quality', original: first, quantized: second, share });
        forget();
      },
    );
    if (cut) emit({ kind: 'note', note: 'budget' });
    for (const lang of extent.textTokens > 0 ? langs : []) {
      emit({ kind: 'phase', phase: 'text' });
      const prompt = promptText(lang);
      const write = (runner: LlamaRunner, column: 'original' | 'quantized') =>
        writeText(runner, tokenizer, promptOf(lang), extent.textTokens, extent.textSeconds, pace, (text) =>
          emit({ kind: 'text', column, lang, prompt, text }),
        );
      const key = `${lang}-${extent.textTokens}`;
      const first = originalText.get(key) ?? (await write(base, 'original'));
      originalText.set(key, first);
      emit({ kind: 'text', column: 'original', lang, prompt, ...first });
      emit({ kind: 'text', column: 'quantized', lang, prompt, ...(await write(candidate, 'quantized')) });
    }
    if (extent.perProbe === 0) return;
    emit({ kind: 'phase', phase: 'probes' });
    // The quantized model first: it is what the reader waits for. The original then answers the same items.
    const items = interleave(setup.probes, extent.perProbe);
    const tell =
      (column: 'original' | 'quantized', from: number) => (probes: readonly ProbeScore[], share: number) =>
        emit({ kind: 'probes', column, probes, share: from + share / 2 });
    const score = (
      runner: LlamaRunner,
      asked: readonly ProbeItem[],
      seconds: number,
      on: ReturnType<typeof tell>,
    ) => scoreProbes(runner, tokenizer, asked, seconds, pace, on);
    const reach = await score(candidate, items, extent.probeSeconds, tell('quantized', 0));
    const asked = items.slice(0, reach.items);
    const before = originalProbes.get(asked.length);
    if (before) tell('original', 0.5)(before, 1);
    else originalProbes.set(asked.length, (await score(base, asked, Infinity, tell('original', 0.5))).scores);
  };

  return {
    async run(grid, langs, extent, tensor, emit) {
      const model = await quantize(grid, emit);
      last = model;
      const sizes = sizesOf(model.totals);
      emit({ kind: 'sizes', ...sizes });
      emit({ kind: 'view', view: viewTensor(weights, model, tensor) });
      emit({ kind: 'phase', phase: 'graph' });
      await pace.breathe();
      const base = await originalRunner();
      await pace.breathe();
      const candidate = await candidateRunner(model);
      try {
        await pace.breathe();
        await measure(base, candidate, langs, extent, emit);
      } finally {
        await candidate.release();
      }
    },
    async sweep(grids, emit) {
      const base = await originalRunner();
      const taken = documents.slice(0, extents.sweep.documents);
      for (const [index, grid] of grids.entries()) {
        const model = await quantize(grid, () => {});
        const candidate = await candidateRunner(model);
        try {
          let quality: SweepPoint | undefined;
          await compareQuality(
            base,
            candidate,
            taken,
            known,
            extents.sweep.qualitySeconds,
            pace,
            (_, figures) => {
              quality = {
                grid,
                bitsPerWeight: model.totals.quantizedBitsPerWeight,
                totalBytes: model.totals.totalBytes,
                perplexity: figures.perplexity,
                kl: figures.kl,
                topOneAgreement: figures.topOneAgreement,
              };
            },
          );
          if (quality) emit({ kind: 'point', point: quality, done: index + 1, total: grids.length });
        } finally {
          await candidate.release();
        }
      }
    },
    view: (tensor) => viewTensor(weights, last, tensor),
    async release() {
      await original?.release();
      original = undefined;
      known.clear();
    },
  };
}

/** Both columns' bytes. The original ships in fp16. */
export function sizesOf(totals: PlanTotals): { original: Sizes; quantized: Sizes } {
  const whole = totals.weights * 2;
  return {
    original: {
      payloadBytes: whole,
      scaleBytes: 0,
      keptBytes: 0,
      totalBytes: whole,
      bitsPerWeight: 16,
      modelBitsPerWeight: 16,
    },
    quantized: {
      payloadBytes: totals.payloadBytes,
      scaleBytes: totals.scaleBytes + totals.zeroPointBytes,
      keptBytes: totals.keptBytes,
      totalBytes: totals.totalBytes,
      bitsPerWeight: totals.quantizedBitsPerWeight,
      modelBitsPerWeight: totals.bitsPerWeight,
    },
  };
}

/** The tensors a reader may look into: every matrix of the middle layer, and the embedding. */
export function viewableTensors(weights: LlamaWeights): string[] {
  const middle = `.layers.${Math.floor(weights.config.layers / 2)}.`;
  return selectTensors(weights, 'all').filter((name) => !name.includes('.layers.') || name.includes(middle));
}
