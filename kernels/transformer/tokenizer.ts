/**
 * Byte-level BPE from a `tokenizer.json`: text to token ids and back. Covers what Llama-family files with plain
 * byte-level pre-tokenization need; anything else in the file is refused by name rather than tokenized wrongly.
 */
import { ensure } from '../errors';
import { CHARACTER_TO_BYTE, splitWords, toByteCharacters } from './byte-level';

export interface Tokenizer {
  /** Token ids of a text. No token is added at either end; special tokens written in the text are recognised. */
  encode(text: string): number[];
  /** Text of token ids, special tokens written out; bytes that form no character become U+FFFD. */
  decode(ids: ArrayLike<number>): string;
  /** The token as the file writes it (`Ġ` for a leading space). Errors: `tokenizer.unknown-id` {id}. */
  idToToken(id: number): string;
  /** Bytes of one token: a token may end in the middle of a character. Errors: `tokenizer.unknown-id` {id}. */
  idToBytes(id: number): Uint8Array;
  /** Id of a special token, by its text, or undefined. */
  specialId(text: string): number | undefined;
  /** Tokens that stand for no text of their own, such as the end of a document. */
  readonly specialIds: readonly number[];
  readonly vocabSize: number;
}

interface Parts {
  readonly vocab: ReadonlyMap<string, number>;
  readonly tokens: readonly string[];
  readonly ranks: ReadonlyMap<string, number>;
  readonly specials: ReadonlyMap<string, number>;
}

type Json = Readonly<Record<string, unknown>>;

/** More words than any page needs; past it the cache starts anew, so that memory stays bounded. */
const CACHED_WORDS = 20_000;

/**
 * Reads a parsed `tokenizer.json`. Errors: `tokenizer.malformed` {field}, `tokenizer.unsupported` {field, value},
 * `tokenizer.bad-id` {token, id}, `tokenizer.bad-merge` {index}.
 */
export function createTokenizer(tokenizerJson: unknown): Tokenizer {
  const parts = readParts(tokenizerJson);
  const { tokens, specials } = parts;
  const cache = new Map<string, readonly number[]>();
  const bytesOf = tokens.map((token) => tokenBytes(token, specials));
  const known = (id: number) => ensure(tokens[id] !== undefined, 'tokenizer.unknown-id', { id });

  const encodeWord = (word: string): readonly number[] => {
    const hit = cache.get(word);
    if (hit) return hit;
    if (cache.size >= CACHED_WORDS) cache.clear();
    const ids = mergeWord(toByteCharacters(word), parts);
    cache.set(word, ids);
    return ids;
  };

  return {
    vocabSize: tokens.length,
    specialId: (text) => specials.get(text),
    specialIds: [...specials.values()],
    encode(text) {
      const ids: number[] = [];
      for (const piece of splitSpecials(text, specials)) {
        const special = specials.get(piece);
        if (special !== undefined) ids.push(special);
        else for (const word of splitWords(piece)) for (const id of encodeWord(word)) ids.push(id);
      }
      return ids;
    },
    decode(ids) {
      const bytes: number[] = [];
      for (let i = 0; i < ids.length; i++) {
        known(ids[i]);
        for (const byte of bytesOf[ids[i]]) bytes.push(byte);
      }
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(bytes));
    },
    idToToken(id) {
      known(id);
      return tokens[id];
    },
    idToBytes(id) {
      known(id);
      return bytesOf[id].slice();
    },
  };
}

/**
 * Applies merges to one word, best rank first, all its occurrences at once. Each pass uses another merge rule, so
 * a hostile text of one endless word costs length × rules at most.
 */
function mergeWord(word: string, { vocab, ranks }: Parts): number[] {
  let symbols = Array.from(word);
  while (symbols.length > 1) {
    let best = Number.POSITIVE_INFINITY;
    let left = '';
    let right = '';
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = ranks.get(`${symbols[i]} ${symbols[i + 1]}`);
      if (rank !== undefined && rank < best) [best, left, right] = [rank, symbols[i], symbols[i + 1]];
    }
    if (best === Number.POSITIVE_INFINITY) break;
    const merged: string[] = [];
    for (let i = 0; i < symbols.length; i++) {
      if (symbols[i] === left && symbols[i + 1] === right) {
        merged.push(left + right);
        i++;
      } else merged.push(symbols[i]);
    }
    symbols = merged;
  }
  return symbols.map((symbol) => vocab.get(symbol) as number);
}

function splitSpecials(text: string, specials: ReadonlyMap<string, number>): string[] {
  if (specials.size === 0) return [text];
  const longestFirst = [...specials.keys()].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((special) => special.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return text.split(new RegExp(`(${escaped.join('|')})`)).filter((piece) => piece !== '');
}

function tokenBytes(token: string, specials: ReadonlyMap<string, number>): Uint8Array {
  if (specials.has(token)) return new TextEncoder().encode(token);
  return Uint8Array.from(Array.from(token ?? ''), (character) => {
    const byte = CHARACTER_TO_BYTE.get(character);
    ensure(byte !== undefined, 'tokenizer.malformed', { field: `model.vocab: ${token}` });
    return byte;
  });
}

function readParts(json: unknown): Parts {
  const root = objectAt(json, 'tokenizer.json');
  const model = objectAt(root.model, 'model');
  ensure(model.type === 'BPE' || model.type === undefined, 'tokenizer.unsupported', {
    field: 'model.type',
    value: String(model.type),
  });
  checkPreTokenizer(root);
  const vocab = new Map<string, number>();
  const tokens: string[] = [];
  const add = (token: string, id: unknown) => {
    const good = typeof id === 'number' && Number.isInteger(id) && id >= 0 && id < 1_000_000;
    ensure(good && (tokens[id] === undefined || tokens[id] === token), 'tokenizer.bad-id', {
      token,
      id: String(id),
    });
    vocab.set(token, id);
    tokens[id] = token;
  };
  for (const [token, id] of Object.entries(objectAt(model.vocab, 'model.vocab'))) add(token, id);
  const specials = new Map<string, number>();
  for (const entry of listAt(root.added_tokens ?? [], 'added_tokens')) {
    const { content, id } = objectAt(entry, 'added_tokens');
    ensure(typeof content === 'string' && content !== '', 'tokenizer.malformed', { field: 'added_tokens' });
    add(content, id);
    specials.set(content, id as number);
  }
  for (const character of CHARACTER_TO_BYTE.keys()) {
    // Without all 256 bytes some text could not be written at all.
    ensure(vocab.has(character), 'tokenizer.malformed', { field: `model.vocab: ${character}` });
  }
  for (let id = 0; id < tokens.length; id++) {
    ensure(tokens[id] !== undefined, 'tokenizer.bad-id', { token: '', id: String(id) });
  }
  return { vocab, tokens, specials, ranks: readMerges(model.merges, vocab) };
}

function readMerges(merges: unknown, vocab: ReadonlyMap<string, number>): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const [index, entry] of listAt(merges, 'model.merges').entries()) {
    // Older files write "a b", newer ones ["a", "b"].
    const pair = typeof entry === 'string' ? entry.split(' ') : entry;
    const good =
      Array.isArray(pair) &&
      pair.length === 2 &&
      vocab.has(pair[0]) &&
      vocab.has(pair[1]) &&
      vocab.has(pair.join(''));
    ensure(good, 'tokenizer.bad-merge', { index });
    ranks.set(pair.join(' '), index);
  }
  return ranks;
}

/** Only plain ByteLevel with its own splitter: a digit splitter or a prefix space would change the tokens. */
function checkPreTokenizer(root: Json): void {
  const stage = objectAt(root.pre_tokenizer, 'pre_tokenizer');
  const refuse = (field: string, value: unknown) =>
    ensure(false, 'tokenizer.unsupported', { field, value: String(value) });
  if (stage.type !== 'ByteLevel') refuse('pre_tokenizer.type', stage.type);
  if (stage.add_prefix_space === true) refuse('pre_tokenizer.add_prefix_space', true);
  if (stage.use_regex === false) refuse('pre_tokenizer.use_regex', false);
  if (root.normalizer) refuse('normalizer', (root.normalizer as Json).type);
}

function objectAt(value: unknown, field: string): Json {
  ensure(typeof value === 'object' && value !== null && !Array.isArray(value), 'tokenizer.malformed', {
    field,
  });
  return value as Json;
}

function listAt(value: unknown, field: string): readonly unknown[] {
  ensure(Array.isArray(value), 'tokenizer.malformed', { field });
  return value;
}
