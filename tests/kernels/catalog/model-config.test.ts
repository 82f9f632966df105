import { describe, expect, it } from 'vitest';
import { modelFromConfig } from '@/kernels/catalog/model-config';
import { type ModelRow, modelById } from '@/kernels/catalog/models';
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
const fails = (text: string) => {
  try {
    modelFromConfig(text);
  } catch (error) {
    return { id: (error as BookError).id, field: (error as BookError).data.field };
  }
  throw new Error('nothing was thrown');
};

describe('config.json', () => {
  it.each([
    ['llama-3.1-8b', 'llama', {}],
    ['llama-3.1-405b', 'llama', {}],
    ['mistral-7b', 'mistral', { sliding_window: 4096 }],
    ['mixtral-8x7b', 'mixtral', { num_local_experts: 8, num_experts_per_tok: 2, sliding_window: null }],
    ['qwen2.5-7b', 'qwen2', { use_sliding_window: false, sliding_window: 131072 }],
    ['qwen3-8b', 'qwen3', {}],
    ['qwen3-30b-a3b', 'qwen3_moe', { num_experts: 128, num_experts_per_tok: 8, moe_intermediate_size: 768 }],
    ['gemma-2-9b', 'gemma2', { sliding_window: 4096, tie_word_embeddings: undefined }],
    ['gemma-3-12b', 'gemma3_text', { sliding_window: 1024, sliding_window_pattern: 6 }],
    ['smollm2-135m', 'llama', {}],
  ])('%s counts as the catalogue does', (id, type, more) => {
    const row = modelById(id);
    const read = modelFromConfig(JSON.stringify(configOf(row, type, more)));
    for (const key of [
      'params_exact',
      'active_params',
      'params_read_per_token',
      'kv_bytes_per_token_fp16',
      'context',
    ] as const)
      expect([key, read[key]]).toEqual([key, row[key]]);
    expect(read.sliding_window ?? null).toBe(row.sliding_window ?? null);
    expect(read.global_attention_layers ?? null).toBe(
      row.sliding_window ? (row.global_attention_layers ?? null) : null,
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
      JSON.stringify({ ...llama, num_experts: 4, num_experts_per_tok: 8 }),
      'config.too-many-experts',
      'num_experts_per_tok',
    ],
    [`"${'x'.repeat(1_000_001)}"`, 'config.too-long', ''],
  ])('refuses %.60s', (text, id, field) => {
    expect(fails(text)).toEqual({ id, field });
  });
});
