/**
 * The byte alphabet and the word splitter of GPT-2's byte-level BPE: every byte has a printable stand-in, so that
 * tokens can be written down as text, and merges never cross the borders that the splitter draws.
 */

/** Stand-in character of each byte: printable Latin-1 stands for itself, the other 68 bytes move to U+0100 and up. */
export const BYTE_TO_CHARACTER: readonly string[] = buildAlphabet();

export const CHARACTER_TO_BYTE: ReadonlyMap<string, number> = new Map(
  BYTE_TO_CHARACTER.map((character, byte) => [character, byte]),
);

function buildAlphabet(): string[] {
  let moved = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(printable ? byte : 256 + moved++);
  });
}

// White_Space instead of \s: JavaScript's \s counts U+FEFF and not U+0085, the original's the other way round.
const WORDS =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/** Cuts a text into the pieces inside which merges may happen. Worked: `splitWords('a cat')` = `['a', ' cat']`. */
export function splitWords(text: string): string[] {
  return text.match(WORDS) ?? [];
}

const encoder = new TextEncoder();

/** A piece of text as stand-in characters, one per UTF-8 byte. Worked: `toByteCharacters(' a')` = `'Ġa'`. */
export function toByteCharacters(text: string): string {
  let out = '';
  for (const byte of encoder.encode(text)) out += BYTE_TO_CHARACTER[byte];
  return out;
}
