/**
 * A model of a few hundred tokens that has learnt nothing: logits are noise from a seed and the last two tokens, leaning
 * towards whole words and the marks that close. It stands where a real one would, so that decoding under an automaton
 * can be run headless. Its tokens are a byte-level BPE like a real one's: all bytes, and what the merges below make.
 */
import { nextUniform } from '../numbers/random';
import { BYTE_TO_CHARACTER, toByteCharacters } from '../transformer/byte-level';
import { createTokenizer, type Tokenizer } from '../transformer/tokenizer';

/** What a decoding asks of a model. */
export interface LogitsModel {
  readonly tokenizer: Tokenizer;
  /** One logit per token of the vocabulary, after these tokens. The same for the same tokens and seed. */
  logits(tokens: readonly number[], seed: number): ArrayLike<number>;
}

/** Pieces inside which merges happen: words of the scenes, and the marks of JSON as they stand together. */
const PIECES = [
  ...['owner', 'thing', 'place', 'box', 'mill', 'market', 'bakery', 'lamp', 'ring', 'Ada', 'Karl', 'Greta'],
  ...[
    ' Ada',
    ' lamp',
    ' the',
    ' old',
    ' 3',
    ' 9',
    ' 14',
    '20',
    '19',
    '主人',
    '东西',
    '地方',
    '集市',
    '小兰',
    '梨',
  ],
  ...['{"', '":', ' "', '",', '"}', '"]', ' {"', ' ["', ' "', '"}}', '"]}', '}}', '.,', '-'],
] as const;
const END = '<|end|>';

let tokenizer: Tokenizer | undefined;

/** Every piece is merged from its left end, so that its beginnings are tokens too. */
function toyTokenizer(): Tokenizer {
  const vocab: Record<string, number> = { [END]: 0 };
  for (const character of BYTE_TO_CHARACTER) vocab[character] = Object.keys(vocab).length;
  const merges: [string, string][] = [];
  for (const piece of PIECES) {
    const characters = Array.from(toByteCharacters(piece));
    for (let length = 2; length <= characters.length; length++) {
      const whole = characters.slice(0, length).join('');
      if (Object.hasOwn(vocab, whole)) continue;
      vocab[whole] = Object.keys(vocab).length;
      merges.push([characters.slice(0, length - 1).join(''), characters[length - 1]]);
    }
  }
  return createTokenizer({
    model: { type: 'BPE', vocab, merges },
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false },
    added_tokens: [{ content: END, id: 0 }],
  });
}

/** Spread of the noise, and what a longer token and one that closes something are ahead by. */
const NOISE = 4;
const PER_BYTE = 0.5;
const CLOSES = 3;

export const toyModel: LogitsModel = {
  get tokenizer() {
    tokenizer ??= toyTokenizer();
    return tokenizer;
  },
  logits(tokens, seed) {
    const { vocabSize, idToBytes } = this.tokenizer;
    const [before = 0, last = 0] = tokens.slice(-2);
    const start =
      Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(before + 1, 0x85ebca6b) ^ Math.imul(last + 1, 0xc2b2ae35);
    return Float32Array.from({ length: vocabSize }, (_, id) => {
      const bytes = idToBytes(id);
      const noise = nextUniform((start + Math.imul(id, 0x27d4eb2f)) >>> 0).value;
      const lean =
        id === 0 ? CLOSES : Math.min(6, bytes.length) * PER_BYTE + (CLOSING.has(bytes[0]) ? CLOSES : 0);
      return NOISE * noise + lean;
    });
  },
};

/** `"`, `}`, `]`. */
const CLOSING: ReadonlySet<number> = new Set([0x22, 0x7d, 0x5d]);
