/**
 * How good a model's predictions are, and how far they are from another model's: perplexity, KL divergence per
 * token, top-1 agreement. Accumulated document by document, so that a page can show figures as they come.
 * Every position but the last of a document counts: position t predicts token t + 1. All logarithms are natural.
 */
import { ensure } from '../errors';
import { argmax } from './sampling';

export interface DocumentLogits {
  /** The document's tokens, T of them. */
  readonly tokens: ArrayLike<number>;
  /** Logits [T, vocab] of the model under test. */
  readonly candidate: Float32Array;
  /** Logits [T, vocab] of the model it is compared with; without it only perplexity is measured. */
  readonly reference?: Float32Array;
}

export interface Quality {
  /** Predictions counted. */
  readonly predictions: number;
  /** Mean negative log-likelihood per token, nats. */
  readonly nll: number;
  /** exp(nll). */
  readonly perplexity: number;
  /** Mean KL(reference ‖ candidate) per token, nats; NaN without a reference. */
  readonly kl: number;
  /** Largest KL of a single token. */
  readonly klMax: number;
  /** Share of positions where both models rank the same token first; NaN without a reference. */
  readonly topOneAgreement: number;
}

export interface QualityMeter {
  /** Errors: `measure.bad-shape` {tokens, logits}. */
  add(document: DocumentLogits): void;
  result(): Quality;
}

/** log Σ exp(logits[start … start + count)), without overflow. */
export function logSumExp(logits: ArrayLike<number>, start: number, count: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = start; i < start + count; i++) if (logits[i] > largest) largest = logits[i];
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += Math.exp(logits[i] - largest);
  return largest + Math.log(sum);
}

/** KL(p ‖ q) of two rows of logits, nats, never below zero. Worked: p = (½, ½), q = (¼, ¾): ½ ln 2 + ½ ln ⅔ = 0.1438. */
export function klOfRows(p: Float32Array, q: Float32Array, start: number, count: number): number {
  const pTotal = logSumExp(p, start, count);
  const qTotal = logSumExp(q, start, count);
  let sum = 0;
  for (let i = start; i < start + count; i++) {
    const logP = p[i] - pTotal;
    sum += Math.exp(logP) * (logP - (q[i] - qTotal));
  }
  return Math.max(0, sum);
}

/** An empty meter for a vocabulary. Worked: uniform logits over 8 tokens have perplexity 8. */
export function createQualityMeter(vocabSize: number): QualityMeter {
  let predictions = 0;
  let compared = 0;
  let nllSum = 0;
  let klSum = 0;
  let klMax = 0;
  let agreed = 0;

  const add = ({ tokens, candidate, reference }: DocumentLogits) => {
    const wanted = tokens.length * vocabSize;
    for (const logits of reference ? [candidate, reference] : [candidate]) {
      ensure(logits.length === wanted, 'measure.bad-shape', { tokens: tokens.length, logits: logits.length });
    }
    for (let t = 0; t + 1 < tokens.length; t++) {
      const start = t * vocabSize;
      nllSum += logSumExp(candidate, start, vocabSize) - candidate[start + tokens[t + 1]];
      predictions++;
      if (!reference) continue;
      const kl = klOfRows(reference, candidate, start, vocabSize);
      klSum += kl;
      klMax = Math.max(klMax, kl);
      if (argmax(reference, start, vocabSize) === argmax(candidate, start, vocabSize)) agreed++;
      compared++;
    }
  };

  const result = (): Quality => {
    const nll = predictions > 0 ? nllSum / predictions : Number.NaN;
    return {
      predictions,
      nll,
      perplexity: Math.exp(nll),
      kl: compared > 0 ? klSum / compared : Number.NaN,
      klMax: compared > 0 ? klMax : Number.NaN,
      topOneAgreement: compared > 0 ? agreed / compared : Number.NaN,
    };
  };
  return { add, result };
}
