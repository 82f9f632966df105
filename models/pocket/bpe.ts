/**
 * Learns byte-pair merges from text: count the neighbours inside words, merge the most frequent pair, repeat.
 * Counts are kept up to date word by word, so two thousand merges over a few megabytes take seconds.
 */
import {
  BYTE_TO_CHARACTER,
  CHARACTER_TO_BYTE,
  splitWords,
  toByteCharacters,
} from '../../kernels/transformer/byte-level';

interface Word {
  symbols: string[];
  readonly count: number;
  /** Has characters of more than one byte. */
  readonly wide: boolean;
}

/** How often each pair of neighbours stands in the text, and in which words. */
class Pairs {
  readonly counts = new Map<string, number>();
  readonly words = new Map<string, Set<Word>>();

  add(word: Word, sign: 1 | -1): void {
    for (let i = 0; i + 1 < word.symbols.length; i++) {
      const pair = `${word.symbols[i]} ${word.symbols[i + 1]}`;
      this.counts.set(pair, (this.counts.get(pair) ?? 0) + sign * word.count);
      if (sign === -1) continue;
      const holders = this.words.get(pair) ?? new Set();
      this.words.set(pair, holders.add(word));
    }
  }

  merge(left: string, right: string): void {
    const pair = `${left} ${right}`;
    for (const word of this.words.get(pair) ?? []) {
      this.add(word, -1);
      word.symbols = mergePair(word.symbols, left, right);
      this.add(word, 1);
    }
    this.counts.delete(pair);
  }

  /** The most frequent pair seen at least twice, ties to the first in code order; empty if there is none. */
  best(refused: ReadonlySet<string>): string {
    let best = '';
    let bestCount = 2;
    for (const [pair, count] of this.counts) {
      if (refused.has(pair) || count < bestCount) continue;
      if (best === '' || count > bestCount || pair < best) [best, bestCount] = [pair, count];
    }
    return best;
  }
}

/** Merges in the order learnt, as [left, right] in stand-in characters: whole characters first, then words. */
export function learnMerges(text: string, mergeCount: number): [string, string][] {
  const merges = characterMerges(text).slice(0, mergeCount);
  const pairs = new Pairs();
  for (const word of countWords(text)) {
    if (word.wide) for (const [left, right] of merges) word.symbols = mergePair(word.symbols, left, right);
    pairs.add(word, 1);
  }
  const refused = new Set<string>();
  const made = new Set([...BYTE_TO_CHARACTER, ...merges.map((merge) => merge.join(''))]);
  while (merges.length < mergeCount) {
    const best = pairs.best(refused);
    if (best === '') break;
    const [left, right] = best.split(' ');
    if (made.has(left + right) || !mayMerge(left + right)) {
      refused.add(best);
      continue;
    }
    pairs.merge(left, right);
    made.add(left + right);
    merges.push([left, right]);
  }
  return merges;
}

function countWords(text: string): Word[] {
  const counts = new Map<string, number>();
  for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({
    symbols: Array.from(toByteCharacters(word)),
    count,
    wide: /\P{ASCII}/u.test(word),
  }));
}

function mergePair(symbols: readonly string[], left: string, right: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    if (symbols[i] === left && symbols[i + 1] === right) {
      out.push(left + right);
      i++;
    } else out.push(symbols[i]);
  }
  return out;
}

const decoder = new TextDecoder('utf-8', { fatal: true });
const LONGEST_HAN = 4;

/**
 * What a token may be. The start of one character, a whole character, or a word: never a character and a piece of
 * the next. Runs of punctuation stay single marks, so that every bracket is one decision, for the reader who watches
 * it and for a grammar that constrains it. Chinese has no spaces to stop at, so its tokens stop at four characters.
 */
function mayMerge(token: string): boolean {
  const bytes = Array.from(token, (character) => CHARACTER_TO_BYTE.get(character) as number);
  let text: string;
  try {
    text = decoder.decode(Uint8Array.from(bytes));
  } catch {
    return bytes[0] >= 0xe0 && bytes.length === 2 && bytes[1] < 0xc0;
  }
  const characters = Array.from(text.trim());
  if (characters.length < 2) return true;
  if (characters.some((character) => /\p{Script=Han}/u.test(character)))
    return characters.length <= LONGEST_HAN;
  return characters.some((character) => /[\p{L}\p{N}]/u.test(character));
}

/** The merges that give each character of a text a token of its own; learnt first, so that none stays in pieces. */
export function characterMerges(text: string): [string, string][] {
  const merges = new Map<string, [string, string]>();
  for (const character of [...new Set(text)].sort()) {
    const bytes = Array.from(toByteCharacters(character));
    for (let end = 2; end <= bytes.length && bytes.length === 3; end++) {
      const left = bytes.slice(0, end - 1).join('');
      merges.set(left + bytes[end - 1], [left, bytes[end - 1]]);
    }
  }
  return [...merges.values()];
}

/** The contents of a `tokenizer.json` with the special token first, then the 256 bytes, then one token per merge. */
export function tokenizerFile(merges: readonly (readonly [string, string])[], special: string): object {
  const vocab: Record<string, number> = { [special]: 0 };
  for (const [byte, character] of BYTE_TO_CHARACTER.entries()) vocab[character] = byte + 1;
  for (const [index, [left, right]] of merges.entries()) vocab[left + right] = 257 + index;
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [
      {
        id: 0,
        content: special,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: true,
      },
    ],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: '',
      end_of_word_suffix: '',
      fuse_unk: false,
      byte_fallback: false,
      vocab,
      merges: merges.map(([left, right]) => `${left} ${right}`),
    },
  };
}
