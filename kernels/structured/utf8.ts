/**
 * A range of characters as sequences of byte ranges in UTF-8: what an automaton over bytes follows.
 * Source: RFC 3629 for the encoding; the splitting is the one of Thompson's and Cox's automata over UTF-8.
 */
import type { Range } from './pattern';

/** One byte range per byte of the character. */
export type ByteSequence = readonly Range[];

/** Largest code point of each encoded length. */
const LARGEST = [0x7f, 0x7ff, 0xffff, 0x10ffff] as const;

/**
 * Sequences that cover exactly the code points from `low` to `high`; surrogates must have been taken out.
 * Worked: [0x41, 0x43] → [[[0x41, 0x43]]]; [0x80, 0x7ff] → [[[0xc2, 0xdf], [0x80, 0xbf]]].
 */
export function utf8Sequences([low, high]: Range): ByteSequence[] {
  for (const largest of LARGEST) {
    if (low <= largest && largest < high) {
      return [...utf8Sequences([low, largest]), ...utf8Sequences([largest + 1, high])];
    }
  }
  if (high <= 0x7f) return [[[low, high]]];
  // A range fits into one row of byte ranges when below the first differing byte all continuations occur.
  for (const bits of [6, 12, 18]) {
    const mask = (1 << bits) - 1;
    if (low >> bits === high >> bits) continue;
    if ((low & mask) !== 0)
      return [...utf8Sequences([low, low | mask]), ...utf8Sequences([(low | mask) + 1, high])];
    if ((high & mask) !== mask)
      return [...utf8Sequences([low, (high & ~mask) - 1]), ...utf8Sequences([high & ~mask, high])];
  }
  const first = encodeUtf8(low);
  const last = encodeUtf8(high);
  return [first.map((byte, at): Range => [byte, last[at]])];
}

/** Bytes of one code point. Worked: 0x4e2d (中) → e4 b8 ad. */
function encodeUtf8(code: number): number[] {
  if (code <= 0x7f) return [code];
  const length = code <= 0x7ff ? 2 : code <= 0xffff ? 3 : 4;
  const bytes: number[] = [];
  let rest = code;
  for (let at = 1; at < length; at++) {
    bytes.unshift(0x80 | (rest & 0x3f));
    rest >>= 6;
  }
  return [((0xf00 >> length) & 0xff) | rest, ...bytes];
}
