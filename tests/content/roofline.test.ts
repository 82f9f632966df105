import { describe, expect, test } from 'vitest';
import { readExercises } from '@/content/loader/study';
import { roofline } from '@/kernels/cost/roofline/compute';
import { rooflinePresets } from '@/kernels/cost/roofline/params';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { gradeOperate } from '@/kernels/practice/grading';

const operate = readExercises('en', 'roofline').filter((one) => one.kind === 'operate');

function isSolvedBy(id: string, change: Record<string, number | string>): boolean {
  const goal = operate.find((one) => one.id === id)?.goal;
  if (!goal) throw new Error(`no exercise ${id}`);
  const values = { ...rooflinePresets.setup.params, ...change };
  const params = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
  const { step } = roofline(RUNNING_EXAMPLE, values).points;
  const metrics = { busyShare: step.computeSeconds / step.seconds };
  return gradeOperate(goal.conditions, { metrics, params }).correct;
}

describe('the exercises that operate the figure', () => {
  test('a busy step in 16 bits takes short texts and the batch that the solution names', () => {
    expect(isSolvedBy('roofline-09', { numbers: 'w16a16' })).toBe(false);
    expect(isSolvedBy('roofline-09', { numbers: 'w16a16', sequences: 512 })).toBe(false);
    expect(isSolvedBy('roofline-09', { numbers: 'w16a16', tokensEach: 512, sequences: 185 })).toBe(false);
    expect(isSolvedBy('roofline-09', { numbers: 'w16a16', tokensEach: 512, sequences: 186 })).toBe(true);
  });

  test('balance in W4A16 lies where the solution says, and no scene has it already', () => {
    for (const { params } of Object.values(rooflinePresets))
      expect(isSolvedBy('roofline-10', params)).toBe(false);
    const solved = Array.from({ length: 60 }, (_, at) => at + 1).filter((sequences) =>
      isSolvedBy('roofline-10', { numbers: 'w4a16', tokensEach: 512, sequences }),
    );
    expect(solved).toEqual([43, 44, 45, 46, 47]);
  });
});

test('the share that the guess asks for is not on the page’s first figure', () => {
  const shown = roofline(RUNNING_EXAMPLE, rooflinePresets.setup.params).sequences;
  expect(shown).not.toBe(64);
});
