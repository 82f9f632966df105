import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReference } from '../../../kernels/transformer/forward';
import { forwardObvious } from '../../../kernels/transformer/obvious';
import { weightValues } from '../../../kernels/transformer/weights';
import { largestDifference, toyConfig, toyWeights } from './toy';

const weights = toyWeights();
const reference = createReference(weights);
const prompt = [3, 1, 4, 1, 5, 9, 2, 6, 5, 35, 8, 9, 7];

describe('obvious forward pass', () => {
  it('is the formula by hand for a model of width two and one token', () => {
    // hidden 2, one head of two dimensions, one token: attention returns the value itself.
    const config = {
      ...toyConfig,
      hiddenSize: 2,
      intermediateSize: 1,
      layers: 1,
      heads: 1,
      kvHeads: 1,
      headDim: 2,
      vocabSize: 2,
    };
    const tiny = toyWeights(config);
    const set = (name: string, values: number[]) => weightValues(tiny, name).set(values);
    set('model.embed_tokens.weight', [3, 4, 1, 0]);
    set('model.layers.0.input_layernorm.weight', [1, 1]);
    set('model.layers.0.self_attn.v_proj.weight', [1, 0, 0, 1]);
    set('model.layers.0.self_attn.o_proj.weight', [0, 1, 1, 0]);
    set('model.layers.0.post_attention_layernorm.weight', [1, 1]);
    set('model.layers.0.mlp.gate_proj.weight', [1, 0]);
    set('model.layers.0.mlp.up_proj.weight', [0, 1]);
    set('model.layers.0.mlp.down_proj.weight', [2, 0]);
    set('model.norm.weight', [1, 2]);
    const norm = ([a, b]: number[]) => {
      const scale = Math.sqrt((a * a + b * b) / 2 + 1e-5);
      return [a / scale, b / scale];
    };
    const value = norm([3, 4]);
    const attended = [3 + value[1], 4 + value[0]];
    const [gate, up] = norm(attended);
    const out = norm([attended[0] + (2 * gate * up) / (1 + Math.exp(-gate)), attended[1]]);
    const logits = forwardObvious(tiny, [0]);
    expect(logits[0]).toBeCloseTo(3 * out[0] + 4 * 2 * out[1], 4);
    expect(logits[1]).toBeCloseTo(out[0], 4);
  });

  it('sees the order of tokens only through RoPE, and never the future', () => {
    const one = forwardObvious(weights, [3, 1, 4, 1]);
    const other = forwardObvious(weights, [1, 3, 4, 1]);
    const vocab = toyConfig.vocabSize;
    expect(largestDifference(one.subarray(3 * vocab), other.subarray(3 * vocab))).toBeGreaterThan(1e-4);
    const longer = forwardObvious(weights, [3, 1, 4, 1, 20]);
    expect(largestDifference(longer.subarray(0, 4 * vocab), one)).toBe(0);
  });

  it('depends on relative positions only: without earlier tokens, all positions are alike', () => {
    const twice = forwardObvious(weights, [7, 7]);
    const once = forwardObvious(weights, [7]);
    // Both tokens have the same key and value, so attention returns that value whatever the rotation.
    expect(largestDifference(twice.subarray(toyConfig.vocabSize), once)).toBeLessThan(1e-4);
  });
});

describe('fast forward pass', () => {
  it('equals the obvious one', () => {
    expect(largestDifference(reference.forward(prompt), forwardObvious(weights, prompt))).toBeLessThan(2e-5);
    const untied = toyWeights({ ...toyConfig, tieWordEmbeddings: false, kvHeads: 3, ropeTheta: 500 }, 9);
    const fast = createReference(untied).forward(prompt);
    expect(largestDifference(fast, forwardObvious(untied, prompt))).toBeLessThan(2e-5);
  });

  it('gives the same logits however the tokens are cut into pushes', () => {
    const whole = reference.forward(prompt);
    const cut = fc.integer({ min: 1, max: prompt.length - 1 });
    fc.assert(
      fc.property(cut, cut, (a, b) => {
        const [first, second] = a < b ? [a, b] : [b, a];
        const session = reference.createSession();
        const parts = [prompt.slice(0, first), prompt.slice(first, second), prompt.slice(second)];
        const logits = parts.filter((part) => part.length > 0).flatMap((part) => [...session.push(part)]);
        expect(session.length).toBe(prompt.length);
        // Every dot product adds in the same order, so not a bit differs.
        expect(largestDifference(logits, whole)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('can return the last row only, and can be rewound', () => {
    const whole = reference.forward(prompt);
    const session = reference.createSession();
    session.push([9, 9, 9]);
    session.truncate(0);
    session.push(prompt.slice(0, 5));
    session.push([30, 31]);
    session.truncate(5);
    const last = session.push(prompt.slice(5), { lastOnly: true });
    expect(last.length).toBe(toyConfig.vocabSize);
    expect(largestDifference(last, whole.subarray(-toyConfig.vocabSize))).toBeLessThan(2e-5);
  });

  it('refuses what it cannot run', () => {
    expect(() => reference.forward([])).toThrow(/forward\.empty/);
    expect(() => reference.forward([37])).toThrow(/forward\.bad-token/);
    expect(() => reference.forward([-1])).toThrow(/forward\.bad-token/);
    expect(() => reference.forward([0.5])).toThrow(/forward\.bad-token/);
    expect(() => reference.forward(new Array(49).fill(1))).toThrow(/forward\.too-long/);
    const session = reference.createSession();
    session.push(new Array(48).fill(1));
    expect(() => session.push([1])).toThrow(/forward\.too-long/);
  });
});
