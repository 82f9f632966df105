/**
 * A Llama model as an ONNX file that onnxruntime and transformers.js run: decoder with a KV cache, opset 21, IR 10.
 * Inputs: `input_ids`, `position_ids` [batch_size, sequence_length], `attention_mask` [batch_size,
 * total_sequence_length] (int64), `past_key_values.<layer>.key|value` [batch_size, kvHeads, past_sequence_length,
 * headDim]. Outputs: `logits` [batch_size, sequence_length, vocab], `present.<layer>.key|value`, as long as past and
 * new tokens together. A first call brings a past of length 0. The batch dimension must be called `batch_size`, and
 * KV heads and headDim must be numbers, or transformers.js cannot build the empty cache.
 *
 * Weights are fp32, or MatMulNBits with 2, 4 or 8 bits. Codes of 3, 5, 6 and 7 bits are stored in the next wider
 * container: the values are exactly those of the narrow codes, the file is larger than the accounting says.
 * Leaves out fp16 graphs, external data, beams.
 */
import { ensure } from '../errors';
import { type MatMulNBits, type MatMulNBitsOptions, packMatMulNBitsRows } from '../quantize/matmulnbits';
import { type QuantizedModel, selectTensors, type TensorSelection } from '../quantize/plan';
import { repackRtn } from '../quantize/repack';
import type { LlamaWeights } from '../transformer/weights';
import { groupQueryAttention, plainAttention } from './attention';
import { createGraph, type GraphBuilder } from './graph';
import { createProjections } from './projections';
import { encodeModel } from './protobuf';

export interface LlamaOnnxOptions {
  /** `fp32` multiplies with plain matrices, `nbits` with packed ones. */
  readonly format: 'fp32' | 'nbits';
  /** For `nbits`: a model quantized by round-to-nearest. Its tensors are packed, the rest stays fp32. */
  readonly quantized?: QuantizedModel;
  /** For `nbits` without `quantized`: onnxruntime's own rounding rule. Default 4 bits, blocks of 32, no zero points. */
  readonly packing?: MatMulNBitsOptions;
  /** Which tensors `packing` takes. Default `all`. */
  readonly tensors?: TensorSelection;
  /** Default `gqa`. See attention.ts for when to use which. */
  readonly attention?: 'gqa' | 'plain';
  /** With `plain`: also outputs `attentions.<layer>`, the attention shares. */
  readonly scores?: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Errors: `weights.missing` {tensor}, `onnx.too-large` {bytes}, `onnx.scores-need-plain`, those of the packing. */
export function buildLlamaOnnx(weights: LlamaWeights, options: LlamaOnnxOptions): Uint8Array {
  const { attention = 'gqa', scores = false } = options;
  ensure(!scores || attention === 'plain', 'onnx.scores-need-plain');
  const { config } = weights;
  const graph = createGraph('llama');
  declareInputs(graph, weights);
  const attend =
    attention === 'gqa' ? groupQueryAttention(graph, config) : plainAttention(graph, config, scores);
  const project = createProjections(graph, weights, packedMatrices(weights, options));

  const norm = (x: string, name: string) => {
    const tensor = weights.tensors.get(name);
    ensure(tensor, 'weights.missing', { tensor: name });
    const gain = graph.floats(name, [config.hiddenSize], tensor?.values ?? new Float32Array(0));
    return graph.node('SimplifiedLayerNormalization', [x, gain], {
      attributes: { axis: -1, epsilon: { float: config.rmsNormEps }, stash_type: 1 },
    });
  };

  let x = project.lookUp('input_ids');
  for (let layer = 0; layer < config.layers; layer++) {
    const prefix = `model.layers.${layer}`;
    const normed = norm(x, `${prefix}.input_layernorm.weight`);
    const [q, k, v] = ['q', 'k', 'v'].map((kind) =>
      project.multiply(normed, `${prefix}.self_attn.${kind}_proj.weight`),
    );
    const mixed = attend.add({ q, k, v, layer });
    x = graph.node('Add', [x, project.multiply(mixed, `${prefix}.self_attn.o_proj.weight`)]);
    const inner = norm(x, `${prefix}.post_attention_layernorm.weight`);
    const gate = project.multiply(inner, `${prefix}.mlp.gate_proj.weight`);
    const up = project.multiply(inner, `${prefix}.mlp.up_proj.weight`);
    const silu = graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]);
    const down = project.multiply(graph.node('Mul', [silu, up]), `${prefix}.mlp.down_proj.weight`);
    x = graph.node('Add', [x, down]);
  }
  project.head(norm(x, 'model.norm.weight'));
  declareOutputs(graph, weights);
  return encodeModel(graph.finish(), options.metadata);
}

function packedMatrices(weights: LlamaWeights, options: LlamaOnnxOptions): ReadonlyMap<string, MatMulNBits> {
  const packed = new Map<string, MatMulNBits>();
  if (options.format === 'fp32') return packed;
  if (options.quantized) {
    for (const [name, { quantized }] of options.quantized.tensors) packed.set(name, repackRtn(quantized));
    return packed;
  }
  const packing = options.packing ?? { bits: 4, blockSize: 32, zeroPoints: false };
  for (const name of selectTensors(weights, options.tensors)) {
    const tensor = weights.tensors.get(name);
    if (tensor)
      packed.set(name, packMatMulNBitsRows(tensor.values, tensor.shape[0], tensor.shape[1], packing));
  }
  return packed;
}

function declareInputs(graph: GraphBuilder, { config }: LlamaWeights): void {
  graph.input('input_ids', 'int64', ['batch_size', 'sequence_length']);
  graph.input('attention_mask', 'int64', ['batch_size', 'total_sequence_length']);
  // GroupQueryAttention takes positions from the mask; the input is declared all the same, so that one caller
  // serves both forms.
  graph.input('position_ids', 'int64', ['batch_size', 'sequence_length']);
  for (let layer = 0; layer < config.layers; layer++) {
    for (const kind of ['key', 'value']) {
      const dims = ['batch_size', config.kvHeads, 'past_sequence_length', config.headDim];
      graph.input(`past_key_values.${layer}.${kind}`, 'float', dims);
    }
  }
}

function declareOutputs(graph: GraphBuilder, { config }: LlamaWeights): void {
  graph.output('logits', 'float', ['batch_size', 'sequence_length', config.vocabSize]);
  for (let layer = 0; layer < config.layers; layer++) {
    for (const kind of ['key', 'value']) {
      const dims = ['batch_size', config.kvHeads, 'total_sequence_length', config.headDim];
      graph.output(`present.${layer}.${kind}`, 'float', dims);
    }
  }
}
