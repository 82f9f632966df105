import { describe } from 'vitest';
import { batchingGenerators } from '../../../kernels/practice/generators/batching';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(batchingGenerators);

describe('the answers follow from what the reader is given', () => {
  check('busyPlaces', (v) => (v.a + v.b + v.c + v.longest) / v.longest / 4);
  check('batchThroughput', (v) => (1e3 * v.sequences * v.bandwidth) / (v.weights + v.sequences * v.cache));
  check('promptPieces', (v) => {
    let steps = 0;
    for (let left = v.prompt; left > 0; left -= v.budget - v.answers) steps++;
    return steps;
  });
  check('handOver', (v) => v.megabytes / (v.link * 1e3));
  check('inSystem', (v) => v.rate * (v.queue + v.service), 0.01);
  check('goodput', (v) => (v.sent - v.broken) / v.seconds);
});
