/** How the two sides of the lab are timed: in turn, several times, the median of each beginning. */
import { describe, expect, test } from 'vitest';
import type { Decoder, LlamaRunner } from '../../../components/labs/runtime/llama-session';
import { comparisonTable, rangeText } from '../../../components/labs/speculative-live/comparison';
import { figuresOf, together } from '../../../components/labs/speculative-live/figures';
import { measureKind } from '../../../components/labs/speculative-live/measure-kind';
import { speculativeMessages } from '../../../components/labs/speculative-live/messages';
import { speculativeSpecs, workKey, workOf } from '../../../components/labs/speculative-live/params';
import {
  compact,
  recordedFor,
  recordKey,
  type SpeculativeRecord,
} from '../../../components/labs/speculative-live/recorded';
import type { KindResult, SpeculativeResult } from '../../../components/labs/speculative-live/types';
import { goesOf } from '../../../components/labs/speculative-live/words';
import { defaultParams } from '../../../kernels/simulator';
import type { Tokenizer } from '../../../kernels/transformer/tokenizer';

const VOCAB = 8;
const COST = 0.001;
const values = defaultParams(speculativeSpecs);
const work = { ...workOf(values), draft: 'ngram' as const };

/** A device on which a token costs a millisecond, times `slowness` of the go at hand. */
function device(slowness: (go: number) => number) {
  let seconds = 0;
  const order: string[] = [];
  const runner = (name: string): LlamaRunner =>
    ({
      config: { vocabSize: VOCAB, bosTokenId: 0 },
      createDecoder(): Decoder {
        const go = Math.floor(order.length / 2);
        order.push(name);
        let length = 0;
        return {
          get length() {
            return length;
          },
          cache: new Map(),
          async push(tokens: readonly number[]) {
            length += tokens.length;
            seconds += COST * tokens.length * slowness(go);
            return new Float32Array(VOCAB * tokens.length);
          },
          async rollBack(to: number) {
            length = to;
          },
          release() {},
        };
      },
    }) as unknown as LlamaRunner;
  const tokenizer = {
    specialIds: [],
    decode: (tokens: readonly number[]) => tokens.join(' '),
    idToBytes: () => new Uint8Array([65]),
  } as unknown as Tokenizer;
  const measure = (more: { goes?: number; goesSeconds?: number; endAt?: number } = {}) =>
    measureKind({
      target: runner('alone'),
      checker: runner('drafted'),
      packed: false,
      tokenizer,
      documents: [],
      work,
      key: '',
      pace: { now: () => seconds, breathe: async () => {} },
      kind: 'stories',
      prompts: [[0, 1, 2, 3]],
      tokens: 40,
      goes: 5,
      goesSeconds: Number.POSITIVE_INFINITY,
      endAt: Number.POSITIVE_INFINITY,
      onShare: () => {},
      onResult: () => {},
      onPhase: () => {},
      ...more,
    });
  return { measure, order };
}

describe('timing both sides', () => {
  test('a slow start and a burst of other work in one go change neither side', async () => {
    const calm = await device(() => 1).measure();
    const { result } = await device((go) => (go === 0 ? 10 : go === 3 ? 20 : 1)).measure();
    expect(result.goes?.count).toBe(5);
    expect(result.plain.seconds).toBeCloseTo(calm.result.plain.seconds, 9);
    expect(result.speculated.seconds).toBeCloseTo(calm.result.speculated.seconds, 9);
    expect(result.plain.seconds / result.plain.tokens).toBeCloseTo(COST, 9);
    // The burst met both sides of its go, so the ratio of that go is as good as any.
    const { spread } = figuresOf(result, { draft: 'ngram', gamma: 4 });
    expect(spread?.speedup.high).toBeCloseTo(spread?.speedup.low ?? 0, 9);
    expect(spread?.plain.high).toBeCloseTo(COST, 9);
  });

  test('what the goes differ by is the spread, around the median of each beginning', async () => {
    // Five goes at 1.0, 1.1, 1.2, 1.3 and 1.4, of which the third is the median.
    const { result } = await device((go) => 0.9 + go / 10).measure();
    expect(result.plain.seconds / result.plain.tokens).toBeCloseTo(1.2 * COST, 9);
    expect(result.goes?.plain.low).toBeCloseTo(1.1 / 1.2, 9);
    expect(result.goes?.plain.high).toBeCloseTo(1.3 / 1.2, 9);
    expect(result.goes?.speculated.high).toBeCloseTo(1.3 / 1.2, 9);
    expect(result.goes?.speedup.high).toBeCloseTo(1, 9);
    const { spread, plainTokenSeconds } = figuresOf(result, { draft: 'ngram', gamma: 4 });
    expect(spread?.plain.low).toBeCloseTo(1.1 * COST, 9);
    expect(plainTokenSeconds).toBeCloseTo(1.2 * COST, 9);
  });

  test('the sides take turns, and the turns change', async () => {
    const { measure, order } = device(() => 1);
    await measure();
    const pairs = Array.from({ length: order.length / 2 }, (_, go) => order.slice(2 * go, 2 * go + 2));
    expect(pairs.map(([first]) => first)).toEqual(['alone', 'alone', 'drafted', 'alone', 'drafted', 'alone']);
    for (const pair of pairs) expect(new Set(pair).size).toBe(2);
  });

  test('a slow device writes each text once; one of middling speed twice by the clock', async () => {
    const once = await device(() => 1).measure({ endAt: 0 });
    expect(once.result.goes).toBeUndefined();
    expect(once.result.plain.tokens).toBe(40);
    const few = await device(() => 1).measure({ goesSeconds: 0 });
    expect(few.result.goes?.count).toBe(2);
  });
});

describe('what a result says of its times', () => {
  const recorded = async (): Promise<SpeculativeResult> => {
    const { result: kind } = await device((go) => 1 + (go % 3) / 10).measure();
    return {
      key: workKey(values),
      draft: 'ngram',
      gamma: 4,
      temperature: 1,
      packed: false,
      costs: { targetOne: 0.001, targetCheck: 0.002, draftOne: 0, rollBack: 0 },
      kinds: [kind, { ...kind, kind: 'json', ...(kind.goes && { goes: { ...kind.goes, count: 4 } }) }],
    };
  };

  test('N and the middle half, in the table and in words', async () => {
    const result = await recorded();
    const all = together(result.kinds);
    expect(all.goes?.count).toBe(4);
    expect(all.goes?.plain.high).toBeCloseTo(result.kinds[0].goes?.plain.high ?? 0, 12);
    for (const words of Object.values(speculativeMessages)) {
      const rows = new Map(comparisonTable(result, words).rows.map(([label, ...cells]) => [label, cells]));
      expect(rows.get(words.rows.goes)).toEqual(['4', '5', '4']);
      for (const row of ['plainHalf', 'speculatedHalf'])
        for (const cell of rows.get(words.rows[row]) ?? ['']) expect(cell).toMatch(/^[\d.]+–[\d.]+\s.?s$/);
      for (const cell of rows.get(words.rows.speedupHalf) ?? ['']) expect(cell).toMatch(/^[\d.]+–[\d.]+×$/);
      expect(goesOf(result, words)).toContain(' 4 ');
    }
  });

  test('a file keeps them; one without them can be read, and has no such rows', async () => {
    const result = await recorded();
    const record = (kinds: readonly KindResult[]) =>
      JSON.parse(
        JSON.stringify({ entries: { [recordKey(values)]: compact({ ...result, kinds }) }, places: {} }),
      ) as SpeculativeRecord;
    const all = { ...values, text: 'all' };
    const [again] = recordedFor(record(result.kinds), all)?.kinds ?? [];
    expect(again.goes?.count).toBe(5);
    for (const side of ['plain', 'speculated', 'speedup'] as const)
      expect(again.goes?.[side].high).toBe(Number(result.kinds[0].goes?.[side].high.toPrecision(4)));
    const old = recordedFor(record(result.kinds.map(({ goes: _, ...kind }) => kind)), all);
    const words = speculativeMessages.en;
    const labels = comparisonTable(old, words).rows.map(([label]) => label);
    expect(labels).toContain(words.rows.plainTokenSeconds);
    for (const row of ['goes', 'speedupHalf', 'plainHalf', 'speculatedHalf'])
      expect(labels).not.toContain(words.rows[row]);
    expect(old && goesOf(old, words)).toBe(words.goesOne);
  });

  test('a range names its unit once, or both where they differ', () => {
    const print = (value: number) => (value < 1 ? `${value * 1000}\u202fms` : `${value}\u202fs`);
    expect(rangeText({ low: 2, high: 3 }, print)).toBe('2–3\u202fs');
    expect(rangeText({ low: 0.5, high: 2 }, print)).toBe('500\u202fms–2\u202fs');
  });
});
