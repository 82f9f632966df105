import { describe, expect, it } from 'vitest';
import { yourMachineGenerators } from '../../../kernels/practice/generators/your-machine';
import { generatorChecks } from './generator-checks';

const { always, check } = generatorChecks(yourMachineGenerators);

describe('the answers follow from what the reader is given', () => {
  check('copyRate', (v) => (2e6 * v.megabytes) / (v.milliseconds / 1e3));
  check('cacheFlatters', (v) => (v.times * v.faster) / ((v.times - 1) * v.faster + 1));
  check('bytesInFlight', (v) => v.rate * 1e9 * v.nanoseconds * 1e-9);
  check('tileIntensity', (v) => v.operations / v.moved);
  check('startBound', (v) => 1e6 / (v.kernels * v.microseconds));
  check('chainShare', (v) => (v.tokens * v.gigabytes) / v.rate);
  check('breakEven', (v) => v.rate * 1e9 * v.kernels * v.microseconds * 1e-6);
});

it('so many runs are enough, and one fewer is not', () => {
  always('runsPerTiming', (v, answer) => {
    expect(v.tick / (answer * v.run)).toBeLessThanOrEqual(v.percent / 100);
    expect(v.tick / ((answer - 1) * v.run)).toBeGreaterThan(v.percent / 100);
  });
});

it('no share is above the bound', () => {
  always('chainShare', (_, answer) => expect(answer).toBeLessThan(1));
});
