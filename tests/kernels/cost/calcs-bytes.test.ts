import { describe, expect, it } from 'vitest';
import { bytesCalcs } from '../../../kernels/cost/calcs/bytes';
import { RUNNING_EXAMPLE } from '../../../kernels/cost/setup';

const GIB = 2 ** 30;
const value = (id: string, change = {}) => bytesCalcs[`bytes.${id}`]({ ...RUNNING_EXAMPLE, ...change }).value;

describe('calcs of the chapter on bytes: the plan', () => {
  it('weighs the running example', () => {
    expect(value('parameters')).toBe(70_553_706_496);
    expect(value('weights')).toBe(141_107_412_992);
    expect(value('perToken')).toBe(327_680);
    expect(value('cache')).toBe(85_899_345_920);
    expect(value('capacity')).toBe(4 * 80 * GIB);
    expect(value('setAside')).toBeCloseTo(0.1 * 4 * 80 * GIB, 3);
    expect(value('outsideShare')).toBeCloseTo((2 * 128_256 * 8192) / 70_553_706_496, 12);
    expect(value('int4Plain')).toBe(70_553_706_496 / 2);
    expect(value('int4Kept')).toBe(39_500_398_592);
  });

  it('counts logits by position and scores by the square', () => {
    expect(value('logitsServed')).toBe(6 * 32 * 128_256);
    expect(value('logitsAll')).toBe(8192 * value('logitsServed'));
    expect(value('scoresOne')).toBe(10 * 64 * 8192 ** 2);
    expect(value('scoresOne', { contextTokens: 16_384 })).toBe(4 * value('scoresOne'));
    expect(value('fragmentation')).toBe(32 * 8 * 327_680);
    expect(value('activations')).toBe(2 * 8192 * (2 * 8192 + 2 * 28_672));
  });

  it('finds crossings and limits', () => {
    expect(value('crossing')).toBe(13_458);
    expect(value('crossingAlone')).toBe(430_626);
    expect(value('longestContext')).toBe(131_072);
    expect(value('largestBatch')).toBe(75);
    expect(value('longestThatFits')).toBe(19_310);
    expect(value('total') / 1e9).toBeCloseTo(262.683, 3);
  });

  it('follows the Setup', () => {
    expect(value('cache', { batch: 64 })).toBe(2 * value('cache'));
    expect(value('weights', { weightFormat: 'int4-g128' })).toBe(value('int4Kept'));
    expect(value('capacity', { devices: 8 })).toBe(2 * value('capacity'));
  });
});

describe('calcs of the chapter on bytes: the case', () => {
  it('adds up the run that died', () => {
    expect(value('casePeak') / GIB).toBeCloseTo(31.37, 2);
    expect(value('caseScores')).toBe(25 * GIB);
    expect(value('caseCache')).toBe(2.5 * GIB);
    expect(value('caseWeights') / GIB).toBeCloseTo(3.87, 2);
    expect(value('caseCacheShare')).toBeCloseTo(0.0797, 4);
    expect(value('caseScoresShare')).toBeCloseTo(0.797, 3);
    expect(value('caseNoteTotal') / GIB).toBeCloseTo(8.87, 2);
    expect(value('caseUnpackedTotal') / GIB).toBeCloseTo(15.99, 2);
    expect(value('caseLogitsTotal') / GIB).toBeCloseTo(10.03, 2);
    expect(value('caseLogits') / GIB).toBeCloseTo(3.66, 2);
  });

  it('stays within a percent of the 16-bit run', () => {
    expect(value('caseFp16Peak') / GIB / 20.32).toBeCloseTo(0.9917, 3);
    expect([value('caseRows'), value('caseSettings')]).toEqual([13, 864]);
    expect(value('caseWorst')).toBeLessThan(0.07);
  });

  it('knows what the cure does', () => {
    expect(value('caseCured') / GIB).toBeCloseTo(10.03, 2);
    expect([value('caseLongestWritten'), value('caseLongestFused')]).toEqual([3264, 12_032]);
    expect(value('caseGrowth') / GIB).toBeCloseTo(1.09, 9);
    expect(value('caseGrowthExplained') / GIB).toBeCloseTo(1.07, 2);
    expect(value('caseScoresAvoided') / GIB).toBe(3.75);
    expect(value('gibibyteMore')).toBeCloseTo(0.0737, 4);
  });

  it('does not follow the Setup: it happened', () => {
    for (const id of Object.keys(bytesCalcs).filter((one) => one.startsWith('bytes.case')))
      expect(bytesCalcs[id]({ ...RUNNING_EXAMPLE, modelId: 'llama-3.1-8b', batch: 1 }), id).toEqual(
        bytesCalcs[id](RUNNING_EXAMPLE),
      );
  });
});
