/**
 * The forward pass of a Llama model, written to be read: one loop per formula, the whole sequence every time, no
 * cache, nothing reused. It is the yardstick the fast version (session.ts) and onnxruntime are compared with.
 * Storage fp32, sums fp64. Leaves out dropout, masks other than causal, batches.
 * Source: the Llama architecture as in Hugging Face's LlamaForCausalLM (rotate-half RoPE).
 */
import { ensure } from '../errors';
import { type LlamaWeights, weightValues } from './weights';

/** A matrix as rows of numbers. */
type Rows = Float32Array[];

/**
 * Logits [T, vocab] of T tokens, row-major: row t scores the token after position t.
 * Errors: `forward.empty`, `forward.bad-token` {token}, `forward.too-long` {tokens, max}.
 */
export function forwardObvious(weights: LlamaWeights, tokenIds: ArrayLike<number>): Float32Array {
  const { config } = weights;
  checkTokens(tokenIds, config.vocabSize, config.maxPositions);
  const get = (name: string) => weightValues(weights, name);
  const embedding = get('model.embed_tokens.weight');
  let hidden: Rows = Array.from(tokenIds, (id) => row(embedding, id, config.hiddenSize));
  for (let layer = 0; layer < config.layers; layer++) {
    const at = (name: string) => get(`model.layers.${layer}.${name}.weight`);
    const attended = attention(weights, hidden.map(rmsNorm(at('input_layernorm'), config.rmsNormEps)), at);
    hidden = hidden.map((x, t) => add(x, attended[t]));
    const normed = hidden.map(rmsNorm(at('post_attention_layernorm'), config.rmsNormEps));
    const gate = normed.map(project(at('mlp.gate_proj')));
    const up = normed.map(project(at('mlp.up_proj')));
    const mixed = gate.map((g, t) => g.map((value, i) => (value / (1 + Math.exp(-value))) * up[t][i]));
    const down = mixed.map(project(at('mlp.down_proj')));
    hidden = hidden.map((x, t) => add(x, down[t]));
  }
  const head = config.tieWordEmbeddings ? embedding : get('lm_head.weight');
  const logits = hidden.map(rmsNorm(get('model.norm.weight'), config.rmsNormEps)).map(project(head));
  const out = new Float32Array(tokenIds.length * config.vocabSize);
  logits.forEach((values, t) => {
    out.set(values, t * config.vocabSize);
  });
  return out;
}

/** Throws unless there is at least one token, every id is in the vocabulary and all fit the context. */
export function checkTokens(tokenIds: ArrayLike<number>, vocabSize: number, max: number, past = 0): void {
  ensure(tokenIds.length > 0, 'forward.empty');
  const tokens = past + tokenIds.length;
  ensure(tokens <= max, 'forward.too-long', { tokens, max });
  for (let t = 0; t < tokenIds.length; t++) {
    const token = tokenIds[t];
    ensure(Number.isInteger(token) && token >= 0 && token < vocabSize, 'forward.bad-token', { token });
  }
}

/** Grouped-query attention: query head h reads the keys and values of KV head ⌊h / (heads / kvHeads)⌋. */
function attention(weights: LlamaWeights, x: Rows, at: (name: string) => Float32Array): Rows {
  const { heads, kvHeads, headDim, ropeTheta } = weights.config;
  const turn = (vector: Float32Array, position: number) => rotate(vector, position, headDim, ropeTheta);
  const queries = x.map(project(at('self_attn.q_proj'))).map(turn);
  const keys = x.map(project(at('self_attn.k_proj'))).map(turn);
  const values = x.map(project(at('self_attn.v_proj')));
  const mixed = queries.map((query, t) => {
    const out = new Float32Array(heads * headDim);
    for (let head = 0; head < heads; head++) {
      const from = Math.floor(head / (heads / kvHeads)) * headDim;
      const scores: number[] = [];
      for (let s = 0; s <= t; s++) {
        let dot = 0;
        for (let i = 0; i < headDim; i++) dot += query[head * headDim + i] * keys[s][from + i];
        scores.push(dot / Math.sqrt(headDim));
      }
      const shares = softmax(scores);
      for (let i = 0; i < headDim; i++) {
        let sum = 0;
        for (let s = 0; s <= t; s++) sum += shares[s] * values[s][from + i];
        out[head * headDim + i] = sum;
      }
    }
    return out;
  });
  return mixed.map(project(at('self_attn.o_proj')));
}

/** x / sqrt(mean x² + eps) · gain. */
const rmsNorm = (gain: Float32Array, eps: number) => (x: Float32Array) => {
  const meanSquare = x.reduce((sum, value) => sum + value * value, 0) / x.length;
  return x.map((value, i) => (value / Math.sqrt(meanSquare + eps)) * gain[i]);
};

/** Rotate-half RoPE: in each head, dimension i turns with dimension i + headDim/2 by position · theta^(−2i/headDim). */
function rotate(x: Float32Array, position: number, headDim: number, theta: number): Float32Array {
  const half = headDim / 2;
  const out = new Float32Array(x.length);
  for (let start = 0; start < x.length; start += headDim) {
    for (let i = 0; i < half; i++) {
      const angle = position * theta ** ((-2 * i) / headDim);
      const a = x[start + i];
      const b = x[start + half + i];
      out[start + i] = a * Math.cos(angle) - b * Math.sin(angle);
      out[start + half + i] = b * Math.cos(angle) + a * Math.sin(angle);
    }
  }
  return out;
}

/** y[n] = Σ_k w[n, k] · x[k], with w stored [out, in]. */
const project = (w: Float32Array) => (x: Float32Array) => {
  const out = new Float32Array(w.length / x.length);
  for (let n = 0; n < out.length; n++) {
    let sum = 0;
    for (let k = 0; k < x.length; k++) sum += w[n * x.length + k] * x[k];
    out[n] = sum;
  }
  return out;
};

function softmax(scores: readonly number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

const add = (a: Float32Array, b: Float32Array) => a.map((value, i) => value + b[i]);

const row = (matrix: Float32Array, index: number, width: number) =>
  matrix.slice(index * width, (index + 1) * width);
