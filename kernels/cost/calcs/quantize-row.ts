/**
 * Eight weights, quantized by the same kernel as the lab: the worked row of the chapter.
 * The weights are chosen so that the scale is a power of two and one of them falls exactly between two codes.
 */
import { dequantizeRtn, quantizeRtn, type RtnOptions } from '../../quantize/rtn';
import type { CalcDefinition, CalcTerm } from '../calc';

/** The row as the chapter prints it. */
export const EIGHT_WEIGHTS: readonly number[] = [0.375, -0.15, 0.05, -0.55, 0.02, 0.3125, -0.24, 0.875];
/** The same row with its last weight four times as large. */
export const WITH_OUTLIER: readonly number[] = [...EIGHT_WEIGHTS.slice(0, 7), 3.5];

const symmetric: RtnOptions = { bits: 4, symmetric: true, granularity: 'channel' };
const affine: RtnOptions = { bits: 4, symmetric: false, granularity: 'channel' };
const inFours: RtnOptions = { bits: 4, symmetric: true, granularity: 'group', groupSize: 4 };

const plain = (symbol: string, value: number): CalcTerm => ({ symbol, value, unit: 'count' });

export function quantizeRow(row: readonly number[], options: RtnOptions) {
  return quantizeRtn(Float32Array.from(row), [1, row.length], options);
}

/** Root mean square of ŵ − w over the first `count` weights. */
export function rowError(row: readonly number[], options: RtnOptions, count = row.length): number {
  const back = dequantizeRtn(quantizeRow(row, options));
  const squares = row.slice(0, count).map((weight, i) => (back[i] - weight) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / count);
}

const zeros = (row: readonly number[], options: RtnOptions) =>
  quantizeRow(row, options).codes.filter((code) => code === 0).length;

const scaleOf =
  (row: readonly number[]): CalcDefinition =>
  () => ({
    value: quantizeRow(row, symmetric).scales[0],
    unit: 'count',
    formula: 's = \\dfrac{\\max |w|}{2^{b-1} - 1}',
    terms: [plain('\\max |w|', Math.max(...row.map(Math.abs))), { symbol: 'b', value: 4, unit: 'bits' }],
  });

const zerosOf =
  (row: readonly number[], options: RtnOptions): CalcDefinition =>
  () => ({
    value: zeros(row, options),
    unit: 'count',
    formula: '\\#\\{\\, i : |w_i| \\le s_{g(i)}/2 \\,\\}',
    terms: [...quantizeRow(row, options).scales].map((scale, i) => plain(`s_{${i + 1}}`, scale)),
  });

export const rowCalcs: Readonly<Record<string, CalcDefinition>> = {
  'quantize.rowScale': scaleOf(EIGHT_WEIGHTS),
  'quantize.rowHalfStep': () => {
    const scale = quantizeRow(EIGHT_WEIGHTS, symmetric).scales[0];
    return { value: scale / 2, unit: 'count', formula: '|\\hat w - w| \\le s/2', terms: [plain('s', scale)] };
  },
  'quantize.rowTieCode': () => {
    const q = quantizeRow(EIGHT_WEIGHTS, symmetric);
    return {
      value: q.codes[5],
      unit: 'count',
      formula: 'q = \\operatorname{round}(w/s)',
      terms: [
        plain('w', EIGHT_WEIGHTS[5]),
        plain('s', q.scales[0]),
        plain('w/s', EIGHT_WEIGHTS[5] / q.scales[0]),
      ],
    };
  },
  'quantize.rowAffineScale': () => ({
    value: quantizeRow(EIGHT_WEIGHTS, affine).scales[0],
    unit: 'count',
    formula: 's = \\dfrac{\\max w - \\min w}{2^b - 1}',
    terms: [
      plain('\\max w', Math.max(...EIGHT_WEIGHTS)),
      plain('\\min w', Math.min(...EIGHT_WEIGHTS)),
      { symbol: 'b', value: 4, unit: 'bits' },
    ],
  }),
  'quantize.rowAffineZero': () => {
    const q = quantizeRow(EIGHT_WEIGHTS, affine);
    return {
      value: q.zeroPoints[0],
      unit: 'count',
      formula: 'z = \\operatorname{round}(-\\min w / s)',
      terms: [plain('\\min w', Math.min(...EIGHT_WEIGHTS)), plain('s', q.scales[0])],
    };
  },
  'quantize.rowAffineGain': () => {
    const before = rowError(EIGHT_WEIGHTS, symmetric);
    const after = rowError(EIGHT_WEIGHTS, affine);
    return {
      value: 1 - after / before,
      unit: 'percent',
      digits: 2,
      formula:
        '1 - \\dfrac{e_{\\mathrm{affine}}}{e_{\\mathrm{sym}}}, \\quad e = \\sqrt{\\textstyle\\sum(\\hat w - w)^2 / n}',
      terms: [plain('e_{\\mathrm{sym}}', before), plain('e_{\\mathrm{affine}}', after)],
    };
  },
  'quantize.outlierScale': scaleOf(WITH_OUTLIER),
  'quantize.outlierZeros': zerosOf(WITH_OUTLIER, symmetric),
  'quantize.outlierError': () => {
    const before = rowError(EIGHT_WEIGHTS, symmetric, 7);
    const after = rowError(WITH_OUTLIER, symmetric, 7);
    return {
      value: after / before,
      unit: 'ratio',
      digits: 2,
      formula:
        '\\dfrac{e_{\\mathrm{outlier}}}{e}, \\quad e = \\sqrt{\\textstyle\\sum_{i \\le 7}(\\hat w_i - w_i)^2 / 7}',
      terms: [plain('e_{\\mathrm{outlier}}', after), plain('e', before)],
    };
  },
  'quantize.groupedZeros': zerosOf(WITH_OUTLIER, inFours),
  'quantize.groupedScale': () => ({
    value: quantizeRow(WITH_OUTLIER, inFours).scales[0],
    unit: 'count',
    formula: 's_1 = \\dfrac{\\max_{i \\le 4} |w_i|}{2^{b-1} - 1}',
    terms: [
      plain('\\max_{i \\le 4} |w_i|', Math.max(...WITH_OUTLIER.slice(0, 4).map(Math.abs))),
      { symbol: 'b', value: 4, unit: 'bits' },
    ],
  }),
};
