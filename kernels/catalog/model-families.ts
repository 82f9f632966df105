/**
 * The architectures whose `config.json` the book can count, as data: what each adds to the plain Llama shape, and what a
 * file may leave out because the architecture has a value of its own. Leaves out encoders, plain (ungated) FFNs,
 * convolutions and recurrent layers. Source: the transformers library, src/transformers/models/*\/configuration_*.py and
 * modeling_*.py (attention_bias covers all four projections in Llama, Gemma and Qwen3; Qwen2 has biases on three).
 */

export interface ModelFamily {
  /** Norms over the hidden width in each layer, when not 2. */
  readonly norms?: number;
  /** Norms over the width of a head, on queries and keys. */
  readonly qkNorm?: boolean;
  /** Biases of the query, key and value projections: always, or all four projections when `attention_bias` says so. */
  readonly bias?: 'qkv' | 'configured';
  /** Learnt logits of attention, one per head, and biases of experts and router. */
  readonly sinks?: boolean;
  /** Which layers have the window, when the file gives one and no `layer_types`. */
  readonly windows?: 'all' | 'when-used' | 'alternate' | 'pattern';
  /** Latent attention and DeepSeek's experts. */
  readonly latent?: boolean;
  /** Experts: `intermediate` is their width, or a field of its own is. */
  readonly experts?: 'intermediate' | 'own-width';
  /** A shared expert behind a gate of its own. */
  readonly sharedGate?: boolean;
  /** Values of the architecture for fields that a file leaves out. */
  readonly defaults?: Readonly<Record<string, number | boolean>>;
}

export const families: Readonly<Record<string, ModelFamily>> = {
  llama: { bias: 'configured' },
  mistral: { windows: 'all', defaults: { sliding_window: 4096 } },
  mixtral: { windows: 'all', experts: 'intermediate' },
  qwen2: { bias: 'qkv', windows: 'when-used' },
  qwen2_moe: { bias: 'qkv', windows: 'when-used', experts: 'own-width', sharedGate: true },
  qwen3: { bias: 'configured', qkNorm: true, windows: 'when-used', defaults: { head_dim: 128 } },
  qwen3_moe: {
    bias: 'configured',
    qkNorm: true,
    windows: 'when-used',
    experts: 'own-width',
    defaults: { head_dim: 128 },
  },
  gemma: { bias: 'configured', defaults: { head_dim: 256, tie_word_embeddings: true } },
  gemma2: {
    norms: 4,
    bias: 'configured',
    windows: 'alternate',
    defaults: { head_dim: 256, tie_word_embeddings: true, sliding_window: 4096 },
  },
  gemma3_text: {
    norms: 4,
    qkNorm: true,
    bias: 'configured',
    windows: 'pattern',
    defaults: {
      head_dim: 256,
      num_attention_heads: 8,
      num_key_value_heads: 4,
      tie_word_embeddings: true,
      vocab_size: 262_208,
      max_position_embeddings: 131_072,
      sliding_window: 4096,
      sliding_window_pattern: 6,
    },
  },
  phi3: { windows: 'all' },
  gpt_oss: {
    bias: 'configured',
    sinks: true,
    windows: 'alternate',
    experts: 'intermediate',
    defaults: { attention_bias: true, head_dim: 64, sliding_window: 128 },
  },
  deepseek_v2: { latent: true, experts: 'own-width' },
  deepseek_v3: { latent: true, experts: 'own-width' },
};

/** Largest value of each field that is still taken for a model, far beyond any that exists. */
export const most: Readonly<Record<string, number>> = {
  num_hidden_layers: 10_000,
  hidden_size: 1_000_000,
  intermediate_size: 10_000_000,
  num_attention_heads: 10_000,
  num_key_value_heads: 10_000,
  head_dim: 100_000,
  vocab_size: 100_000_000,
  max_position_embeddings: 1_000_000_000,
  sliding_window: 1_000_000_000,
  sliding_window_pattern: 10_000,
  _sliding_window_pattern: 10_000,
  max_window_layers: 10_000,
  num_experts: 100_000,
  num_local_experts: 100_000,
  n_routed_experts: 100_000,
  n_shared_experts: 100_000,
  num_experts_per_tok: 100_000,
  moe_intermediate_size: 10_000_000,
  shared_expert_intermediate_size: 10_000_000,
  first_k_dense_replace: 10_000,
  q_lora_rank: 1_000_000,
  kv_lora_rank: 1_000_000,
  qk_nope_head_dim: 100_000,
  qk_rope_head_dim: 100_000,
  v_head_dim: 100_000,
};
