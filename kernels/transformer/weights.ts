/**
 * The weights of a Llama model under their Hugging Face names, as fp32, every shape checked against the config.
 * Models single-file checkpoints; of sharded ones the caller merges the tensor maps first (`mergeSafetensors`).
 */
import { BookError, ensure } from '../errors';
import type { LlamaConfig } from './config';
import { type SafetensorsFile, toFloat32 } from './safetensors';

export interface WeightTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface LlamaWeights {
  readonly config: LlamaConfig;
  /** HF name → tensor. With tied embeddings there is no `lm_head.weight`. */
  readonly tensors: Map<string, WeightTensor>;
}

/** The tensors a config asks for, in the order of the computation, with their shapes ([out, in] for matrices). */
export function expectedTensors(config: LlamaConfig): Map<string, readonly number[]> {
  const { hiddenSize, intermediateSize, vocabSize, headDim } = config;
  const queryWidth = config.heads * headDim;
  const kvWidth = config.kvHeads * headDim;
  const shapes = new Map<string, readonly number[]>();
  shapes.set('model.embed_tokens.weight', [vocabSize, hiddenSize]);
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `model.layers.${layer}`;
    shapes.set(`${prefix}.input_layernorm.weight`, [hiddenSize]);
    shapes.set(`${prefix}.self_attn.q_proj.weight`, [queryWidth, hiddenSize]);
    shapes.set(`${prefix}.self_attn.k_proj.weight`, [kvWidth, hiddenSize]);
    shapes.set(`${prefix}.self_attn.v_proj.weight`, [kvWidth, hiddenSize]);
    shapes.set(`${prefix}.self_attn.o_proj.weight`, [hiddenSize, queryWidth]);
    shapes.set(`${prefix}.post_attention_layernorm.weight`, [hiddenSize]);
    shapes.set(`${prefix}.mlp.gate_proj.weight`, [intermediateSize, hiddenSize]);
    shapes.set(`${prefix}.mlp.up_proj.weight`, [intermediateSize, hiddenSize]);
    shapes.set(`${prefix}.mlp.down_proj.weight`, [hiddenSize, intermediateSize]);
  }
  shapes.set('model.norm.weight', [hiddenSize]);
  if (!config.tieWordEmbeddings) shapes.set('lm_head.weight', [vocabSize, hiddenSize]);
  return shapes;
}

/** Tables of angles that old checkpoints carry along; the angles are computed here. */
const ignorable = /rotary_emb\.inv_freq$/;

/**
 * Collects the weights of a model from a safetensors file.
 * Errors: `weights.missing` {tensor}, `weights.wrong-shape` {tensor, expected, actual},
 * `weights.unexpected` {tensor} (a tensor that would change the result if it were ignored).
 */
export function loadLlama(config: LlamaConfig, file: SafetensorsFile): LlamaWeights {
  const shapes = expectedTensors(config);
  for (const name of file.tensors.keys()) {
    const spareHead = name === 'lm_head.weight' && config.tieWordEmbeddings;
    const known = shapes.has(name) || spareHead || ignorable.test(name);
    ensure(known, 'weights.unexpected', { tensor: name.slice(0, 120) });
  }
  const tensors = new Map<string, WeightTensor>();
  for (const [name, shape] of shapes) {
    const tensor = file.tensors.get(name);
    if (!tensor) throw new BookError('weights.missing', { tensor: name });
    const same =
      tensor.shape.length === shape.length && shape.every((size, axis) => size === tensor.shape[axis]);
    ensure(same, 'weights.wrong-shape', {
      tensor: name,
      expected: shape.join('×'),
      actual: tensor.shape.join('×'),
    });
    tensors.set(name, { shape, values: toFloat32(tensor) });
  }
  return { config, tensors };
}

/** The tensors of several shards as one file. Errors: `weights.twice` {tensor}. */
export function mergeSafetensors(shards: readonly SafetensorsFile[]): SafetensorsFile {
  const tensors: SafetensorsFile['tensors'] = new Map();
  for (const shard of shards) {
    for (const [name, tensor] of shard.tensors) {
      ensure(!tensors.has(name), 'weights.twice', { tensor: name.slice(0, 120) });
      tensors.set(name, tensor);
    }
  }
  return { tensors, metadata: shards[0]?.metadata ?? {} };
}

/** A tensor that the loader has checked to be there. */
export function weightValues(weights: LlamaWeights, name: string): Float32Array {
  const tensor = weights.tensors.get(name);
  if (!tensor) throw new BookError('weights.missing', { tensor: name });
  return tensor.values;
}
