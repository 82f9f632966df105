/**
 * A Llama graph of kernels/onnx in an onnxruntime session: prompts, incremental decoding, memory given back.
 * The runtime is handed in, because the page loads it by URL, and tests load it from the package.
 */
import type * as Ort from 'onnxruntime-web';
import { ensure } from '@/kernels/errors';
import type { LlamaConfig } from '@/kernels/transformer/config';
import { packRows } from './pack-rows';

export type OrtModule = Pick<typeof Ort, 'Tensor' | 'InferenceSession' | 'env'>;
export type Provider = 'wasm' | 'webgpu';

export interface RunnerOptions {
  readonly provider: Provider;
  /** Most new tokens per call; longer prompts go in pieces. Default: all at once. */
  readonly maxNewTokens?: number;
  /** Writes down every node that runs, which slows it; `endProfiling` prints it. */
  readonly profile?: boolean;
}

export interface Decoder {
  readonly length: number;
  /** Keys and values so far, by `<layer>.key|value`. They belong to the decoder. */
  readonly cache: ReadonlyMap<string, Ort.Tensor>;
  /** Appends tokens, returns their logits [pushed, vocab]. */
  push(tokens: ArrayLike<number>): Promise<Float32Array>;
  /** Forgets the tokens from position `length` on. What stays is copied, on the GPU without leaving it. */
  rollBack(length: number): Promise<void>;
  /** Gives the cache back. */
  release(): void;
}

export interface LlamaRunner {
  readonly config: LlamaConfig;
  /** Logits [T, vocab] of a whole sequence. */
  forward(tokens: ArrayLike<number>): Promise<Float32Array>;
  createDecoder(): Decoder;
  /** A beginning that several continuations share: it is run once. */
  createPrefix(tokens: ArrayLike<number>): Promise<Prefix>;
  /** With `profile`: prints, line by line on the console, what ran. */
  endProfiling(): void;
  release(): Promise<void>;
}

export interface Prefix {
  /** Logits [T, vocab] of the beginning. */
  readonly logits: Float32Array;
  /** Logits [n, vocab] of n tokens after the beginning; the beginning stays as it is. */
  forward(tokens: ArrayLike<number>): Promise<Float32Array>;
  release(): void;
}

/** Loads a graph built by `buildLlamaOnnx`. */
export async function createLlamaRunner(
  ort: OrtModule,
  graph: Uint8Array,
  config: LlamaConfig,
  { provider, maxNewTokens = Number.POSITIVE_INFINITY, profile = false }: RunnerOptions,
): Promise<LlamaRunner> {
  const names = Array.from({ length: config.layers }, (_, layer) => [
    `${layer}.key`,
    `${layer}.value`,
  ]).flat();
  const onGpu = provider === 'webgpu';
  const session = await ort.InferenceSession.create(graph, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    // Errors only: that shape arithmetic runs on the processor is no news.
    logSeverityLevel: 3,
    enableProfiling: profile,
    // The cache never leaves the GPU; only logits come back.
    ...(onGpu && {
      preferredOutputLocation: Object.fromEntries(names.map((name) => [`present.${name}`, 'gpu-buffer'])),
    }),
  });

  type Cache = ReadonlyMap<string, Ort.Tensor>;
  const drop = (cache: Cache) => {
    for (const tensor of cache.values()) tensor.dispose();
  };
  const empty = () => new ort.Tensor('float32', new Float32Array(0), [1, config.kvHeads, 0, config.headDim]);
  const int64 = (values: BigInt64Array) => new ort.Tensor('int64', values, [1, values.length]);

  /** One call: `past` tokens are in the cache, which is left alone; a new one comes back. */
  const call = async (tokens: readonly number[], past: number, cache: Cache) => {
    const feeds: Record<string, Ort.Tensor> = {
      input_ids: int64(BigInt64Array.from(tokens, BigInt)),
      attention_mask: int64(new BigInt64Array(past + tokens.length).fill(1n)),
      position_ids: int64(BigInt64Array.from(tokens, (_, i) => BigInt(past + i))),
    };
    for (const name of names) feeds[`past_key_values.${name}`] = cache.get(name) ?? empty();
    const results = await session.run(feeds);
    return {
      logits: results.logits.data as Float32Array,
      cache: new Map(names.map((name) => [name, results[`present.${name}`]])) as Cache,
    };
  };

  const createDecoder = (past = 0, start: Cache = new Map()): Decoder => {
    let length = past;
    let cache = start;
    const step = async (tokens: readonly number[]) => {
      const made = await call(tokens, length, cache);
      // The cache that was handed in belongs to the caller.
      if (cache !== start) drop(cache);
      cache = made.cache;
      length += tokens.length;
      return made.logits;
    };
    return {
      get length() {
        return length;
      },
      get cache() {
        return cache;
      },
      async push(tokens) {
        const all = Array.from(tokens);
        if (all.length <= maxNewTokens) return step(all);
        const out = new Float32Array(all.length * config.vocabSize);
        for (let at = 0; at < all.length; at += maxNewTokens) {
          out.set(await step(all.slice(at, at + maxNewTokens)), at * config.vocabSize);
        }
        return out;
      },
      async rollBack(to) {
        ensure(Number.isInteger(to) && to >= past && to <= length, 'decoder.roll-back', { to, length });
        if (to === length) return;
        const old = cache;
        if (to === past) {
          cache = start;
        } else {
          const { kvHeads, headDim } = config;
          const rows = [{ cache, at: 0, of: length, columns: [[0, to]] as const }];
          const shape = { names, kvHeads, headDim, columns: to };
          cache = (await packRows(ort, provider, rows, shape, { wait: false })).cache;
        }
        if (old !== start) drop(old);
        length = to;
      },
      release() {
        if (cache !== start) drop(cache);
        cache = start;
        length = past;
      },
    };
  };

  const once = async (decoder: Decoder, tokens: ArrayLike<number>) => {
    try {
      return await decoder.push(tokens);
    } finally {
      decoder.release();
    }
  };

  return {
    config,
    createDecoder: () => createDecoder(),
    forward: (tokens) => once(createDecoder(), tokens),
    async createPrefix(tokens) {
      const decoder = createDecoder();
      const logits = await decoder.push(tokens);
      return {
        logits,
        forward: (more) => once(createDecoder(decoder.length, decoder.cache), more),
        release: () => decoder.release(),
      };
    },
    endProfiling: () => session.endProfiling(),
    release: () => session.release(),
  };
}
