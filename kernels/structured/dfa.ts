/**
 * Subset construction: a nondeterministic automaton becomes one with a single next state per byte. Bytes that no
 * move tells apart share a class. States from which no accepted text can be reached are left out, so that whoever
 * follows the moves never enters a dead end. Source: Rabin and Scott 1959.
 */
import { ensure } from '../errors';
import type { Nfa } from './nfa';

export interface Automaton {
  /** Number of states; state 0 is the start. */
  readonly states: number;
  /** 1 where a text may end. */
  readonly accepting: Uint8Array;
  /** Class of each byte, [256]. */
  readonly classOf: Uint8Array;
  readonly classes: number;
  /** Next state by state · classes + class; −1 where there is none. */
  readonly next: Int32Array;
}

export const MAX_STATES = 20_000;
/** Positions looked at in all; reached in a second or two on a slow machine. */
const MAX_WORK = 40_000_000;

/**
 * Errors: `automaton.too-large` {what: 'states' | 'work', limit}, `automaton.empty` when no text is accepted.
 * Worked: `a|b` gives two states and three classes: a and b in one, every other byte in the other.
 */
export function determinize(nfa: Nfa, maxStates = MAX_STATES): Automaton {
  const { classOf, classes } = byteClasses(nfa);
  const seen = new Int32Array(nfa.free.length).fill(-1);
  let mark = 0;
  let work = 0;
  const spend = (amount: number) => {
    work += amount;
    ensure(work <= MAX_WORK, 'automaton.too-large', { what: 'work', limit: MAX_WORK });
  };
  /** All states reached from `from` by free moves, sorted; only those that move or accept tell sets apart. */
  const closure = (from: readonly number[]): number[] => {
    mark++;
    const stack = [...from];
    const reached: number[] = [];
    while (stack.length > 0) {
      const state = stack.pop() as number;
      if (seen[state] === mark) continue;
      seen[state] = mark;
      if (nfa.moves[state].length > 0 || state === nfa.accept) reached.push(state);
      for (const next of nfa.free[state]) stack.push(next);
      spend(1 + nfa.free[state].length);
    }
    return reached.sort((a, b) => a - b);
  };

  const ids = new Map<string, number>();
  const sets: number[][] = [];
  const idOf = (set: number[]): number => {
    if (set.length === 0) return -1;
    const key = set.join(' ');
    let id = ids.get(key);
    if (id === undefined) {
      id = sets.length;
      ensure(id < maxStates, 'automaton.too-large', { what: 'states', limit: maxStates });
      ids.set(key, id);
      sets.push(set);
    }
    return id;
  };
  idOf(closure([nfa.start]));
  const next: number[] = [];
  const byTargets = new Map<string, number>();
  for (let state = 0; state < sets.length; state++) {
    const targets: number[][] = Array.from({ length: classes }, () => []);
    for (const from of sets[state]) {
      const moves = nfa.moves[from];
      for (let i = 0; i < moves.length; i += 3) {
        const last = classOf[moves[i + 1]];
        for (let c = classOf[moves[i]]; c <= last; c++) targets[c].push(moves[i + 2]);
        spend(1 + last - classOf[moves[i]]);
      }
    }
    // Most bytes lead to the same few places: what follows from those is worked out once.
    byTargets.clear();
    for (const list of targets) {
      const key = list.join(' ');
      let id = byTargets.get(key);
      if (id === undefined) {
        id = idOf(closure(list));
        byTargets.set(key, id);
      }
      next.push(id);
    }
  }
  const accepting = Uint8Array.from(sets, (set) => (set.includes(nfa.accept) ? 1 : 0));
  return dropDeadEnds({ states: sets.length, accepting, classOf, classes, next: Int32Array.from(next) });
}

/** Bytes that every move treats alike share a number; the numbers rise with the bytes. */
function byteClasses(nfa: Nfa): { classOf: Uint8Array; classes: number } {
  const begins = new Uint8Array(257);
  begins[0] = 1;
  for (const moves of nfa.moves) {
    for (let i = 0; i < moves.length; i += 3) {
      begins[moves[i]] = 1;
      begins[moves[i + 1] + 1] = 1;
    }
  }
  const classOf = new Uint8Array(256);
  let classes = 0;
  for (let byte = 0; byte < 256; byte++) {
    if (begins[byte]) classes++;
    classOf[byte] = classes - 1;
  }
  return { classOf, classes };
}

function dropDeadEnds(automaton: Automaton): Automaton {
  const { states, accepting, classes, next } = automaton;
  const comesFrom: number[][] = Array.from({ length: states }, () => []);
  for (let at = 0; at < next.length; at++)
    if (next[at] >= 0) comesFrom[next[at]].push(Math.floor(at / classes));
  const alive = new Uint8Array(states);
  const stack = [...accepting.keys()].filter((state) => accepting[state]);
  while (stack.length > 0) {
    const state = stack.pop() as number;
    if (alive[state]) continue;
    alive[state] = 1;
    stack.push(...comesFrom[state]);
  }
  ensure(alive[0], 'automaton.empty');
  return renumber(automaton, (state) => (alive[state] ? state : -1));
}

/**
 * The automaton over blocks of states, numbered in the order in which they are reached; `blockOf` names a state of the
 * block that stands for it, or −1 to leave the state out.
 */
export function renumber(automaton: Automaton, blockOf: (state: number) => number): Automaton {
  const { classes, next, accepting, classOf } = automaton;
  const ids = new Map<number, number>();
  const order: number[] = [];
  const idOf = (state: number): number => {
    const block = state < 0 ? -1 : blockOf(state);
    if (block < 0) return -1;
    let id = ids.get(block);
    if (id === undefined) {
      id = order.length;
      ids.set(block, id);
      order.push(block);
    }
    return id;
  };
  idOf(0);
  const renamed: number[] = [];
  for (let at = 0; at < order.length; at++) {
    for (let c = 0; c < classes; c++) renamed.push(idOf(next[order[at] * classes + c]));
  }
  return {
    states: order.length,
    accepting: Uint8Array.from(order, (state) => accepting[state]),
    classOf,
    classes,
    next: Int32Array.from(renamed),
  };
}
