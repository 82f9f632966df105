/**
 * Thompson's construction: a pattern becomes a nondeterministic automaton over bytes. The size is reckoned before
 * anything is built, so that `((a{1000}){1000}){1000}` is an answer and not a wait.
 * Source: Thompson 1968, with fragments joined by free moves.
 */
import { ensure } from '../errors';
import type { Pattern, Range } from './pattern';
import { utf8Sequences } from './utf8';

export interface Nfa {
  readonly start: number;
  readonly accept: number;
  /** Free moves of each state. */
  readonly free: readonly (readonly number[])[];
  /** Moves over a byte range: low, high, target, three numbers each. */
  readonly moves: readonly (readonly number[])[];
}

export const MAX_NFA_STATES = 200_000;

const encoder = new TextEncoder();

/** Errors: `automaton.too-large` {what: 'positions', limit}. Worked: `ab` gives four states and three free moves. */
export function buildNfa(pattern: Pattern): Nfa {
  ensure(sizeOf(pattern) <= MAX_NFA_STATES, 'automaton.too-large', {
    what: 'positions',
    limit: MAX_NFA_STATES,
  });
  const free: number[][] = [];
  const moves: number[][] = [];
  const state = () => {
    free.push([]);
    moves.push([]);
    return free.length - 1;
  };

  /** Builds `item` so that it leads into `target`; returns where it begins. */
  const before = (item: Pattern, target: number): number => {
    switch (item.kind) {
      case 'nothing':
        return state();
      case 'text':
        return encoder.encode(item.text).reduceRight((next, byte) => {
          const at = state();
          moves[at].push(byte, byte, next);
          return at;
        }, target);
      case 'class':
        return classBefore(item.ranges, target);
      case 'sequence':
        return item.items.reduceRight((next, part) => before(part, next), target);
      case 'choice': {
        const at = state();
        for (const part of item.items) free[at].push(before(part, target));
        return at;
      }
      case 'repeat':
        return repeatBefore(item, target);
    }
  };

  const classBefore = (ranges: readonly Range[], target: number): number => {
    const at = state();
    // Sequences that end alike share their ends.
    const tails = new Map<string, number>();
    for (const bytes of ranges.flatMap(utf8Sequences)) {
      let next = target;
      for (const [low, high] of bytes.slice(1).reverse()) {
        const key = `${low}-${high}-${next}`;
        let tail = tails.get(key);
        if (tail === undefined) {
          tail = state();
          moves[tail].push(low, high, next);
          tails.set(key, tail);
        }
        next = tail;
      }
      moves[at].push(bytes[0][0], bytes[0][1], next);
    }
    return at;
  };

  const repeatBefore = (item: Pattern & { kind: 'repeat' }, target: number): number => {
    const { min, max } = item;
    let next = target;
    if (max === Number.POSITIVE_INFINITY) {
      const again = state();
      free[again].push(target, before(item.item, again));
      next = again;
    } else {
      for (let count = min; count < max; count++) {
        const skip = state();
        free[skip].push(target, before(item.item, next));
        next = skip;
      }
    }
    for (let count = 0; count < min; count++) next = before(item.item, next);
    return next;
  };

  const accept = state();
  const start = before(pattern, accept);
  return { start, accept, free, moves };
}

/** An upper bound of the states of a pattern. */
function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'nothing':
      return 1;
    case 'text':
      return 3 * pattern.text.length;
    case 'class':
      // Ends are shared, so a range adds a few states; a class beyond ASCII has a dozen.
      return 1 + 4 * pattern.ranges.length + (pattern.ranges.some(([, high]) => high > 0x7f) ? 12 : 0);
    case 'repeat': {
      const copies = Number.isFinite(pattern.max) ? pattern.max : pattern.min + 1;
      return 1 + copies * (1 + sizeOf(pattern.item));
    }
    default:
      return pattern.items.reduce((sum, item) => sum + sizeOf(item), 1);
  }
}
