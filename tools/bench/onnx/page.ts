/** What the workbench page can do: bundled by workbench.ts, called from benchmarks and browser tests. */
import { batchDifference } from '../../../components/labs/runtime/batch-check';
import { createBatchSession } from '../../../components/labs/runtime/batch-session';
import { download, downloadJson } from '../../../components/labs/runtime/download';
import { chooseAttention, largestDifference } from '../../../components/labs/runtime/gpu-check';
import { createLlamaRunner, type Provider } from '../../../components/labs/runtime/llama-session';
import { loadOrt } from '../../../components/labs/runtime/load-ort';
import { buildLlamaOnnx } from '../../../kernels/onnx/build-llama';
import { dequantizeModel, quantizeModel } from '../../../kernels/quantize/plan';
import { parseLlamaConfig } from '../../../kernels/transformer/config';
import { createReference } from '../../../kernels/transformer/forward';
import { readSafetensors } from '../../../kernels/transformer/safetensors';
import { createTokenizer } from '../../../kernels/transformer/tokenizer';
import { loadLlama } from '../../../kernels/transformer/weights';
import { parityPrompts } from './prompts';

const at = (path: string) => new URL(path, location.href).href;

async function prepare(provider: Provider, threads: number) {
  const [ort, file, config, tokenizer, documents] = await Promise.all([
    loadOrt(provider, at('/ort/'), threads),
    download(at('/models/pocket/model.safetensors')),
    downloadJson(at('/models/pocket/config.json')),
    downloadJson(at('/models/pocket/tokenizer.json')),
    downloadJson(at('/models/heldout/documents.json')),
  ]);
  const weights = loadLlama(parseLlamaConfig(config), readSafetensors(file));
  const texts = (documents as { text: string }[]).map(({ text }) => text);
  return { ort, weights, tokenizer: createTokenizer(tokenizer), texts };
}

export interface ParityRequest {
  readonly provider: Provider;
  readonly format: 'fp32' | 'nbits';
  readonly attention: 'gqa' | 'plain' | 'chosen';
  readonly prompts: number;
  /** For `nbits`. */
  readonly bits?: number;
}

const workbench = {
  /** Largest difference of any logit to the reference, over some prompts. */
  async parity({ provider, format, attention, prompts, bits = 4 }: ParityRequest) {
    const { ort, weights, tokenizer, texts } = await prepare(provider, 1);
    const asked = parityPrompts(tokenizer, texts, prompts);
    const quantized = quantizeModel(weights, { bits, symmetric: true, granularity: 'group', groupSize: 32 });
    const reference = createReference(format === 'fp32' ? weights : dequantizeModel(weights, quantized));
    const trial = tokenizer.encode(texts.join(' ')).slice(0, 40);
    const chosen =
      attention === 'chosen' ? await chooseAttention(ort, weights, trial, async () => {}) : undefined;
    const form = chosen?.choice ?? { attention: attention as 'gqa' | 'plain' };
    const graph = buildLlamaOnnx(weights, { format, quantized, attention: form.attention });
    const runner = await createLlamaRunner(ort, graph, weights.config, { provider, ...form });
    let largest = 0;
    for (const tokens of asked) {
      largest = Math.max(largest, largestDifference(await runner.forward(tokens), reference.forward(tokens)));
    }
    await runner.release();
    return { largest, form, longest: Math.max(...asked.map((tokens) => tokens.length)) };
  },

  /** Largest difference of any logit to the reference, for three rows of different length that decode together. */
  async batch(provider: Provider, attention: 'gqa' | 'plain') {
    const { ort, weights, tokenizer, texts } = await prepare(provider, 1);
    const graph = buildLlamaOnnx(weights, { format: 'fp32', attention });
    const now = () => performance.now() / 1000;
    const session = await createBatchSession(ort, graph, weights.config, { provider, attention, now });
    const difference = await batchDifference(session, weights, tokenizer.encode(texts.join(' ')));
    await session.release();
    return difference;
  },

  /** Milliseconds of each decoding step after a short prompt. */
  async decode(provider: Provider, format: 'fp32' | 'nbits', steps: number, threads: number) {
    const { ort, weights, tokenizer, texts } = await prepare(provider, threads);
    const graph = buildLlamaOnnx(weights, { format });
    const runner = await createLlamaRunner(ort, graph, weights.config, { provider });
    const decoder = runner.createDecoder();
    const tokens = tokenizer.encode(texts.join(' '));
    await decoder.push(tokens.slice(0, 16));
    const times: number[] = [];
    for (let i = 0; i < steps; i++) {
      const start = performance.now();
      await decoder.push([tokens[16 + i]]);
      times.push(performance.now() - start);
    }
    decoder.release();
    await runner.release();
    return { times, layers: weights.config.layers };
  },
};

export type Workbench = typeof workbench;
Object.assign(globalThis, { workbench });
