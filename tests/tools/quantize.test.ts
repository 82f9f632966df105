import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildLlamaOnnx } from '../../kernels/onnx/build-llama';
import { readQuantizedSafetensors } from '../../kernels/quantize/export';
import { dequantizeModel, quantizeModel } from '../../kernels/quantize/plan';
import { readSafetensors, writeSafetensors } from '../../kernels/transformer/safetensors';
import { findMethod, methods } from '../../tools/quantize/methods';
import { toyConfig, toyFile, toyWeights } from '../kernels/transformer/toy';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'quantize-'));
const model = join(scratch, 'toy');
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeAll(() => writeModel(model));

function writeModel(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const config = {
    architectures: ['LlamaForCausalLM'],
    hidden_size: toyConfig.hiddenSize,
    intermediate_size: toyConfig.intermediateSize,
    num_hidden_layers: toyConfig.layers,
    num_attention_heads: toyConfig.heads,
    num_key_value_heads: toyConfig.kvHeads,
    head_dim: toyConfig.headDim,
    vocab_size: toyConfig.vocabSize,
    max_position_embeddings: toyConfig.maxPositions,
    rope_theta: toyConfig.ropeTheta,
    rms_norm_eps: toyConfig.rmsNormEps,
    tie_word_embeddings: true,
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'tokenizer.json'), '{}');
  writeFileSync(join(folder, 'model.safetensors'), writeSafetensors(toyFile().tensors));
}

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/tsx', ['tools/quantize.ts', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run quantize', () => {
  it('writes a model that reads back as the codes say, with its tokenizer and a config that says how', () => {
    const out = join(scratch, 'out/deep');
    const { status, stdout, stderr } = run('--model', model, '--method', 'rtn:4:g8:affine', '--out', out);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/bits per weight, \d+\.\d\d s/);
    const options = { bits: 4, symmetric: false, granularity: 'group', groupSize: 8 } as const;
    const quantized = quantizeModel(toyWeights(), options);
    expect(stdout).toContain(`${quantized.totals.bitsPerWeight.toFixed(3)} bits per weight`);
    const back = readQuantizedSafetensors(
      toyConfig,
      readSafetensors(readFileSync(join(out, 'model.safetensors'))),
    );
    const name = 'model.layers.1.mlp.down_proj.weight';
    expect(back.tensors.get(name)).toEqual(dequantizeModel(toyWeights(), quantized).tensors.get(name));
    const config = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    expect(config).toMatchObject({
      hidden_size: 24,
      quantization_config: { quant_method: 'rtn', group_size: 8 },
    });
    expect(existsSync(join(out, 'tokenizer.json'))).toBe(true);
  });

  it('writes an ONNX graph where transformers.js looks for it', () => {
    const out = join(scratch, 'onnx');
    const { status, stdout, stderr } = run('--model', model, '--method', 'onnx:q4', '--out', out);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const packing = { bits: 4, blockSize: 32, zeroPoints: false };
    const graph = buildLlamaOnnx(toyWeights(), { format: 'nbits', packing });
    expect(new Uint8Array(readFileSync(join(out, 'onnx/model_q4.onnx')))).toEqual(graph);
    expect(existsSync(join(out, 'tokenizer.json'))).toBe(true);
    // 24 columns fill one block of 32, 40 and 48 fill two: 16 bytes of codes and one scale each.
    const blocks = 37 + 2 * (48 + 16 + 16 + 24 * 2 + 40 + 40 + 24 * 2);
    expect(stdout).toMatch(new RegExp(`codes +${(blocks * 16).toLocaleString('en')} bytes`));
    expect(stdout).toMatch(new RegExp(`scales +${(blocks * 4).toLocaleString('en')} bytes`));
  });

  it('lists every method in --help, and each example is a method', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    for (const { syntax, examples } of methods) {
      expect(stdout).toContain(syntax);
      for (const example of examples) expect(findMethod(example), example).not.toBeNull();
    }
  });

  it('says what is wrong with the command, with status 2', () => {
    const unknown = run('--model', model, '--method', 'gptq:4:g128', '--out', join(scratch, 'a'));
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('there is no method "gptq:4:g128"');
    expect(unknown.stderr).toContain(methods[0].syntax);
    expect(run('--model', model, '--method', 'rtn:4').stderr).toContain('--out is missing');
    expect(run('--modle', model).status).toBe(2);
    expect(run('--model', model, '--method', 'rtn:4', '--out', model).status).toBe(2);
  });

  it('says what is wrong with the model, with status 1 and nothing written', () => {
    const broken = join(scratch, 'broken');
    writeModel(broken);
    const weights = join(broken, 'model.safetensors');
    writeFileSync(weights, readFileSync(weights).subarray(0, -100));
    const out = join(scratch, 'never');
    const cut = run('--model', broken, '--method', 'rtn:4', '--out', out);
    expect(cut.status).toBe(1);
    expect(cut.stderr).toMatch(/cut short: \d+ bytes of \d+/);
    expect(existsSync(out)).toBe(false);
    expect(run('--model', join(scratch, 'none'), '--method', 'rtn:4', '--out', out).stderr).toContain(
      'is not a folder',
    );
  });
});

describe('method names', () => {
  it.each([
    'rtn',
    'rtn:1',
    'rtn:9',
    'rtn:4:g0',
    'rtn:4:g32:g64',
    'rtn:4:row',
    'rtn:4.5',
    'rtn:4:g32:',
    'onnx',
    'onnx:q3',
    'onnx:q4:g64',
    'onnx:toString',
    '',
  ])('does not take %j for one', (name) => {
    expect(findMethod(name)).toBeNull();
  });
});
