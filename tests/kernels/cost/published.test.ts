import { describe, expect, it } from 'vitest';
import { capacityBytes } from '@/kernels/catalog/accelerators';
import { measuredRow, outOfMemoryRows } from '@/kernels/catalog/measurements';
import { efficiencyBand, efficiencyBands } from '@/kernels/cost/efficiency';
import { againstBound, measuredRows } from '@/kernels/cost/measured';
import { planMemory } from '@/kernels/cost/plan-memory';
import { publishedRuns } from '@/kernels/cost/published-runs';
import { fusedGrowth, sixTerms } from '@/kernels/cost/six-term';

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
    const [row] = outOfMemoryRows;
    expect(row).toMatchObject({ model: 'llama-2-70b', weight_bits: 16, result: 'OOM' });
    const plan = planMemory({
      model: row.model,
      accelerator: row.hardware,
      devices: row.gpus,
      contextTokens: 0,
    });
    expect(plan.reasons[0].id).toBe('weights-alone');
    expect(
      planMemory({ model: row.model, accelerator: row.hardware, devices: 2, contextTokens: 0 }).fits,
    ).toBe(true);
  });

  it('works the example of its comment', () => {
    const row = measuredRow({ model: 'llama-2-70b', weight_bits: 8, gpus: 1, hardware: 'a100-80-sxm' });
    const { boundSeconds, measuredSeconds, fraction } = againstBound(row);
    expect(boundSeconds * 1e3).toBeCloseTo(33.7, 1);
    expect(measuredSeconds * 1e3).toBeCloseTo(52.3, 1);
    expect(fraction).toBeCloseTo(0.64, 2);
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
    expect([all.low, all.median, all.high].map((share) => share.toFixed(2))).toEqual([
      '0.50',
      '0.66',
      '0.84',
    ]);
    const { tuned, general } = efficiencyBands();
    const medians = [tuned, general].flatMap(({ wide, eight, narrow }) =>
      [wide, eight, narrow].map((band) => band!.median.toFixed(2)),
    );
    expect(medians).toEqual(['0.66', '0.88', '0.82', '0.66', '0.43', '0.54']);
    expect(general.eight!.rows).toBe(2);
    expect(tuned.narrow!.median).toBeGreaterThan(general.narrow!.median);
    expect(efficiencyBand(() => false)).toBeUndefined();
  });
});
