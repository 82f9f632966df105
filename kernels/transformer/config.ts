/**
 * The shape of a Llama-family model, read from a Hugging Face `config.json`.
 * Models plain Llama: RMSNorm, rotate-half RoPE without scaling, SwiGLU, grouped-query attention, no biases.
 * Anything else is refused by name rather than run wrongly.
 */
import { BookError, ensure } from '../errors';

export interface LlamaConfig {
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vocabSize: number;
  readonly maxPositions: number;
  readonly ropeTheta: number;
  readonly rmsNormEps: number;
  readonly tieWordEmbeddings: boolean;
  readonly bosTokenId?: number;
  readonly eosTokenId?: number;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads and checks a parsed config.json.
 * Errors: `config.not-an-object`, `config.unknown-architecture`, `config.unsupported` {field, value},
 * `config.missing` {field}, `config.bad-value` {field, value}, `config.heads-do-not-divide`.
 */
export function parseLlamaConfig(json: unknown): LlamaConfig {
  ensure(json !== null && typeof json === 'object' && !Array.isArray(json), 'config.not-an-object');
  const config = json as Json;
  checkArchitecture(config);
  const rope = checkRope(config);
  refuseUnless(config, 'hidden_act', ['silu', 'swish']);
  refuseUnless(config, 'attention_bias', [false]);
  refuseUnless(config, 'mlp_bias', [false]);

  const hiddenSize = count(config, 'hidden_size', 1 << 20);
  const heads = count(config, 'num_attention_heads', 1 << 14);
  const kvHeads = config.num_key_value_heads == null ? heads : count(config, 'num_key_value_heads', 1 << 14);
  const headDim = config.head_dim == null ? hiddenSize / heads : count(config, 'head_dim', 1 << 14);
  ensure(
    heads % kvHeads === 0 && Number.isInteger(headDim) && headDim % 2 === 0,
    'config.heads-do-not-divide',
    {
      hiddenSize,
      heads,
      kvHeads,
    },
  );
  const bosTokenId = firstId(config.bos_token_id);
  const eosTokenId = firstId(config.eos_token_id);
  return {
    hiddenSize,
    intermediateSize: count(config, 'intermediate_size', 1 << 22),
    layers: count(config, 'num_hidden_layers', 4096),
    heads,
    kvHeads,
    headDim,
    vocabSize: count(config, 'vocab_size', 1 << 24),
    maxPositions: count(config, 'max_position_embeddings', 1 << 30),
    ropeTheta: positive(rope.rope_theta ?? config.rope_theta ?? 10000, 'rope_theta'),
    rmsNormEps: positive(config.rms_norm_eps ?? 1e-6, 'rms_norm_eps'),
    tieWordEmbeddings: config.tie_word_embeddings === true,
    ...(bosTokenId === undefined ? {} : { bosTokenId }),
    ...(eosTokenId === undefined ? {} : { eosTokenId }),
  };
}

/** Parameters of the model, counted from its shape. Worked: a one-layer toy is counted by hand in the test. */
export function countParameters(config: LlamaConfig): number {
  const { hiddenSize, intermediateSize, layers, heads, kvHeads, headDim, vocabSize } = config;
  const attention = 2 * hiddenSize * heads * headDim + 2 * hiddenSize * kvHeads * headDim;
  const perLayer = attention + 3 * hiddenSize * intermediateSize + 2 * hiddenSize;
  const embeddings = (config.tieWordEmbeddings ? 1 : 2) * vocabSize * hiddenSize;
  return embeddings + layers * perLayer + hiddenSize;
}

function checkArchitecture(config: Json): void {
  const architectures = Array.isArray(config.architectures) ? config.architectures : [];
  const known =
    architectures.length > 0 ? architectures.includes('LlamaForCausalLM') : config.model_type === 'llama';
  const named = text(architectures[0] ?? config.model_type ?? 'none');
  ensure(known, 'config.unknown-architecture', { architecture: named });
}

/** Newer files keep the RoPE settings under `rope_parameters`, older ones at the top with `rope_scaling`. */
function checkRope(config: Json): Json {
  const nested = config.rope_parameters ?? config.rope_scaling ?? {};
  const rope = (typeof nested === 'object' && nested !== null ? nested : {}) as Json;
  const kind = rope.rope_type ?? rope.type ?? (Object.keys(rope).includes('factor') ? 'linear' : 'default');
  ensure(kind === 'default', 'config.unsupported', { field: 'rope_scaling', value: text(kind) });
  return rope;
}

function refuseUnless(config: Json, field: string, allowed: readonly unknown[]): void {
  const value = config[field];
  if (value == null || allowed.includes(value)) return;
  throw new BookError('config.unsupported', { field, value: text(value) });
}

function count(config: Json, field: string, max: number): number {
  const value = config[field];
  ensure(value !== undefined && value !== null, 'config.missing', { field });
  const ok = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max;
  ensure(ok, 'config.bad-value', { field, value: text(value) });
  return value as number;
}

function positive(value: unknown, field: string): number {
  const ok = typeof value === 'number' && Number.isFinite(value) && value > 0;
  ensure(ok, 'config.bad-value', { field, value: text(value) });
  return value as number;
}

/** Token ids come as a number, a list (the first counts) or null. */
function firstId(value: unknown): number | undefined {
  const id = Array.isArray(value) ? value[0] : value;
  return typeof id === 'number' && Number.isInteger(id) && id >= 0 ? id : undefined;
}

const text = (value: unknown) =>
  String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 80);
