import { describe } from 'vitest';
import { billGenerators } from '../../../kernels/practice/generators/bill';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(billGenerators);

describe('the answers follow from what the reader is given', () => {
  check('weightsFetched', (v) => v.billions * v.bits * 1.25e8);
  check('tokenShare', (v) => (v.weights / v.sequences + v.cacheEach) / v.bandwidth / 1e3);
  check('busyShare', (v) => v.operations / v.teraflops / (v.fetching / 1e3));
  check('waitInCompany', (v) => (v.weights + v.cacheEach * v.sequences) / (v.weights + v.cacheEach));
  check('middleOfTheLine', (v) => v.weights / ((v.kilobytes * v.tokens) / 1e6));
  check('promisedBatch', (v) => Math.floor((v.bandwidth * v.promise - v.weights) / v.cacheEach));
  check('machineOutput', (v) => (v.bandwidth * 1e3 - v.weights * v.speed) / v.cacheEach);
});
