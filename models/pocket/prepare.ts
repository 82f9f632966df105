/**
 * Makes what training needs, under `models/pocket/work/` (never committed): the tokenizer, token shards, drills,
 * validation tokens with the entropy of their text, and the probes as tokens.
 * Usage: tsx models/pocket/prepare.ts [tokens in millions = 12] [--keep-tokenizer] [--drills=mixed|recall]
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTokenizer, type Tokenizer } from '../../kernels/transformer/tokenizer';
import { learnMerges, tokenizerFile } from './bpe';
import {
  type CorpusDocument,
  END_OF_TEXT,
  FIRST_SEED,
  makeDocument,
  makeDrill,
  makeProbes,
  type Split,
} from './corpus';
import { heldoutDocuments } from './heldout';

const WORK = join(import.meta.dirname, 'work');
const VOCABULARY = 2048;
const SHARD_TOKENS = 2_000_000;
const VALIDATION_TOKENS = 131_072;
const PROBES_EACH = 120;
const DESCRIBED_DOCUMENTS = 4000;

function* documents(seed: number, split: Split) {
  for (let next = seed; ; next++) yield makeDocument(next, split);
}

function learnTokenizer(): void {
  let text = '';
  // A hundred megabytes would teach it nothing more: the grammar's words are few.
  for (const { text: more } of documents(FIRST_SEED.train, 'train')) {
    text += `${more}\n`;
    if (text.length > 2_500_000) break;
  }
  const merges = learnMerges(text, VOCABULARY - 257);
  writeFileSync(
    join(WORK, 'tokenizer.json'),
    `${JSON.stringify(tokenizerFile(merges, END_OF_TEXT), null, 1)}\n`,
  );
}

/** Fills one file of uint16 tokens with whole documents, each followed by the end token, starting at `seed`. */
function fill(file: string, tokenizer: Tokenizer, count: number, seed: number, split: Split) {
  const tokens = new Uint16Array(count);
  const end = tokenizer.specialId(END_OF_TEXT) as number;
  let used = 0;
  let nats = 0;
  let made = 0;
  for (const { text, nats: more } of documents(seed, split)) {
    const ids = tokenizer.encode(text);
    if (used + ids.length + 1 > count) break;
    tokens.set(ids, used);
    used += ids.length;
    tokens[used++] = end;
    nats += more;
    made++;
  }
  writeFileSync(join(WORK, file), tokens.subarray(0, used));
  return { tokens: used, documents: made, natsPerToken: nats / used, nextSeed: seed + made };
}

/** Drills as tokens, in one file that training mixes in until its last stretch. */
function writeDrills(tokenizer: Tokenizer): void {
  const tokens = new Uint16Array(SHARD_TOKENS);
  const end = tokenizer.specialId(END_OF_TEXT) as number;
  let used = 0;
  for (let seed: number = FIRST_SEED.drills; ; seed++) {
    const ids = tokenizer.encode(makeDrill(seed, drillKind));
    if (used + ids.length + 1 > SHARD_TOKENS) break;
    tokens.set(ids, used);
    used += ids.length;
    tokens[used++] = end;
  }
  writeFileSync(join(WORK, 'drills.bin'), tokens.subarray(0, used));
}

function writeProbes(tokenizer: Tokenizer): void {
  const items = makeProbes(PROBES_EACH).map(({ probe, lang, prompt, options, answer }) => ({
    probe,
    lang,
    prompt: tokenizer.encode(prompt),
    options: options?.map((option) => tokenizer.encode(option)),
    answer: tokenizer.encode(answer),
    index: options ? options.indexOf(answer) : -1,
  }));
  writeFileSync(join(WORK, 'probes.json'), JSON.stringify(items));
}

/** The held-out documents as tokens between two end tokens, with the entropy of each. */
function writeDocuments(tokenizer: Tokenizer): void {
  const end = tokenizer.specialId(END_OF_TEXT) as number;
  const documents = heldoutDocuments().map(({ lang, nats, text }) => ({
    lang,
    nats,
    tokens: [end, ...tokenizer.encode(text), end],
  }));
  writeFileSync(join(WORK, 'documents.json'), JSON.stringify(documents));
}

/** What the model card says about the corpus, from its first documents. */
function describeCorpus(tokenizer: Tokenizer) {
  const sample = Array.from({ length: DESCRIBED_DOCUMENTS }, (_, i) =>
    makeDocument(FIRST_SEED.train + i, 'train'),
  );
  const tokens = sample.map(({ text }) => tokenizer.encode(text).length + 1);
  const total = tokens.reduce((a, b) => a + b, 0);
  const tokenShare = (chosen: (document: CorpusDocument) => boolean) =>
    sample.reduce((sum, document, i) => sum + (chosen(document) ? tokens[i] : 0), 0) / total;
  const han = new Set(
    sample.flatMap(({ text }) => Array.from(text)).filter((c) => /\p{Script=Han}/u.test(c)),
  );
  return {
    sampleDocuments: sample.length,
    meanTokens: total / sample.length,
    longestTokens: Math.max(...tokens),
    chineseShare: sample.filter(({ lang }) => lang === 'zh').length / sample.length,
    chineseTokenShare: tokenShare(({ lang }) => lang === 'zh'),
    practiceTokenShare: tokenShare(({ kind }) => kind === 'probe'),
    hanCharacters: han.size,
  };
}

mkdirSync(WORK, { recursive: true });
const millions = Number(process.argv[2] ?? 12);
const drillKind =
  process.argv.find((word) => word.startsWith('--drills='))?.slice('--drills='.length) ?? 'mixed';
if (!process.argv.includes('--keep-tokenizer') || !existsSync(join(WORK, 'tokenizer.json'))) learnTokenizer();
const tokenizer = createTokenizer(JSON.parse(readFileSync(join(WORK, 'tokenizer.json'), 'utf8')));
writeProbes(tokenizer);
writeDrills(tokenizer);
writeDocuments(tokenizer);
const description = describeCorpus(tokenizer);
const validation = fill('validation.bin', tokenizer, VALIDATION_TOKENS, FIRST_SEED.validation, 'heldout');
let seed: number = FIRST_SEED.train;
const shards = [];
for (let shard = 0; shard < Math.ceil((millions * 1e6) / SHARD_TOKENS); shard++) {
  const made = fill(`shard-${String(shard).padStart(3, '0')}.bin`, tokenizer, SHARD_TOKENS, seed, 'train');
  seed = made.nextSeed;
  shards.push(made);
  writeFileSync(
    join(WORK, 'corpus.json'),
    `${JSON.stringify({ description, validation, shards, nextSeed: seed }, null, 1)}\n`,
  );
}
console.log(JSON.stringify({ validation, shards: shards.length, last: shards.at(-1) }));
