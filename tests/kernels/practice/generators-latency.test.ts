import { describe } from 'vitest';
import { latencyGenerators } from '../../../kernels/practice/generators/latency';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(latencyGenerators);

describe('the answers follow from what the reader is given', () => {
  check('stepFloor', (v) => Math.max((v.weights + v.cache) / v.bandwidth, v.compute) / 1e3);
  check('firstToken', (v) => (2 * v.billions * v.prompt) / (v.teraflops * 1e3));
  check('endToEnd', (v) => (v.ttft + (v.tokens - 1) * v.tpot) / 1e3);
  check('shareOfBound', (v) => (v.billions * v.bits * 125) / v.bandwidth / v.measured);
  // Printed times are rounded to a hundredth of a millisecond; the tolerance of the answer covers it.
  check(
    'fixedCost',
    (v) => {
      const slope = (v.measuredWide - v.measuredNarrow) / (v.wide - v.narrow);
      return (v.measuredNarrow - slope * v.narrow) / 1e3;
    },
    0.02,
  );
  check('readersInterval', (v) => v.sequences / v.throughput, 0.01);
  check('prefillTurn', (v) => (v.bytes * v.teraflops) / v.bandwidth / 2);
});
