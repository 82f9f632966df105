import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStepTime } from '../../../kernels/serving/step-time/step-time';
import { bestGammaAtBatch, roundTimes } from '../../../kernels/speculative/batch-effect';
import {
  acceptedAt,
  acceptedDistribution,
  expectedTokens,
  expectedTokensAt,
  impliedAlpha,
  operationsFactor,
  optimalDraftLength,
  optimalDraftLengthAt,
  speedup,
} from '../../../kernels/speculative/closed-forms';
import { simulateAlphaRounds, simulateRounds } from '../../../kernels/speculative/rounds';

const alphas = fc.double({ min: 0, max: 0.99, noNaN: true });
const gammas = fc.integer({ min: 0, max: 20 });

describe('closed forms', () => {
  it('by hand', () => {
    expect(expectedTokens(0.8, 5)).toBeCloseTo(3.68928, 12);
    expect(expectedTokens(1, 7)).toBe(8);
    expect(expectedTokens(0, 7)).toBe(1);
    expect(speedup(0.8, 5, 0.1)).toBeCloseTo(2.45952, 12);
    expect(operationsFactor(0.6, 2, 0)).toBeCloseTo(1.530612, 6);
    expect(optimalDraftLength(0.8, 0.1)).toBe(6);
    expect(optimalDraftLength(1, 0, 12)).toBe(12);
    expect(impliedAlpha(2.8324468, 4)).toBeCloseTo(0.711176, 5);
  });

  it('the chances of each count add up to one, and their mean is the expectation', () => {
    fc.assert(
      fc.property(alphas, gammas, (alpha, gamma) => {
        const chances = acceptedDistribution(alpha, gamma);
        expect(chances).toHaveLength(gamma + 1);
        expect(chances.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        const mean = chances.reduce((sum, chance, count) => sum + chance * (count + 1), 0);
        expect(mean).toBeCloseTo(expectedTokens(alpha, gamma), 9);
        const each = new Array(gamma).fill(alpha);
        expect(expectedTokensAt(each)).toBeCloseTo(mean, 9);
        expect(acceptedAt(each)).toEqual(chances);
      }),
    );
  });

  it('the best length is the best, nothing shorter is as good, and there is a gain exactly where α > c', () => {
    fc.assert(
      fc.property(alphas, fc.double({ min: 0.01, max: 1.5, noNaN: true }), (alpha, costRatio) => {
        const best = optimalDraftLength(alpha, costRatio, 200);
        const most = speedup(alpha, best, costRatio);
        for (let gamma = 0; gamma <= 60; gamma++) {
          const other = speedup(alpha, gamma, costRatio);
          if (gamma < best) expect(other).toBeLessThan(most);
          else expect(other).toBeLessThanOrEqual(most);
        }
        if (Math.abs(alpha - costRatio) > 1e-9) expect(best > 0).toBe(alpha > costRatio);
      }),
    );
  });

  it('guesses that get worse with their position make the best draft shorter', () => {
    const falling = [0.8, 0.6, 0.4, 0.2, 0.1, 0.1, 0.1, 0.1];
    expect(optimalDraftLengthAt(falling, 0.1)).toBe(3);
    expect(optimalDraftLengthAt(new Array(8).fill(0.8), 0.1)).toBe(6);
    expect(optimalDraftLengthAt([0.05], 0.1)).toBe(0);
  });

  it('turns back into the acceptance it came from', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (alpha, gamma) => {
          expect(impliedAlpha(expectedTokens(alpha, gamma), gamma)).toBeCloseTo(alpha, 9);
        },
      ),
    );
    expect(() => impliedAlpha(6, 4)).toThrow();
    expect(() => expectedTokens(1.2, 4)).toThrow();
  });
});

describe('simulated rounds', () => {
  it('agree with the closed form within four standard errors', () => {
    for (const [alpha, gamma, seed] of [
      [0.8, 5, 1],
      [0.5, 3, 2],
      [0.95, 10, 3],
    ]) {
      const each = new Array(gamma).fill(alpha);
      const { meanTokens, standardError, accepted, rounds } = simulateAlphaRounds(each, 200_000, seed);
      expect(Math.abs(meanTokens - expectedTokens(alpha, gamma))).toBeLessThan(4 * standardError);
      expect(accepted.reduce((a, b) => a + b, 0)).toBe(rounds);
    }
  });

  it('with distributions accept as often as Σ min(p, q) says', () => {
    const { meanTokens, standardError } = simulateRounds({
      target: [0.5, 0.3, 0.2],
      draft: [0.2, 0.3, 0.5],
      gamma: 4,
      rounds: 100_000,
      seed: 4,
    });
    expect(Math.abs(meanTokens - expectedTokens(0.7, 4))).toBeLessThan(4 * standardError);
  });
});

describe('in a batch', () => {
  const target = createStepTime({ model: 'llama-3.1-70b', accelerator: 'a100-80-sxm', tensorParallel: 4 });
  const draft = createStepTime({ model: 'llama-3.1-8b', accelerator: 'a100-80-sxm', tensorParallel: 4 });
  const at = (batch: number, gamma: number) =>
    roundTimes({ alpha: 0.7, gamma, batch, contextTokens: 512, target, draft });

  it('gains at batch 1 what the formula says, and loses at batch 256', () => {
    const one = at(1, 4);
    expect(one.speedup).toBeGreaterThan(1.5);
    expect(one.verifySeconds / one.plainSeconds).toBeLessThan(1.1);
    const many = at(256, 4);
    expect(many.speedup).toBeLessThan(1);
    expect(many.verifySeconds / many.plainSeconds).toBeGreaterThan(2);
  });

  it('falls all the way, and the best length with it', () => {
    const batches = [1, 4, 16, 64, 256];
    const gains = batches.map((batch) => at(batch, 4).speedup);
    for (let i = 1; i < gains.length; i++) expect(gains[i]).toBeLessThan(gains[i - 1]);
    const best = batches.map((batch) =>
      bestGammaAtBatch({ alpha: 0.7, batch, contextTokens: 512, target, draft }),
    );
    for (let i = 1; i < best.length; i++) expect(best[i]).toBeLessThanOrEqual(best[i - 1]);
    expect(best[0]).toBeGreaterThan(2);
    expect(best[4]).toBe(0);
  });

  it('without guesses is the plain step', () => {
    expect(at(8, 0)).toMatchObject({ speedup: 1, draftSeconds: 0, tokens: 1 });
    expect(
      roundTimes({ alpha: 0.7, gamma: 3, batch: 1, contextTokens: 512, target, draft: 0.1 }).draftSeconds,
    ).toBeCloseTo(0.3 * at(1, 0).plainSeconds, 12);
  });
});
