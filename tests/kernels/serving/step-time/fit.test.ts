import { describe, expect, it } from 'vitest';
import { BookError } from '@/kernels/errors';
import { fitCalibration } from '@/kernels/serving/step-time/fit';
import { calibrationOf } from '@/kernels/serving/step-time/knee';
import { itemsOf, readPoints } from '@/kernels/serving/step-time/points';
import { stepShape } from '@/kernels/serving/step-time/step-shape';
import { stepTimeOf } from '@/kernels/serving/step-time/step-time';

const shape = stepShape({ model: 'llama-2-7b', accelerator: 'a100-80-sxm' });
const truth = { computeShare: 0.6, memoryShare: 0.5, knee: 2 };
const questions = [
  [1, 200, 1],
  [1, 1000, 16],
  [1, 300, 128],
  [64, 0, 1],
  [160, 0, 1],
  [256, 0, 1],
  [512, 0, 1],
  [2048, 0, 1],
];
/** Steps as a machine with a calibration would take them, each off by a factor. */
const measured = (rows = questions, calibration = truth, off = (_: number) => 1) =>
  rows
    .map((row, at) => {
      const [newTokens, contextTokens, sequences] = row;
      const items = itemsOf({ newTokens, contextTokens, sequences, seconds: 0, line: 1 });
      return [...row, stepTimeOf(shape, { calibration })(items).seconds * 1e3 * off(at)].join(', ');
    })
    .join('\n');
const idOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof BookError ? `${error.id} ${JSON.stringify(error.data)}` : String(error);
  }
  return 'nothing thrown';
};

describe('measured points', () => {
  it('are read with headings, comments and any usual separator', () => {
    expect(readPoints('new; context; sequences; ms\n# mine\n\n1; 8192\t32  40\r\n2048,0,1,0.5')).toEqual([
      { newTokens: 1, contextTokens: 8192, sequences: 32, seconds: 0.04, line: 4 },
      { newTokens: 2048, contextTokens: 0, sequences: 1, seconds: 0.0005, line: 5 },
    ]);
    expect(readPoints('')).toEqual([]);
  });

  it('are refused with their line', () => {
    expect(idOf(() => readPoints('1,2,3,4\n1,2,3'))).toContain('steptime.points.bad-line {"line":2');
    expect(idOf(() => readPoints('1,2,3,4,5'))).toContain('"found":5');
    for (const [text, column] of [
      ['0,2,3,4', 1],
      ['1.5,2,3,4', 1],
      ['1,-2,3,4', 2],
      ['1,2,0,4', 3],
      ['1,2,3,0', 4],
      ['1,2,3,-4', 4],
      ['1,2,3,fast5', 4],
      ['1,2,3,Infinity', 4],
      ['1,2,1e9,4', 3],
    ] as const)
      expect(idOf(() => readPoints(text))).toContain(`"column":${column}`);
    expect(idOf(() => readPoints('1,2,3,4\n'.repeat(501)))).toContain('too-many');
    expect(idOf(() => readPoints('1'.repeat(200_000)))).toContain('too-many');
  });
});

describe('fitting', () => {
  it('finds the calibration that points were made with', () => {
    const fit = fitCalibration(shape, readPoints(measured()));
    for (const key of ['computeShare', 'memoryShare', 'knee'] as const)
      expect(fit.calibration[key]).toBeCloseTo(truth[key], 2);
    expect(fit.meanError).toBeLessThan(1e-3);
    expect(fit.undetermined).toEqual([]);
    expect(fit.predicted).toHaveLength(questions.length);
  });

  it('comes close through noise', () => {
    const noise = [1.05, 0.97, 1.02, 0.95, 1.04, 1, 0.98, 1.03];
    const fit = fitCalibration(shape, readPoints(measured(questions, truth, (at) => noise[at])));
    expect(fit.calibration.computeShare).toBeCloseTo(truth.computeShare, 1);
    expect(fit.calibration.memoryShare).toBeCloseTo(truth.memoryShare, 1);
    expect(fit.meanError).toBeLessThan(0.05);
  });

  it('says what the points say nothing about, and leaves it as it was', () => {
    const small = fitCalibration(shape, readPoints(measured([questions[0], [1, 100, 1], [1, 500, 1]])));
    expect(small.undetermined).toContain('computeShare');
    expect(small.calibration.computeShare).toBe(calibrationOf('a100-80-sxm').computeShare);
    expect(small.calibration.memoryShare).toBeCloseTo(0.5, 2);
    const large = fitCalibration(
      shape,
      readPoints(
        measured([
          [4096, 0, 1],
          [8192, 0, 1],
          [2048, 0, 4],
        ]),
      ),
    );
    expect(large.undetermined).toContain('memoryShare');
    expect(large.calibration.computeShare).toBeCloseTo(0.6, 1);
  });

  it('refuses what cannot be', () => {
    expect(idOf(() => fitCalibration(shape, readPoints('1,0,1,10\n1,0,1,10')))).toContain('too-few');
    const fast = measured().replace(/, [\d.]+$/, ', 1');
    expect(idOf(() => fitCalibration(shape, readPoints(fast)))).toContain('steptime.fit.too-fast {"line":8');
    const mixed = '1,100,1,8\n1,100,1,800\n1,100,1,90000\n2048,0,1,120000';
    expect(idOf(() => fitCalibration(shape, readPoints(mixed)))).toContain('no-fit');
  });
});
