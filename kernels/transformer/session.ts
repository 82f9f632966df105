/**
 * Incremental decoding with a KV cache, fast enough for a page: the same mathematics as obvious.ts, with the keys
 * and values of earlier tokens kept, weights looked up once and four tokens sharing each pass over the weights.
 * Checked against obvious.ts; they differ by the order of fp64 sums only.
 */
import { multiplyTransposed } from '../numbers/linear';
import { checkTokens } from './obvious';
import { type LlamaWeights, weightValues } from './weights';

export interface PushOptions {
  /** Only the logits of the last pushed token: [1, vocab]. The output matrix is a large share of a small model. */
  readonly lastOnly?: boolean;
}

export interface DecodeSession {
  /** Tokens held in the cache. */
  readonly length: number;
  /** Appends tokens, returns their logits [pushed, vocab]. Errors as `forwardObvious`. */
  push(tokenIds: ArrayLike<number>, options?: PushOptions): Float32Array;
  /** Forgets the tokens from position `length` on; the cache before it stays valid. */
  truncate(length: number): void;
}

interface Layer {
  readonly inputNorm: Float32Array;
  readonly q: Float32Array;
  readonly k: Float32Array;
  readonly v: Float32Array;
  readonly o: Float32Array;
  readonly mlpNorm: Float32Array;
  readonly gate: Float32Array;
  readonly up: Float32Array;
  readonly down: Float32Array;
  /** [capacity, kvHeads · headDim], rotated. */
  keys: Float32Array;
  values: Float32Array;
}

/** A fresh session with an empty cache. */
export function createSession(weights: LlamaWeights): DecodeSession {
  const { config } = weights;
  const { hiddenSize, intermediateSize, heads, kvHeads, headDim, vocabSize } = config;
  const queryWidth = heads * headDim;
  const kvWidth = kvHeads * headDim;
  const layers = Array.from({ length: config.layers }, (_, index) => collectLayer(weights, index));
  const embedding = weightValues(weights, 'model.embed_tokens.weight');
  const head = config.tieWordEmbeddings ? embedding : weightValues(weights, 'lm_head.weight');
  const finalNorm = weightValues(weights, 'model.norm.weight');
  const frequencies = Float64Array.from(
    { length: headDim / 2 },
    (_, i) => config.ropeTheta ** ((-2 * i) / headDim),
  );
  let length = 0;

  const push = (tokenIds: ArrayLike<number>, options: PushOptions = {}) => {
    checkTokens(tokenIds, vocabSize, config.maxPositions, length);
    const count = tokenIds.length;
    const x = new Float32Array(count * hiddenSize);
    for (let t = 0; t < count; t++) {
      const from = tokenIds[t] * hiddenSize;
      x.set(embedding.subarray(from, from + hiddenSize), t * hiddenSize);
    }
    for (const layer of layers) {
      growCache(layer, (length + count) * kvWidth, config.maxPositions * kvWidth);
      const normed = normRows(x, layer.inputNorm, hiddenSize, config.rmsNormEps);
      const q = multiplyTransposed(normed, layer.q, count, hiddenSize, queryWidth);
      const k = multiplyTransposed(normed, layer.k, count, hiddenSize, kvWidth);
      const v = multiplyTransposed(normed, layer.v, count, hiddenSize, kvWidth);
      rotateRows(q, queryWidth, headDim, length, frequencies);
      rotateRows(k, kvWidth, headDim, length, frequencies);
      layer.keys.set(k, length * kvWidth);
      layer.values.set(v, length * kvWidth);
      const mixed = attend(q, layer, count, length, heads, kvHeads, headDim);
      addTo(x, multiplyTransposed(mixed, layer.o, count, queryWidth, hiddenSize));
      const inner = normRows(x, layer.mlpNorm, hiddenSize, config.rmsNormEps);
      const gate = multiplyTransposed(inner, layer.gate, count, hiddenSize, intermediateSize);
      const up = multiplyTransposed(inner, layer.up, count, hiddenSize, intermediateSize);
      for (let i = 0; i < gate.length; i++) gate[i] = (gate[i] / (1 + Math.exp(-gate[i]))) * up[i];
      addTo(x, multiplyTransposed(gate, layer.down, count, intermediateSize, hiddenSize));
    }
    length += count;
    const rows = options.lastOnly ? x.subarray((count - 1) * hiddenSize) : x;
    const normed = normRows(rows, finalNorm, hiddenSize, config.rmsNormEps);
    return multiplyTransposed(normed, head, rows.length / hiddenSize, hiddenSize, vocabSize);
  };

  return {
    get length() {
      return length;
    },
    push,
    truncate: (to) => {
      length = Math.max(0, Math.min(length, Math.floor(to)));
    },
  };
}

function collectLayer(weights: LlamaWeights, index: number): Layer {
  const at = (name: string) => weightValues(weights, `model.layers.${index}.${name}.weight`);
  return {
    inputNorm: at('input_layernorm'),
    q: at('self_attn.q_proj'),
    k: at('self_attn.k_proj'),
    v: at('self_attn.v_proj'),
    o: at('self_attn.o_proj'),
    mlpNorm: at('post_attention_layernorm'),
    gate: at('mlp.gate_proj'),
    up: at('mlp.up_proj'),
    down: at('mlp.down_proj'),
    keys: new Float32Array(0),
    values: new Float32Array(0),
  };
}

/** Doubles the cache when it is full, never past the longest context. */
function growCache(layer: Layer, needed: number, most: number): void {
  if (layer.keys.length >= needed) return;
  const size = Math.min(most, Math.max(needed, layer.keys.length * 2));
  for (const name of ['keys', 'values'] as const) {
    const grown = new Float32Array(size);
    grown.set(layer[name]);
    layer[name] = grown;
  }
}

function normRows(x: Float32Array, gain: Float32Array, width: number, eps: number): Float32Array {
  const out = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += width) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += x[start + i] * x[start + i];
    const scale = 1 / Math.sqrt(sum / width + eps);
    for (let i = 0; i < width; i++) out[start + i] = x[start + i] * scale * gain[i];
  }
  return out;
}

function rotateRows(
  x: Float32Array,
  width: number,
  headDim: number,
  past: number,
  frequencies: Float64Array,
) {
  const half = headDim / 2;
  const rows = x.length / width;
  for (let t = 0; t < rows; t++) {
    for (let i = 0; i < half; i++) {
      const angle = (past + t) * frequencies[i];
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      for (let at = t * width + i; at < (t + 1) * width; at += headDim) {
        const a = x[at];
        const b = x[at + half];
        x[at] = a * cos - b * sin;
        x[at + half] = b * cos + a * sin;
      }
    }
  }
}

function attend(
  q: Float32Array,
  layer: Layer,
  count: number,
  past: number,
  heads: number,
  kvHeads: number,
  headDim: number,
): Float32Array {
  const { keys, values } = layer;
  const kvWidth = kvHeads * headDim;
  const scale = 1 / Math.sqrt(headDim);
  const out = new Float32Array(q.length);
  const shares = new Float64Array(past + count);
  for (let t = 0; t < count; t++) {
    const seen = past + t + 1;
    for (let head = 0; head < heads; head++) {
      const from = Math.floor((head * kvHeads) / heads) * headDim;
      const base = (t * heads + head) * headDim;
      let largest = Number.NEGATIVE_INFINITY;
      for (let s = 0; s < seen; s++) {
        const key = s * kvWidth + from;
        let dot = 0;
        for (let i = 0; i < headDim; i++) dot += q[base + i] * keys[key + i];
        shares[s] = dot * scale;
        if (shares[s] > largest) largest = shares[s];
      }
      let total = 0;
      for (let s = 0; s < seen; s++) total += shares[s] = Math.exp(shares[s] - largest);
      for (let i = 0; i < headDim; i++) {
        let sum = 0;
        for (let s = 0; s < seen; s++) sum += shares[s] * values[s * kvWidth + from + i];
        out[base + i] = sum / total;
      }
    }
  }
  return out;
}

function addTo(x: Float32Array, y: Float32Array): void {
  for (let i = 0; i < x.length; i++) x[i] += y[i];
}
