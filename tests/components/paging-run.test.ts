import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headStartOf, packHeadStart, unpackHeadStart } from '@/components/simulators/paging/head-start';
import { createRun, SERIES_WIDTH } from '@/components/simulators/paging/run';
import { pagingPresets } from '@/kernels/serving/paging/params';
import { pagingSimulator } from '@/kernels/serving/paging/simulator';

const { params, seed } = pagingPresets.shortAnswers;

function plain(steps: number) {
  let state = pagingSimulator.init(params, seed);
  for (let count = 0; count < steps; count++) state = pagingSimulator.step(state).state;
  return state;
}

describe('a run for scrubbing', () => {
  it('shows at any step what stepping there shows, forwards and backwards', () => {
    const run = createRun(params, seed);
    const expected = new Map([0, 1, 7, 8, 100, 777, 1500].map((step) => [step, plain(step)]));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...expected.keys()), { maxLength: 12 }), (steps) => {
        for (const step of steps) {
          expect(run.seek(step)).toBe(true);
          expect(run.state).toEqual(expected.get(step));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('keeps the shares of every step seen, whatever the order of looking', () => {
    const run = createRun(params, seed);
    run.seek(900);
    run.seek(20);
    expect(run.horizon).toBe(900);
    const { paged } = pagingSimulator.metrics(plain(900));
    const [used, internal] = run.series.subarray(900 * SERIES_WIDTH + 6);
    expect(used).toBeCloseTo(paged.usedBytes / paged.poolBytes, 6);
    expect(internal).toBeCloseTo(paged.internalBytes / paged.poolBytes, 6);
  });

  it('stops at the end of the traffic and knows where it is', () => {
    const run = createRun(params, seed);
    expect(run.lastStep).toBeUndefined();
    run.seek(1_000_000);
    expect(run.lastStep).toBe(run.state.stepCount);
    expect(run.state.lanes.reserve.finished).toBe(120);
    expect(run.nextEvent()).toBeUndefined();
  });

  it('seeks for no longer than it may, and goes on from there', () => {
    let now = 0;
    // A clock by which every look takes a millisecond.
    const run = createRun(params, seed, () => now++);
    expect(run.seek(1000, 2)).toBe(false);
    const reached = run.state.stepCount;
    expect(reached).toBeGreaterThan(0);
    expect(reached).toBeLessThan(1000);
    expect(run.seek(1000)).toBe(true);
    expect(run.state).toEqual(plain(1000));
  });

  it('keeps few states of a long run', () => {
    const run = createRun(pagingPresets.thousand.params, 1);
    run.seek(6000);
    run.seek(0);
    expect(run.state.stepCount).toBe(0);
    run.seek(5999);
    expect(run.state.stepCount).toBe(5999);
  });

  it('goes on from a head start as if it had come there', () => {
    const head = unpackHeadStart(JSON.parse(JSON.stringify(packHeadStart(headStartOf(plain(480))))));
    const run = createRun(params, seed, undefined, head);
    expect(run.firstStep).toBe(480);
    for (const step of [480, 481, 700, 490, 481]) {
      run.seek(step);
      expect(run.state).toEqual(plain(step));
    }
    run.seek(3);
    expect(run.state.stepCount).toBe(480);
  });

  it('goes from event to event', () => {
    const run = createRun(params, seed);
    expect(run.nextEvent()).toMatchObject({ kind: 'arrive', request: 0 });
    const step = run.state.stepCount;
    run.nextEvent();
    expect(run.state.stepCount).toBeGreaterThan(step);
  });
});
