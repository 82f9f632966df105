/** Pocket in a worker, ready to run: the attention that a GPU gets right, one session. */
import { buildLlamaOnnx } from '@/kernels/onnx/build-llama';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import { type FetchTools, fetchModel } from './fetch-model';
import { chooseAttention } from './gpu-check';
import { createLlamaRunner, type LlamaRunner } from './llama-session';
import type { ModelSetup } from './model-setup';

export interface ModelTools extends FetchTools {
  /** Called when the GPU device is lost, then or ever after. */
  readonly onLost: () => void;
}

export interface OpenModel {
  readonly runner: LlamaRunner;
  readonly tokenizer: Tokenizer;
}

/** A text of the model's world, longer than any call that a faulty attention kernel survives. */
const TRIAL = 'Jonas was the sailor of Fennick. He owned a cracked map. Lena owned a painted brush. '.repeat(
  3,
);

/** Errors: those of downloads, files and runtime; `webgpu.absent`, `webgpu.wrong`. */
export async function openModel(setup: ModelSetup, tools: ModelTools): Promise<OpenModel> {
  const { provider } = setup;
  const { ort, weights, tokenizer } = await fetchModel(setup, tools);
  if (provider === 'webgpu') {
    const trial = tokenizer.encode(TRIAL).slice(0, 40);
    const { runner } = await chooseAttention(ort, weights, trial, tools.breathe, tools.onLost);
    return { runner, tokenizer };
  }
  const graph = buildLlamaOnnx(weights, { format: 'fp32', attention: 'gqa' });
  return { runner: await createLlamaRunner(ort, graph, weights.config, { provider }), tokenizer };
}
