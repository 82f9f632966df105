/**
 * A Llama graph of kernels/onnx in an onnxruntime session: prompts, incremental decoding, memory given back.
 * The runtime is handed in, because the page loads it by URL, and tests load it from the package.
 */
import type * as Ort from 'onnxruntime-web';
import type { LlamaConfig } from '@/kernels/transformer/config';

export type OrtModule = Pick<typeof Ort, 'Tensor' | 'InferenceSession' | 'env'>;
export type Provider = 'wasm' | 'webgpu';

export interface RunnerOptions {
  readonly provider: Provider;
  /** Most new tokens per call; longer prompts go in pieces. Default: all at once. */
  readonly maxNewTokens?: number;
}

export interface Decoder {
  readonly length: number;
  /** Appends tokens, returns their logits [pushed, vocab]. */
  push(tokens: ArrayLike<number>): Promise<Float32Array>;
  /** Gives the cache back. */
  release(): void;
}

export interface LlamaRunner {
  readonly config: LlamaConfig;
  /** Logits [T, vocab] of a whole sequence. */
  forward(tokens: ArrayLike<number>): Promise<Float32Array>;
  createDecoder(): Decoder;
  release(): Promise<void>;
}

/** Loads a graph built by `buildLlamaOnnx`. */
export async function createLlamaRunner(
  ort: OrtModule,
  graph: Uint8Array,
  config: LlamaConfig,
  { provider, maxNewTokens = Number.POSITIVE_INFINITY }: RunnerOptions,
): Promise<LlamaRunner> {
  const names = Array.from({ length: config.layers }, (_, layer) => [
    `${layer}.key`,
    `${layer}.value`,
  ]).flat();
  const onGpu = provider === 'webgpu';
  const session = await ort.InferenceSession.create(graph, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all',
    // The cache never leaves the GPU; only logits come back.
    ...(onGpu && {
      preferredOutputLocation: Object.fromEntries(names.map((name) => [`present.${name}`, 'gpu-buffer'])),
    }),
  });

  const createDecoder = (): Decoder => {
    let length = 0;
    let cache = new Map<string, Ort.Tensor>();
    const drop = (tensors: Map<string, Ort.Tensor>) => {
      for (const tensor of tensors.values()) tensor.dispose();
    };
    const empty = () =>
      new ort.Tensor('float32', new Float32Array(0), [1, config.kvHeads, 0, config.headDim]);

    const call = async (tokens: readonly number[]): Promise<Float32Array> => {
      const count = tokens.length;
      const int64 = (values: BigInt64Array) => new ort.Tensor('int64', values, [1, values.length]);
      const feeds: Record<string, Ort.Tensor> = {
        input_ids: int64(BigInt64Array.from(tokens, BigInt)),
        attention_mask: int64(new BigInt64Array(length + count).fill(1n)),
        position_ids: int64(BigInt64Array.from(tokens, (_, i) => BigInt(length + i))),
      };
      for (const name of names) feeds[`past_key_values.${name}`] = cache.get(name) ?? empty();
      const results = await session.run(feeds);
      drop(cache);
      cache = new Map(names.map((name) => [name, results[`present.${name}`]]));
      length += count;
      return results.logits.data as Float32Array;
    };

    return {
      get length() {
        return length;
      },
      async push(tokens) {
        const all = Array.from(tokens);
        if (all.length <= maxNewTokens) return call(all);
        const out = new Float32Array(all.length * config.vocabSize);
        for (let at = 0; at < all.length; at += maxNewTokens) {
          out.set(await call(all.slice(at, at + maxNewTokens)), at * config.vocabSize);
        }
        return out;
      },
      release() {
        drop(cache);
        cache = new Map();
        length = 0;
      },
    };
  };

  return {
    config,
    createDecoder,
    async forward(tokens) {
      const decoder = createDecoder();
      try {
        return await decoder.push(tokens);
      } finally {
        decoder.release();
      }
    },
    release: () => session.release(),
  };
}
