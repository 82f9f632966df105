/**
 * Token masks: for a state of the automaton, one bit per token that says whether its bytes can be followed from there.
 * Built when a state is first met and kept, since a text comes back to the same states. Ends of the text are added
 * where the state accepts. Source: Willard and Louf 2023 for the index by state; the walk over a tree of tokens is as
 * in later engines.
 */
import { BookError, ensure } from '../errors';
import { type Automaton, nextState, walk } from './automaton';
import { type TokenBytes, type TokenTree, tokenTree } from './tokens';

export interface Mask {
  /** Bit `id & 31` of word `id >> 5` is set when the token is allowed. */
  readonly bits: Uint32Array;
  /** How many tokens are allowed, ends included. */
  readonly allowed: number;
  /** The only one allowed, or −1. */
  readonly only: number;
}

export interface MaskOptions {
  /** Tokens that end the text; allowed in accepting states alone. */
  readonly endIds: readonly number[];
  /** A clock in seconds, where the time spent on building is to be known. */
  readonly now?: () => number;
}

export interface TokenMasks {
  /** The mask of a state. Errors: `masks.no-token` {state} when the vocabulary cannot go on from there. */
  at(state: number): Mask;
  /** The state after a token, or −1. An end leads nowhere. */
  after(state: number, id: number): number;
  /** Masks built so far, and the seconds that took by the clock handed in. */
  readonly built: { readonly masks: number; readonly seconds: number };
}

export const isAllowed = (mask: Mask, id: number): boolean => ((mask.bits[id >> 5] >>> (id & 31)) & 1) === 1;

/**
 * Masks of an automaton over a vocabulary. Worked: `compileRegex('ab?')` over tokens a, b, ab: the first state allows
 * a and ab, the next b and the end.
 */
export function tokenMasks(
  automaton: Automaton,
  vocabulary: TokenBytes,
  { endIds, now = () => 0 }: MaskOptions,
): TokenMasks {
  for (const id of endIds) ensure(id >= 0 && id < vocabulary.vocabSize, 'masks.bad-end', { id });
  const tree = tokenTree(vocabulary);
  const cache = new Map<number, Mask>();
  const special = new Set(vocabulary.specialIds);
  const built = { masks: 0, seconds: 0 };
  return {
    built,
    at(state) {
      const known = cache.get(state);
      if (known) return known;
      const from = now();
      const mask = buildMask(automaton, tree, state, endIds);
      built.masks++;
      built.seconds += now() - from;
      cache.set(state, mask);
      return mask;
    },
    after: (state, id) => (special.has(id) ? -1 : walk(automaton, state, vocabulary.idToBytes(id))),
  };
}

function buildMask(automaton: Automaton, tree: TokenTree, state: number, endIds: readonly number[]): Mask {
  const { firstChild, byte, firstToken, tokens } = tree;
  const bits = new Uint32Array((tree.vocabSize + 31) >> 5);
  let allowed = 0;
  let only = -1;
  const allow = (id: number) => {
    const bit = 1 << (id & 31);
    if (bits[id >> 5] & bit) return;
    bits[id >> 5] |= bit;
    allowed++;
    only = allowed === 1 ? id : -1;
  };
  // Nodes still to visit, each with the state in which it was reached.
  const nodes = [0];
  const states = [state];
  while (nodes.length > 0) {
    const node = nodes.pop() as number;
    const at = states.pop() as number;
    for (let i = firstToken[node]; i < firstToken[node + 1]; i++) allow(tokens[i]);
    for (let child = firstChild[node]; child < firstChild[node + 1]; child++) {
      const next = nextState(automaton, at, byte[child]);
      if (next < 0) continue;
      nodes.push(child);
      states.push(next);
    }
  }
  if (automaton.accepting[state]) for (const id of endIds) allow(id);
  if (allowed === 0) throw new BookError('masks.no-token', { state });
  return { bits, allowed, only };
}

/** The obvious way: every token's bytes on their own. Slower by a factor the benchmark states; the tests compare. */
export function obviousAllowed(
  automaton: Automaton,
  vocabulary: TokenBytes,
  state: number,
  endIds: readonly number[],
): number[] {
  const allowed: number[] = [];
  for (let id = 0; id < vocabulary.vocabSize; id++) {
    const bytes = vocabulary.specialIds.includes(id) ? new Uint8Array() : vocabulary.idToBytes(id);
    const goesOn = bytes.length > 0 && walk(automaton, state, bytes) >= 0;
    if (goesOn || (automaton.accepting[state] && endIds.includes(id))) allowed.push(id);
  }
  return allowed;
}

/** Forbidden logits become −∞; the row itself is left alone. */
export function maskLogits(logits: ArrayLike<number>, mask: Mask): Float32Array {
  const out = new Float32Array(logits.length).fill(Number.NEGATIVE_INFINITY);
  for (let id = 0; id < out.length; id++) if (isAllowed(mask, id)) out[id] = logits[id];
  return out;
}
