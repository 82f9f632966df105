import { readFileSync } from 'node:fs';
import { Tokenizer as PeerTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BYTE_TO_CHARACTER, splitWords } from '../../../kernels/transformer/byte-level';
import { createTokenizer } from '../../../kernels/transformer/tokenizer';

const folder = new URL('../../../public/models/pocket/', import.meta.url);
const file = JSON.parse(readFileSync(new URL('tokenizer.json', folder), 'utf8'));
const tokenizer = createTokenizer(file);
const END = '<|endoftext|>';

/** Texts that tokenizers trip over: scripts, digits, emoji, line breaks, runs of spaces, special tokens. */
const HARD_TEXTS = [
  'Mira put the brass key in the teapot.',
  "it's they'll we've I'm you'd SHOUTED'S",
  '红钥匙在茶壶里。“就那把。”',
  'numbers 1234567890 3.14 ４２',
  '  leading and trailing  ',
  'tabs\tand\n\nbreaks \r\n end\n',
  '👩‍🚀 naïve café ñ ü ß',
  '{"owner": ["Ada", {"box": "key"}]}',
  `one${END}two${END}`,
  'Ελληνικά, русский, 日本語, हिन्दी, עברית',
  'x'.repeat(500),
  '\u00a0\u3000spaces',
];

describe('the tokenizer', () => {
  it('gives back any text from its tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it.each(HARD_TEXTS)('tokenizes as the library of the field does: %j', async (text) => {
    const config = JSON.parse(readFileSync(new URL('tokenizer_config.json', folder), 'utf8'));
    const peer = new PeerTokenizer(file, config);
    const expected = peer.encode(text, { add_special_tokens: false }).ids;
    expect(tokenizer.encode(text)).toEqual(Array.from(expected));
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
  });

  it('agrees with the library on arbitrary words', () => {
    const peer = new PeerTokenizer(file, {});
    const word = fc.constantFrom(
      'Mira',
      ' the',
      'ket',
      '茶壶',
      '12',
      ' 7',
      '“',
      '.',
      '\n',
      "'s",
      ' ',
      'zq',
      '。',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join('');
        expect(tokenizer.encode(text)).toEqual(
          Array.from(peer.encode(text, { add_special_tokens: false }).ids),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('knows the special token wherever it stands, and writes it out again', () => {
    expect(tokenizer.specialId(END)).toBe(0);
    expect(tokenizer.encode(`a${END}`)).toEqual([...tokenizer.encode('a'), 0]);
    expect(tokenizer.idToToken(0)).toBe(END);
  });

  it('has 2,048 tokens, whose bytes may end inside a character', () => {
    expect(tokenizer.vocabSize).toBe(2048);
    expect(tokenizer.idToBytes(tokenizer.encode('\ufffe')[0]).length).toBeLessThan(3);
    expect(tokenizer.decode([tokenizer.encode('👩')[0]])).toBe('\ufffd');
  });

  it('keeps brackets apart, one token each', () => {
    expect(tokenizer.encode('"}]}')).toHaveLength(4);
  });

  it('takes a word of fifty thousand letters in its stride', () => {
    const started = performance.now();
    expect(tokenizer.decode(tokenizer.encode('teapot'.repeat(8000)))).toHaveLength(48000);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('reads merges written as pairs too', () => {
    const pairs = {
      ...file,
      model: { ...file.model, merges: file.model.merges.map((m: string) => m.split(' ')) },
    };
    expect(createTokenizer(pairs).encode(HARD_TEXTS[0])).toEqual(tokenizer.encode(HARD_TEXTS[0]));
  });
});

describe('a tokenizer file that cannot be used', () => {
  const broken: [string, unknown, string][] = [
    ['not an object', null, 'tokenizer.malformed'],
    ['no model', {}, 'tokenizer.malformed'],
    [
      'another kind of model',
      { ...file, model: { ...file.model, type: 'Unigram' } },
      'tokenizer.unsupported',
    ],
    ['another pre-tokenizer', { ...file, pre_tokenizer: { type: 'Metaspace' } }, 'tokenizer.unsupported'],
    ['a normalizer', { ...file, normalizer: { type: 'NFC' } }, 'tokenizer.unsupported'],
    ['no merges', { ...file, model: { ...file.model, merges: undefined } }, 'tokenizer.malformed'],
    [
      'a merge of unknown parts',
      { ...file, model: { ...file.model, merges: ['zz qq'] } },
      'tokenizer.bad-merge',
    ],
    ['a merge that is none', { ...file, model: { ...file.model, merges: [7] } }, 'tokenizer.bad-merge'],
    [
      'an id that is no number',
      { ...file, model: { ...file.model, vocab: { ...file.model.vocab, a: 'x' } } },
      'tokenizer.bad-id',
    ],
    [
      'an id far too large',
      { ...file, model: { ...file.model, vocab: { ...file.model.vocab, a: 1e12 } } },
      'tokenizer.bad-id',
    ],
    ['a byte left out', { ...file, model: { ...file.model, vocab: { a: 0 } } }, 'tokenizer.bad-id'],
  ];
  it.each(broken)('%s: says which', (_name, json, id) => {
    expect(() => createTokenizer(json)).toThrowError(expect.objectContaining({ name: 'BookError', id }));
  });

  it('an unknown token id is an error, not a blank', () => {
    expect(() => tokenizer.decode([999_999])).toThrowError(
      expect.objectContaining({ id: 'tokenizer.unknown-id' }),
    );
  });
});

describe('the byte alphabet', () => {
  it('has 256 different printable characters', () => {
    expect(new Set(BYTE_TO_CHARACTER).size).toBe(256);
    expect(BYTE_TO_CHARACTER[32]).toBe('Ġ');
  });

  it('loses nothing when it cuts a text into words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        expect(splitWords(text).join('')).toBe(text);
      }),
    );
  });
});
