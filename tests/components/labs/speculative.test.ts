import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web/wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  createLlamaRunner,
  type LlamaRunner,
  type OrtModule,
} from '../../../components/labs/runtime/llama-session';
import { comparisonTable } from '../../../components/labs/speculative-live/comparison';
import { deviations, drawPlaces, SUSPICIOUS } from '../../../components/labs/speculative-live/draw-places';
import { figuresOf, neededCostRatio, together } from '../../../components/labs/speculative-live/figures';
import { speculativeMessages } from '../../../components/labs/speculative-live/messages';
import { DRAFTS, KINDS, speculativeSpecs, workKey } from '../../../components/labs/speculative-live/params';
import { kindOf, OPEN_PLACES, promptsByKind } from '../../../components/labs/speculative-live/prompts';
import { recordedFor, type SpeculativeRecord } from '../../../components/labs/speculative-live/recorded';
import {
  lookupDrafter,
  modelDrafter,
  type Round,
  writePlain,
  writeSpeculated,
} from '../../../components/labs/speculative-live/speculate';
import { goesOf, describe as say, tokenTable } from '../../../components/labs/speculative-live/words';
import data from '../../../content/data/recorded/speculative.json';
import { buildLlamaOnnx } from '../../../kernels/onnx/build-llama';
import { defaultParams } from '../../../kernels/simulator';
import { createReference } from '../../../kernels/transformer/forward';
import { createSession } from '../../../kernels/transformer/session';
import { createTokenizer } from '../../../kernels/transformer/tokenizer';
import { openSession, readPocket } from '../../../tools/lib/open-speculation';
import { largestDifference, toyConfig, toyWeights } from '../../kernels/transformer/toy';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const config = {
  ...toyConfig,
  hiddenSize: 64,
  intermediateSize: 96,
  heads: 4,
  headDim: 16,
  maxPositions: 64,
};
const toy = toyWeights(config);

describe.each(['gqa', 'plain'] as const)('rolling a cache back, %s attention', (attention) => {
  let runner: LlamaRunner;
  const reference = createReference(toy);
  beforeAll(async () => {
    ort.env.wasm.numThreads = 1;
    const graph = buildLlamaOnnx(toy, { format: 'fp32', attention });
    runner = await createLlamaRunner(ort as OrtModule, graph, config, { provider: 'wasm' });
  });

  test('goes on as a fresh forward pass of what stands', async () => {
    const decoder = runner.createDecoder();
    const text = [3, 1, 4, 1, 5, 9, 2, 6];
    await decoder.push(text);
    for (const length of [8, 5, 1, 0]) {
      await decoder.rollBack(length);
      expect(decoder.length).toBe(length);
      const more = [7, 8, 2].map((token) => token + length);
      const logits = await decoder.push(more);
      const fresh = reference.forward([...text.slice(0, length), ...more]);
      expect(largestDifference(logits, fresh.subarray(length * config.vocabSize))).toBeLessThan(1e-3);
      await decoder.rollBack(length);
    }
    decoder.release();
  });

  test('a length that was never reached is refused', async () => {
    const decoder = runner.createDecoder();
    await decoder.push([1, 2]);
    for (const length of [3, -1, 0.5]) {
      await expect(decoder.rollBack(length)).rejects.toMatchObject({ id: 'decoder.roll-back' });
    }
    decoder.release();
  });
});

describe('writing with a draft', () => {
  const target = readPocket('pocket');
  const draft = readPocket('pocket-draft');
  const { vocabSize } = target.config;
  const tokenizer = createTokenizer(json('public/models/pocket/tokenizer.json'));
  const documents = json('public/models/heldout/documents.json') as {
    text: string;
    lang: string;
    kind: string;
  }[];
  const greedy = { temperature: 0 };
  const prompts = documents.slice(0, 40).map(({ text }) => [0, ...tokenizer.encode(text).slice(0, 10)]);

  test('greedy: forty prompts of 32 tokens, the same with a draft as without', {
    timeout: 120_000,
  }, async () => {
    const session = openSession(createSession(target));
    const guess = openSession(createSession(draft));
    const check = createSession(target);
    for (const [index, prompt] of prompts.entries()) {
      session.rollBack(0);
      guess.rollBack(0);
      const options = { target: session, prompt, tokens: 32, vocabSize, sampling: greedy, seed: 1 };
      const alone = await writePlain(options);
      session.rollBack(0);
      const drafter = index % 4 === 3 ? lookupDrafter() : modelDrafter(guess, vocabSize, greedy);
      const drafted = (await writeSpeculated({ ...options, drafter, gamma: 1 + (index % 6) })).slice(0, 32);
      const at = alone.findIndex((token, place) => token !== drafted[place]);
      if (at < 0) continue;
      // Several tokens at once sum in another order; only a clear favourite must be the same.
      check.truncate(0);
      const row = check.push([...prompt, ...alone.slice(0, at)], { lastOnly: true });
      expect(Math.abs(row[alone[at]] - row[drafted[at]])).toBeLessThan(1e-4);
    }
  });

  test('every round yields a token, and what is written are the rounds in a row', async () => {
    const session = openSession(createSession(target));
    const rounds: Round[] = [];
    const sampling = { temperature: 1.5, topP: 0.98 };
    const written = await writeSpeculated({
      target: session,
      drafter: modelDrafter(openSession(createSession(draft)), vocabSize, sampling),
      prompt: prompts[0],
      tokens: 60,
      gamma: 5,
      vocabSize,
      sampling,
      seed: 3,
      onRound: (round) => rounds.push(round),
    });
    expect(rounds.flatMap(({ tokens }) => tokens)).toEqual(written);
    expect(rounds.some(({ accepted }) => accepted < 5)).toBe(true);
    for (const { guesses, target: rows, accepted, tokens } of rounds) {
      // One for each guess judged, and the last behind them: what falls ends it.
      expect(rows.length).toBe(accepted + 1);
      expect(tokens.slice(0, accepted)).toEqual(guesses.tokens.slice(0, tokens.length).slice(0, accepted));
      for (const row of rows) expect(Array.from(row).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    }
    // The target has read all but the last token.
    expect(session.length).toBe(prompts[0].length + written.length - 1);
  });

  test('every kind of text has prompts, and at every place something is open', () => {
    const byKind = promptsByKind(tokenizer, documents, [0]);
    for (const kind of KINDS) expect(byKind.get(kind)?.length).toBeGreaterThan(2);
    expect(kindOf({ lang: 'en', kind: 'probe', text: 'The brush is wet.' })).toBeUndefined();
    expect(OPEN_PLACES.map(([kind]) => kind)).toEqual([...KINDS]);
  });
});

describe('the recorded runs', () => {
  const record = data as unknown as SpeculativeRecord;
  const values = { ...defaultParams(speculativeSpecs) };

  test.each(DRAFTS)('%s: figures hang together, in both languages', (draft) => {
    for (const gamma of [2, 4, 8]) {
      for (const temperature of [0, 1]) {
        const settings = { ...values, draft, liveGamma: gamma, temperature };
        const result = recordedFor(record, settings);
        expect(result?.key).toBe(workKey(settings));
        if (!result) continue;
        const figures = figuresOf(together(result.kinds), result);
        expect(figures.acceptance).toBeGreaterThan(0.1);
        expect(figures.acceptance).toBeLessThanOrEqual(1);
        expect(figures.tokensPerPass).toBeGreaterThan(1);
        expect(figures.tokensPerPass).toBeLessThanOrEqual(gamma + 1);
        expect(figures.speedupMeasured).toBeGreaterThan(0);
        expect(figures.overhead).toBeGreaterThan(0);
        const needed = neededCostRatio(figures, gamma) ?? 0;
        const { checkRatio = 0, expectedTokens } = figures;
        expect(checkRatio + gamma * needed).toBeCloseTo(expectedTokens, 9);
        for (const lang of ['en', 'zh'] as const) {
          const words = speculativeMessages[lang];
          expect(say(result, words) + goesOf(result, words)).not.toMatch(/[{}]|undefined|NaN/);
          const cells = [...comparisonTable(result, words).rows, ...tokenTable(result, words).rows].flat();
          expect(cells.filter((cell) => cell === undefined || /NaN|undefined/.test(String(cell)))).toEqual(
            [],
          );
        }
      }
    }
  });

  test('one kind of text is read out of them; other settings have none', () => {
    expect(recordedFor(record, { ...values, text: 'json' })?.kinds.map(({ kind }) => kind)).toEqual(['json']);
    for (const key of ['liveSeed', 'liveGamma', 'topP'])
      expect(recordedFor(record, { ...values, [key]: 3 })).toBeUndefined();
  });

  test('100,000 draws at each place pass; the wrong rule is caught', { timeout: 60_000 }, async () => {
    for (const draft of DRAFTS) {
      const places = recordedFor(record, { ...values, draft })?.prefixes ?? [];
      expect(places.length).toBe(4);
      const right = await drawPlaces(places, { draws: 100_000, seed: 1, rule: 'residual' });
      expect(right.plain.pValue).toBeGreaterThan(SUSPICIOUS);
      expect(right.speculated.pValue).toBeGreaterThan(SUSPICIOUS);
      const guessed = places.some((place) => place.draft);
      const wrong = await drawPlaces(places, { draws: 20_000, seed: 1, rule: 'resample' });
      if (guessed) expect(wrong.speculated.pValue).toBeLessThan(1e-6);
      for (const { place, speculated } of wrong.places) {
        const cells = deviations(speculated.counts, place.target, 20_000);
        expect(cells.length).toBe(speculated.test.cells);
      }
    }
  });
});
