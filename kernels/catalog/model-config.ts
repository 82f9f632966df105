/**
 * A pasted `config.json` as a row of the catalogue. Understands the Llama family: decoder-only, gated FFN, RMSNorm,
 * rotary positions, grouped-query attention, and mixtures of experts of the Mixtral and Qwen kinds. Refuses shapes whose
 * parameters it could not count exactly (latent attention, encoder-decoder, plain MLPs). Field names as in the
 * transformers library, src/transformers/models/*\/configuration_*.py.
 */
import { activeParameters, weightParts } from '../cost/weights';
import { BookError } from '../errors';
import type { ModelRow } from './models';

/** What each architecture adds to the plain Llama shape. */
const families: Readonly<
  Record<string, { readonly qkvBias?: boolean; readonly qkNorm?: boolean; readonly norms?: number }>
> = {
  llama: {},
  mistral: {},
  mixtral: {},
  qwen2: { qkvBias: true },
  qwen2_moe: { qkvBias: true },
  qwen3: { qkNorm: true },
  qwen3_moe: { qkNorm: true },
  gemma2: { norms: 4 },
  gemma3_text: { norms: 4, qkNorm: true },
  phi3: {},
};

/** Families that say `tie_word_embeddings` only when it differs from their own default. */
const tiedByDefault = new Set(['gemma2', 'gemma3_text']);

const MOST: Readonly<Record<string, number>> = {
  num_hidden_layers: 10_000,
  hidden_size: 1_000_000,
  intermediate_size: 10_000_000,
  num_attention_heads: 10_000,
  num_key_value_heads: 10_000,
  head_dim: 100_000,
  vocab_size: 100_000_000,
  max_position_embeddings: 1_000_000_000,
  num_experts: 100_000,
  num_experts_per_tok: 100_000,
  moe_intermediate_size: 10_000_000,
  sliding_window: 1_000_000_000,
};

const LONGEST_TEXT = 1_000_000;

type Fields = Readonly<Record<string, unknown>>;

function bad(id: string, field: string, value: unknown): never {
  throw new BookError(`config.${id}`, { field, value: String(value).slice(0, 40) });
}

/** A positive whole number in its bounds; undefined when it is absent or null. */
function optional(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) bad('not-a-count', name, JSON.stringify(value));
  if (value < 1) bad('not-positive', name, value);
  if (value > MOST[name]) bad('absurd', name, value);
  return value;
}

function needed(fields: Fields, name: string): number {
  return optional(fields, name) ?? bad('missing', name, '');
}

function fieldsOf(text: string): Fields {
  if (text.length > LONGEST_TEXT) bad('too-long', '', text.length);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    bad('not-json', '', text.trim());
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    bad('not-an-object', '', text.trim());
  const fields = parsed as Fields;
  // Multimodal files keep the language model one level down.
  const inner = fields.text_config;
  return typeof inner === 'object' && inner !== null ? { ...(inner as Fields) } : fields;
}

/**
 * The row of a `config.json`, its parameters counted from the shape.
 * Throws `BookError` with `field` and `value`: `config.not-json`, `config.not-an-object`, `config.too-long`,
 * `config.unknown-family`, `config.missing`, `config.not-a-count`, `config.not-positive`, `config.absurd`,
 * `config.heads-do-not-divide`, `config.too-many-experts`.
 * Worked: Llama-3.1-8B's file gives 8,030,261,248 parameters.
 */
export function modelFromConfig(text: string): ModelRow {
  const fields = fieldsOf(text);
  const type = fields.model_type;
  if (typeof type !== 'string' || !Object.hasOwn(families, type)) {
    throw new BookError('config.unknown-family', {
      field: 'model_type',
      value: String(type).slice(0, 40),
      known: Object.keys(families).join(', '),
    });
  }
  const family = families[type];
  const hidden = needed(fields, 'hidden_size');
  const heads = needed(fields, 'num_attention_heads');
  const kvHeads = optional(fields, 'num_key_value_heads') ?? heads;
  if (heads % kvHeads !== 0) bad('heads-do-not-divide', 'num_key_value_heads', `${heads} / ${kvHeads}`);
  const headDim = optional(fields, 'head_dim') ?? hidden / heads;
  if (!Number.isInteger(headDim)) bad('heads-do-not-divide', 'num_attention_heads', `${hidden} / ${heads}`);
  const layers = needed(fields, 'num_hidden_layers');
  const window = fields.use_sliding_window === false ? undefined : optional(fields, 'sliding_window');
  const tied = fields.tie_word_embeddings ?? tiedByDefault.has(type);
  if (typeof tied !== 'boolean') bad('not-a-count', 'tie_word_embeddings', tied);
  const experts =
    optional(fields, 'num_experts') ?? optional({ num_experts: fields.num_local_experts }, 'num_experts');
  const ffn = needed(fields, 'intermediate_size');
  const topK = experts === undefined ? undefined : needed(fields, 'num_experts_per_tok');
  if (topK !== undefined && topK > Number(experts)) bad('too-many-experts', 'num_experts_per_tok', topK);
  const vocab = needed(fields, 'vocab_size');
  const named = fields._name_or_path;
  const row: ModelRow = {
    id: 'custom',
    name:
      typeof named === 'string' && named.trim()
        ? named.trim().split('/').at(-1)!.slice(0, 40)
        : `${type} ${layers}×${hidden}`,
    params_exact: 0,
    active_params: 0,
    params_read_per_token: 0,
    layers,
    hidden,
    heads,
    kv_heads: kvHeads,
    head_dim: headDim,
    ffn_dim: ffn,
    vocab,
    tied_embeddings: tied,
    attention: kvHeads === heads ? 'MHA' : kvHeads === 1 ? 'MQA' : 'GQA',
    context: needed(fields, 'max_position_embeddings'),
    kv_bytes_per_token_fp16: 2 * layers * kvHeads * headDim * 2,
    params_basis: 'counted from the pasted config.json',
    source: 'config.json',
    unverified_fields: [],
    ...(family.qkvBias || fields.attention_bias === true ? { qkv_bias: true } : {}),
    ...(family.qkNorm ? { qk_norm: true } : {}),
    ...(family.norms ? { norms_per_layer: family.norms } : {}),
    ...(window
      ? { sliding_window: window, global_attention_layers: globalLayers(fields, type, layers) }
      : {}),
    ...(experts !== undefined && topK !== undefined
      ? {
          moe: {
            experts,
            top_k: topK,
            shared_experts: 0,
            moe_ffn: optional(fields, 'moe_intermediate_size') ?? ffn,
          },
        }
      : {}),
  };
  const total = weightParts(row).total;
  const active = activeParameters(row);
  return {
    ...row,
    params_exact: total,
    active_params: active,
    params_read_per_token: tied ? active : active - vocab * hidden,
  };
}

/** Layers without a window: all others alternate with it or follow a pattern. */
function globalLayers(fields: Fields, type: string, layers: number): number {
  if (type === 'gemma2') return Math.floor(layers / 2);
  const pattern = fields.sliding_window_pattern;
  if (typeof pattern === 'number' && pattern > 0) return Math.floor(layers / pattern);
  return 0;
}
