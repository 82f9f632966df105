/**
 * Speed of the TypeScript forward pass on a Pocket-shaped model of seeded weights, one thread: decoding token by
 * token with a KV cache, scoring a document at once, and both against the plain loops. One JSON line per figure.
 */
import { cpus } from 'node:os';
import { createRandom } from '../../kernels/numbers/random';
import type { LlamaConfig } from '../../kernels/transformer/config';
import { createReference } from '../../kernels/transformer/forward';
import { forwardObvious } from '../../kernels/transformer/obvious';
import { expectedTensors, type LlamaWeights } from '../../kernels/transformer/weights';

const config: LlamaConfig = {
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
const random = createRandom(2);
const tensors: LlamaWeights['tensors'] = new Map();
for (const [name, shape] of expectedTensors(config)) {
  const count = shape.reduce((product, size) => product * size, 1);
  tensors.set(name, { shape, values: Float32Array.from({ length: count }, () => 0.05 * random.normal()) });
}
const weights = { config, tensors };
const tokens = Array.from({ length: 256 }, () => random.integer(0, 2047));

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

const machine = `${cpus()[0]?.model ?? 'unknown'}, node ${process.versions.node}`;
const print = (name: string, value: number, unit: string) =>
  console.log(
    JSON.stringify({ name, value: Number(value.toPrecision(4)), unit, tokens: tokens.length, machine }),
  );

const reference = createReference(weights);
reference.forward(tokens.slice(0, 32));
const best = (work: () => void) => Math.min(...[1, 2, 3].map(() => seconds(work)));

const whole = best(() => reference.forward(tokens));
print('forward.documentTokensPerSecond', tokens.length / whole, 'tokens/s');
const decode = best(() => {
  const session = reference.createSession();
  for (const token of tokens) session.push([token]);
});
print('forward.decodeTokensPerSecond', tokens.length / decode, 'tokens/s');
const short = tokens.slice(0, 32);
const obvious = best(() => forwardObvious(weights, short));
print('forward.fastOverObvious', obvious / best(() => reference.forward(short)), 'x');
