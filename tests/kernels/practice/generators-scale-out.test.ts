import { describe } from 'vitest';
import { scaleOutGenerators } from '../../../kernels/practice/generators/scale-out';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(scaleOutGenerators);

describe('the answers follow from what the reader is given', () => {
  check('sentPerToken', (v) => v.messages * v.kilobytes * 1e3 * 2 * (1 - 1 / v.devices));
  check('messageWait', (v) => v.messages * (v.start + 2 * (v.devices - 1) * v.hop) * 1e-6);
  check('efficiency', (v) => v.alone / v.devices / v.together);
  check('bubbleShare', (v) => v.idle / v.all);
  check('cacheTransfer', (v) => v.megabytes / 1e3 / v.ports / v.gigabytes);
  check('poolSize', (v) => (v.instances * v.prefill) / (v.prefill + v.decode));
  // Printed times are rounded to a hundredth of a millisecond; the tolerance of the answer covers it.
  check('fixedPart', (v) => (v.more * v.fast - v.fewer * v.slow) / v.spread / 1e3, 0.03);
});
