/**
 * Quantizing a whole model by round-to-nearest: which tensors, one at a time, and what the result weighs.
 * Norm gains are never quantized: they are a hundredth of a per cent of the weights and every activation passes
 * through them. Leaves out choosing different widths for different tensors.
 */
import { ensure } from '../errors';
import type { LlamaWeights, WeightTensor } from '../transformer/weights';
import { type StorageCost, storageOf } from './accounting';
import { dequantizeRtn, quantizeRtn, type RtnOptions, type RtnQuantized } from './rtn';

/** Groups of tensors a reader can choose. `linear` is attention and ffn; `all` adds the embedding and the output head. */
export const tensorSelections = ['all', 'linear', 'attention', 'ffn', 'embedding'] as const;
export type TensorSelection = (typeof tensorSelections)[number];

export interface PlanOptions extends RtnOptions {
  /** A named group, or a list of tensor names. Default `all`. */
  readonly tensors?: TensorSelection | readonly string[];
  /** Bits of each weight that is not quantized. Default 16: such weights ship as fp16. */
  readonly keptBits?: 16 | 32;
}

export interface QuantizedTensor {
  readonly name: string;
  readonly quantized: RtnQuantized;
  readonly storage: StorageCost;
}

export interface PlanProgress {
  readonly name: string;
  /** Tensors finished, this one included, of how many. */
  readonly done: number;
  readonly total: number;
}

export interface PlanTotals {
  /** Codes of the quantized tensors. */
  readonly payloadBytes: number;
  readonly scaleBytes: number;
  readonly zeroPointBytes: number;
  /** Weights that stay as they are. */
  readonly keptBytes: number;
  readonly totalBytes: number;
  readonly weights: number;
  readonly quantizedWeights: number;
  /** All bytes over all weights. */
  readonly bitsPerWeight: number;
  /** Codes, scales and zero points over the quantized weights alone; NaN when none is quantized. */
  readonly quantizedBitsPerWeight: number;
}

export interface QuantizedModel {
  readonly tensors: ReadonlyMap<string, QuantizedTensor>;
  readonly totals: PlanTotals;
}

const families: Readonly<Record<TensorSelection, RegExp>> = {
  all: /(proj|embed_tokens|lm_head)\.weight$/,
  linear: /proj\.weight$/,
  attention: /self_attn\..*proj\.weight$/,
  ffn: /mlp\..*proj\.weight$/,
  embedding: /(embed_tokens|lm_head)\.weight$/,
};

/** Names of the tensors a selection takes, in the model's order. Errors: `quantize.unknown-tensor` {tensor}. */
export function selectTensors(weights: LlamaWeights, selection: PlanOptions['tensors'] = 'all'): string[] {
  const matrices = [...weights.tensors]
    .filter(([, tensor]) => tensor.shape.length === 2)
    .map(([name]) => name);
  if (typeof selection === 'string') {
    ensure(Object.hasOwn(families, selection), 'quantize.unknown-selection', { selection });
    return matrices.filter((name) => families[selection].test(name));
  }
  for (const name of selection) ensure(matrices.includes(name), 'quantize.unknown-tensor', { tensor: name });
  return matrices.filter((name) => selection.includes(name));
}

/**
 * Quantizes tensor by tensor: each turn of the generator does one, so that a worker can report and be cancelled
 * between two of them. Returns the whole at the end.
 */
export function* quantizeSteps(
  weights: LlamaWeights,
  options: PlanOptions,
): Generator<PlanProgress, QuantizedModel> {
  const names = selectTensors(weights, options.tensors);
  const tensors = new Map<string, QuantizedTensor>();
  for (const [index, name] of names.entries()) {
    const { shape, values } = weights.tensors.get(name) as WeightTensor;
    const quantized = quantizeRtn(values, [shape[0], shape[1]], options);
    tensors.set(name, { name, quantized, storage: storageOf(quantized) });
    yield { name, done: index + 1, total: names.length };
  }
  return { tensors, totals: planTotals(weights, tensors, options.keptBits ?? 16) };
}

/** All steps at once; `onTensor` hears of each. */
export function quantizeModel(
  weights: LlamaWeights,
  options: PlanOptions,
  onTensor?: (progress: PlanProgress) => void,
): QuantizedModel {
  const steps = quantizeSteps(weights, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    onTensor?.(step.value);
  }
}

/** Bytes of a model of which some tensors are quantized. */
function planTotals(
  weights: LlamaWeights,
  tensors: ReadonlyMap<string, QuantizedTensor>,
  keptBits: 16 | 32,
): PlanTotals {
  let total = 0;
  let quantizedWeights = 0;
  const sum = { payloadBytes: 0, scaleBytes: 0, zeroPointBytes: 0 };
  for (const [name, { values }] of weights.tensors) {
    total += values.length;
    const storage = tensors.get(name)?.storage;
    if (!storage) continue;
    quantizedWeights += values.length;
    sum.payloadBytes += storage.payloadBytes;
    sum.scaleBytes += storage.scaleBytes;
    sum.zeroPointBytes += storage.zeroPointBytes;
  }
  const quantizedBytes = sum.payloadBytes + sum.scaleBytes + sum.zeroPointBytes;
  const keptBytes = ((total - quantizedWeights) * keptBits) / 8;
  const totalBytes = quantizedBytes + keptBytes;
  return {
    ...sum,
    keptBytes,
    totalBytes,
    weights: total,
    quantizedWeights,
    bitsPerWeight: (totalBytes * 8) / total,
    quantizedBitsPerWeight: (quantizedBytes * 8) / quantizedWeights,
  };
}

/** The model as the quantized one computes: quantized tensors replaced by what their codes stand for. */
export function dequantizeModel(weights: LlamaWeights, model: QuantizedModel): LlamaWeights {
  const tensors = new Map<string, WeightTensor>();
  for (const [name, tensor] of weights.tensors) {
    const quantized = model.tensors.get(name)?.quantized;
    tensors.set(name, quantized ? { shape: tensor.shape, values: dequantizeRtn(quantized) } : tensor);
  }
  return { config: weights.config, tensors };
}
