import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookError } from '../../../kernels/errors';
import {
  acceptanceRate,
  acceptDraft,
  acceptGreedy,
  firstTokenMarginal,
  residual,
  residualWithout,
  sampleAt,
} from '../../../kernels/speculative/acceptance';
import {
  acceptanceWithoutReplacement,
  acceptanceWithReplacement,
} from '../../../kernels/speculative/candidates';
import { drawPlain, testDistribution } from '../../../kernels/speculative/distribution-test';

const normalise = (weights: readonly number[]) => {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
};
const weight = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1000 }));
/** Two distributions over the same few tokens, zeros among them. */
const pair = fc
  .integer({ min: 2, max: 12 })
  .chain((size) =>
    fc.tuple(
      fc.array(weight, { minLength: size, maxLength: size }),
      fc.array(weight, { minLength: size, maxLength: size }),
    ),
  )
  .filter(([p, q]) => p.some(Boolean) && q.some(Boolean))
  .map(([p, q]) => [normalise(p), normalise(q)] as const);

describe('the rule', () => {
  it('by hand', () => {
    const target = [
      [0.5, 0.5],
      [1, 0],
    ];
    const draft = [[0.9, 0.1]];
    expect(acceptanceRate(target[0], draft[0])).toBeCloseTo(0.6, 12);
    expect([...residual(target[0], draft[0])!]).toEqual([0, 1]);
    expect(acceptDraft({ target, draft, drafted: [0], uniforms: [0.6, 0.3] })).toEqual({
      accepted: 0,
      tokens: [1],
    });
    // 0.5 / 0.9 = 0.555…: accepted at 0.55, and the bonus token follows.
    expect(acceptDraft({ target, draft, drafted: [0], uniforms: [0.55, 0.3] })).toEqual({
      accepted: 1,
      tokens: [0, 0],
    });
  });

  it('leaves the target’s distribution as it was, whatever the draft', () => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        firstTokenMarginal(p, q).forEach((chance, token) => {
          expect(chance).toBeCloseTo(p[token], 12);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('has no residual where p = q, and never rejects there', () => {
    fc.assert(
      fc.property(pair, fc.double({ min: 0, max: 0.999999, noNaN: true }), ([p], uniform) => {
        expect(residual(p, p)).toBeNull();
        const token = sampleAt(p, uniform);
        const { accepted } = acceptDraft({
          target: [p, p],
          draft: [p],
          drafted: [token],
          uniforms: [uniform, uniform],
        });
        expect(accepted).toBe(1);
      }),
    );
  });

  it('never lets a token through that the draft could not have drawn, or the target would never say', () => {
    expect(
      acceptDraft({
        target: [
          [0.5, 0.5],
          [1, 0],
        ],
        draft: [[1, 0]],
        drafted: [1],
        uniforms: [0, 0.9],
      }).accepted,
    ).toBe(0);
    fc.assert(
      fc.property(pair, fc.nat(), fc.double({ min: 0, max: 0.999999, noNaN: true }), ([p, q], pick, u) => {
        const drafted = [pick % p.length];
        const { tokens } = acceptDraft({ target: [p, p], draft: [q], drafted, uniforms: [u || 1e-9, u] });
        for (const token of tokens) expect(p[token]).toBeGreaterThan(0);
      }),
    );
  });

  it('asks for rows in order, and for none behind a guess that falls', () => {
    const asked: number[] = [];
    const target = {
      length: 4,
      at: (place: number) => {
        asked.push(place);
        return [0.5, 0.5];
      },
    };
    const uniforms = [0.4, 0.6, 0.4, 0.9];
    expect(acceptDraft({ target, drafted: [0, 0, 0], uniforms })).toEqual({ accepted: 1, tokens: [0, 1] });
    expect(asked).toEqual([0, 1]);
  });

  it('without probabilities of the draft accepts with p and corrects without the guess', () => {
    const p = [0.7, 0.2, 0.1];
    const judge = (uniform: number, last: number) =>
      acceptDraft({ target: [p, p], drafted: [0], uniforms: [uniform, last] }).tokens;
    expect(judge(0.7, 0)).toEqual([0, 0]);
    expect(judge(0.71, 0.6)).toEqual([1]);
    expect(judge(0.71, 0.7)).toEqual([2]);
    expect(residualWithout([1, 0], 0)).toBeNull();
  });

  it('at temperature 0 is a comparison', () => {
    expect(acceptGreedy([4, 5, 6], [4, 5])).toEqual({ accepted: 2, tokens: [4, 5, 6] });
    expect(acceptGreedy([4, 5, 6], [4, 9])).toEqual({ accepted: 1, tokens: [4, 5] });
    expect(acceptGreedy([4], [])).toEqual({ accepted: 0, tokens: [4] });
  });

  it('refuses rows that do not belong together', () => {
    expect(() => acceptDraft({ target: [[1]], draft: [[1]], drafted: [0], uniforms: [0, 0] })).toThrow(
      BookError,
    );
    expect(() => acceptDraft({ target: [[1], [1]], draft: [], drafted: [0], uniforms: [0, 0] })).toThrow(
      BookError,
    );
    expect(() => acceptDraft({ target: [[1], [1]], draft: [[1]], drafted: [3], uniforms: [0, 0] })).toThrow(
      BookError,
    );
    expect(() => acceptDraft({ target: [[1], [1]], draft: [[1]], drafted: [0], uniforms: [0] })).toThrow(
      BookError,
    );
  });
});

describe('several candidates', () => {
  it('one candidate is the plain rule, more never hurt, different ones help most', () => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        expect(acceptanceWithReplacement(p, q, 1)).toBeCloseTo(acceptanceRate(p, q), 12);
        expect(acceptanceWithoutReplacement(p, q, 1)).toBeCloseTo(acceptanceRate(p, q), 12);
        for (let count = 2; count <= 3; count++) {
          const again = acceptanceWithReplacement(p, q, count);
          expect(again).toBeGreaterThanOrEqual(acceptanceWithReplacement(p, q, count - 1) - 1e-12);
          expect(again).toBeLessThanOrEqual(1 + 1e-12);
          expect(acceptanceWithoutReplacement(p, q, count)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('the distribution of a hundred thousand tokens', () => {
  const p = normalise(Array.from({ length: 40 }, (_, token) => 1 / (token + 1) ** 1.3));
  const q = normalise(Array.from({ length: 40 }, (_, token) => 1 / (((token * 7) % 40) + 2)));
  const draws = 100_000;

  it.each([1, 2, 3, 4, 5])('with the rule is the target’s, seed %i', (seed) => {
    const { test, accepted } = testDistribution({ target: p, draft: q, draws, seed });
    expect(test.pValue).toBeGreaterThan(0.01);
    // Four standard errors of a binomial.
    const alpha = acceptanceRate(p, q);
    expect(Math.abs(accepted / draws - alpha)).toBeLessThan(4 * Math.sqrt((alpha * (1 - alpha)) / draws));
    expect(drawPlain(p, draws, seed).test.pValue).toBeGreaterThan(0.01);
  });

  it('with the wrong rule is not, and the test says so', () => {
    const { test } = testDistribution({ target: p, draft: q, draws: 20_000, seed: 1, rule: 'resample' });
    expect(test.pValue).toBeLessThan(1e-6);
  });
});
