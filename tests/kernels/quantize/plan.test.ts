import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectiveBits, packBits, rtnStorage, unpackBits } from '../../../kernels/quantize/accounting';
import { gridLevels, groupRange, histogram, quantizationError } from '../../../kernels/quantize/histogram';
import {
  dequantizeModel,
  type PlanProgress,
  quantizeModel,
  quantizeSteps,
  selectTensors,
} from '../../../kernels/quantize/plan';
import { dequantizeRtn, quantizeRtn } from '../../../kernels/quantize/rtn';
import { toyConfig, toyWeights } from '../transformer/toy';

const four = { bits: 4, symmetric: true, granularity: 'group', groupSize: 8 } as const;

describe('accounting', () => {
  it('is the worked example', () => {
    const options = { ...four, groupSize: 32, scaleFormat: 'fp16' } as const;
    expect(rtnStorage([256, 256], options)).toEqual({
      payloadBytes: 32768,
      scaleBytes: 4096,
      zeroPointBytes: 0,
      bitsPerWeight: 4.5,
    });
    expect(rtnStorage([256, 256], { ...options, symmetric: false })).toMatchObject({
      zeroPointBytes: 1024,
      bitsPerWeight: 4.625,
    });
    expect(effectiveBits(4, 128, 16)).toBe(4.125);
    expect(effectiveBits(4, 128, 16, 4)).toBe(4.15625);
    expect(
      rtnStorage([256, 256], { ...options, granularity: 'tensor', scaleFormat: 'fp32' }).scaleBytes,
    ).toBe(4);
  });

  it('packs codes of any width and gets them back', () => {
    const width = fc.integer({ min: 2, max: 8 });
    fc.assert(
      fc.property(width, fc.boolean(), fc.array(fc.nat(255), { maxLength: 50 }), (bits, signed, values) => {
        const low = signed ? -(2 ** (bits - 1)) : 0;
        const list = values.map((value) => low + (value % 2 ** bits));
        const codes = signed ? Int8Array.from(list) : Uint8Array.from(list);
        const packed = packBits(codes, bits);
        expect(packed.length).toBe(Math.ceil((codes.length * bits) / 8));
        expect(unpackBits(packed, bits, codes.length, signed)).toEqual(codes);
      }),
    );
  });
});

describe('quantizeModel', () => {
  const weights = toyWeights();

  it('takes the matrices, never the norms, and reports each', () => {
    const seen: PlanProgress[] = [];
    const model = quantizeModel(weights, four, (progress) => seen.push(progress));
    expect(seen.length).toBe(1 + 2 * 7);
    expect(seen.at(-1)).toEqual({ name: 'model.layers.1.mlp.down_proj.weight', done: 15, total: 15 });
    expect([...model.tensors.keys()].some((name) => name.includes('norm'))).toBe(false);
  });

  it('adds up the bytes', () => {
    const { totals } = quantizeModel(weights, { ...four, scaleFormat: 'fp16' });
    const norms = 5 * toyConfig.hiddenSize;
    const matrices = totals.weights - norms;
    expect(totals.quantizedWeights).toBe(matrices);
    expect(totals.payloadBytes).toBe(matrices / 2);
    expect(totals.scaleBytes).toBe((matrices / 8) * 2);
    expect(totals.keptBytes).toBe(norms * 2);
    expect(totals.quantizedBitsPerWeight).toBe(6);
    expect(totals.bitsPerWeight).toBeCloseTo((6 * matrices + 16 * norms) / totals.weights, 10);
  });

  it('selects by group and by name', () => {
    expect(selectTensors(weights, 'attention').length).toBe(8);
    expect(selectTensors(weights, 'ffn').length).toBe(6);
    expect(selectTensors(weights, 'linear').length).toBe(14);
    expect(selectTensors(weights, 'embedding')).toEqual(['model.embed_tokens.weight']);
    expect(selectTensors(weights, ['model.layers.0.mlp.up_proj.weight']).length).toBe(1);
    expect(() => selectTensors(weights, ['model.norm.weight'])).toThrow(/quantize\.unknown-tensor/);
    expect(() => selectTensors(weights, 'norms' as 'all')).toThrow(/quantize\.unknown-selection/);
  });

  it('can be left between two tensors', () => {
    const steps = quantizeSteps(weights, four);
    expect(steps.next().value).toMatchObject({ done: 1, total: 15 });
    const end = steps.return({ tensors: new Map(), totals: {} as never });
    expect(end.done).toBe(true);
  });

  it('gives back a model that computes with what the codes stand for', () => {
    const model = quantizeModel(weights, { ...four, tensors: 'ffn' });
    const lossy = dequantizeModel(weights, model);
    const name = 'model.layers.0.mlp.up_proj.weight';
    const quantized = model.tensors.get(name)!.quantized;
    expect(lossy.tensors.get(name)?.values).toEqual(dequantizeRtn(quantized));
    expect(lossy.tensors.get('model.norm.weight')).toBe(weights.tensors.get('model.norm.weight'));
    expect(lossy.tensors.size).toBe(weights.tensors.size);
  });
});

describe('histogram', () => {
  it('is the worked examples', () => {
    expect([...histogram(Float32Array.of(0, 1, 2, 4), 4).counts]).toEqual([1, 1, 1, 1]);
    expect([...histogram(new Float32Array(3), 4).counts]).toEqual([3, 0, 0, 0]);
    const error = quantizationError(Float32Array.of(3, 4), Float32Array.of(3, 3));
    expect(error).toMatchObject({ maxAbs: 1, rms: Math.SQRT1_2 });
    expect(error.sqnrDecibel).toBeCloseTo(13.979, 3);
    expect(quantizationError(Float32Array.of(1), Float32Array.of(1)).sqnrDecibel).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it('counts every value once', () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (list, bins) => {
        const { counts } = histogram(Float32Array.from(list), bins);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
      }),
    );
  });

  it('lists the grid of a group, on which every dequantized weight lies', () => {
    const w = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i));
    for (const symmetric of [true, false]) {
      const q = quantizeRtn(w, [2, 30], { bits: 3, symmetric, granularity: 'group', groupSize: 16 });
      const back = dequantizeRtn(q);
      for (let group = 0; group < q.scales.length; group++) {
        const levels = [...gridLevels(q, group)];
        expect(levels.length).toBe(symmetric ? 7 : 8);
        const [from, to] = groupRange(q, group);
        for (let i = from; i < to; i++) expect(levels.map((level) => level + 0)).toContain(back[i] + 0);
      }
      expect(groupRange(q, 3)).toEqual([46, 60]);
    }
  });
});
