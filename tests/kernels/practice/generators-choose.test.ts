import { describe } from 'vitest';
import { chooseGenerators } from '../../../kernels/practice/generators/choose';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(chooseGenerators);

describe('the answers follow from what the reader is given', () => {
  check('ownRule', (v) => 1.2 * v.gigabytes * v.share * 1e9);
  check('largestBatch', (v) => Math.floor((0.9 * v.devices * v.capacity - v.weights) / v.each + 1e-9));
  check('deviceHours', (v) => (v.devices * 1e6) / v.rate / 3600);
  check('promise', (v) => v.said / (v.bandwidth / v.weights));
  check('evenPrice', (v) => (v.price * v.slow) / v.quick);
  check('rise', (v) => (v.after - v.before) / v.before);
  check('batchInTime', (v) => Math.floor(v.left / v.each + 1e-9));
  check('leastFactor', (v) => v.wanted / v.fits);
});
