/**
 * Typed access to content/data/models.json: the shapes of published models, with their sources.
 * The rows keep the field names of the file, so that a row shown on a page can be found in it.
 */
import modelsFile from '../../content/data/models.json';
import { findById } from './find';

export interface ModelRow {
  readonly id: string;
  readonly name: string;
  /** Parameters of the whole model, counted from its configuration. */
  readonly params_exact: number;
  /** Parameters used for one token (fewer than all in a mixture of experts). */
  readonly active_params: number;
  /** Weights streamed from memory to decode one token at batch 1; an untied input embedding is not read. */
  readonly params_read_per_token: number;
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  /** `null` where keys and values are one latent vector (MLA). */
  readonly kv_heads: number | null;
  readonly head_dim: number;
  readonly ffn_dim: number;
  readonly vocab: number;
  readonly tied_embeddings: boolean;
  readonly attention: string;
  /** Longest context in tokens. */
  readonly context: number;
  /** Bytes one token adds to the cache at two bytes per element, all layers counted as full attention. */
  readonly kv_bytes_per_token_fp16: number;
  readonly params_basis: string;
  readonly source: string;
  readonly unverified_fields: readonly string[];
  readonly sliding_window?: number;
  readonly global_attention_layers?: number;
  readonly qkv_bias?: boolean;
  readonly qk_norm?: boolean;
  /** The output projection of attention has a bias too. */
  readonly attention_out_bias?: boolean;
  /** One learnt logit per head that takes part in the softmax. */
  readonly attention_sinks?: boolean;
  /** Norms over the hidden width in each layer; 2 when not given. */
  readonly norms_per_layer?: number;
  readonly notes?: string;
  readonly kv_note?: string;
  readonly native_weight_format?: string;
  readonly moe?: {
    readonly experts: number;
    readonly top_k: number;
    readonly shared_experts: number;
    readonly moe_ffn: number;
    /** First layers without experts. */
    readonly dense_layers?: number;
    /** Experts and their router have biases. */
    readonly bias?: boolean;
    readonly router_bias?: boolean;
    /** The shared experts stand behind a gate of one number. */
    readonly shared_gate?: boolean;
  };
  readonly mla?: {
    readonly q_lora_rank: number;
    readonly kv_lora_rank: number;
    readonly qk_nope_head_dim: number;
    readonly qk_rope_head_dim: number;
    readonly v_head_dim: number;
  };
}

/** All models, in the order of the file. */
export const models: readonly ModelRow[] = modelsFile.models;

/** The model with this id. Throws `BookError('catalog.unknown-model')` naming near ids. Worked: llama-3.1-70b has 80 layers. */
export function modelById(id: string): ModelRow {
  return findById(models, id, 'catalog.unknown-model');
}
