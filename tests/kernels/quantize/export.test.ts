import { describe, expect, it } from 'vitest';
import { readQuantizedSafetensors, writeQuantizedSafetensors } from '../../../kernels/quantize/export';
import { dequantizeModel, type PlanOptions, quantizeModel } from '../../../kernels/quantize/plan';
import { readSafetensors, writeSafetensors } from '../../../kernels/transformer/safetensors';
import { floatTensor, toyConfig, toyWeights } from '../transformer/toy';

const weights = toyWeights();
const write = (options: PlanOptions) => {
  const model = quantizeModel(weights, options);
  return { model, file: readSafetensors(writeQuantizedSafetensors(weights, model, options)) };
};
const base = { bits: 3, symmetric: true, granularity: 'group', groupSize: 10, keptBits: 32 } as const;

describe('quantized safetensors', () => {
  it.each<PlanOptions>([
    base,
    { ...base, symmetric: false, bits: 5 },
    { ...base, granularity: 'channel', scaleFormat: 'fp16' },
    { ...base, granularity: 'tensor', symmetric: false, bits: 8, tensors: 'ffn' },
  ])('reads back exactly the weights that the codes stand for: %o', (options) => {
    const { model, file } = write(options);
    const back = readQuantizedSafetensors(toyConfig, file);
    expect(back.tensors).toEqual(dequantizeModel(weights, model).tensors);
  });

  it('takes the bytes that the plan says', () => {
    const options = { ...base, symmetric: false, scaleFormat: 'fp16', keptBits: 16 } as const;
    const { model, file } = write(options);
    const stored = [...file.tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
    expect(stored).toBe(model.totals.totalBytes);
  });

  it('refuses files that contradict themselves', () => {
    const { file } = write(base);
    const name = 'model.layers.0.mlp.up_proj.weight';
    const changed = (change: (tensors: typeof file.tensors) => void, metadata = file.metadata) => {
      const tensors = new Map(file.tensors);
      change(tensors);
      return () => readQuantizedSafetensors(toyConfig, readSafetensors(writeSafetensors(tensors, metadata)));
    };
    expect(changed((tensors) => tensors.delete(`${name}.scales`))).toThrow(/weights\.missing.*scales/);
    const short = changed((tensors) => tensors.set(`${name}.scales`, floatTensor([1], new Float32Array(1))));
    expect(short).toThrow(/weights\.wrong-shape/);
    expect(changed(() => {}, {})).toThrow(/quantized\.bad-config/);
    const claims = (more: object) =>
      changed(() => {}, {
        quantization: JSON.stringify({ ...JSON.parse(file.metadata.quantization), ...more }),
      });
    expect(claims({ bits: 40 })).toThrow(/quantized\.bad-config/);
    expect(claims({ group_size: 0 })).toThrow(/quantized\.bad-config/);
    expect(claims({ bits: 4 })).toThrow(/weights\.wrong-shape/);
  });
});
