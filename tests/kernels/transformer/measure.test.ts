import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createQualityMeter, klOfRows } from '../../../kernels/transformer/measure';
import { runProbes, scoreProbe, splitTokens } from '../../../kernels/transformer/probes';
import { argmax, sampleToken, softmaxRow } from '../../../kernels/transformer/sampling';

const logs = (...shares: number[]) => Float32Array.from(shares, Math.log);

describe('quality meter', () => {
  it('gives a uniform model the perplexity of its vocabulary', () => {
    const meter = createQualityMeter(8);
    meter.add({ tokens: [1, 2, 3], candidate: new Float32Array(24) });
    expect(meter.result().perplexity).toBeCloseTo(8, 10);
    expect(meter.result().predictions).toBe(2);
    expect(meter.result().kl).toBeNaN();
  });

  it('is the worked example: p = (½, ½), q = (¼, ¾)', () => {
    const p = logs(0.5, 0.5, 0.5, 0.5);
    const q = logs(0.25, 0.75, 0.25, 0.75);
    const kl = 0.5 * Math.log(2) + 0.5 * Math.log(2 / 3);
    expect(klOfRows(p, q, 0, 2)).toBeCloseTo(kl, 6);
    const meter = createQualityMeter(2);
    meter.add({ tokens: [0, 1], reference: p, candidate: q });
    expect(meter.result().kl).toBeCloseTo(kl, 6);
    expect(meter.result().nll).toBeCloseTo(-Math.log(0.75), 6);
    // The reference's tie goes to token 0, the candidate prefers token 1.
    expect(meter.result().topOneAgreement).toBe(0);
  });

  it('does not care how text is cut into documents, nor about a shift of the logits', () => {
    const row = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(row, row, fc.float({ min: -50, max: 50, noNaN: true }), (p, q, shift) => {
        const reference = Float32Array.from(p);
        const candidate = Float32Array.from(q);
        const kl = klOfRows(reference, candidate, 0, 5);
        expect(kl).toBeGreaterThanOrEqual(0);
        expect(klOfRows(reference, reference, 0, 5)).toBeLessThan(1e-12);
        expect(
          klOfRows(
            reference,
            candidate.map((value) => value + shift),
            0,
            5,
          ),
        ).toBeCloseTo(kl, 3);
        const both = (tokens: number[]) => ({
          tokens,
          candidate: Float32Array.from([...q, ...q]),
          reference: Float32Array.from([...p, ...p]),
        });
        const meter = createQualityMeter(5);
        meter.add(both([0, 3]));
        const once = meter.result();
        meter.add(both([0, 3]));
        expect(meter.result().nll).toBeCloseTo(once.nll, 10);
        expect(meter.result().predictions).toBe(2);
        expect(once.topOneAgreement).toBe(argmax(p) === argmax(q) ? 1 : 0);
      }),
    );
  });

  it('refuses logits of another shape', () => {
    const meter = createQualityMeter(8);
    expect(() => meter.add({ tokens: [1], candidate: new Float32Array(7) })).toThrow(/measure\.bad-shape/);
  });
});

describe('sampling', () => {
  it('is greedy at temperature 0 and takes the first of equals', () => {
    expect(sampleToken([1, 3, 3], 0.99, { temperature: 0 })).toBe(1);
    expect(argmax([5, 1, 9, 9], 1, 3)).toBe(1);
  });

  it('draws each token with its share', () => {
    const logits = logs(0.1, 0.6, 0.3);
    const draws = 3000;
    const counts = [0, 0, 0];
    for (let i = 0; i < draws; i++) counts[sampleToken(logits, (i + 0.5) / draws)]++;
    expect(counts).toEqual([300, 1800, 900]);
    expect(softmaxRow(logits)[1]).toBeCloseTo(0.6, 6);
  });

  it('keeps the smallest set that reaches top-p', () => {
    const logits = logs(0.1, 0.6, 0.3);
    const drawn = new Set(Array.from({ length: 100 }, (_, i) => sampleToken(logits, i / 100, { topP: 0.7 })));
    expect([...drawn].sort()).toEqual([1, 2]);
    expect(sampleToken(logits, 0.999, { topP: 0.5 })).toBe(1);
  });

  it('refuses senseless options', () => {
    expect(() => sampleToken([0], 0, { temperature: -1 })).toThrow(/sampling\.bad-option/);
    expect(() => sampleToken([0], 0, { topP: 0 })).toThrow(/sampling\.bad-option/);
  });
});

describe('probes', () => {
  // A tokenizer of letters, and a model that always continues the alphabet.
  const encode = (text: string) => [...text].map((letter) => letter.charCodeAt(0) - 97);
  const alphabet = (tokens: Int32Array) => {
    const logits = new Float32Array(tokens.length * 26);
    tokens.forEach((token, t) => {
      logits[t * 26 + ((token + 1) % 26)] = 5;
    });
    return logits;
  };

  it('scores answers by greedy decoding and options by log-probability', async () => {
    const score = (answer: string, options?: string[]) =>
      scoreProbe({ probe: 'abc', lang: 'en', prompt: 'abc', answer, options }, encode, alphabet);
    expect(await score('def')).toBe(true);
    expect(await score('dea')).toBe(false);
    expect(await score('de', ['xy', 'de'])).toBe(true);
    expect(await score('xy', ['xy', 'de'])).toBe(false);
    await expect(score('q', ['xy', 'de'])).rejects.toThrow(/probe\.no-answer/);
    await expect(score('')).rejects.toThrow(/probe\.empty/);
  });

  it('counts per probe and stops when told', async () => {
    const item = (answer: string, probe: string) => ({ probe, lang: 'en', prompt: 'abc', answer });
    const items = [item('d', 'x'), item('z', 'x'), item('d', 'y')];
    const all = await runProbes(items, encode, async (tokens) => alphabet(tokens));
    expect(all).toEqual([
      { probe: 'x', correct: 1, total: 2 },
      { probe: 'y', correct: 1, total: 1 },
    ]);
    const some = await runProbes(items, encode, alphabet, (done) => done < 1);
    expect(some).toEqual([{ probe: 'x', correct: 1, total: 1 }]);
  });

  it('encodes prompt and answer apart when the tokenizer would merge them', () => {
    const merging = (text: string) => (text.includes('cd') ? [99] : encode(text));
    expect(splitTokens(merging, 'abc', 'd')).toEqual({ prompt: [0, 1, 2], continuation: [3] });
    expect(splitTokens(encode, 'abc', 'd')).toEqual({ prompt: [0, 1, 2], continuation: [3] });
  });
});
