import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BookError } from '@/kernels/errors';
import { generatorChapters, loadGenerator } from '@/kernels/practice/generators';
import { gradeNumeric } from '@/kernels/practice/grading';
import { DEFAULT_SEED, type Generator } from '@/kernels/practice/types';
import { answerText, drawVariant, variantSeed, variantTexts } from '@/kernels/practice/variant';

test('variant 0 is the printed one for every reader; the others differ by reader, exercise and turn', () => {
  expect(variantSeed('paging-01', 7, 0)).toBe(DEFAULT_SEED);
  const seeds = [
    variantSeed('paging-01', 7, 1),
    variantSeed('paging-01', 8, 1),
    variantSeed('paging-02', 7, 1),
    variantSeed('paging-01', 7, 2),
  ];
  expect(new Set(seeds).size).toBe(4);
  expect(variantSeed('paging-01', 7, 1)).toBe(seeds[0]);
});

test('a generator that gives no number is refused', () => {
  const broken: Generator = () => ({ values: { a: 1 }, answer: Number.NaN });
  const half: Generator = () => ({ values: { a: Number.POSITIVE_INFINITY }, answer: 1 });
  expect(() => drawVariant(broken, 1)).toThrow(BookError);
  expect(() => drawVariant(half, 1)).toThrow(BookError);
});

test('numbers are grouped, the answer carries its unit, no trailing zeros', () => {
  const texts = variantTexts(
    { values: { tokens: 8192, share: 0.0625, name: 'bf16' }, answer: 327680, unit: 'bytesBinary' },
    'en',
  );
  expect(texts).toEqual({ tokens: '8,192', share: '0.0625', name: 'bf16', answer: '320\u00a0KiB' });
  expect(answerText(0.3125, 'percent', 'en')).toBe('31.25%');
  expect(answerText(112, 'blocks', 'zh')).toBe('112\u202f块');
  expect(answerText(0.12, undefined, 'en')).toBe('0.12');
  expect(answerText(1_234_567, 'count', 'en')).toBe('1,234,567');
  expect(answerText(40, undefined, 'en')).toBe('40');
});

test('an unknown generator is named in the error', async () => {
  await expect(loadGenerator('paging.noSuchThing')).rejects.toThrow('paging.noSuchThing');
  await expect(loadGenerator('nowhere.thing')).rejects.toThrow(BookError);
  await expect(loadGenerator('__proto__.thing')).rejects.toThrow(BookError);
});

const tables = await Promise.all(
  generatorChapters.map(async (chapter) => {
    const module = (await import(`../../../kernels/practice/generators/${chapter}.ts`)) as Record<
      string,
      unknown
    >;
    const prefix = chapter.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    return Object.keys(module[`${prefix}Generators`] as Record<string, Generator>).map((name) =>
      name.includes('.') ? name : `${chapter}.${name}`,
    );
  }),
);

test.each(tables.flat())(
  '%s: every variant is finite, positive, and graded right as it is printed',
  async (name) => {
    const generator = await loadGenerator(name);
    const answers = new Set<number>();
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.constantFrom('en' as const, 'zh' as const), (seed, lang) => {
        const drawn = drawVariant(generator, seed, name);
        expect(drawn.answer).toBeGreaterThanOrEqual(0);
        answers.add(drawn.answer);
        expect(drawVariant(generator, seed, name)).toEqual(drawn);
        const printed = answerText(drawn.answer, drawn.unit, lang);
        const task = { answer: drawn.answer, unit: drawn.unit, tolerance: drawn.tolerance };
        expect([seed, printed, gradeNumeric(printed, task).feedback]).toEqual([seed, printed, 'correct']);
        expect(gradeNumeric(String(drawn.answer), task).correct).toBe(true);
        const off = drawn.answer === 0 ? '3' : String(drawn.answer * 1.6);
        expect(gradeNumeric(off, task).correct).toBe(false);
        for (const value of Object.values(drawn.values)) {
          if (typeof value === 'number') expect(Math.abs(value)).toBeLessThan(1e15);
        }
      }),
      { numRuns: 400 },
    );
    expect(answers.size).toBeGreaterThan(3);
  },
);
