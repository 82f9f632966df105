import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errataGenerators } from '../../../kernels/practice/generators/errata';
import { generatorChecks } from './generator-checks';

const { numbers, check } = generatorChecks(errataGenerators);

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('the answers follow from what the reader is given', () => {
  check('headFactor', (v) => v.heads / v.kvHeads);
  check('leftOnCard', (v) => v.memory * 1024 ** 3 - v.billions * v.bits * 1.25e8);
  check('rightDenominator', (v) => (v.before - v.after) / v.before);
  check('fastestStream', (v) => (8 * v.gigabytesPerSecond) / (v.billions * v.bits));
  check('meanWait', (v) => {
    const finished = Array.from({ length: v.requests }, (_, at) => v.seconds * (at + 1));
    return finished.reduce((sum, one) => sum + one, 0) / v.requests / v.batched;
  });
  check('realFactor', (v) => {
    const stored = v.bits + 32 / v.group;
    return (16 * v.tokens) / (16 * v.recent + stored * (v.tokens - v.recent));
  });
});

it('what the note tells is never what is asked for', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const share = numbers('rightDenominator', seed);
      expect(Math.abs(share.v.told / 100 - share.answer)).toBeGreaterThan(0.02);
      const stream = numbers('fastestStream', seed);
      expect(stream.v.claimed).toBeGreaterThan(1.4 * stream.answer);
      const cache = numbers('realFactor', seed);
      expect(cache.v.told).toBeGreaterThan(1.05 * cache.answer);
    }),
    { numRuns: 200 },
  );
});
