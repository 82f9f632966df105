import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText, readNumber } from '@/kernels/practice/arithmetic';

const cases: readonly [string, number, string][] = [
  ['3072', 3072, ''],
  ['3,072', 3072, ''],
  ['3 072', 3072, ''],
  ['3\u202f072', 3072, ''],
  ["3'072", 3072, ''],
  ['3_072', 3072, ''],
  ['1,234,567.5', 1234567.5, ''],
  ['1.234.567', 1234567, ''],
  ['2,5', 2.5, ''],
  ['.5', 0.5, ''],
  ['1.5e9', 1.5e9, ''],
  ['1.5E+9', 1.5e9, ''],
  ['2e-3 s', 0.002, 's'],
  ['1.5×10^9', 1.5e9, ''],
  ['1.5 × 10⁹', 1.5e9, ''],
  ['5·10⁻³', 0.005, ''],
  ['１２８', 128, ''],
  ['３，０７２', 3072, ''],
  ['４０％', 40, '%'],
  ['−12', -12, ''],
  ['320 KiB', 320, 'KiB'],
  ['3.2x', 3.2, 'x'],
  ['3.2×', 3.2, '×'],
  ['2x80x8', 1280, ''],
  ['2*80*8*128*2', 327680, ''],
  ['3/4', 0.75, ''],
  ['4 + 16/128', 4.125, ''],
  ['(2 + 3) * 4 GB', 20, 'GB'],
  ['2^10', 1024, ''],
  ['2**10', 1024, ''],
  ['-2^2', -4, ''],
  ['10 - 3 - 2', 5, ''],
  ['5 B/s', 5, 'B/s'],
  ['7 个请求', 7, '个请求'],
];

test.each(cases)('%s reads as %d', (text, value, rest) => {
  const read = readNumber(text);
  expect(read?.value).toBeCloseTo(value, 9);
  expect(read?.rest).toBe(rest);
});

test.each(['', '   ', 'abc', 'GB 3', '*3', '(2+3', '()', '1/0', 'Infinity', 'NaN', '--'])(
  '“%s” is no number',
  (text) => {
    expect(readNumber(text)).toBeUndefined();
  },
);

test('a dangling operator is left in the rest', () => {
  expect(readNumber('3 +')).toEqual({ value: 3, rest: '+' });
  expect(readNumber('3 * GB')).toEqual({ value: 3, rest: '* GB' });
});

test('an ill-grouped number is not silently regrouped', () => {
  expect(readNumber('1,23,456')?.rest).not.toBe('');
  expect(readNumber('12 34')?.rest).toBe('34');
});

test('any text ends in a number or in none, quickly', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      const read = readNumber(text);
      expect(read === undefined || Number.isFinite(read.value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
  const nested = `${'('.repeat(190)}1`;
  expect(readNumber(nested)).toBeUndefined();
});

test('every way of writing an integer reads back the same', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.constantFrom(',', ' ', "'", '_', ''),
      (n, separator) => {
        const text = String(n).replace(/\B(?=(\d{3})+$)/g, separator);
        expect(readNumber(text)).toEqual({ value: n, rest: '' });
        const wide = text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
        expect(readNumber(wide)).toEqual({ value: n, rest: '' });
      },
    ),
  );
});

test('plainText keeps a unit that is already plain', () => {
  expect(plainText('  5 µs ')).toBe('5 us');
});
