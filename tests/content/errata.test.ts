import { describe, expect, test } from 'vitest';
import { countsOf, EMPTY_QUERY, type Entry, matching } from '@/components/simulators/errata/filter';
import { errataMessages } from '@/components/simulators/errata/messages';
import { loadClaims } from '@/content/loader/data';
import { readExercises } from '@/content/loader/study';
import { errataCounts } from '@/kernels/cost/calcs/errata-counts';
import { gradeOperate } from '@/kernels/practice/grading';

const claims = loadClaims();
const count = (verdict: string) => claims.filter((claim) => claim.verdict === verdict).length;

test('the counts of the prose are those of the claims', () => {
  expect(errataCounts).toEqual({
    claims: claims.length,
    right: count('right'),
    rightArithmetic: count('right arithmetic'),
    misleading: count('misleading'),
    wrong: count('wrong'),
    unsourced: count('unsourced'),
    recomputed: claims.filter((claim) => claim.check === 'recomputed').length,
  });
});

test('the one note that lists its sources has no wrong claim', () => {
  const wrong = [0, 1, 2, 3, 4].map(
    (note) => claims.filter((claim) => claim.seed === note && claim.verdict === 'wrong').length,
  );
  expect(wrong.map((one) => one === 0)).toEqual([false, false, false, true, false]);
});

describe('the list', () => {
  test('has a word for every verdict and every note', () => {
    for (const { verdict, seed } of claims)
      for (const lang of ['en', 'zh'] as const) {
        expect(errataMessages[lang].verdicts[verdict]).toBeTruthy();
        expect(errataMessages[lang].notes[String(seed)]).toBeTruthy();
      }
  });

  test('the exercise that operates it has exactly one solution without a search', () => {
    const entries: Entry[] = claims.map(({ id, verdict, chapter, seed }) => ({
      id,
      verdict,
      chapter,
      note: String(seed),
    }));
    const operate = readExercises('en', 'errata').filter((one) => one.kind === 'operate');
    expect(operate).toHaveLength(1);
    const solutions = ['all', ...new Set(entries.map((one) => one.verdict))].flatMap((verdict) =>
      ['all', ...new Set(entries.map((one) => one.chapter))].filter((chapter) => {
        const query = { ...EMPTY_QUERY, verdict, chapter };
        const shown = matching(entries, query).length;
        const wrong = countsOf('verdict', entries, query).get('wrong') ?? 0;
        return gradeOperate(operate[0].goal.conditions, { metrics: { shown, wrong }, params: query }).correct;
      }),
    );
    expect(solutions).toEqual(['roofline']);
  });
});

test('what the exercise says of its claim is what the claim says', () => {
  const roofline = claims.filter((claim) => claim.chapter === 'roofline');
  expect(roofline).toHaveLength(9);
  expect(roofline.filter((claim) => claim.verdict === 'wrong').map((claim) => claim.id)).toEqual(['0.27']);
});
