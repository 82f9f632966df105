/**
 * The corpus's dice. Every choice adds its log-probability, so that the generator knows how surprising its own text
 * is: the entropy no model can beat. Where two choices give the same words the sum is an upper bound.
 */
import { createRandom } from '../../../kernels/numbers/random';

/** Training text and held-out text keep their made-up words and number rows apart. */
export type Split = 'train' | 'heldout';

export interface Source {
  readonly split: Split;
  pick<T>(items: readonly T[]): T;
  /** One of the phrases. A phrase with choices of its own is a function, so that only the chosen one draws. */
  say(phrases: readonly (string | (() => string))[]): string;
  /** One of the values, with chances in proportion to the weights. */
  weighted<T>(items: readonly (readonly [weight: number, value: T])[]): T;
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  /** `count` different items, in drawn order. */
  distinct<T>(items: readonly T[], count: number): T[];
  /** Nats of all choices so far. */
  nats(): number;
  /** Adds to the nats by hand, where a draw is filtered afterwards. */
  surprise(nats: number): void;
  /** Uniform draw that counts nothing: for choices that leave no trace in the text. */
  silent(count: number): number;
}

export function createSource(seed: number, split: Split): Source {
  const random = createRandom(seed);
  let nats = 0;
  const index = (count: number) => {
    nats += Math.log(count);
    return Math.floor(random.uniform() * count);
  };
  return {
    split,
    nats: () => nats,
    surprise: (more) => {
      nats += more;
    },
    silent: (count) => Math.floor(random.uniform() * count),
    pick: (items) => items[index(items.length)],
    say(phrases) {
      const phrase = phrases[index(phrases.length)];
      return typeof phrase === 'string' ? phrase : phrase();
    },
    integer: (low, high) => low + index(high - low + 1),
    chance(probability) {
      const hit = random.uniform() < probability;
      nats -= Math.log(hit ? probability : 1 - probability);
      return hit;
    },
    weighted(items) {
      const total = items.reduce((sum, [weight]) => sum + weight, 0);
      let left = random.uniform() * total;
      for (const [weight, value] of items) {
        left -= weight;
        if (left < 0) {
          nats -= Math.log(weight / total);
          return value;
        }
      }
      const [weight, value] = items[items.length - 1];
      nats -= Math.log(weight / total);
      return value;
    },
    distinct(items, count) {
      const rest = [...items];
      return Array.from({ length: count }, () => rest.splice(index(rest.length), 1)[0]);
    },
  };
}

/** A stable hash of a text (FNV-1a), used to deal rare things to one split or the other. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash >>> 0;
}

/** One eighth of all made-up words and number rows is never trained on. */
export const HELD_OUT_SHARE = 1 / 8;

export function belongsTo(split: Split, text: string): boolean {
  return (hashText(text) % 8 === 0) === (split === 'heldout');
}

/** Draws until the text belongs to the source's split; counts the nats of a draw from that share alone. */
export function drawForSplit(source: Source, outcomes: number, draw: () => string): string {
  const share = source.split === 'heldout' ? HELD_OUT_SHARE : 1 - HELD_OUT_SHARE;
  for (;;) {
    const text = draw();
    if (belongsTo(source.split, text)) {
      source.surprise(Math.log(outcomes * share));
      return text;
    }
  }
}
