/**
 * A pasted `config.json` as a row of the catalogue, its parameters counted from the shape. Understands the architectures
 * of model-families.ts: decoder-only, gated FFN, RMSNorm, rotary positions; grouped-query or latent attention; dense or
 * with experts; sliding windows. Refuses what it could not count exactly.
 */
import { activeParameters, weightParts } from '../cost/weights';
import { BookError } from '../errors';
import { ConfigFields, rawFields, refuse } from './config-fields';
import { families, type ModelFamily, most } from './model-families';
import type { ModelRow } from './models';

/**
 * The row of a `config.json`. Throws `BookError` with `field` and `value`: `config.not-json`, `config.not-an-object`,
 * `config.too-long`, `config.unknown-family`, `config.missing`, `config.not-a-count`, `config.not-a-flag`,
 * `config.not-positive`, `config.absurd`, `config.heads-do-not-divide`, `config.too-many-experts`, `config.unsupported`.
 * Worked: Llama-3.1-8B's file gives 8,030,261,248 parameters.
 */
export function modelFromConfig(text: string): ModelRow {
  return modelOfFields(rawFields(text));
}

/**
 * The shortest `config.json` that reads as the same model: every field left out that changes nothing. For an address.
 * Worked: Llama-3.1-8B's file keeps eight fields.
 */
export function shortConfig(text: string): string {
  const raw = rawFields(text);
  const wanted = JSON.stringify(modelOfFields(raw));
  let kept = Object.fromEntries(Object.entries(raw).filter(([name]) => knownFields.has(name)));
  for (const name of Object.keys(kept)) {
    const { [name]: _, ...rest } = kept;
    try {
      if (JSON.stringify(modelOfFields(rest)) === wanted) kept = rest;
    } catch (error) {
      // Without this field the file says no model: it stays.
      if (!(error instanceof BookError)) throw error;
    }
  }
  return JSON.stringify(kept);
}

/** A thousand times the largest model; beyond it counts would no longer be exact. */
const MOST_PARAMETERS = 1e15;

/** Every field that can change the row. */
const knownFields: ReadonlySet<string> = new Set([
  ...Object.keys(most),
  'model_type',
  '_name_or_path',
  'tie_word_embeddings',
  'attention_bias',
  'mlp_bias',
  'use_sliding_window',
  'layer_types',
  'decoder_sparse_step',
  'mlp_only_layers',
  'moe_layer_freq',
  'topk_method',
]);

function modelOfFields(raw: Readonly<Record<string, unknown>>): ModelRow {
  const type = raw.model_type;
  if (typeof type !== 'string' || !Object.hasOwn(families, type)) {
    throw new BookError('config.unknown-family', {
      field: 'model_type',
      value: String(type).slice(0, 40),
      known: Object.keys(families).join(', '),
    });
  }
  const family = families[type];
  const fields = new ConfigFields(raw, family.defaults);
  const layers = fields.needed('num_hidden_layers');
  const hidden = fields.needed('hidden_size');
  const vocab = fields.needed('vocab_size');
  const tied = fields.flag('tie_word_embeddings');
  fields.only('mlp_bias', false);
  const row: ModelRow = {
    id: 'custom',
    name: nameOf(fields) ?? `${type} ${layers}×${hidden}`,
    params_exact: 0,
    active_params: 0,
    params_read_per_token: 0,
    layers,
    hidden,
    ...(family.latent ? latentAttention(fields, layers) : groupedAttention(fields, family, layers, hidden)),
    ffn_dim: fields.needed('intermediate_size'),
    vocab,
    tied_embeddings: tied,
    context: fields.needed('max_position_embeddings'),
    params_basis: 'counted from the pasted config.json',
    source: 'config.json',
    unverified_fields: [],
    ...(family.norms ? { norms_per_layer: family.norms } : {}),
    ...windows(fields, family, layers),
    ...experts(fields, family, layers, type),
  };
  const total = weightParts(row).total;
  if (total > MOST_PARAMETERS) refuse('absurd', 'parameters', total);
  const active = activeParameters(row);
  return {
    ...row,
    params_exact: total,
    active_params: active,
    params_read_per_token: tied ? active : active - vocab * hidden,
  };
}

function nameOf(fields: ConfigFields): string | undefined {
  return fields.text('_name_or_path')?.split('/').at(-1)?.slice(0, 40);
}

type Attention = Pick<ModelRow, 'heads' | 'kv_heads' | 'head_dim' | 'attention' | 'kv_bytes_per_token_fp16'> &
  Partial<Pick<ModelRow, 'mla' | 'qkv_bias' | 'attention_out_bias' | 'qk_norm' | 'attention_sinks'>>;

function groupedAttention(
  fields: ConfigFields,
  family: ModelFamily,
  layers: number,
  hidden: number,
): Attention {
  const heads = fields.needed('num_attention_heads');
  const kvHeads = fields.optional('num_key_value_heads') ?? heads;
  if (heads % kvHeads !== 0) refuse('heads-do-not-divide', 'num_key_value_heads', `${heads} / ${kvHeads}`);
  const width = fields.optional('head_dim') ?? hidden / heads;
  if (!Number.isInteger(width)) refuse('heads-do-not-divide', 'num_attention_heads', `${hidden} / ${heads}`);
  const all = family.bias === 'configured' && fields.flag('attention_bias');
  return {
    heads,
    kv_heads: kvHeads,
    head_dim: width,
    attention: kvHeads === heads ? 'MHA' : kvHeads === 1 ? 'MQA' : 'GQA',
    kv_bytes_per_token_fp16: 2 * layers * kvHeads * width * 2,
    ...(all || family.bias === 'qkv' ? { qkv_bias: true } : {}),
    ...(all ? { attention_out_bias: true } : {}),
    ...(family.qkNorm ? { qk_norm: true } : {}),
    ...(family.sinks ? { attention_sinks: true } : {}),
  };
}

function latentAttention(fields: ConfigFields, layers: number): Attention {
  fields.only('attention_bias', false);
  const mla = {
    q_lora_rank: fields.optional('q_lora_rank', 0) ?? 0,
    kv_lora_rank: fields.needed('kv_lora_rank'),
    qk_nope_head_dim: fields.needed('qk_nope_head_dim'),
    qk_rope_head_dim: fields.needed('qk_rope_head_dim'),
    v_head_dim: fields.needed('v_head_dim'),
  };
  return {
    heads: fields.needed('num_attention_heads'),
    kv_heads: null,
    head_dim: mla.qk_nope_head_dim + mla.qk_rope_head_dim,
    attention: 'MLA',
    kv_bytes_per_token_fp16: 2 * layers * (mla.kv_lora_rank + mla.qk_rope_head_dim),
    mla,
  };
}

type Windows = Partial<Pick<ModelRow, 'sliding_window' | 'global_attention_layers'>>;

function windows(fields: ConfigFields, family: ModelFamily, layers: number): Windows {
  const unused = family.windows === 'when-used' && !fields.flag('use_sliding_window');
  const window = family.windows && !unused ? fields.optional('sliding_window') : undefined;
  if (window === undefined) return {};
  const global = globalByType(fields, layers) ?? globalByRule(fields, family, layers);
  return global === layers ? {} : { sliding_window: window, global_attention_layers: global };
}

/** Layers without a window where the file lists the kind of each. */
function globalByType(fields: ConfigFields, layers: number): number | undefined {
  const types = fields.value('layer_types');
  if (!Array.isArray(types)) return undefined;
  if (types.length !== layers) refuse('unsupported', 'layer_types', `${types.length} of ${layers}`);
  const other = types.find((kind) => kind !== 'full_attention' && kind !== 'sliding_attention');
  if (other !== undefined) refuse('unsupported', 'layer_types', other);
  return types.filter((kind) => kind === 'full_attention').length;
}

function globalByRule(fields: ConfigFields, family: ModelFamily, layers: number): number {
  switch (family.windows) {
    case 'alternate':
      return Math.floor(layers / 2);
    case 'pattern':
      return Math.floor(
        layers / (fields.optional('_sliding_window_pattern') ?? fields.needed('sliding_window_pattern')),
      );
    case 'when-used':
      return Math.min(layers, fields.optional('max_window_layers', 0) ?? 0);
    default:
      return 0;
  }
}

function experts(
  fields: ConfigFields,
  family: ModelFamily,
  layers: number,
  type: string,
): Partial<Pick<ModelRow, 'moe'>> {
  if (!family.experts) {
    for (const name of ['num_experts', 'num_local_experts', 'n_routed_experts'])
      fields.only(name, undefined, 0);
    return {};
  }
  if (family.latent && (fields.value('n_routed_experts') ?? undefined) === undefined) return {};
  const count = fields.neededOf(
    family.latent ? ['n_routed_experts', 'num_local_experts'] : ['num_experts', 'num_local_experts'],
  );
  const topK = fields.needed('num_experts_per_tok');
  if (topK > count) refuse('too-many-experts', 'num_experts_per_tok', topK);
  fields.only('decoder_sparse_step', 1);
  fields.only('moe_layer_freq', 1);
  const width = fields.needed(family.experts === 'own-width' ? 'moe_intermediate_size' : 'intermediate_size');
  const dense = family.latent
    ? (fields.optional('first_k_dense_replace', 0) ?? 0)
    : denseFirst(fields, layers);
  if (dense > layers) refuse('absurd', 'first_k_dense_replace', dense);
  const routerBias = family.sinks || type === 'deepseek_v3' || fields.value('topk_method') === 'noaux_tc';
  return {
    moe: {
      experts: count,
      top_k: topK,
      shared_experts: sharedExperts(fields, family, width),
      moe_ffn: width,
      ...(dense > 0 ? { dense_layers: dense } : {}),
      ...(family.sinks ? { bias: true } : {}),
      ...(routerBias ? { router_bias: true } : {}),
      ...(family.sharedGate ? { shared_gate: true } : {}),
    },
  };
}

/** Layers without experts, where the file lists them: only the first ones can be counted. */
function denseFirst(fields: ConfigFields, layers: number): number {
  const listed = fields.value('mlp_only_layers') ?? [];
  if (!Array.isArray(listed) || listed.length > layers || listed.some((layer, index) => layer !== index))
    refuse('unsupported', 'mlp_only_layers', listed);
  return listed.length;
}

/** Shared experts in units of a routed one. */
function sharedExperts(fields: ConfigFields, family: ModelFamily, width: number): number {
  if (family.latent) return fields.optional('n_shared_experts', 0) ?? 0;
  if (!family.sharedGate) return 0;
  const shared = fields.needed('shared_expert_intermediate_size');
  if (shared % width !== 0) refuse('unsupported', 'shared_expert_intermediate_size', shared);
  return shared / width;
}
