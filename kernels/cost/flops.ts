/**
 * Floating-point operations of a forward pass, by part; a multiply-add counts two. Models the matrix products; leaves
 * out norms, softmax, rotary positions and activations (under 0.1 % together). Sliding windows cap the tokens a layer
 * looks back at. Latent attention is counted in its absorbed form for decoding (keys are the latents) and expanded for
 * prefill, as engines run it. Source: derivation in the chapter `flops`; 2·P per token as in Kaplan et al. 2020.
 */
import type { AcceleratorRow } from '../catalog/accelerators';
import type { ModelRow } from '../catalog/models';
import { BookError, ensure } from '../errors';
import { type ModelRef, resolveModel } from './bytes';
import { bitsPerWeight } from './formats';
import { layersBySight, tokenLayers } from './layers';
import { weightParts } from './weights';

export interface FlopParts {
  /** Query, key, value and output projections: n·d². */
  readonly projections: number;
  /** Scores and weighted sum of values: n²·d in prefill, n·d per decoded token. */
  readonly scores: number;
  /** Gated FFN or the experts a token passes, with their router. */
  readonly ffn: number;
  /** Output head, for the tokens whose logits are wanted. */
  readonly head: number;
  readonly total: number;
}

/** Sum over i = 1 … n of min(i, window): pairs of query and key under a causal mask. */
function causalPairs(tokens: number, window: number): number {
  if (tokens <= window) return (tokens * (tokens + 1)) / 2;
  return (window * (window + 1)) / 2 + (tokens - window) * window;
}

/** Operations per query-key pair and layer: score and weighted sum over all heads. */
function perPair(model: ModelRow, decoding: boolean): number {
  const { heads, head_dim: width, mla } = model;
  if (!mla) return 4 * heads * width;
  if (decoding) return 2 * heads * (2 * mla.kv_lora_rank + mla.qk_rope_head_dim);
  return 2 * heads * (mla.qk_nope_head_dim + mla.qk_rope_head_dim + mla.v_head_dim);
}

function parts(
  model: ModelRow,
  tokens: number,
  pairs: number,
  decoding: boolean,
  headTokens: number,
): FlopParts {
  const weights = weightParts(model);
  const projections = 2 * weights.attention * tokens;
  const scores = perPair(model, decoding) * pairs;
  const ffn = 2 * (weights.ffn + weights.expertsPerToken + weights.router) * tokens;
  const head = 2 * model.vocab * model.hidden * headTokens;
  return { projections, scores, ffn, head, total: projections + scores + ffn + head };
}

const checked = (name: string, value: number) => {
  ensure(Number.isFinite(value) && value >= 0, 'flops.bad-count', { name, value });
  return value;
};

/**
 * Operations of reading one prompt of `tokens` tokens; logits of the last token only, as servers do.
 * Worked: llama-3.1-70b, 8,192 tokens: 1.21e15, of which scores are 7 %.
 * Throws `BookError('flops.bad-count')`.
 */
export function prefillFlops(model: ModelRef, tokens: number): FlopParts {
  const row = resolveModel(model);
  const { global, local, window } = layersBySight(row);
  const pairs = global * causalPairs(tokens, Number.POSITIVE_INFINITY) + local * causalPairs(tokens, window);
  return parts(row, checked('tokens', tokens), pairs, false, tokens > 0 ? 1 : 0);
}

/**
 * Operations of decoding one token that looks back at `contextTokens` cached tokens.
 * Worked: llama-3.1-70b at 8,192 tokens of context: 1.605e11.
 */
export function decodeFlops(model: ModelRef, contextTokens: number): FlopParts {
  const row = resolveModel(model);
  return parts(row, 1, tokenLayers(row, checked('contextTokens', contextTokens)), true, 1);
}

/**
 * Tokens of a prompt at which scores cost as much as all projections and the FFN. Infinite when windows cap them.
 * Worked: llama-3.1-70b, 104,447.
 */
export function scoresCatchUpTokens(model: ModelRef): number {
  const row = resolveModel(model);
  const { global, local, window } = layersBySight(row);
  const one = parts(row, 1, 0, false, 0).total;
  // Per token, n tokens cost perPair · (global · (n + 1)/2 + local · about window); solved for equality.
  const rest = one / perPair(row, false) - (Number.isFinite(window) ? local * window : 0);
  if (global === 0 || rest <= 0) return global === 0 ? Number.POSITIVE_INFINITY : 0;
  return (2 * rest) / global - 1;
}

export type ArithmeticFormat = 'fp32' | 'tf32' | 'fp16' | 'bf16' | 'fp8' | 'int8' | 'int4' | 'fp4';

/**
 * Peak operations per second of one device in a format, dense; `undefined` where the device has no such unit.
 * Worked: h100-sxm in fp8, 1.979e15.
 */
export function peakRate(accelerator: AcceleratorRow, format: ArithmeticFormat): number | undefined {
  const rate = {
    fp32: accelerator.fp32_tflops,
    tf32: accelerator.tf32_tflops,
    fp16: accelerator.fp16_tflops,
    bf16: accelerator.bf16_tflops,
    fp8: accelerator.fp8_tflops,
    int8: accelerator.int8_tops,
    int4: accelerator.int4_tops,
    fp4: accelerator.fp4_tflops,
  }[format];
  return rate === null ? undefined : rate * 1e12;
}

/** The unit that multiplies weights of a format: 16 bits, or TF32 for 32-bit weights; `undefined` where nobody states one. */
export function wideFormat(accelerator: AcceleratorRow, weightFormat: string): ArithmeticFormat | undefined {
  const order: readonly ArithmeticFormat[] =
    bitsPerWeight(weightFormat) >= 32 ? ['tf32', 'fp32'] : ['bf16', 'fp16'];
  return order.find((format) => peakRate(accelerator, format) !== undefined);
}

/**
 * The rate that 16-bit arithmetic gets, in operations per second: narrower weights are widened before they are
 * multiplied. 32-bit weights use TF32. Worked: a100-80-sxm with int4 weights, 312e12. Throws
 * `BookError('accelerator.no-rate')`.
 */
export function wideRate(accelerator: AcceleratorRow, weightFormat: string): number {
  const format = wideFormat(accelerator, weightFormat);
  const rate = format && peakRate(accelerator, format);
  if (rate === undefined)
    throw new BookError('accelerator.no-rate', { id: accelerator.id, format: weightFormat });
  return rate;
}

/** FLOPs per byte at which memory and arithmetic take equally long. Worked: a100-80-sxm in bf16, 312e12 / 2039e9 = 153. */
export function ridge(accelerator: AcceleratorRow, format: ArithmeticFormat): number | undefined {
  const rate = peakRate(accelerator, format);
  return rate === undefined ? undefined : rate / (accelerator.bandwidth_gbs * 1e9);
}
