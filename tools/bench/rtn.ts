/**
 * How long RTN at 4 bits in groups of 32 takes for every matrix of a Pocket-sized model (3.5 million seeded weights),
 * as a worker does it: tensor by tensor, one thread. One JSON line per figure; the ratio to the reference version is
 * taken in the same run, so that it does not depend on the machine.
 */
import { cpus } from 'node:os';
import { createRandom } from '../../kernels/numbers/random';
import { quantizeModel } from '../../kernels/quantize/plan';
import { quantizeRtn } from '../../kernels/quantize/rtn';
import { quantizeRtnReference } from '../../kernels/quantize/rtn-reference';
import type { LlamaConfig } from '../../kernels/transformer/config';
import { expectedTensors, type LlamaWeights } from '../../kernels/transformer/weights';

const pocketShape: LlamaConfig = {
  hiddenSize: 256,
  intermediateSize: 768,
  layers: 4,
  heads: 8,
  kvHeads: 2,
  headDim: 32,
  vocabSize: 2048,
  maxPositions: 512,
  ropeTheta: 10000,
  rmsNormEps: 1e-5,
  tieWordEmbeddings: true,
};

function seededWeights(config: LlamaConfig): LlamaWeights {
  const random = createRandom(1);
  const tensors: LlamaWeights['tensors'] = new Map();
  for (const [name, shape] of expectedTensors(config)) {
    const count = shape.reduce((product, size) => product * size, 1);
    tensors.set(name, { shape, values: Float32Array.from({ length: count }, () => 0.05 * random.normal()) });
  }
  return { config, tensors };
}

/** Median of `runs` timings in seconds; the first two warm the compiler up and do not count. */
function medianSeconds(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let run = 0; run < runs + 2; run++) {
    const start = performance.now();
    work();
    times.push((performance.now() - start) / 1000);
  }
  return times.slice(2).sort((a, b) => a - b)[Math.floor(runs / 2)];
}

const machine = `${cpus()[0]?.model ?? 'unknown'}, node ${process.versions.node}`;
const print = (name: string, value: number, unit: string, more: object = {}) =>
  console.log(JSON.stringify({ name, value: Number(value.toPrecision(4)), unit, ...more, machine }));

const weights = seededWeights(pocketShape);
const grouped = { bits: 4, symmetric: true, granularity: 'group', groupSize: 32 } as const;
const { totals } = quantizeModel(weights, grouped);
const coldStart = performance.now();
quantizeModel(weights, { ...grouped, symmetric: false });
const cold = (performance.now() - coldStart) / 1000;

for (const symmetric of [true, false]) {
  const seconds = medianSeconds(9, () => quantizeModel(weights, { ...grouped, symmetric }));
  print('rtn.seconds', seconds, 's', {
    scheme: symmetric ? 'symmetric' : 'affine',
    bits: 4,
    groupSize: 32,
    weights: totals.quantizedWeights,
    floor: 0.5,
  });
  print('rtn.weightsPerSecond', totals.quantizedWeights / seconds, 'weights/s', { symmetric });
}
print('rtn.firstAffineRunSeconds', cold, 's');

const matrix = weights.tensors.get('model.layers.0.mlp.up_proj.weight');
if (matrix) {
  const shape = [matrix.shape[0], matrix.shape[1]] as const;
  const fast = medianSeconds(9, () => quantizeRtn(matrix.values, shape, grouped));
  const slow = medianSeconds(3, () => quantizeRtnReference(matrix.values, shape, grouped));
  print('rtn.fastOverReference', slow / fast, 'x');
}
