import { describe, expect, it } from 'vitest';
import { countParameters, parseLlamaConfig } from '../../../kernels/transformer/config';
import { expectedTensors, loadLlama, mergeSafetensors } from '../../../kernels/transformer/weights';
import { floatTensor, toyConfig, toyFile } from './toy';

const json = {
  architectures: ['LlamaForCausalLM'],
  hidden_size: 256,
  intermediate_size: 768,
  num_hidden_layers: 4,
  num_attention_heads: 8,
  num_key_value_heads: 2,
  head_dim: 32,
  vocab_size: 2048,
  max_position_embeddings: 512,
  rope_theta: 10000,
  rms_norm_eps: 1e-5,
  hidden_act: 'silu',
  tie_word_embeddings: true,
  bos_token_id: 0,
  eos_token_id: [1, 2],
};

describe('parseLlamaConfig', () => {
  it('reads a config.json', () => {
    const config = parseLlamaConfig(json);
    expect(config).toMatchObject({
      hiddenSize: 256,
      layers: 4,
      kvHeads: 2,
      headDim: 32,
      tieWordEmbeddings: true,
    });
    expect(config).toMatchObject({ bosTokenId: 0, eosTokenId: 1, ropeTheta: 10000, maxPositions: 512 });
    // 2048·256 + 4·(256·256·2 + 256·64·2 + 3·256·768 + 512) + 256
    expect(countParameters(config)).toBe(3_541_248);
  });

  it('takes head size and KV heads from the others when they are not given, and nested RoPE settings', () => {
    const { num_key_value_heads, head_dim, rope_theta, ...rest } = json;
    const config = parseLlamaConfig({ ...rest, rope_parameters: { rope_theta: 5e5, rope_type: 'default' } });
    expect(config).toMatchObject({ kvHeads: 8, headDim: 32, ropeTheta: 500000 });
  });

  it.each([
    [null, 'config.not-an-object'],
    [[], 'config.not-an-object'],
    [{ ...json, architectures: ['GPT2LMHeadModel'] }, 'config.unknown-architecture'],
    [{ ...json, architectures: undefined, model_type: 'gemma' }, 'config.unknown-architecture'],
    [{ ...json, rope_scaling: { rope_type: 'llama3', factor: 8 } }, 'config.unsupported'],
    [{ ...json, rope_scaling: { factor: 8 } }, 'config.unsupported'],
    [{ ...json, attention_bias: true }, 'config.unsupported'],
    [{ ...json, hidden_act: 'gelu' }, 'config.unsupported'],
    [{ ...json, hidden_size: undefined }, 'config.missing'],
    [{ ...json, vocab_size: 1e30 }, 'config.bad-value'],
    [{ ...json, num_hidden_layers: -1 }, 'config.bad-value'],
    [{ ...json, rope_theta: 'ten thousand' }, 'config.bad-value'],
    [{ ...json, num_key_value_heads: 3 }, 'config.heads-do-not-divide'],
    [{ ...json, head_dim: 31 }, 'config.heads-do-not-divide'],
  ])('refuses %#: %s', (value, id) => {
    expect(() => parseLlamaConfig(value)).toThrow(id);
  });
});

describe('loadLlama', () => {
  it('collects every tensor with its shape', () => {
    const weights = loadLlama(toyConfig, toyFile());
    expect([...weights.tensors.keys()]).toEqual([...expectedTensors(toyConfig).keys()]);
    expect(weights.tensors.get('model.layers.1.self_attn.k_proj.weight')?.shape).toEqual([16, 24]);
    const stored = [...weights.tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
    expect(stored).toBe(countParameters(toyConfig));
  });

  it('names what is missing, misshapen or too much', () => {
    const name = 'model.layers.1.mlp.up_proj.weight';
    const missing = toyFile();
    missing.tensors.delete(name);
    expect(() => loadLlama(toyConfig, missing)).toThrow(`weights.missing {"tensor":"${name}"}`);
    const wrong = toyFile();
    wrong.tensors.set(name, floatTensor([24, 40], new Float32Array(960)));
    expect(() => loadLlama(toyConfig, wrong)).toThrow(/weights\.wrong-shape.*40×24.*24×40/);
    const more = toyFile();
    more.tensors.set('model.layers.0.self_attn.q_proj.bias', floatTensor([48], new Float32Array(48)));
    expect(() => loadLlama(toyConfig, more)).toThrow(/weights\.unexpected.*q_proj\.bias/);
  });

  it('drops the spare head of a tied model and merges shards', () => {
    const file = toyFile();
    file.tensors.set('lm_head.weight', floatTensor([37, 24], new Float32Array(888)));
    expect(loadLlama(toyConfig, file).tensors.has('lm_head.weight')).toBe(false);
    const all = [...toyFile().tensors];
    const shard = (from: number, to: number) => ({ tensors: new Map(all.slice(from, to)), metadata: {} });
    expect(loadLlama(toyConfig, mergeSafetensors([shard(0, 7), shard(7, 99)])).tensors.size).toBe(all.length);
    expect(() => mergeSafetensors([shard(0, 7), shard(6, 99)])).toThrow(/weights\.twice/);
  });
});
