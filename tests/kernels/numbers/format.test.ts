import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalcUnit } from '../../../kernels/cost/calc';
import { formatNumber, formatQuantity } from '../../../kernels/numbers/format';

const units: CalcUnit[] = [
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
const plain = (text: string) => text.replaceAll('\u202f', ' ');
const en = (value: number, unit: CalcUnit, digits?: number) =>
  plain(formatQuantity(value, unit, { lang: 'en', digits }));
const zh = (value: number, unit: CalcUnit) => plain(formatQuantity(value, unit, { lang: 'zh' }));

describe('formatQuantity', () => {
  it.each([
    [139006066688, 'bytes', '139 GB'],
    [85899345920, 'bytesBinary', '80 GiB'],
    [327680, 'bytesBinary', '320 KiB'],
    [327680, 'bytes', '328 kB'],
    [999_960_000, 'bytes', '1 GB'],
    [512, 'bytes', '512 B'],
    [1023, 'bytesBinary', '1,023 B'],
    [0, 'bytes', '0 B'],
    [0, 'seconds', '0 s'],
    [0.0275754, 'seconds', '27.6 ms'],
    [90, 'seconds', '90 s'],
    [150, 'seconds', '2.5 min'],
    [5.1353e12, 'flops', '5.14 TFLOP'],
    [153.02, 'flopsPerByte', '153 FLOP/B'],
    [0.875, 'percent', '87.5%'],
    [1, 'percent', '100%'],
    [3.2, 'ratio', '3.2×'],
    [9.444, 'ratio', '9.44×'],
    [1, 'tokens', '1 token'],
    [8192, 'tokens', '8,192 tokens'],
    [1, 'blocks', '1 block'],
    [32, 'requests', '32 requests'],
    [4, 'bits', '4 bits'],
    [4.15625, 'bitsPerWeight', '4.156 bits/weight'],
    [4.5, 'bitsPerWeight', '4.5 bits/weight'],
    [2.039e12, 'bytesPerSecond', '2.04 TB/s'],
    [126.4, 'tokensPerSecond', '126 tokens/s'],
    [70553706496, 'count', '70.6 billion'],
    [-0.25, 'percent', '\u221225%'],
    [1.248e15, 'flopsPerSecond', '1.25 PFLOP/s'],
    [70553706496, 'parameters', '70.6 B'],
    [134515008, 'parameters', '135 M'],
    [7, 'parameters', '7'],
    [1600, 'watts', '1.6 kW'],
    [0.25, 'joules', '250 mJ'],
    [1.6, 'joules', '1.6 J'],
    [0, 'joules', '0 J'],
    [0.000222, 'grams', '222 µg'],
    [25_000, 'grams', '25 kg'],
    [2.2222, 'money', '2.22'],
    [12_345.6, 'money', '12,346'],
  ] as const)('%s %s prints %s', (value, unit, text) => {
    expect(en(value, unit)).toBe(text);
  });

  it('keeps trailing zeros when digits are asked for', () => {
    expect(en(139006066688, 'bytes', 4)).toBe('139.0 GB');
    expect(en(0.0041144, 'seconds', 2)).toBe('4.1 ms');
    expect(en(512, 'bytes', 5)).toBe('512 B');
  });

  it('words the nouns in Chinese and counts in 万 and 亿', () => {
    expect(zh(8192, 'tokens')).toBe('8,192 个 token');
    expect(zh(32, 'requests')).toBe('32 个请求');
    expect(zh(70553706496, 'count')).toBe('706 亿');
    expect(zh(4.5, 'bitsPerWeight')).toBe('4.5 比特/权重');
    expect(zh(0.5, 'seconds')).toBe('500 ms');
  });

  it('says so when there is no number', () => {
    expect(en(Number.NaN, 'ratio')).toBe('—×');
    expect(en(Number.POSITIVE_INFINITY, 'bytes')).toBe('∞ B');
  });

  it('reads back within the digits printed, for every unit and size', () => {
    const sizes = fc.double({ min: 1e-6, max: 1e17, noNaN: true });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 2, max: 6 }), (value, digits) => {
        const text = en(value, 'bytes', digits);
        const [number, symbol] = text.split(' ');
        const factor = 1000 ** ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'].indexOf(symbol);
        const back = Number(number.replaceAll(',', '')) * factor;
        expect(Math.abs(back - value)).toBeLessThanOrEqual(value * 0.51 * 10 ** (1 - digits));
      }),
    );
  });

  it('never breaks a line, never prints an exponent', () => {
    const any = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(any, fc.constantFrom(...units), fc.constantFrom('en', 'zh'), (value, unit, lang) => {
        const text = formatQuantity(value, unit, { lang: lang as 'en' | 'zh' });
        expect(text).not.toMatch(/[ \n]|\d[eE][+-]?\d|NaN|undefined/);
      }),
    );
  });
});

describe('formatNumber', () => {
  it('rounds before it chooses the digits after the point', () => {
    expect(formatNumber(9.996)).toBe('10');
    expect(formatNumber(0.87504)).toBe('0.875');
    expect(formatNumber(-1234567)).toBe('\u22121,234,567');
    expect(formatNumber(-0.00001, 1)).toBe('\u22120.00001');
  });
});
