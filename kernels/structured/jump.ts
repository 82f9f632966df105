/**
 * Stretches where the language leaves one way only. Between states with a choice, the automaton has singular paths;
 * written as one move each they make the compressed automaton, and whoever stands at the beginning of one may jump
 * to its end without asking a model. Source: Zheng et al. 2023 and the LMSYS post of February 2024.
 */
import { type Automaton, nextState } from './automaton';

export interface Forced {
  readonly bytes: Uint8Array;
  /** The state behind them. */
  readonly state: number;
}

/** The only byte that may follow a state, or −1: none, several, or the text may end here. */
export function onlyByte(automaton: Automaton, state: number): number {
  if (automaton.accepting[state]) return -1;
  let found = -1;
  for (let byte = 0; byte < 256; byte++) {
    if (nextState(automaton, state, byte) < 0) continue;
    if (found >= 0) return -1;
    found = byte;
  }
  return found;
}

/**
 * All bytes forced from a state on. A singular path cannot run in a circle, since some accepting state is always
 * ahead. Worked: in `{"type": "boolean"}` nothing is forced at first; after `t`, the bytes of `rue` are.
 */
export function jumpForward(automaton: Automaton, state: number): Forced {
  const bytes: number[] = [];
  let at = state;
  for (let byte = onlyByte(automaton, at); byte >= 0; byte = onlyByte(automaton, at)) {
    bytes.push(byte);
    at = nextState(automaton, at, byte);
  }
  return { bytes: Uint8Array.from(bytes), state: at };
}

/** The longest beginning of bytes that ends between two characters. Worked: e4 b8 ad e4 → e4 b8 ad. */
export function wholeCharacters(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte < 0x80 ? 1 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length <= back ? bytes : bytes.subarray(0, bytes.length - back);
  }
  return bytes;
}
