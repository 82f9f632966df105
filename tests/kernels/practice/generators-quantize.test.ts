import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantizeGenerators } from '../../../kernels/practice/generators/quantize';
import { effectiveBits } from '../../../kernels/quantize/accounting';
import { generatorChecks } from './generator-checks';

const { numbers, check } = generatorChecks(quantizeGenerators);

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the answers follow from what the reader is given', () => {
  check('effectiveBits', (v) => v.bits + (16 + v.zeroBits) / v.group);
  check('symmetricScale', (v) => v.largest / (2 ** (v.bits - 1) - 1));
  check('affineCode', (v) => Math.min(15, Math.max(0, Math.round(v.weight / v.scale) + v.zero)));
  check('modelBytes', (v) => (v.billions * 1e9 * effectiveBits(v.bits, v.group, 16)) / 8);
  check('worstError', (v) => v.largest / (2 ** (v.bits - 1) - 1) / 2);
  check('stepSpeedup', (v) => (v.weights + v.cache) / ((v.weights * v.effective) / 16 + v.cache));
  check('bitsThatFit', (v) => ((v.memory * 2 ** 30 - v.kept * 1e9) * 8) / (v.billions * 1e9));
  check('worthInBits', (v) => Math.log2(v.before) - Math.log2(v.after));

  it('smallestGroup is a power of two that keeps the promise, and half of it does not', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { v, answer } = numbers('smallestGroup', seed);
        const share = (group: number) => v.extra / group / v.bits;
        expect(Number.isInteger(Math.log2(answer))).toBe(true);
        expect(share(answer)).toBeLessThanOrEqual(v.percent / 100 + 1e-12);
        expect(share(answer / 2)).toBeGreaterThan(v.percent / 100);
      }),
    );
  });
});
