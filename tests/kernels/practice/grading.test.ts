import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CalcUnit } from '@/kernels/cost/calc';
import { formatQuantity } from '@/kernels/numbers/format';
import {
  conditionsMet,
  type FeedbackId,
  gradeBug,
  gradeChoice,
  gradeMulti,
  gradeNumeric,
  gradeOperate,
  type NumericTask,
  toleranceOf,
} from '@/kernels/practice/grading';
import { answerText } from '@/kernels/practice/variant';

const perToken: NumericTask = { answer: 327680, unit: 'bytesBinary' };
const cache: NumericTask = { answer: 2_684_354_560, unit: 'bytes' };

const verdicts: readonly [string, NumericTask, FeedbackId][] = [
  ['320 KiB', perToken, 'correct'],
  ['327,680', perToken, 'correct'],
  ['327680 B', perToken, 'correct'],
  ['2*80*8*128*2', perToken, 'correct'],
  ['327.68 kB', perToken, 'correct'],
  ['320 kB', perToken, 'binaryDecimal'],
  ['320', perToken, 'unitMissing'],
  ['320 KiBit', perToken, 'unknownUnit'],
  ['160 KiB', perToken, 'factorTwo'],
  ['640 KiB', perToken, 'factorTwo'],
  ['320 MiB', perToken, 'prefix'],
  ['2560 KiB', perToken, 'bitsBytes'],
  ['320 ms', perToken, 'otherUnit'],
  ['', perToken, 'empty'],
  ['a lot', perToken, 'notNumber'],
  ['2.68 GB', cache, 'correct'],
  ['2.5 GiB', cache, 'correct'],
  ['2.5 GB', cache, 'binaryDecimal'],
  ['2.9 GB', cache, 'close'],
  ['9 GB', cache, 'tooLarge'],
  ['0.1 GB', cache, 'tooSmall'],
  ['40%', { answer: 0.4, unit: 'percent' }, 'correct'],
  ['40', { answer: 0.4, unit: 'percent' }, 'correct'],
  ['0.4', { answer: 0.4, unit: 'percent' }, 'correct'],
  ['0.4%', { answer: 0.4, unit: 'percent' }, 'percentFraction'],
  ['60%', { answer: 0.4, unit: 'percent' }, 'complement'],
  ['3.2×', { answer: 3.2, unit: 'ratio' }, 'correct'],
  ['0.3125', { answer: 3.2, unit: 'ratio' }, 'inverse'],
  ['27.6 ms', { answer: 0.0276, unit: 'seconds' }, 'correct'],
  ['27.6', { answer: 0.0276, unit: 'seconds' }, 'unitMissing'],
  ['112 块', { answer: 112, unit: 'blocks' }, 'correct'],
  ['112 个', { answer: 112, unit: 'blocks' }, 'correct'],
  ['111', { answer: 112, unit: 'blocks' }, 'offByOne'],
  ['3,072 tokens', { answer: 3072, unit: 'tokens' }, 'correct'],
  ['3k', { answer: 3000, unit: 'tokens' }, 'correct'],
  ['7', { answer: 7 }, 'correct'],
  ['7 rounds', { answer: 7 }, 'correct'],
  ['0', { answer: 0 }, 'correct'],
  ['0.5', { answer: 0 }, 'tooLarge'],
];

test.each(verdicts)('“%s” against %o: %s', (text, task, feedback) => {
  expect(gradeNumeric(text, task).feedback).toBe(feedback);
});

test('whole things under a million are asked for exactly, sizes within one percent', () => {
  expect(toleranceOf({ answer: 112, unit: 'blocks' })).toBe(0);
  expect(toleranceOf({ answer: 112, unit: 'bytes' })).toBe(0.01);
  expect(toleranceOf({ answer: 112, unit: 'blocks', tolerance: 0.05 })).toBe(0.05);
});

test('the grade carries the number as it was read', () => {
  expect(gradeNumeric('2*80*8*128*2', perToken).value).toBe(327680);
  expect(gradeNumeric('40', { answer: 0.4, unit: 'percent' }).value).toBeCloseTo(0.4);
});

const units: readonly CalcUnit[] = [
  'bytes',
  'bytesBinary',
  'bits',
  'tokens',
  'blocks',
  'requests',
  'percent',
  'ratio',
  'seconds',
  'flops',
  'flopsPerByte',
  'count',
  'bitsPerWeight',
  'bytesPerSecond',
  'tokensPerSecond',
  'flopsPerSecond',
  'parameters',
  'watts',
  'joules',
  'grams',
  'money',
];

/** Answers as they occur: a mantissa and a size that fits the unit. */
const answers = fc
  .record({ unit: fc.constantFrom(...units), mantissa: fc.integer({ min: 101, max: 999 }), power: fc.nat(9) })
  .map(({ unit, mantissa, power }) => {
    if (unit === 'percent') return { unit, answer: mantissa / 1000 };
    if (unit === 'seconds') return { unit, answer: mantissa * 10 ** (power - 10) };
    if (unit === 'ratio' || unit === 'bitsPerWeight') return { unit, answer: mantissa / 100 };
    if (['tokens', 'blocks', 'requests', 'count'].includes(unit))
      return { unit, answer: mantissa * (power + 1) };
    return { unit, answer: mantissa * 10 ** power };
  });

test('the answer is accepted in every way the book prints it, in both languages', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom('en' as const, 'zh' as const), ({ unit, answer }, lang) => {
      const printed = [
        formatQuantity(answer, unit, { lang }),
        formatQuantity(answer, unit, { lang, digits: 5 }),
        answerText(answer, unit, lang),
        String(answer),
        answer.toExponential(6),
      ];
      for (const text of printed)
        expect([text, gradeNumeric(text, { answer, unit }).feedback]).toEqual([text, 'correct']);
    }),
    { numRuns: 1500 },
  );
});

test('what is off by ten percent, by ten or by ten times is refused', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(0.1, 0.9, 1.1, 10, 1.03), ({ unit, answer }, factor) => {
      const wrong = answer * factor;
      expect(gradeNumeric(wrong.toPrecision(12), { answer, unit }).correct).toBe(false);
    }),
    { numRuns: 1500 },
  );
});

test('no text makes the grader throw, and none is right by accident of syntax', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.constantFrom(...units), (text, unit) => {
      const result = gradeNumeric(text, { answer: 7.7317e-7, unit });
      expect(result.correct).toBe(false);
      expect(result.score).toBe(0);
    }),
    { numRuns: 2000 },
  );
});

const choices = [
  { id: 'a', correct: true },
  { id: 'b', correct: false },
  { id: 'c', correct: true },
  { id: 'd', correct: false },
];

test('a single choice is right or wrong', () => {
  expect(gradeChoice('a', choices).feedback).toBe('correct');
  expect(gradeChoice('b', choices).feedback).toBe('wrong');
  expect(gradeChoice(undefined, choices).feedback).toBe('empty');
});

test('several choices give partial marks, and ticking everything gives none', () => {
  expect(gradeMulti(['a', 'c'], choices)).toMatchObject({ correct: true, score: 1 });
  expect(gradeMulti(['a'], choices)).toMatchObject({ correct: false, score: 0.5, feedback: 'partial' });
  expect(gradeMulti(['a', 'b', 'c'], choices)).toMatchObject({
    score: 0.5,
    values: { right: 2, wrong: 1, missing: 0 },
  });
  expect(gradeMulti(['a', 'b', 'c', 'd'], choices)).toMatchObject({ correct: false, score: 0 });
  expect(gradeMulti(['b'], choices).feedback).toBe('wrong');
  expect(gradeMulti([], choices).feedback).toBe('empty');
});

test('a bug is on one line', () => {
  expect(gradeBug(3, 3).correct).toBe(true);
  expect(gradeBug(2, 3).feedback).toBe('wrong');
  expect(gradeBug(undefined, 3).feedback).toBe('empty');
});

test('operate conditions hold or do not, and an absent metric never holds', () => {
  const now = {
    metrics: { 'paged.usedShare': 0.93, 'paged.preemptions': 0 },
    params: { blockTokens: '16', scheme: 'affine' },
  };
  expect(
    conditionsMet(
      [
        { metric: 'paged.usedShare', op: '>=', value: 0.93 },
        { metric: 'paged.usedShare', op: '>', value: 0.93 },
        { metric: 'paged.preemptions', op: '=', value: 0 },
        { metric: 'paged.nothing', op: '<=', value: 5 },
        { param: 'blockTokens', op: '<=', value: 16 },
        { param: 'scheme', op: '=', value: 'affine' },
        { param: 'scheme', op: '>', value: 1 },
      ],
      now,
    ),
  ).toEqual([true, false, true, false, true, true, false]);
  expect(gradeOperate([{ metric: 'paged.usedShare', op: '>', value: 0.9 }], now).correct).toBe(true);
  expect(
    gradeOperate(
      [
        { metric: 'paged.usedShare', op: '>', value: 0.9 },
        { param: 'blockTokens', op: '=', value: 1 },
      ],
      now,
    ),
  ).toMatchObject({ correct: false, score: 0.5, values: { met: 1, all: 2 } });
});
