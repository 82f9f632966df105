import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTokenizer } from '../../kernels/transformer/tokenizer';
import { FIRST_SEED, makeDocument, PROBES } from '../../models/pocket/corpus';
import { belongsTo, createSource } from '../../models/pocket/grammar/source';
import { madeUpWord, numberRow } from '../../models/pocket/grammar/words-en';
import { madeUpWordZh } from '../../models/pocket/grammar/words-zh';
import { heldoutDocuments } from '../../models/pocket/heldout';

const shipped = new URL('../../public/models/', import.meta.url);
const readJson = (path: string) => JSON.parse(readFileSync(new URL(path, shipped), 'utf8'));
const tokenizer = createTokenizer(readJson('pocket/tokenizer.json'));
const sample = Array.from({ length: 4000 }, (_, seed) => makeDocument(seed, 'train'));

describe('the corpus generator', () => {
  it('makes the same document from the same seed, on any machine', () => {
    expect(makeDocument(17, 'train')).toEqual(makeDocument(17, 'train'));
    const hash = createHash('sha256')
      .update(sample.map((document) => document.text).join('\n\n'))
      .digest('hex');
    // A change of the grammar changes this line and calls for new training: see models/pocket/README.md.
    expect(hash.slice(0, 16)).toBe('67c61c50600a6b36');
  });

  it('makes different documents from different seeds', () => {
    expect(new Set(sample.map((document) => document.text)).size).toBeGreaterThan(sample.length * 0.98);
  });

  it('is three quarters English and one quarter Chinese, by documents', () => {
    const chinese = sample.filter((document) => document.lang === 'zh').length / sample.length;
    expect(chinese).toBeGreaterThan(0.22);
    expect(chinese).toBeLessThan(0.3);
  });

  it('is mostly stories and dialogues', () => {
    const practice = sample.filter((document) => document.kind === 'probe').length / sample.length;
    expect(practice).toBeGreaterThan(0.35);
    expect(practice).toBeLessThan(0.45);
  });

  it('keeps to few Chinese characters, each a token of its own', () => {
    const characters = new Set(
      sample.flatMap(({ text }) => Array.from(text)).filter((c) => /\p{Script=Han}/u.test(c)),
    );
    expect(characters.size).toBeGreaterThan(300);
    expect(characters.size).toBeLessThanOrEqual(500);
    for (const character of characters) expect(tokenizer.encode(character)).toHaveLength(1);
  });

  it('fits a document into 250 tokens, English at 3 characters a token or more', () => {
    const english = sample.filter((document) => document.lang === 'en');
    const counts = english.map((document) => tokenizer.encode(document.text).length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(250);
    const characters = english.reduce((sum, document) => sum + document.text.length, 0);
    expect(characters / counts.reduce((a, b) => a + b, 0)).toBeGreaterThan(3);
  });

  it('knows how surprising its text is: half a nat per token, more or less', () => {
    const nats = sample.reduce((sum, document) => sum + document.nats, 0);
    const tokens = sample.reduce((sum, document) => sum + tokenizer.encode(document.text).length + 1, 0);
    expect(nats / tokens).toBeGreaterThan(0.4);
    expect(nats / tokens).toBeLessThan(0.6);
  });
});

describe('the dice', () => {
  it('add the log-probability of every choice', () => {
    const source = createSource(1, 'train');
    source.pick(['a', 'b', 'c', 'd']);
    source.integer(1, 6);
    expect(source.nats()).toBeCloseTo(Math.log(24), 12);
    const hit = source.chance(0.25);
    expect(source.nats()).toBeCloseTo(Math.log(24) - Math.log(hit ? 0.25 : 0.75), 12);
  });

  it('weigh as they are told', () => {
    const source = createSource(2, 'train');
    const drawn = Array.from({ length: 4000 }, () =>
      source.weighted([
        [3, 'often'],
        [1, 'seldom'],
      ]),
    );
    expect(drawn.filter((word) => word === 'often').length / drawn.length).toBeCloseTo(0.75, 1);
  });

  it('count only the phrase that is said', () => {
    const source = createSource(3, 'train');
    source.say([() => source.pick(['a', 'b']), () => source.pick(['c', 'd'])]);
    expect(source.nats()).toBeCloseTo(Math.log(4), 12);
  });

  it('draw different items when asked for different ones', () => {
    const source = createSource(4, 'train');
    for (let i = 0; i < 200; i++) expect(new Set(source.distinct([1, 2, 3, 4], 3)).size).toBe(3);
    expect(source.nats()).toBeCloseTo(200 * Math.log(24), 8);
  });
});

describe('held-out text is not seen text', () => {
  const documents: { id: string; lang: string; text: string }[] = readJson('heldout/documents.json');

  it('the shipped documents are what the generator makes today', () => {
    expect(documents).toEqual(heldoutDocuments());
    expect(documents).toHaveLength(64);
    expect(new Set(documents.map((document) => document.id)).size).toBe(64);
    expect(documents.filter((document) => document.lang === 'zh').length).toBeGreaterThan(8);
  });

  it('no shipped document is among a hundred thousand of training', () => {
    const held = new Set(documents.map((document) => document.text));
    let met = 0;
    for (let seed = 0; seed < 100_000; seed++) if (held.has(makeDocument(seed, 'train').text)) met++;
    expect(met).toBe(0);
  }, 60_000);

  it('made-up words and number rows are dealt to one side only', () => {
    for (const split of ['train', 'heldout'] as const) {
      const source = createSource(9, split);
      for (let i = 0; i < 300; i++) {
        for (const text of [madeUpWord(source), madeUpWordZh(source), numberRow(source).join(' ')]) {
          expect(belongsTo(split, text)).toBe(true);
        }
      }
    }
  });

  it('seeds of training, validation, documents and probes lie far apart', () => {
    const starts = Object.values(FIRST_SEED).sort((a, b) => a - b);
    for (let i = 1; i < starts.length; i++)
      expect(starts[i] - starts[i - 1]).toBeGreaterThanOrEqual(100_000_000);
    expect(PROBES).toHaveLength(6);
  });
});
