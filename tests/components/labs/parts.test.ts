import { describe, expect, test } from 'vitest';
import { paretoFront } from '@/components/charts/Scatter';
import { levelsOf, stepOf } from '@/components/labs/quantize/grid-levels';
import {
  compareQuality,
  interleave,
  middleMean,
  readablePieces,
  writeText,
} from '@/components/labs/quantize/measures';
import { groupRanges } from '@/components/labs/quantize/tensor-view';
import { markDifferences } from '@/components/labs/quantize/text-diff';
import { largestDifference } from '@/components/labs/runtime/gpu-check';
import type { LlamaRunner } from '@/components/labs/runtime/llama-session';
import { quantizeRtn } from '@/kernels/quantize/rtn';
import { createSession } from '@/kernels/transformer/session';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import { toyConfig, toyWeights } from '../../kernels/transformer/toy';

describe('levelsOf', () => {
  test('worked by hand', () => {
    expect(levelsOf({ bits: 2, scheme: 'symmetric' }, [-1, 0.5])).toEqual([-1, 0, 1]);
    expect(levelsOf({ bits: 2, scheme: 'affine' }, [-1, 0.5])).toEqual([-1, -0.5, 0, 0.5]);
    expect(stepOf({ bits: 3, scheme: 'symmetric' }, [-0.3, 0.6])).toBeCloseTo(0.2);
  });

  test('is the grid that the quantizer uses', () => {
    const w = Float32Array.of(-0.7, 0.1, 0.35, 0.2);
    for (const symmetric of [true, false]) {
      for (const bits of [2, 4, 8]) {
        const { scales } = quantizeRtn(w, [1, 4], { bits, symmetric, granularity: 'tensor' });
        const scheme = symmetric ? 'symmetric' : 'affine';
        expect(stepOf({ bits, scheme }, [-0.7, 0.35])).toBeCloseTo(scales[0], 5);
      }
    }
  });
});

test('the narrowest, the middle and the widest group are found', () => {
  const w = Float32Array.of(0.1, -0.1, 2, 1, -0.5, 0.3, 0.2, 0.2);
  const ranges = groupRanges(w, [2, 4], { bits: 4, symmetric: true, granularity: 'group', groupSize: 2 });
  expect(ranges.map(([low, high]) => [low, high].map((x) => Number(x.toFixed(2))))).toEqual([
    [-0.1, 0.1],
    [-0.5, 0.3],
    [0, 2],
  ]);
  expect(groupRanges(w, [2, 4], { bits: 4, symmetric: true, granularity: 'tensor' }).length).toBe(1);
});

describe('markDifferences', () => {
  const words = (text: string) => text.split(' ');
  const marked = (own: string, other: string) =>
    markDifferences(words(own), words(other)).map(({ differs, text }) => (differs ? `[${text}]` : text));

  test('finds where two texts part and meet again', () => {
    expect(marked('a b c', 'a x c')).toEqual(['a', '[b]', 'c']);
    expect(marked('at the post office now', 'at the market now')).toEqual(['atthe', '[postoffice]', 'now']);
    expect(marked('a b', 'a b')).toEqual(['ab']);
    expect(marked('a', 'b')).toEqual(['[a]']);
  });

  test('runs have starts of their own', () => {
    const runs = markDifferences(words('a b a b'), words('b b'));
    expect(new Set(runs.map(({ start }) => start)).size).toBe(runs.length);
  });
});

test('the front leaves out what another beats in both', () => {
  const front = paretoFront([
    { x: 4, y: 1 },
    { x: 2, y: 3 },
    { x: 3, y: 3.5 },
    { x: 5, y: 1 },
    { x: 6, y: 0.5 },
  ]);
  expect(front.map(({ x }) => x)).toEqual([2, 4, 6]);
});

test('NaN is not close to anything', () => {
  expect(largestDifference(Float32Array.of(1, Number.NaN), Float32Array.of(1, 1))).toBe(
    Number.POSITIVE_INFINITY,
  );
  expect(largestDifference(Float32Array.of(1), Float32Array.of(1, 1))).toBe(Number.POSITIVE_INFINITY);
  expect(largestDifference(Float32Array.of(1, 3), Float32Array.of(1, 1))).toBe(2);
});

test('bytes of one character spread over tokens come as one piece', () => {
  const bytes = [...new TextEncoder().encode('a你b')];
  const decode = (ids: ArrayLike<number>) => new TextDecoder().decode(Uint8Array.from(Array.from(ids)));
  expect(readablePieces({ decode } as Tokenizer, bytes)).toEqual(['a', '你', 'b']);
});

test('the middle half has no outliers in it', () => {
  expect(middleMean([1, 1.1, 0.9, 1, 50, 0.01, 1, 1])).toBeCloseTo(1);
  expect(middleMean([2])).toBe(2);
  expect(middleMean([])).toBe(Number.POSITIVE_INFINITY);
});

test('probes take turns', () => {
  const item = (probe: string, answer: string) => ({ probe, lang: 'en', prompt: '', answer });
  const items = [item('a', '1'), item('a', '2'), item('a', '3'), item('b', '4')];
  expect(interleave(items, 2).map(({ answer }) => answer)).toEqual(['1', '4', '2']);
});

describe('measuring', () => {
  const config = { ...toyConfig, maxPositions: 48 };
  /** A runner over the reference, on a clock that each call moves on. */
  const runnerOf = (seed: number, clock: { seconds: number }, secondsPerToken: number): LlamaRunner => {
    const weights = toyWeights(config, seed);
    const run = (session: ReturnType<typeof createSession>, tokens: ArrayLike<number>) => {
      clock.seconds += secondsPerToken * tokens.length;
      return session.push(Array.from(tokens));
    };
    return {
      config,
      forward: async (tokens) => run(createSession(weights), tokens),
      createDecoder: () => {
        const session = createSession(weights);
        return {
          get length() {
            return session.length;
          },
          cache: new Map(),
          push: async (tokens) => run(session, tokens),
          rollBack: async (length) => session.truncate(length),
          release: () => {},
        };
      },
      createPrefix: async () => {
        throw new Error('not used here');
      },
      endProfiling: () => {},
      release: async () => {},
    };
  };
  const documents = [0, 1, 2].map((index) => ({
    index,
    tokens: Array.from({ length: 40 }, (_, i) => (i * 5 + index) % config.vocabSize),
  }));
  const setup = (secondsPerToken: number) => {
    const clock = { seconds: 0 };
    return {
      original: runnerOf(1, clock, secondsPerToken),
      candidate: runnerOf(2, clock, secondsPerToken),
      pace: { now: () => clock.seconds, breathe: async () => {} },
    };
  };

  test('a fast device reads every document', async () => {
    const { original, candidate, pace } = setup(1e-4);
    const seen: number[] = [];
    const known = new Map<number, Float32Array>();
    const { cut } = await compareQuality(original, candidate, documents, known, 20, pace, (_, figures) =>
      seen.push(figures.predictions),
    );
    expect(cut).toBe(false);
    expect(seen).toEqual([39, 78, 117]);
    expect([...known.keys()]).toEqual([0, 1, 2]);
  });

  test('a slow one stops in time and says so', async () => {
    const { original, candidate, pace } = setup(0.5);
    let predictions = 0;
    const { cut } = await compareQuality(
      original,
      candidate,
      documents,
      new Map(),
      50,
      pace,
      (_, figures) => {
        predictions = figures.predictions;
      },
    );
    expect(cut).toBe(true);
    expect(predictions).toBeGreaterThan(16);
    expect(predictions).toBeLessThan(60);
    expect(pace.now()).toBeLessThan(120);
  });

  test('a model compared with itself agrees everywhere', async () => {
    const { original, pace } = setup(1e-4);
    await compareQuality(original, original, documents, new Map(), 20, pace, (base, figures) => {
      expect(figures.kl).toBeCloseTo(0, 9);
      expect(figures.topOneAgreement).toBe(1);
      expect(figures.perplexity).toBeCloseTo(base.perplexity, 9);
    });
  });

  test('speed is that of an ordinary step', async () => {
    const { original, pace } = setup(0.01);
    const decode = (ids: ArrayLike<number>) => Array.from(ids, (id) => `<${id}>`).join('');
    const written = await writeText(original, { decode } as Tokenizer, [1, 2, 3], 12, 60, pace, () => {});
    expect(written.speed.tokensPerSecond).toBeCloseTo(100, 3);
    expect(written.text.length).toBe(12);
  });
});
