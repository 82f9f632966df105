import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rooflineGenerators } from '../../../kernels/practice/generators/roofline';
import { generatorChecks } from './generator-checks';

const { numbers, check } = generatorChecks(rooflineGenerators);

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the answers follow from what the reader is given', () => {
  // The operations are printed with two decimals.
  check('intensity', (v) => (1000 * v.teraflop) / v.gigabytes, 0.02);
  check('ridge', (v) => v.rate / v.terabytes);
  check('ridgeBatch', (v) => (v.perByte * v.bits) / 16);
  check('attention', (v) => (2 * v.heads) / v.kvHeads / (v.bits / 8));
  check(
    'stepTime',
    (v) => Math.max((v.weights + v.cache) / v.bandwidth, (1000 * v.teraflop) / v.rate) / 1000,
  );
  check('limit', (v) => (2e6 * v.billions) / (v.tokens * v.kilobytes));
  check('busy', (v) => v.step / v.perByte);
  check('weightOnlyGain', (v) => Math.min(4, v.perByte / v.sequences));
});

it('reading and arithmetic are never so close that rounding decides', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { v } = numbers('stepTime', seed);
      const ratio = (1000 * v.teraflop) / v.rate / ((v.weights + v.cache) / v.bandwidth);
      expect(Math.abs(Math.log(ratio))).toBeGreaterThan(0.2);
    }),
    { numRuns: 200 },
  );
});
