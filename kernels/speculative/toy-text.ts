/**
 * A language of twelve words, so that every distribution of a round can be shown whole: after each text the target
 * prefers some words to others, and a draft of any quality is made from it.
 * Leaves out everything a language model knows but the last word and whether the clause has its verb.
 * The draft mixes the target with a copy of it whose preferences are shifted by three places: it overrates the
 * target's fourth choice. The mixture is set so that Σ min(p, q) is exactly the acceptance asked for.
 */
import { ensure } from '../errors';
import { acceptanceRate } from './acceptance';

/** 0–3 nouns, 4–7 verbs, 8–9 adjectives, 10 a conjunction, 11 the full stop; the view has the words. */
export const TOY_WORDS = 12;
const AND = 10;
const STOP = 11;
const isNoun = (word: number) => word < 4;
const isVerb = (word: number) => word >= 4 && word < 8;

/** The worst draft that the mixture reaches in every context. */
export const WORST_ALPHA = 0.3;

/** What the target likes first, second, … in each kind of place, and how much. */
const PLACES = {
  start: {
    order: [0, 1, 8, 2, 9, 3, 11, 10, 4, 6, 5, 7],
    chances: [0.56, 0.2, 0.1, 0.06, 0.03, 0.02, 0.01, 0.005, 0.005, 0.005, 0.0025, 0.0025],
  },
  adjective: {
    order: [0, 1, 2, 3, 8, 9, 10, 4, 11, 5, 6, 7],
    chances: [0.62, 0.2, 0.08, 0.04, 0.02, 0.01, 0.01, 0.005, 0.005, 0.005, 0.0025, 0.0025],
  },
  subject: {
    order: [4, 5, 6, 10, 7, 8, 11, 9, 0, 1, 2, 3],
    chances: [0.66, 0.16, 0.08, 0.04, 0.02, 0.01, 0.01, 0.005, 0.005, 0.005, 0.0025, 0.0025],
  },
  verb: {
    order: [2, 3, 1, 8, 0, 9, 10, 11, 5, 6, 4, 7],
    chances: [0.6, 0.2, 0.1, 0.04, 0.02, 0.01, 0.01, 0.005, 0.005, 0.005, 0.0025, 0.0025],
  },
  object: {
    order: [11, 10, 8, 0, 1, 2, 3, 6, 4, 5, 9, 7],
    chances: [0.74, 0.14, 0.05, 0.02, 0.015, 0.01, 0.005, 0.005, 0.005, 0.005, 0.0025, 0.0025],
  },
} as const;

/** The draft overrates what the target likes so many places further up: which, changes from text to text. */
const SHIFTS = [2, 3, 4];

type Place = keyof typeof PLACES;

/** How far back the language looks for the verb of a clause. */
export const REACH = 12;

function placeAfter(text: readonly number[]): Place {
  const last = text.at(-1) ?? STOP;
  if (last === AND || last === STOP) return 'start';
  if (isVerb(last)) return 'verb';
  if (!isNoun(last)) return 'adjective';
  const from = Math.max(0, text.length - REACH);
  for (let at = text.length - 1; at >= from && text[at] !== AND && text[at] !== STOP; at--)
    if (isVerb(text[at])) return 'object';
  return 'subject';
}

/** Something that changes with each of the last words. */
const mixOf = (text: readonly number[]) => text.slice(-3).reduce((a, b) => a + b, 0);

/** The words by the target's liking: nouns and verbs change places with the words before, so that no two texts are alike. */
function orderAfter(text: readonly number[]): number[] {
  const { order } = PLACES[placeAfter(text)];
  const turn = mixOf(text) % 4;
  return order.map((word) => {
    if (isNoun(word)) return (word + turn) % 4;
    if (isVerb(word)) return 4 + ((word + turn) % 4);
    return word;
  });
}

/** The target's distribution [12] after a text of words. Worked: after nothing, 0.56 for word 0. */
export function toyTarget(text: readonly number[]): number[] {
  const { chances } = PLACES[placeAfter(text)];
  const distribution = new Array<number>(TOY_WORDS).fill(0);
  orderAfter(text).forEach((word, rank) => {
    distribution[word] = chances[rank];
  });
  return distribution;
}

/** Rows worked out already: there are a few places, shifts and acceptances, and a tree asks for the same ones often. */
const drafted = new Map<string, readonly number[]>();
const MOST_KEPT = 2000;

/** A draft's chances at a place, in the order of the target's liking. */
function draftRow(place: Place, shift: number, alpha: number): readonly number[] {
  const key = `${place} ${shift} ${alpha}`;
  const known = drafted.get(key);
  if (known) return known;
  if (drafted.size >= MOST_KEPT) drafted.clear();
  const row = draftChances(PLACES[place].chances, shift, alpha);
  drafted.set(key, row);
  return row;
}

function draftChances(chances: readonly number[], shift: number, alpha: number): number[] {
  ensure(alpha >= WORST_ALPHA && alpha <= 1, 'speculative.toyAlpha', { alpha });
  const shifted = chances.map((_, rank) => chances[(rank + TOY_WORDS - shift) % TOY_WORDS]);
  const share = (1 - alpha) / (1 - acceptanceRate(chances, shifted));
  return chances.map((chance, rank) => (1 - share) * chance + share * shifted[rank]);
}

/** A draft's distribution [12] after the same text, accepted with chance `alpha`: 0.3 … 1, where 1 is the target. */
export function toyDraft(text: readonly number[], alpha: number): number[] {
  const shift = SHIFTS[mixOf(text) % SHIFTS.length];
  const chances = draftRow(placeAfter(text), shift, alpha);
  const distribution = new Array<number>(TOY_WORDS).fill(0);
  orderAfter(text).forEach((word, rank) => {
    distribution[word] = chances[rank];
  });
  return distribution;
}

/** How often the target draws the draft's first, second, … choice, over all kinds of place. Worked: at α = 1, 0.636 for the first. */
export function toyRanks(alpha: number): number[] {
  const sums = new Array<number>(TOY_WORDS).fill(0);
  for (const { place, share } of visits()) {
    const { chances } = PLACES[place];
    for (const shift of SHIFTS) {
      const row = draftRow(place, shift, alpha);
      const order = row.map((_, rank) => rank).sort((a, b) => row[b] - row[a] || a - b);
      order.forEach((rank, choice) => {
        sums[choice] += (share * chances[rank]) / SHIFTS.length;
      });
    }
  }
  return sums;
}

let known: readonly { readonly place: Place; readonly share: number }[] | undefined;

/** How often a long text comes by each kind of place. */
function visits() {
  known ??= findVisits();
  return known;
}

function findVisits() {
  const texts = [[], [8], [4, 8], [0], [4], [4, 0]];
  const hasVerb = (at: number) => at === 2 || at >= 4;
  const next = (at: number, word: number) => {
    if (word >= AND) return 0;
    if (isVerb(word)) return 4;
    if (isNoun(word)) return hasVerb(at) ? 5 : 3;
    return hasVerb(at) ? 2 : 1;
  };
  let shares = texts.map(() => 1 / texts.length);
  for (let round = 0; round < 60; round++) {
    // Half of the old, so that it settles even where places take turns.
    const settled = shares.map((share) => share / 2);
    texts.forEach((text, at) => {
      toyTarget(text).forEach((p, word) => {
        settled[next(at, word)] += (shares[at] * p) / 2;
      });
    });
    shares = settled;
  }
  return texts.map((text, at) => ({ place: placeAfter(text), share: shares[at] }));
}
