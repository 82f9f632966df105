import { describe, expect, it } from 'vitest';
import { capacityBytes } from '@/kernels/catalog/accelerators';
import { outOfMemoryRows } from '@/kernels/catalog/measurements';
import { efficiencyBand, efficiencyBands } from '@/kernels/cost/efficiency';
import { measuredRows } from '@/kernels/cost/measured';
import { fusedGrowth, publishedRuns, sixTerms } from '@/kernels/cost/six-term';

const GIB = 2 ** 30;

describe('six terms against the published rows', () => {
  const timed = publishedRuns.filter((run) => run.hasFormula && run.reported !== undefined);

  it('covers twelve rows', () => expect(timed).toHaveLength(12));

  it.each(
    timed.map((run) => [`${run.row.setup}, ${run.row.batch} × ${run.row.prefill_tokens}`, run] as const),
  )('%s', (_, run) => {
    const error = Math.abs(run.peak / Number(run.reported) - 1);
    expect(error).toBeLessThan(run.row.setup.includes('FP16') ? 0.01 : 0.07);
  });

  it('puts the run that did not fit over its capacity', () => {
    const [failed] = publishedRuns.filter((run) => run.reported === undefined);
    expect(failed.peak / GIB).toBeCloseTo(31.37, 2);
    expect(failed.peak).toBeGreaterThan(21.99 * GIB);
    expect(failed.peak).toBeGreaterThan(capacityBytes('a10g'));
    // Without written-out scores the same run fits.
    const cured = sixTerms({ ...failed.run, materialised: false });
    expect(cured.weights + cured.kvCache + cured.logits + cured.logitsFp32).toBeLessThan(21.99 * GIB);
  });

  it('predicts the pair after the change of kernel, and its growth by linear terms', () => {
    const [short, long] = publishedRuns.filter((run) => !run.hasFormula);
    for (const run of [short, long]) {
      expect(run.terms.scores).toBe(0);
      expect(Math.abs(run.peak / Number(run.reported) - 1)).toBeLessThan(0.012);
    }
    const reported = (Number(long.reported) - Number(short.reported)) / GIB;
    expect(reported).toBeCloseTo(1.09, 2);
    const growth = fusedGrowth('llama-3.1-8b', 1, 2048, 4096);
    const { kvCache, rotaryTables, logits, activations, total } = growth;
    expect([kvCache, rotaryTables, activations].map((bytes) => bytes / GIB)).toEqual([0.5, 0.0625, 0.015625]);
    expect(logits / GIB).toBeCloseTo(0.489, 3);
    expect(kvCache + rotaryTables + logits + activations).toBe(total);
    // Printed to a hundredth of a GiB; 0.02 GiB of the growth stay unexplained.
    expect(total / GIB).toBeCloseTo(1.07, 2);
    expect(Math.abs(total / GIB / reported - 1)).toBeLessThan(0.025);
    // Scores written out would have grown by more than three times as much.
    expect(growth.scoresAvoided / GIB).toBeCloseTo(3.75, 2);
  });

  it('follows the rest of that series, which the pull request prints too', () => {
    const series = [
      [512, 5.64],
      [1024, 5.89],
      [2048, 6.43],
      [4096, 7.52],
    ] as const;
    const weights = sixTerms(publishedRuns[publishedRuns.length - 1].run).weights / GIB;
    for (const [tokens, reported] of series) {
      const grown = fusedGrowth('llama-3.1-8b', 1, 0, tokens).total / GIB;
      expect(Math.abs((weights + grown) / reported - 1)).toBeLessThan(0.01);
    }
  });
});

describe('measured decode rows', () => {
  it('114 rows have a time, one ran out of memory', () => {
    expect(measuredRows).toHaveLength(114);
    expect(outOfMemoryRows).toHaveLength(1);
    expect(outOfMemoryRows[0]).toMatchObject({ model: 'llama-2-70b', result: 'OOM' });
  });

  it('none of the 113 without speculation beats the bound', () => {
    const timed = measuredRows.filter(({ kind }) => kind === 'timed');
    expect(timed).toHaveLength(113);
    for (const { fraction } of timed) expect(fraction).toBeLessThanOrEqual(1);
  });

  it('the speculative row does, by design', () => {
    const [row] = measuredRows.filter(({ kind }) => kind === 'speculative');
    expect(row.fraction).toBeCloseTo(1.02, 2);
  });

  it('recomputes what the file prints', () => {
    for (const { row, fraction, boundSeconds } of measuredRows) {
      expect(fraction).toBeCloseTo(row.fraction_of_sol, 2);
      expect(boundSeconds * 1000).toBeCloseTo(row.sol_ms_per_step, 1);
    }
  });

  it('makes bands of the middle half', () => {
    const all = efficiencyBand()!;
    expect(all.rows).toBe(113);
    expect(all.low).toBeLessThan(all.median);
    expect(all.median).toBeLessThan(all.high);
    const { tuned, general } = efficiencyBands();
    expect(tuned.narrow!.median).toBeGreaterThan(general.narrow!.median);
    expect(efficiencyBand(() => false)).toBeUndefined();
  });
});
