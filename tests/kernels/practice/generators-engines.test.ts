import { describe } from 'vitest';
import { enginesGenerators } from '../../../kernels/practice/generators/engines';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(enginesGenerators);

describe('the answers follow from what the reader is given', () => {
  check('leftOfClaim', (v) => v.claimed / v.since);
  check('shareOfRest', (v) => (0.9 * (v.capacity - v.weights) - (0.92 * v.capacity - v.weights)) * 1e9);
  check('medianRatio', (v) => [0, 1, 2, 3, 4].map((i) => v[`b${i}`] / v[`a${i}`]).sort((a, b) => a - b)[2]);
  check('placesBytes', (v) => v.places * v.tokens * v.kib * 1024);
  check('spilledStep', (v) => v.device / v.fast + v.host / v.slow);
  check('burst', (v) => v.itl / v.tpot);
  check('concurrency', (v) => (Math.floor((v.gib * 2 ** 20) / v.kib / 16) * 16) / v.length);
  check('staleCells', (v) => v.engines * v.columns * Math.floor(v.weeks / v.between));
});
