import { describe, expect, it } from 'vitest';
import { bytesGenerators } from '../../../kernels/practice/generators/bytes';
import { generatorChecks } from './generator-checks';

const { always } = generatorChecks(bytesGenerators);

describe('the answers follow from what the reader is given', () => {
  it('weights, capacity, logits, scores', () => {
    always('weightBytes', (v, answer) => expect(answer).toBeCloseTo((v.billions * 1e9 * v.bits) / 8, 3));
    always('capacityDecimal', (v, answer) => expect(answer).toBe(v.cards * v.gib * 2 ** 30));
    always('logitsBytes', (v, answer) => expect(answer).toBe(6 * v.positions * v.vocabulary));
    always('scoreBytes', (v, answer) => expect(answer).toBe(v.batch * v.heads * v.tokens ** 2 * v.each));
  });

  it('crossing: that many tokens weigh what the weights do', () => {
    always('crossing', (v, answer) =>
      expect(answer * v.sequences * v.kib * 1024).toBeCloseTo(v.gigabytes * 1e9, 1),
    );
  });

  it('sequences that fit: one more does not', () => {
    always('sequencesThatFit', (v, answer) => {
      const each = v.tokens * v.kib * 1024;
      expect(answer * each).toBeLessThanOrEqual(v.left * 1e9);
      expect((answer + 1) * each).toBeGreaterThan(v.left * 1e9);
    });
  });

  it('the square in three peaks: found again from the peaks alone', () => {
    always('squareInPeaks', (v, answer) => {
      const curve = v.third - v.second - 2 * (v.second - v.first);
      expect(v.curve).toBeCloseTo(curve, 9);
      expect(((curve * 16) / 6) * 2 ** 30).toBeCloseTo(answer, 0);
      expect(answer).toBeLessThan(v.third * 2 ** 30);
    });
  });
});
