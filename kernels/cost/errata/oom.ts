/**
 * Checks of the note on AutoAWQ's out-of-memory: claims 4.1 to 4.16. The peak of a prompt: weights, cache, scores
 * where attention writes them out, logits where every position gets them, and the rotary tables of Mistral v0.2.
 * Leaves out hidden states, masks and dequantized copies: 3 to 6 % of the AWQ rows. Reports: AutoAWQ issues 276, 381.
 */
import { modelById } from '../../catalog/models';
import { kvCacheBytes, weightBytes } from '../bytes';
import { type CheckedFigure, type ClaimChecks, figure } from './check';
import { GIB } from './quantities';

const MISTRAL = 'mistral-7b';
/** What the A10G offers, as the report prints it. */
const A10G_GIB = 21.99;
/** One fp16 copy and two fp32 copies of every score: product, conversion, softmax. */
const BYTES_PER_SCORE = 2 + 4 + 4;
/** Logits in fp16 and the same again in fp32. */
const BYTES_PER_LOGIT = 2 + 4;
/** Cosines and sines of 32,768 positions in fp16, kept by each layer. */
const rotaryBytes = 32 * 32_768 * 128 * 2 * 2;

/** AutoAWQ keeps embedding and head in 16 bits and packs the rest in groups of 128. Worked: Mistral-7B, 3.87 GiB. */
function awqBytes(modelId: string): number {
  const { params_exact: all, vocab, hidden } = modelById(modelId);
  const wide = 2 * vocab * hidden;
  return ((all - wide) * (4 + 20 / 128)) / 8 + wide * 2;
}

const cache = (modelId: string, batch: number, tokens: number) =>
  kvCacheBytes(modelId, { tokens, sequences: batch });
const scores = (modelId: string, batch: number, tokens: number) =>
  batch * modelById(modelId).heads * tokens ** 2 * BYTES_PER_SCORE;
const logits = (modelId: string, batch: number, tokens: number) =>
  batch * tokens * modelById(modelId).vocab * BYTES_PER_LOGIT;

const awqPeak = (modelId: string, batch: number, tokens: number) =>
  awqBytes(modelId) + cache(modelId, batch, tokens) + scores(modelId, batch, tokens);
const fp16Peak = (batch: number, tokens: number) =>
  weightBytes(MISTRAL, 'fp16') + rotaryBytes + cache(MISTRAL, batch, tokens) + logits(MISTRAL, batch, tokens);
/** Llama-2-7B: its rotary tables cover 4,096 positions. */
const llamaFp16Peak = (batch: number, tokens: number) =>
  weightBytes('llama-2-7b', 'fp16') +
  rotaryBytes / 8 +
  cache('llama-2-7b', batch, tokens) +
  logits('llama-2-7b', batch, tokens);

/** A predicted peak beside the reported one: hidden states and masks are left out, so up to 7 % may be missing. */
const beside = (predicted: number, reportedGib: number, within = 0.07): CheckedFigure =>
  figure(predicted, 'bytesBinary', { said: reportedGib * GIB, within, digits: 3 });
const gib = (bytes: number) => figure(bytes, 'bytesBinary');
const capacity = A10G_GIB * GIB;

export const oomChecks: ClaimChecks = {
  '4.2': () => ({
    reported: figure(0.9239 * capacity, 'bytesBinary', { said: 20.3 * GIB }),
    predicted: beside(fp16Peak(5, 4096), 20.32, 0.01),
    at32: beside(fp16Peak(5, 32), 14.12, 0.01),
    at512: beside(fp16Peak(5, 512), 14.79, 0.01),
    cache: gib(cache(MISTRAL, 5, 4096)),
    logits: gib(logits(MISTRAL, 5, 4096)),
  }),
  '4.3': () => ({
    weights: gib(awqBytes(MISTRAL)),
    share: figure(awqBytes(MISTRAL) / capacity, 'percent', { said: 0.2, within: 0.15, digits: 2 }),
    total: figure(awqPeak(MISTRAL, 5, 4096), 'bytesBinary', { said: capacity, meant: 'atLeast' }),
  }),
  '4.4': () => ({
    predicted: figure((fp16Peak(5, 4096) - fp16Peak(5, 512)) / 3584, 'bytesBinary', {
      said: ((20.32 - 14.79) * GIB) / 3584,
      within: 0.04,
    }),
  }),
  '4.5': () => ({
    scores: gib(scores(MISTRAL, 5, 4096)),
    weights: gib(awqBytes(MISTRAL)),
    cache: gib(cache(MISTRAL, 5, 4096)),
    total: figure(awqPeak(MISTRAL, 5, 4096), 'bytesBinary', { said: capacity, meant: 'atLeast' }),
  }),
  '4.6': () => ({
    cache: gib(cache(MISTRAL, 5, 4096)),
    doubled: gib(cache(MISTRAL, 5, 8192)),
    // Even 8,192 tokens of cache beside the 4-bit weights would leave more than half the card free.
    noteTotal: figure(awqBytes(MISTRAL) + cache(MISTRAL, 5, 8192), 'bytesBinary', {
      said: capacity,
      meant: 'atLeast',
    }),
  }),
  '4.7': () => ({
    wide: figure(
      weightBytes(MISTRAL, 'fp16') + cache(MISTRAL, 5, 4096) + scores(MISTRAL, 5, 4096),
      'bytesBinary',
      { said: awqPeak(MISTRAL, 5, 4096), meant: 'atMost' },
    ),
    narrow: gib(awqPeak(MISTRAL, 5, 4096)),
  }),
  '4.8': () => ({
    // Twice the tokens, twice the cache; the note's square would be four times.
    growth: figure(cache(MISTRAL, 5, 4096) / cache(MISTRAL, 5, 2048), 'ratio', { said: 4 }),
    scores: figure(scores(MISTRAL, 5, 4096) / scores(MISTRAL, 5, 2048), 'ratio', { said: 4 }),
  }),
  '4.9': () => ({
    awq: beside(awqPeak('llama-2-7b', 8, 4096), 62.33),
    fp16: beside(llamaFp16Peak(8, 4096), 34.73),
    single: beside(awqPeak('llama-2-7b', 1, 4096), 11.15),
  }),
  '4.11': () => ({
    full: gib(scores(MISTRAL, 5, 4096)),
    half: gib(scores(MISTRAL, 5, 2048)),
    total: figure(awqPeak(MISTRAL, 5, 2048), 'bytesBinary', { said: capacity, meant: 'atMost' }),
  }),
  '4.12': () => ({
    scores: gib(scores(MISTRAL, 5, 4096)),
    // Any weights at all, even none, leave the card over-full.
    without: figure(cache(MISTRAL, 5, 4096) + scores(MISTRAL, 5, 4096), 'bytesBinary', {
      said: capacity,
      meant: 'atMost',
    }),
  }),
  '4.13': () => ({
    three: figure(awqPeak(MISTRAL, 3, 4096), 'bytesBinary', { said: capacity, meant: 'atMost' }),
    two: figure(awqPeak(MISTRAL, 2, 4096), 'bytesBinary', { said: capacity, meant: 'atMost' }),
  }),
  '4.14': () => ({
    after: gib((7.52 - 6.43) * GIB),
    before: gib((11.15 - 6.15) * GIB),
  }),
};
