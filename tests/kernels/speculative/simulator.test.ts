import { describe, expect, it } from 'vitest';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';
import { createRandom } from '../../../kernels/numbers/random';
import { defaultParams } from '../../../kernels/simulator';
import { acceptanceRate } from '../../../kernels/speculative/acceptance';
import { expectedTokens, optimalDraftLength, speedup } from '../../../kernels/speculative/closed-forms';
import { speculativeFigure } from '../../../kernels/speculative/figure';
import { SHAPES, speculativeParams, speculativePresets } from '../../../kernels/speculative/params';
import { playOn, speculativeSimulator } from '../../../kernels/speculative/simulator';
import { TOY_WORDS, toyDraft, toyTarget } from '../../../kernels/speculative/toy-text';

const usual = defaultParams(speculativeParams);

describe('the toy text', () => {
  it('has a whole distribution after every text, and a draft with exactly the acceptance asked for', () => {
    const random = createRandom(3);
    for (let seed = 0; seed < 1000; seed++) {
      const text = Array.from({ length: random.integer(0, 6) }, () => random.integer(0, TOY_WORDS - 1));
      const alpha = 0.3 + 0.7 * random.uniform();
      const p = toyTarget(text);
      const q = toyDraft(text, alpha);
      for (const row of [p, q]) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      expect(Math.min(...p, ...q)).toBeGreaterThanOrEqual(0);
      expect(acceptanceRate(p, q)).toBeCloseTo(alpha, 10);
    }
    expect(() => toyDraft([], 0.2)).toThrow();
  });
});

describe('the speculative simulator', () => {
  it('keeps its invariants over a thousand seeds, whatever the dials', () => {
    const random = createRandom(11);
    for (let seed = 0; seed < 1000; seed++) {
      const params = {
        ...usual,
        shape: random.pick(SHAPES),
        alpha: 0.3 + 0.01 * random.integer(0, 70),
        alphaDrop: 0.01 * random.integer(0, 15),
        gamma: random.integer(1, 6),
        treeNodes: random.integer(2, 20),
      };
      let state = speculativeSimulator.init(params, seed);
      for (let round = 0; round < 3; round++) {
        state = speculativeSimulator.step(state).state;
        speculativeSimulator.invariants(state);
      }
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    }
  });

  it('continues from saved JSON as if nothing had happened', () => {
    const half = playOn(speculativeSimulator.init(usual, 5), 20);
    const saved = JSON.parse(JSON.stringify(half));
    expect(playOn(saved, 20)).toEqual(playOn(half, 20));
  });

  it('yields what the closed form promises, and writes what the target alone would', () => {
    let state = speculativeSimulator.init(usual, 1);
    const first = new Float64Array(TOY_WORDS);
    const wanted = new Float64Array(TOY_WORDS);
    for (let round = 0; round < 8000; round++) {
      const before = state.text;
      state = speculativeSimulator.step(state).state;
      first[state.last!.words[0]]++;
      toyTarget(before).forEach((p, word) => {
        wanted[word] += p;
      });
    }
    const { tokensPerPass, standardError, expectedTokens: expected } = speculativeSimulator.metrics(state);
    expect(expected).toBeCloseTo(expectedTokens(0.8, 5), 9);
    expect(Math.abs(tokensPerPass - expected)).toBeLessThan(4 * standardError);
    for (let word = 0; word < TOY_WORDS; word++) {
      expect(Math.abs(first[word] - wanted[word])).toBeLessThan(4.5 * Math.sqrt(wanted[word] + 1));
    }
  });

  it('trees yield what their paths promise, and more than the chain of the same depth', () => {
    const metrics = (shape: string, alpha = 0.6) => {
      const params = { ...usual, shape, alpha, treeNodes: 24 };
      return speculativeSimulator.metrics(playOn(speculativeSimulator.init(params, 2), 300));
    };
    for (const shape of ['fixed', 'dynamic']) {
      const { tokensPerPass, expectedTokens: expected, standardError } = metrics(shape);
      expect(Math.abs(tokensPerPass - expected)).toBeLessThan(4 * standardError);
      expect(expected).toBeGreaterThan(metrics('chain').expectedTokens);
    }
    // A tree that grows where the draft is sure is worth it while the draft is right to be sure.
    expect(metrics('dynamic', 1).expectedTokens).toBeGreaterThan(metrics('fixed', 1).expectedTokens);
    expect(metrics('dynamic', 0.6).expectedTokens).toBeLessThan(metrics('fixed', 0.6).expectedTokens);
  });

  it('tells what happened, guess by guess', () => {
    const start = speculativeSimulator.init({ ...usual, alpha: 0.5 }, 4);
    expect(speculativeSimulator.describe(start).messageId).toBe('nothing');
    const { state, events } = speculativeSimulator.step(start);
    expect(speculativeSimulator.describe(state).values.round).toBe(1);
    expect(events.at(-1)!.kind).toBe(state.last!.end.kind);
    expect(events.filter(({ kind }) => kind === 'accepted').length).toBe(state.last!.accepted);
    expect(state.last!.guesses.length).toBe(5);
  });
});

describe('the figure', () => {
  it('agrees with the formulas while nobody else is there', () => {
    const figure = speculativeFigure(RUNNING_EXAMPLE, usual);
    expect(figure.expectedTokens).toBeCloseTo(expectedTokens(0.8, 5), 12);
    expect(figure.idleSpeedup).toBeCloseTo(speedup(0.8, 5, 0.1), 12);
    expect(figure.optimalGamma).toBe(optimalDraftLength(0.8, 0.1));
    expect(figure.busySpeedup).toBeLessThan(figure.idleSpeedup);
    expect(figure.busySpeedup).toBeGreaterThan(0.8 * figure.idleSpeedup);
  });

  it('slows down in company, and says from when', () => {
    const { byBatch, breakEven } = speculativeFigure({ ...RUNNING_EXAMPLE, contextTokens: 512 }, usual);
    expect(byBatch[0].speedup).toBeGreaterThan(2);
    expect(byBatch.at(-1)!.speedup).toBeLessThan(1);
    expect(breakEven).toBeGreaterThan(8);
    for (const { best } of byBatch) expect(best).toBeGreaterThanOrEqual(1);
  });

  it('a tree’s average yield is near what its rounds yield', () => {
    for (const name of ['medusa', 'eagle1']) {
      const { params, seed } = speculativePresets[name];
      const { expectedTokens: average } = speculativeFigure(RUNNING_EXAMPLE, params);
      const rounds = playOn(speculativeSimulator.init(params, seed), 400);
      const seen = speculativeSimulator.metrics(rounds).expectedTokens;
      expect(Math.abs(seen / average - 1)).toBeLessThan(0.06);
    }
  });
});
