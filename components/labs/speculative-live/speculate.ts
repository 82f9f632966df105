/**
 * Writing with a draft: guess γ tokens, check them in one forward pass of the target, roll both caches back behind
 * what did not stand. Models, clock and randomness are handed in; the page, the tests and the benches run this code.
 */

import { createRandom } from '@/kernels/numbers/random';
import { acceptDraft, type Distribution, sampleAt } from '@/kernels/speculative/acceptance';
import { lookUpDraft } from '@/kernels/speculative/prompt-lookup';
import { type SamplingOptions, samplingDistribution } from '@/kernels/transformer/sampling';

/** A model with a cache: onnxruntime's decoder or the reference session. */
export interface TokenModel {
  readonly length: number;
  /** Appends tokens, returns their logits [pushed, vocab]. */
  push(tokens: readonly number[]): Promise<Float32Array> | Float32Array;
  /** Forgets the tokens from position `length` on. */
  rollBack(length: number): Promise<void> | void;
}

export interface Guesses {
  readonly tokens: readonly number[];
  /** The distributions they were drawn from; absent for a draft without probabilities. */
  readonly rows?: readonly Distribution[];
}

export interface Drafter {
  guess(text: readonly number[], count: number, uniform: () => number): Promise<Guesses>;
  /** Only the first `length` tokens of the text stand. */
  settle(length: number): Promise<void> | void;
}

/** One round, with the distributions that decided it. */
export interface Round {
  readonly guesses: Guesses;
  /** A row for each guess that was judged, and the one behind the last where all stood. */
  readonly target: readonly Distribution[];
  /** One number per guess judged, and the one that drew the last token. */
  readonly uniforms: readonly number[];
  readonly accepted: number;
  /** Accepted guesses and the token after them, cut behind an end token. */
  readonly tokens: readonly number[];
}

export interface WriteOptions {
  readonly target: TokenModel;
  /** Not empty. Its last token may be the first that the target is given. */
  readonly prompt: readonly number[];
  /** Writing stops in the round that reaches this many tokens, or at an end token. */
  readonly tokens: number;
  readonly end?: number;
  readonly vocabSize: number;
  readonly sampling: SamplingOptions;
  readonly seed: number;
  readonly breathe?: () => Promise<void>;
}

const rowOf = (logits: Float32Array, row: number, vocabSize: number) =>
  logits.subarray(row * vocabSize, (row + 1) * vocabSize);

/** The target alone. The prompt but for its last token is read first, by whoever starts the clock. */
export async function writePlain(options: WriteOptions): Promise<number[]> {
  const { target, prompt, vocabSize, sampling, breathe } = options;
  const { uniform } = createRandom(options.seed);
  const written: number[] = [];
  let last = [...prompt.slice(target.length)];
  while (written.length < options.tokens) {
    await breathe?.();
    const logits = await target.push(last);
    const row = rowOf(logits, last.length - 1, vocabSize);
    const token = sampleAt(samplingDistribution(row, sampling), uniform());
    written.push(token);
    if (token === options.end) break;
    last = [token];
  }
  return written;
}

/** The same with a draft. `onRound` hears every round. */
export async function writeSpeculated(
  options: WriteOptions & {
    readonly drafter: Drafter;
    readonly gamma: number;
    readonly onRound?: (round: Round) => void;
  },
): Promise<number[]> {
  const { target, drafter, gamma, prompt, vocabSize, sampling, end, breathe, onRound } = options;
  const { uniform } = createRandom(options.seed);
  const text = [...prompt];
  while (text.length - prompt.length < options.tokens) {
    await breathe?.();
    const guesses = await drafter.guess(text, gamma, uniform);
    const count = guesses.tokens.length;
    const unread = text.slice(target.length);
    const logits = await target.push([...unread, ...guesses.tokens]);
    // Behind a guess that falls nothing is judged, and no distribution is worth its exponentials.
    const rows: Distribution[] = [];
    const at = (place: number) => {
      rows[place] ??= samplingDistribution(rowOf(logits, unread.length - 1 + place, vocabSize), sampling);
      return rows[place];
    };
    const uniforms = Array.from({ length: count + 1 }, uniform);
    const verdict = acceptDraft({
      target: { length: count + 1, at },
      draft: guesses.rows,
      drafted: guesses.tokens,
      uniforms,
    });
    const stop = end === undefined ? -1 : verdict.tokens.indexOf(end);
    const tokens = stop < 0 ? verdict.tokens : verdict.tokens.slice(0, stop + 1);
    text.push(...tokens);
    // The last token of the round has been drawn, not read: neither cache holds it.
    await target.rollBack(Math.min(target.length, text.length - 1));
    await drafter.settle(text.length - 1);
    onRound?.({ guesses, target: rows, uniforms, accepted: verdict.accepted, tokens });
    if (stop >= 0) break;
  }
  return text.slice(prompt.length);
}

/** A smaller model guesses, by the same temperature and top-p as the target is sampled with. */
export function modelDrafter(model: TokenModel, vocabSize: number, sampling: SamplingOptions): Drafter {
  return {
    async guess(text, count, uniform) {
      const tokens: number[] = [];
      const rows: Distribution[] = [];
      let unread = text.slice(model.length);
      while (tokens.length < count) {
        const logits = await model.push(unread);
        const row = samplingDistribution(rowOf(logits, unread.length - 1, vocabSize), sampling);
        const token = sampleAt(row, uniform());
        tokens.push(token);
        rows.push(row);
        unread = [token];
      }
      return { tokens, rows };
    },
    settle: (length) => model.rollBack(Math.min(model.length, length)),
  };
}

const LONGEST_RUN = 3;

/** The text itself guesses: what followed its last few tokens when they came before. */
export function lookupDrafter(): Drafter {
  return {
    guess: async (text, count) => ({
      tokens: lookUpDraft(text, { longest: LONGEST_RUN, shortest: 1, draftLength: count }),
    }),
    settle: () => {},
  };
}
