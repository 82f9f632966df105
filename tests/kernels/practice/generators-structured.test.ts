import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../kernels/numbers/random';
import { structuredGenerators } from '../../../kernels/practice/generators/structured';
import { compileRegex } from '../../../kernels/structured/automaton';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(structuredGenerators);

describe('the answers follow from what the reader is given', () => {
  check('maskBytes', (v) => v.words * 4 * v.batch);
  check('maskShare', (v) => (v.batch * v.microseconds * 1e-6) / (v.step * 1e-3));
  check('jumpTime', (v) => ((v.tokens - v.free) * v.step) / 1000);
  check('trueShare', (v) => (v.first * v.firstEnds) / (v.first * v.firstEnds + v.second * v.secondEnds));
  check('countedStates', (v) => v.bytes + v.most + 1);
  check('validShare', (v) => Math.exp(v.tokens * Math.log(v.share)));
  check('retryTokens', (v) => v.tokens / (v.percent / 100));
});

it('counts states as the automaton has them', () => {
  for (let seed = 0; seed < 30; seed++) {
    const { values, answer } = structuredGenerators.countedStates(createRandom(seed));
    const source = `${'x'.repeat(Number(values.bytes))}[a-z]{${values.least},${values.most}}`;
    expect(compileRegex(source).states).toBe(answer);
  }
});
