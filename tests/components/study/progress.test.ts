import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { fillHtml } from '@/components/study/fill-html';
import { studyMessages } from '@/components/study/messages';
import {
  readExercises,
  readerSeed,
  readGuesses,
  saveGuess,
  saveRating,
  saveTry,
} from '@/components/study/progress';
import {
  currentProgress,
  mergeProgress,
  type ProgressFile,
  parseProgress,
  saveProgress,
} from '@/components/study/progress-file';

/** A store in memory in place of the browser's. */
const held = vi.hoisted(() => new Map<string, unknown>());
vi.mock('@/components/storage', () => ({
  readJson: (key: string) => held.get(key),
  writeJson: (key: string, value: unknown) => {
    held.set(key, JSON.parse(JSON.stringify(value)));
    return { ok: true };
  },
  subscribe: () => () => {},
}));

beforeEach(() => held.clear());

test('once solved stays solved, tries add up, the best mark stays', () => {
  saveTry('a', { correct: false, score: 0.5, variant: 0 });
  saveTry('a', { correct: true, score: 1, variant: 2 });
  saveTry('a', { correct: false, score: 0, variant: 3 });
  expect(readExercises().a).toEqual({ solved: true, tries: 3, score: 1, variant: 3 });
});

test('nonsense in storage is left out, the rest is kept', () => {
  held.set('exercises', {
    good: { solved: true, tries: 1, score: 1, variant: 0 },
    bad: 'x',
    worse: { solved: 'yes' },
  });
  held.set('guesses', [1, 2]);
  expect(Object.keys(readExercises())).toEqual(['good']);
  expect(readGuesses()).toEqual({});
  saveGuess('g', { value: 60 });
  expect(readGuesses()).toEqual({ g: { value: 60 } });
});

test('the reader’s seed is drawn once', () => {
  expect(readerSeed(() => 42)).toBe(42);
  expect(readerSeed(() => 43)).toBe(42);
});

test('a progress file comes back as it was saved', () => {
  saveGuess('g', { skipped: true });
  saveTry('a', { correct: true, score: 1, variant: 1 });
  saveRating('i', 2);
  const file = currentProgress();
  const parsed = parseProgress(JSON.stringify(file));
  expect(parsed).toEqual({ ok: true, progress: file });
  held.clear();
  saveProgress(file);
  expect(currentProgress()).toEqual(file);
});

test.each([
  ['', 'notJson'],
  ['{"book": "the-cost-of-a-to', 'notJson'],
  ['[]', 'notOurs'],
  ['null', 'notOurs'],
  ['{"book":"another"}', 'notOurs'],
  ['{"book":"the-cost-of-a-token"}', 'notOurs'],
  ['{"book":"the-cost-of-a-token","version":2}', 'newer'],
  [' '.repeat(2_000_001), 'tooLarge'],
])('a bad file (%.30s) is refused for its reason', (text, reason) => {
  expect(parseProgress(text)).toEqual({ ok: false, reason });
});

test('a file with strange entries loads what makes sense, and cannot reach prototypes', () => {
  const parsed = parseProgress(
    '{"book":"the-cost-of-a-token","version":1,"exercises":{"__proto__":{"solved":true,"tries":1},"a":{"solved":true,"tries":-3,"score":9}},"ratings":{"r":7}}',
  );
  expect(parsed.ok && parsed.progress.exercises).toEqual({
    a: { solved: true, tries: 0, score: 1, variant: 0 },
  });
  expect(parsed.ok && parsed.progress.ratings).toEqual({});
});

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const progress: fc.Arbitrary<ProgressFile> = fc.record({
  book: fc.constant('the-cost-of-a-token' as const),
  version: fc.constant(1 as const),
  guesses: fc.dictionary(
    ids,
    fc.oneof(fc.record({ value: fc.nat(100) }), fc.constant({ skipped: true as const })),
  ),
  exercises: fc.dictionary(
    ids,
    fc.record({
      solved: fc.boolean(),
      tries: fc.nat(9),
      score: fc.nat(4).map((n) => n / 4),
      variant: fc.nat(5),
    }),
  ),
  ratings: fc.dictionary(ids, fc.constantFrom(1 as const, 2 as const, 3 as const)),
  positions: fc.dictionary(
    ids,
    fc.record({ heading: fc.string(), share: fc.nat(4).map((n) => n / 4), lang: fc.constant('en') }),
  ),
});

test('a merge loses no result, whichever side is whose', () => {
  fc.assert(
    fc.property(progress, progress, (mine, theirs) => {
      const merged = mergeProgress(mine, theirs);
      for (const side of [mine, theirs]) {
        for (const [id, one] of Object.entries(side.exercises)) {
          expect(merged.exercises[id].solved || !one.solved).toBe(true);
          expect(merged.exercises[id].score).toBeGreaterThanOrEqual(one.score);
        }
        for (const [id, rating] of Object.entries(side.ratings))
          expect(merged.ratings[id]).toBeGreaterThanOrEqual(rating);
        for (const [id, guess] of Object.entries(side.guesses)) {
          if (guess.value !== undefined) expect(merged.guesses[id].value).toBeDefined();
        }
        for (const id of Object.keys(side.positions)) expect(merged.positions[id]).toBeDefined();
      }
      expect(mergeProgress(merged, theirs)).toEqual(merged);
    }),
  );
});

test('texts put into HTML are escaped', () => {
  expect(fillHtml('<p>{a} and {b}</p>', { a: '<img src=x onerror=1>', b: '3 & 4' })).toBe(
    '<p>&lt;img src=x onerror=1&gt; and 3 &amp; 4</p>',
  );
  expect(fillHtml('{constructor} {x}', {})).toBe('{constructor} {x}');
});

test('both languages name the same placeholders in every message', () => {
  const placeholders = (value: unknown): unknown => {
    if (typeof value === 'string') return [...value.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort();
    if (Array.isArray(value)) return value.map(placeholders);
    return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, placeholders(one)]));
  };
  expect(placeholders(studyMessages.zh)).toEqual(placeholders(studyMessages.en));
});
