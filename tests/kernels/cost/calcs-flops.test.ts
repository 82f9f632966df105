import { describe, expect, it } from 'vitest';
import { flopsCalcs } from '../../../kernels/cost/calcs/flops';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';

const value = (id: string, change = {}) => flopsCalcs[`flops.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on counting: the reader’s model', () => {
  it('counts one layer', () => {
    expect(value('oneMatrix')).toBe(2 * 8192 * 28_672);
    expect(value('attentionWeights')).toBe(150_994_944);
    expect(value('ffnWeights')).toBe(704_643_072);
    expect(value('ffnToProjections')).toBeCloseTo(4.667, 3);
    expect(value('widthSquares')).toBe(12.75);
    expect(value('matricesPerToken')).toBe(2 * 80 * (150_994_944 + 704_643_072));
  });

  it('counts a prompt', () => {
    expect(value('pairs')).toBe(33_558_528);
    expect(value('scoresFlops')).toBe(4 * 80 * 8192 * 33_558_528);
    expect(value('promptFlops') / 1e15).toBeCloseTo(1.209, 3);
    expect(value('scoresShare')).toBeCloseTo(0.0727, 4);
    expect(value('scoresShareFull')).toBeCloseTo(0.1356, 4);
    expect(value('promptPerToken') * 8192).toBeCloseTo(value('promptFlops'), -6);
    expect(value('promptSeconds')).toBeCloseTo(0.969, 3);
  });

  it('finds the crossing at about a dozen widths, and at half of it in decoding', () => {
    expect(value('crossTokens')).toBe(12.75 * 8192 - 1);
    expect(value('crossDecode')).toBe((12.75 * 8192) / 2);
    expect(value('crossTokens', { modelId: 'mistral-7b' })).toBe(Number.POSITIVE_INFINITY);
  });

  it('counts a token', () => {
    expect(value('decodeFlops') / 1e11).toBeCloseTo(1.605, 3);
    expect(value('decodeScoresShare')).toBeCloseTo(0.1338, 4);
    expect(value('decodeHeadShare')).toBeCloseTo(0.0131, 4);
    expect(value('decodeSeconds') * 1e6).toBeCloseTo(128.6, 1);
    expect(value('withoutCache')).toBeCloseTo(value('promptFlops') / value('decodeFlops'), 9);
  });

  it('sets the rule beside the count', () => {
    expect(value('rulePerToken')).toBe(141_107_412_992);
    expect(value('ruleRatio')).toBeCloseTo(1.046, 3);
    expect(value('ruleRatioBook')).toBeCloseTo(2.188, 3);
    expect(value('heldParameters')).toBe(value('workParameters'));
    expect(value('workParameters', { modelId: 'mixtral-8x7b' })).toBe(12_879_925_248);
  });
});

describe('calcs of the chapter on counting: named models', () => {
  it('has wide models cross late, mixtures and latents early', () => {
    expect(value('crossSmall')).toBe(6143);
    expect(value('crossLarge')).toBe(194_559);
    expect(value('crossGemma')).toBe(318_080);
    expect(value('crossMixture')).toBeLessThan(value('crossDense') / 3);
    expect(value('crossLatentDecode')).toBe(4202);
    expect(value('crossLatent') / value('crossLatentDecode')).toBeGreaterThan(2 * 3);
  });

  it('shows where the rule fails', () => {
    expect(value('ruleEmbedding')).toBeCloseTo(0.878, 3);
    expect(value('ruleHeld') / value('ruleActive')).toBeCloseTo(
      value('mixtralActive') / value('mixtralHeld'),
      9,
    );
    expect(value('ruleActive')).toBeCloseTo(0.985, 3);
    expect(value('ruleLatent')).toBeCloseTo(2.828, 3);
  });

  it('counts experts', () => {
    expect(value('mixtralHeld') / 1e9).toBeCloseTo(46.7, 1);
    expect(value('mixtralShared') / 1e9).toBeCloseTo(1.61, 2);
    expect(value('deepseekActive') / value('deepseekHeld')).toBeCloseTo(1 / 17.9, 3);
    expect(value('expertsTouched')).toBeCloseTo(256 * (1 - (31 / 32) ** 32), 9);
  });

  it('turns published speeds into operations per second', () => {
    expect(value('eightRate512') / 1e12).toBeCloseTo(132.2, 1);
    expect(value('eightRate8192') / 1e12).toBeCloseTo(76.4, 1);
    expect(value('eightGrowth')).toBeCloseTo(0.143, 3);
    expect(value('eightSlowdown')).toBeCloseTo(9382 / 4744.18, 9);
  });
});
