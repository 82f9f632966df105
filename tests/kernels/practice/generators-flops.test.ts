import { describe } from 'vitest';
import { flopsGenerators } from '../../../kernels/practice/generators/flops';
import { generatorChecks } from './generator-checks';

const { check } = generatorChecks(flopsGenerators);

describe('the answers follow from what the reader is given', () => {
  check('matrixFlops', (v) => 2 * v.rows * v.columns * v.tokens);
  check('layerWeights', (v) => v.width * (2 * v.heads * 128 + 2 * v.keyHeads * 128 + 3 * v.ffn));
  check('scoresFlops', (v) => (4 * v.layers * v.width * v.tokens * (v.tokens + 1)) / 2);
  check('crossing', (v) => (v.weights * 1e6) / v.width);
  check('lookingBack', (v) => {
    const back = 4 * v.layers * v.width * v.tokens;
    return back / (2e9 * v.billions + back);
  });
  check('activeParameters', (v) => (v.shared + (v.all * v.chosen) / v.experts) * 1e9);
  check('ceiling', (v) => (v.teraflops * 1e3) / (2 * v.billions));
});
