import { describe, expect, it } from 'vitest';
import type { Ink, Pen } from '@/components/charts/timeline/draw';
import { drawTimeline } from '@/components/charts/timeline/draw';
import { countMarks, layoutTimeline, rowAt } from '@/components/charts/timeline/layout';
import { timelineSvg } from '@/components/charts/timeline/svg-pen';
import { countsOverTime } from '@/components/charts/timeline/totals';
import { createClock } from '@/components/simulators/batching/clock';
import { goodputOf, shareWithin, sortedTimes } from '@/components/simulators/batching/goodput';
import { batchingMessages } from '@/components/simulators/batching/messages';
import { figurePresets, figureSpecs } from '@/components/simulators/batching/params';
import { everyPolicy, POLICY_IDS, shownPolicies } from '@/components/simulators/batching/policies';
import { policyTable } from '@/components/simulators/batching/readings';
import { createSession } from '@/components/simulators/batching/session';
import { readUrlState } from '@/components/url-state';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { SEGMENT_KINDS } from '@/kernels/serving/timeline/timeline';

const dials = (preset: string) => readUrlState('', figureSpecs, figurePresets, preset);
const sessionOf = (preset: string, more = {}) => {
  const { values, seed } = dials(preset);
  const session = createSession();
  session.begin({ params: { ...values, ...more }, seed, setup: RUNNING_EXAMPLE });
  return session;
};

describe('a session', () => {
  it('opens any iteration, forwards and backwards, as the run had it', () => {
    const session = sessionOf('guided');
    const { readings } = session.run('vllm-v1');
    const first = session.inspect('vllm-v1', 0, 0);
    expect([first?.number, first?.startSeconds, first?.count]).toEqual([1, 0, readings.iterations]);
    const later = session.inspect('vllm-v1', 5, 0);
    expect(later && later.startSeconds <= 5 && later.startSeconds + later.durationSeconds > 5).toBe(true);
    expect(session.inspect('vllm-v1', 0, -1)?.number).toBe((later?.number ?? 0) - 1);
    expect(session.inspect('vllm-v1', 0, 1)).toEqual(later);
    expect(session.inspect('vllm-v1', 1e9, 0)?.number).toBe(readings.iterations);
    expect(later?.newTokens).toBeGreaterThan(0);
    expect(later?.boundBy).toMatch(/memory|compute/);
  });

  it.each(POLICY_IDS)('%s: draws each request from its arrival to its end without a hole', (policy) => {
    const { timeline, readings } = sessionOf('guided').run(policy);
    expect(readings.unfinished).toBe(0);
    for (let row = 0; row < timeline.ids.length; row++) {
      let at = timeline.arrival[row];
      for (let segment = timeline.offsets[row]; segment < timeline.offsets[row + 1]; segment++) {
        expect(timeline.from[segment]).toBeCloseTo(at, 6);
        expect(timeline.to[segment]).toBeGreaterThan(timeline.from[segment]);
        at = timeline.to[segment];
      }
      expect(at).toBeGreaterThanOrEqual(timeline.finish[row] - 1e-6);
    }
  });
});

describe('the table', () => {
  const tableOf = (trace?: readonly number[][]) => {
    const { values, seed } = dials('guided');
    const session = createSession();
    const requests = trace?.map(([arrivalSeconds, promptTokens, outputTokens], id) => ({
      id,
      arrivalSeconds,
      promptTokens,
      outputTokens,
    }));
    session.begin({ params: values, seed, setup: RUNNING_EXAMPLE, trace: requests });
    return policyTable(
      everyPolicy((policy) => session.run(policy)),
      { ttftSeconds: 1, tpotSeconds: 1 },
      batchingMessages.en,
      'en',
    );
  };

  it('has a column for those turned away, where there is somebody', () => {
    const { columns, rows } = tableOf([
      [0, 100, 10],
      [0.5, 9_999_999, 10],
    ]);
    expect(columns.at(-1)?.label).toBe('turned away');
    for (const row of rows) expect(row.slice(-2)).toEqual(['0', '1']);
    expect(tableOf().columns.map(({ label }) => label)).not.toContain('turned away');
  });
});

describe('goodput', () => {
  const { timeline, readings } = sessionOf('guided').run('orca');

  it('grows with looser promises, and never beyond what was sent', () => {
    let last = -1;
    for (const ttftSeconds of [0, 0.2, 1, 5, 100]) {
      const { share } = goodputOf(timeline, readings.spanSeconds, { ttftSeconds, tpotSeconds: 1 });
      expect(share).toBeGreaterThanOrEqual(last);
      last = share;
    }
    expect(last).toBe(1);
  });

  it('agrees with the curves it is read off', () => {
    const times = sortedTimes(timeline, 'ttft');
    const { share } = goodputOf(timeline, readings.spanSeconds, { ttftSeconds: 1, tpotSeconds: 1 });
    expect(shareWithin(times, 1, timeline.ids.length)).toBe(share);
  });
});

describe('the drawing', () => {
  const window = (seconds: number) => ({ fromSeconds: 0, toSeconds: seconds });

  it('gives rows while they are a pixel high, and areas below that', () => {
    const few = sessionOf('guided').run('static').timeline;
    const rows = layoutTimeline(few, window(few.endSeconds), 252);
    expect([rows.rows.length, rows.rowHeight, rows.aggregated]).toEqual([16, 15, false]);
    expect(rowAt(rows, 16)).toBe(1);
    expect(countMarks(few, rows)).toBeLessThan(1500);
    const many = sessionOf('thousand').run('vllm-v1').timeline;
    const areas = layoutTimeline(many, window(many.endSeconds), 252);
    expect(areas.aggregated).toBe(true);
    expect(rowAt(areas, 16)).toBeUndefined();
    // Only those who are there in a short stretch of time: rows again.
    expect(layoutTimeline(many, { fromSeconds: 50, toSeconds: 52 }, 252).aggregated).toBe(false);
  });

  it('counts in the areas what the rows hold', () => {
    const { timeline } = sessionOf('guided').run('vllm-v0');
    const end = timeline.endSeconds;
    const counts = countsOverTime(timeline, window(end), 50);
    counts.forEach((count, kind) => {
      const inAreas = (count.reduce((a, b) => a + b, 0) * end) / 50;
      let inRows = 0;
      for (let at = 0; at < timeline.kinds.length; at++)
        if (timeline.kinds[at] === kind) inRows += timeline.to[at] - timeline.from[at];
      expect([SEGMENT_KINDS[kind], inAreas]).toEqual([SEGMENT_KINDS[kind], expect.closeTo(inRows, 6)]);
    });
  });

  it('marks preemption, promises and first tokens, and is finite everywhere', () => {
    const { timeline } = sessionOf('guided').run('vllm-v1');
    const used = new Set<Ink>();
    const pen: Pen = {
      box: (ink, ...numbers) => {
        used.add(ink);
        expect(numbers.every(Number.isFinite)).toBe(true);
      },
      area: (ink) => used.add(ink),
    };
    const layout = layoutTimeline(timeline, window(timeline.endSeconds), 252);
    const slo = { ttftSeconds: 1, tpotSeconds: 0.04 };
    const drawing = { timeline, layout, window: window(timeline.endSeconds), width: 800, slo };
    drawTimeline(pen, drawing);
    expect([...used]).toEqual(
      expect.arrayContaining([
        'prefill',
        'decode',
        'waiting',
        'again',
        'preempted',
        'first',
        'late',
        'deadline',
      ]),
    );
    expect(timelineSvg(drawing, { id: 'x', paint: (name) => name })).not.toMatch(/NaN|undefined/);
  });
});

describe('the clock', () => {
  it('stays at the end of a longer run, and waits for a moment that is still to come', () => {
    const clock = createClock(10, () => undefined);
    clock.setEnd(20);
    expect(clock.seconds).toBe(20);
    clock.seek(5);
    clock.setEnd(30);
    expect(clock.seconds).toBe(5);
    clock.resume(40);
    expect(clock.seconds).toBe(30);
    clock.setEnd(50);
    expect(clock.seconds).toBe(40);
  });
});

describe('words', () => {
  it.each(['en', 'zh'] as const)('%s: every dial, scene, choice and policy has one', (lang) => {
    const messages = batchingMessages[lang];
    for (const { key, kind, labelId, choices = [] } of figureSpecs) {
      if (key === 'show') continue;
      expect([key, typeof messages.labels[labelId]]).toEqual([key, 'string']);
      if (kind === 'choice')
        for (const one of choices) expect(messages.choices[`${key}.${one}`]).toBeTypeOf('string');
    }
    for (const name of Object.keys(figurePresets)) expect(messages.presets[name]).toBeTypeOf('string');
    expect(shownPolicies('static')).toEqual(['static']);
    expect(shownPolicies('orca')).toEqual(['static', 'orca']);
  });
});
