import { describe, expect, it } from 'vitest';
import { speculativeGenerators } from '../../../kernels/practice/generators/speculative';
import { acceptanceRate, residual } from '../../../kernels/speculative/acceptance';
import { expectedTokens } from '../../../kernels/speculative/closed-forms';
import { expectedAccepted } from '../../../kernels/speculative/tree';
import { generatorChecks } from './generator-checks';

const { always, check } = generatorChecks(speculativeGenerators);
const shares = (...percent: number[]) => percent.map((one) => one / 100);

describe('the answers follow from what the reader is given', () => {
  check('acceptance', (v) => acceptanceRate(shares(v.p1, v.p2, v.p3), shares(v.q1, v.q2, v.q3)));
  check('residualShare', (v) => residual(shares(v.p1, v.p2, v.p3), shares(v.q1, v.q2, v.q3))![0]);
  check('tokensPerPass', (v) => expectedTokens(v.alpha, v.gamma));
  check('gain', (v) => v.tokens / (1 + v.gamma * (v.percent / 100)), 1e-6);
  check('positionsPerToken', (v) => (v.nodes + 1) / v.tokens, 0.005);
  check('displacedTokens', (v) => Math.floor((2e9 * v.billions) / (1024 * v.kib)), 1e-3);
  check('publishedTokens', (v) => (v.target + v.gamma * v.draft) / v.each, 1e-6);
  check(
    'treeTokens',
    (v) =>
      1 +
      expectedAccepted(
        [
          [v.first, v.second],
          [v.below, v.besides],
        ],
        [[0], [1], [0, 0], [0, 1]],
      ),
    1e-3,
  );

  it('draws rows that are distributions, and times that a draft can reach', () => {
    for (const name of ['acceptance', 'residualShare'])
      always(name, (v) => {
        for (const row of [
          [v.p1, v.p2, v.p3],
          [v.q1, v.q2, v.q3],
        ]) {
          expect(row.reduce((a, b) => a + b, 0)).toBe(100);
          expect(Math.min(...row)).toBeGreaterThan(0);
        }
      });
    always('publishedTokens', (v, answer) => expect(answer).toBeLessThanOrEqual(v.gamma + 1.01));
  });
});
