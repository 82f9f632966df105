import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelFromConfig, shortConfig } from '@/kernels/catalog/model-config';
import { families, most } from '@/kernels/catalog/model-families';
import { type ModelRow, modelById, models } from '@/kernels/catalog/models';
import type { BookError } from '@/kernels/errors';

/** What a published config.json of a catalogue row says. */
function configOf(row: ModelRow, type: string, more: object = {}) {
  return {
    model_type: type,
    hidden_size: row.hidden,
    num_attention_heads: row.heads,
    num_key_value_heads: row.kv_heads,
    head_dim: row.head_dim,
    num_hidden_layers: row.layers,
    intermediate_size: row.ffn_dim,
    vocab_size: row.vocab,
    max_position_embeddings: row.context,
    tie_word_embeddings: row.tied_embeddings,
    ...more,
  };
}

const llama = configOf(modelById('llama-3.1-8b'), 'llama');

const qwenMoe = {
  model_type: 'qwen2_moe',
  decoder_sparse_step: 1,
  hidden_size: 2048,
  intermediate_size: 5632,
  max_position_embeddings: 8192,
  max_window_layers: 21,
  moe_intermediate_size: 1408,
  num_attention_heads: 16,
  num_experts: 60,
  num_experts_per_tok: 4,
  num_hidden_layers: 24,
  num_key_value_heads: 16,
  shared_expert_intermediate_size: 5632,
  sliding_window: 32_768,
  use_sliding_window: false,
  tie_word_embeddings: false,
  vocab_size: 151_936,
};

const unused = { use_sliding_window: false, sliding_window: 131_072, max_window_layers: 28 };
const qwenExperts = { num_experts: 128, num_experts_per_tok: 8, mlp_only_layers: [], decoder_sparse_step: 1 };
const latent = (row: ModelRow) => ({
  ...row.mla,
  q_lora_rank: row.mla?.q_lora_rank || null,
  head_dim: undefined,
  num_key_value_heads: row.heads,
  n_routed_experts: row.moe?.experts,
  n_shared_experts: row.moe?.shared_experts,
  num_experts_per_tok: row.moe?.top_k,
  moe_intermediate_size: row.moe?.moe_ffn,
  first_k_dense_replace: row.moe?.dense_layers,
  moe_layer_freq: 1,
});
const oss = (experts: number) => ({
  num_local_experts: experts,
  num_experts_per_tok: 4,
  attention_bias: true,
  sliding_window: 128,
});

/** Catalogue rows as their publishers' files give them. */
const published = (
  [
    ['llama-2-7b', 'llama'],
    ['llama-2-13b', 'llama'],
    ['llama-2-70b', 'llama'],
    ['llama-3.1-8b', 'llama', { head_dim: undefined, attention_bias: false, mlp_bias: false }],
    ['llama-3.1-70b', 'llama'],
    ['llama-3.1-405b', 'llama'],
    ['mistral-7b', 'mistral', { sliding_window: 4096 }],
    ['mixtral-8x7b', 'mixtral', { num_local_experts: 8, num_experts_per_tok: 2, sliding_window: null }],
    ['qwen2.5-7b', 'qwen2', unused],
    ['qwen2.5-72b', 'qwen2', unused],
    ['qwen3-8b', 'qwen3', { attention_bias: false }],
    ['qwen3-30b-a3b', 'qwen3_moe', { ...qwenExperts, moe_intermediate_size: 768 }],
    ['qwen3-235b-a22b', 'qwen3_moe', { ...qwenExperts, moe_intermediate_size: 1536 }],
    ['gemma-2-9b', 'gemma2', { sliding_window: 4096, tie_word_embeddings: undefined }],
    ['gemma-2-27b', 'gemma2', { sliding_window: 4096, head_dim: 128 }],
    ['gemma-3-12b', 'gemma3_text', { sliding_window: 1024, sliding_window_pattern: 6 }],
    [
      'gemma-3-27b',
      'gemma3_text',
      { sliding_window: 1024, head_dim: 128, max_position_embeddings: undefined },
    ],
    ['phi-3-mini-4k', 'phi3', { sliding_window: 2047 + 1 }],
    ['smollm2-135m', 'llama'],
    ['deepseek-v2-lite', 'deepseek_v2', latent(modelById('deepseek-v2-lite'))],
    ['deepseek-v3', 'deepseek_v3', latent(modelById('deepseek-v3'))],
    ['gpt-oss-20b', 'gpt_oss', oss(32)],
    ['gpt-oss-120b', 'gpt_oss', oss(128)],
  ] as [string, string, object?][]
).map(([id, type, more]) => [id, JSON.stringify(configOf(modelById(id), type, more))] as [string, string]);

const fieldNames = [
  ...Object.keys(most),
  'tie_word_embeddings',
  'attention_bias',
  'layer_types',
  'mlp_only_layers',
  'decoder_sparse_step',
];

const fails = (text: string) => {
  try {
    modelFromConfig(text);
  } catch (error) {
    return { id: (error as BookError).id, field: (error as BookError).data.field };
  }
  throw new Error('nothing was thrown');
};

describe('config.json', () => {
  it.each(published)('%s counts as the catalogue does', (id, text) => {
    const row = modelById(id);
    const read = modelFromConfig(text);
    // OpenAI counts active parameters without the input embedding, and the catalogue follows each publisher.
    const counted = id.startsWith('gpt-oss') ? row.vocab * row.hidden : 0;
    expect(read.active_params).toBe(row.active_params + counted);
    for (const key of [
      'params_exact',
      'params_read_per_token',
      'kv_bytes_per_token_fp16',
      'context',
      'head_dim',
      'tied_embeddings',
    ] as const)
      expect([key, read[key]]).toEqual([key, row[key]]);
    expect(read.mla).toEqual(row.mla);
    expect(read.sliding_window ?? null).toBe(row.sliding_window ?? null);
    expect(read.global_attention_layers ?? null).toBe(
      row.sliding_window ? (row.global_attention_layers ?? null) : null,
    );
  });

  it('reads all catalogue models but two that do not use the field names of transformers', () => {
    const unread = models.map(({ id }) => id).filter((id) => !published.some(([one]) => one === id));
    expect(unread).toEqual(['chatglm3-6b', 'qwen-7b']);
    const types = published.map(
      ([, text]) => JSON.parse(text).model_type ?? JSON.parse(text).text_config.model_type,
    );
    const others = Object.keys(families).filter((type) => !types.includes(type));
    expect(others).toEqual(['qwen2_moe', 'gemma']);
  });

  it('counts a shared expert and its gate: Qwen1.5-MoE-A2.7B prints 14.3 and 2.7 billion', () => {
    const row = modelFromConfig(JSON.stringify(qwenMoe));
    expect((row.params_exact / 1e9).toFixed(1)).toBe('14.3');
    expect((row.active_params / 1e9).toFixed(1)).toBe('2.7');
    expect(row.moe).toMatchObject({ shared_experts: 4, shared_gate: true });
    expect(row.sliding_window).toBeUndefined();
  });

  it('counts Gemma 1, whose heads are wider than its width suggests: 8,537,680,896', () => {
    const row = modelFromConfig(
      JSON.stringify({
        model_type: 'gemma',
        hidden_size: 3072,
        intermediate_size: 24_576,
        num_attention_heads: 16,
        num_hidden_layers: 28,
        vocab_size: 256_000,
        max_position_embeddings: 8192,
      }),
    );
    expect(row.params_exact).toBe(8_537_680_896);
  });

  it('asks layer_types before the rule of the architecture', () => {
    const types = Array.from({ length: 24 }, (_, layer) =>
      layer < 6 ? 'full_attention' : 'sliding_attention',
    );
    const oss = JSON.parse(published.find(([id]) => id === 'gpt-oss-20b')![1]);
    const read = modelFromConfig(JSON.stringify({ ...oss, layer_types: types }));
    expect(read.global_attention_layers).toBe(6);
    const whole = modelFromConfig(JSON.stringify({ ...oss, layer_types: types.map(() => 'full_attention') }));
    expect(whole.sliding_window).toBeUndefined();
  });

  it('knows that no window differs from a window left out', () => {
    const row = modelById('mistral-7b');
    const without = modelFromConfig(JSON.stringify(configOf(row, 'mistral', { sliding_window: null })));
    expect(without.sliding_window).toBeUndefined();
    expect(modelFromConfig(JSON.stringify(configOf(row, 'mistral'))).sliding_window).toBe(4096);
  });

  it('shortens a file without changing what it says', () => {
    for (const [, text] of published) {
      const short = shortConfig(text);
      expect(modelFromConfig(short)).toEqual(modelFromConfig(text));
      expect(shortConfig(short)).toBe(short);
    }
    const texts = { ...llama, torch_dtype: 'bfloat16', rope_scaling: { factor: 8 }, eos_token_id: [1, 2] };
    expect(Object.keys(JSON.parse(shortConfig(JSON.stringify(texts))))).toHaveLength(8);
  });

  it('is a row or a BookError, whatever is pasted', () => {
    const value = fc.oneof(
      fc.constantFrom(null, true, -1, 0, 1.5, 1e12, 7, '8', [], {}, Number.MAX_SAFE_INTEGER),
      fc.integer({ min: 1, max: 100_000 }),
    );
    const changed = fc.dictionary(fc.constantFrom(...fieldNames), value, { maxKeys: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...published), changed, ([, text], change) => {
        try {
          const row = modelFromConfig(JSON.stringify({ ...JSON.parse(text), ...change }));
          expect(Number.isSafeInteger(row.params_exact)).toBe(true);
          expect(row.params_read_per_token).toBeGreaterThan(0);
          expect(row.params_read_per_token).toBeLessThanOrEqual(row.active_params);
          expect(row.active_params).toBeLessThanOrEqual(row.params_exact);
        } catch (error) {
          expect((error as BookError).id).toMatch(/^config\./);
        }
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(fails(text).id).toMatch(/^config\./);
      }),
    );
  });

  it('takes the width of a head from the shape, the name from the file, and looks into text_config', () => {
    const { head_dim: _, ...plain } = llama;
    const read = modelFromConfig(
      JSON.stringify({ text_config: { ...plain, _name_or_path: 'someone/Small-Llama' } }),
    );
    expect([read.head_dim, read.name, read.id]).toEqual([128, 'Small-Llama', 'custom']);
  });

  it.each([
    ['{"a":', 'config.not-json', ''],
    ['[1]', 'config.not-an-object', ''],
    ['null', 'config.not-an-object', ''],
    [JSON.stringify({ ...llama, model_type: 'bert' }), 'config.unknown-family', 'model_type'],
    [JSON.stringify({ ...llama, model_type: undefined }), 'config.unknown-family', 'model_type'],
    [JSON.stringify({ ...llama, model_type: 'constructor' }), 'config.unknown-family', 'model_type'],
    [JSON.stringify({ ...llama, hidden_size: undefined }), 'config.missing', 'hidden_size'],
    [JSON.stringify({ ...llama, hidden_size: -4096 }), 'config.not-positive', 'hidden_size'],
    [JSON.stringify({ ...llama, num_hidden_layers: 1e12 }), 'config.absurd', 'num_hidden_layers'],
    [JSON.stringify({ ...llama, num_hidden_layers: 1.5 }), 'config.not-a-count', 'num_hidden_layers'],
    [JSON.stringify({ ...llama, vocab_size: '128256' }), 'config.not-a-count', 'vocab_size'],
    [
      JSON.stringify({ ...llama, num_key_value_heads: 7 }),
      'config.heads-do-not-divide',
      'num_key_value_heads',
    ],
    [
      JSON.stringify({ ...llama, head_dim: undefined, num_attention_heads: 48, num_key_value_heads: 8 }),
      'config.heads-do-not-divide',
      'num_attention_heads',
    ],
    [
      JSON.stringify({ ...llama, model_type: 'mixtral', num_local_experts: 4, num_experts_per_tok: 8 }),
      'config.too-many-experts',
      'num_experts_per_tok',
    ],
    [JSON.stringify({ ...llama, num_local_experts: 8 }), 'config.unsupported', 'num_local_experts'],
    [JSON.stringify({ ...llama, mlp_bias: true }), 'config.unsupported', 'mlp_bias'],
    [JSON.stringify({ ...llama, tie_word_embeddings: 'no' }), 'config.not-a-flag', 'tie_word_embeddings'],
    [
      JSON.stringify({ ...llama, hidden_size: 1e6, intermediate_size: 1e7, num_hidden_layers: 1e4 }),
      'config.absurd',
      'parameters',
    ],
    [JSON.stringify({ ...qwenMoe, decoder_sparse_step: 2 }), 'config.unsupported', 'decoder_sparse_step'],
    [JSON.stringify({ ...qwenMoe, mlp_only_layers: [3] }), 'config.unsupported', 'mlp_only_layers'],
    [
      JSON.stringify({ ...qwenMoe, shared_expert_intermediate_size: 5000 }),
      'config.unsupported',
      'shared_expert_intermediate_size',
    ],
    [
      JSON.stringify({ ...llama, model_type: 'mistral', layer_types: ['full_attention'] }),
      'config.unsupported',
      'layer_types',
    ],
    ['{"model_type":"llama","hidden_size":1e999}', 'config.missing', 'num_hidden_layers'],
    [
      JSON.stringify(llama).replace('"hidden_size":4096', '"hidden_size":1e999'),
      'config.not-a-count',
      'hidden_size',
    ],
    [`"${'x'.repeat(1_000_001)}"`, 'config.too-long', ''],
  ])('refuses %.60s', (text, id, field) => {
    expect(fails(text)).toEqual({ id, field });
  });
});
