import { describe, expect, it } from 'vitest';
import { stackedPaths } from '@/components/charts/stacked-series';
import { firstFrame } from '@/components/simulators/paging/first-frame';
import { eachRow, mapLayout, mergeStretches } from '@/components/simulators/paging/map-layout';
import { pagingMessages } from '@/components/simulators/paging/messages';
import {
  describeText,
  domainSeconds,
  metricsTable,
  metricText,
} from '@/components/simulators/paging/readings';
import { placeOf, reportOf } from '@/components/simulators/paging/report';
import { pagingParams, pagingPresets } from '@/kernels/serving/paging/params';
import { pagingSimulator } from '@/kernels/serving/paging/simulator';

describe('where tokens lie on a map', () => {
  it('12,288 tokens: cells of 16, 24 rows of 512', () => {
    expect(mapLayout(12_288)).toEqual({ poolTokens: 12_288, unitTokens: 16, rowTokens: 512, rows: 24 });
    expect(mapLayout(12_288, 16).rowTokens).toBe(512);
    // Blocks of 24 do not divide 512: a row ends with a whole block.
    expect(mapLayout(12_288, 24)).toMatchObject({ rowTokens: 504, rows: 25 });
    expect(mapLayout(2048, 256)).toMatchObject({ rowTokens: 256, rows: 8 });
  });

  it('cuts a stretch at the ends of rows', () => {
    const rows: number[][] = [];
    eachRow(mapLayout(12_288), 500, 1100, (...row) => rows.push(row));
    expect(rows).toEqual([
      [0, 500, 512],
      [1, 0, 512],
      [2, 0, 76],
    ]);
  });

  it('merges neighbours only when the first is full and both belong to as many', () => {
    const drawn: number[][] = [];
    const merged = mergeStretches((...stretch) => drawn.push(stretch));
    merged.add(0, 4, 4, 1);
    merged.add(4, 4, 4, 1);
    merged.add(8, 4, 2, 1);
    merged.add(12, 4, 4, 1);
    merged.add(16, 4, 4, 2);
    merged.end();
    merged.end();
    expect(drawn).toEqual([
      [0, 10, 12, 1],
      [12, 16, 16, 1],
      [16, 20, 20, 2],
    ]);
  });
});

describe('shares over time', () => {
  it('stack from the bottom, and end where the run ends', () => {
    const shape = { width: 100, height: 10, points: 50 };
    const [lower, upper] = stackedPaths(2, 2, (_, band) => (band === 0 ? 0.5 : 0.25), 0.5, shape);
    expect(lower).toBe('M0 5L50 5V10H0Z');
    expect(upper).toBe('M0 2.5L50 2.5V10H0Z');
    expect(stackedPaths(0, 2, () => 1, 1, shape)).toEqual(['', '']);
  });

  it('thin out long runs, keeping both ends', () => {
    const path = stackedPaths(1000, 1, (sample) => sample / 999, 1, { width: 100, height: 10, points: 5 })[0];
    expect(path).toMatch(/^M0 10L.*L100 0V10H0Z$/);
    expect(path.split('L')).toHaveLength(5);
  });

  it('double the time axis until the run fits', () => {
    expect([0, 600, 601, 1300].map(domainSeconds)).toEqual([30, 30, 60, 120]);
  });
});

describe('the first frame', () => {
  const { first, maps } = firstFrame('crowded');

  it('shows memory that is full, and says so', () => {
    expect(first.metrics.reserve.usedShare).toBeLessThan(0.4);
    expect(first.metrics.paged.usedShare).toBeGreaterThan(0.9);
    expect(first.metrics.reserve.waiting).toBeGreaterThan(10);
    expect(describeText(first.description, pagingMessages.en)).toBe(
      'At 24.0 s, 46 requests have arrived. At once run: 6 with reservations, 17 with growth, 25 with pages.',
    );
    expect(describeText(first.description, pagingMessages.zh)).toContain('24.0 秒');
  });

  it('draws three maps in custom properties, in a few kilobytes', () => {
    for (const svg of Object.values(maps)) {
      expect(svg).toContain('var(--o1)');
      expect(svg).not.toMatch(/NaN|undefined/);
      expect(svg.length).toBeLessThan(12_000);
    }
  });

  it('falls back to the crowded scene', () => {
    expect(firstFrame('no-such').first.preset).toBe('crowded');
    expect(firstFrame('toString').first.preset).toBe('crowded');
  });

  it('has a table that says the same in both languages', () => {
    const table = metricsTable(first.metrics, pagingMessages.zh, 'zh');
    expect(table.rows.map((row) => row[0])).toEqual(['按上限预留', '连续扩张', '分页']);
    expect(table.rows[2][1]).toBe(metricText(first.metrics.paged, 'usedShare', 'en'));
    expect(table.columns.slice(1).every((column) => column.answer)).toBe(true);
  });

  it('follows a request that runs in all three caches', () => {
    for (const lane of Object.values(first.report.lanes)) expect(lane.status).toBe('running');
  });
});

describe('looking into memory', () => {
  let state = pagingSimulator.init(pagingPresets.crowded.params, 7);
  for (let count = 0; count < 400; count++) state = pagingSimulator.step(state).state;

  it('finds the owner of every token of a piece, and nobody in a hole', () => {
    const { report } = firstFrame('crowded').first;
    const [{ pieces }] = reportOf(state, report.request).lanes.paged.holds;
    for (const piece of pieces) {
      expect(placeOf(state, 'paged', piece.start)?.request).toBe(report.request);
      expect(placeOf(state, 'paged', piece.start + piece.size - 1)?.piece.block).toBe(piece.block);
    }
    expect(
      placeOf(
        { ...state, lanes: { ...state.lanes, reserve: { ...state.lanes.reserve, running: [] } } },
        'reserve',
        0,
      ),
    ).toBeUndefined();
  });

  it('says of a request that it is yet to come, waits, or is done', () => {
    const waiting = reportOf(state, state.arrived - 1);
    expect(waiting.lanes.reserve.status).toBe('waiting');
    expect(reportOf(state, 59).lanes.paged.status).toBe('coming');
    expect(reportOf(state, 0).lanes.paged.status).toBe('finished');
  });
});

describe('words', () => {
  it('exist for every dial and scene, in both languages', () => {
    for (const messages of Object.values(pagingMessages)) {
      for (const spec of pagingParams) {
        expect(Object.hasOwn(messages.labels, spec.labelId)).toBe(true);
        if (spec.unit && spec.unit !== 'share') expect(Object.hasOwn(messages.units, spec.unit)).toBe(true);
      }
      for (const name of Object.keys(pagingPresets)) expect(messages.presets[name]).toBeTruthy();
      for (const id of ['empty', 'running', 'done']) expect(messages.describe[id]).toBeTruthy();
    }
  });
});
