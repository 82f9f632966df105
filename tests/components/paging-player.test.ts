import { afterEach, describe, expect, it, vi } from 'vitest';
import { type HeadStart, headStartOf } from '@/components/simulators/paging/head-start';
import { createPlayer, type PlayerStatus } from '@/components/simulators/paging/player';
import { createRun } from '@/components/simulators/paging/run';
import { pagingPresets } from '@/kernels/serving/paging/params';

const { params, seed } = pagingPresets.shortAnswers;

/** A player on a clock of ours: `frames(n)` lets n animation frames of 20 ms pass. */
function stage(step = 100, head?: HeadStart) {
  let nowMs = 0;
  let queue: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => queue.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => {
    queue = [];
  });
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
  const statuses: PlayerStatus[] = [];
  const player = createPlayer({ params, seed, step, head }, (status) => statuses.push(status));
  const shown: number[] = [];
  player.subscribe((frame) => shown.push(frame.state.stepCount));
  const frames = (count: number) => {
    for (let at = 0; at < count; at++) {
      nowMs += 20;
      const due = queue;
      queue = [];
      for (const callback of due) callback(nowMs);
    }
  };
  return { player, shown, statuses, frames, waiting: () => queue.length };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe('player', () => {
  it('steps from a head start at once, and knows what lies before it when asked', () => {
    const there = createRun(params, seed);
    there.seek(100);
    const { player, shown } = stage(100, headStartOf(there.state));
    player.step();
    expect(shown).toEqual([101]);
    expect(player.frame?.run.firstStep).toBe(100);
    player.seek(40);
    expect(player.frame?.run.firstStep).toBe(0);
    expect(shown.at(-1)).toBe(40);
    there.seek(40);
    expect(player.frame?.state).toEqual(there.state);
    expect(Array.from(player.frame!.run.series.slice(0, 900))).toEqual(
      Array.from(there.series.slice(0, 900)),
    );
  });

  it('fills in what lies before a head start while nobody waits', () => {
    const there = createRun(params, seed);
    there.seek(100);
    const idle: (() => void)[] = [];
    vi.stubGlobal('requestIdleCallback', (next: () => void) => idle.push(next));
    const { player, shown } = stage(100, headStartOf(there.state));
    player.step();
    player.warm();
    for (let turn = 0; turn < 50 && idle.length > 0; turn++) idle.shift()?.();
    expect(idle).toEqual([]);
    expect(player.frame?.run.firstStep).toBe(0);
    expect(shown.at(-1)).toBe(101);
  });

  it('plays simulated time at the speed asked for', () => {
    const { player, shown, frames, statuses } = stage();
    player.play();
    frames(50);
    // One second at four times the speed of twenty steps per second.
    expect(shown.at(-1)).toBe(180);
    expect(statuses.at(-1)).toBe('running');
    player.pause();
    frames(10);
    expect(shown.at(-1)).toBe(180);
    expect(statuses.at(-1)).toBe('idle');
  });

  it('steps once per press, also while playing, which it ends', () => {
    const { player, shown, frames, statuses } = stage();
    player.step();
    expect(shown).toEqual([101]);
    player.play();
    frames(5);
    const before = shown.at(-1)!;
    player.step();
    expect(shown.at(-1)).toBe(before + 1);
    frames(5);
    expect(shown.at(-1)).toBe(before + 1);
    expect(statuses.at(-1)).toBe('idle');
  });

  it('ends by itself, and plays again from the start', () => {
    const { player, statuses, frames } = stage();
    player.seek(1_000_000);
    expect(statuses.at(-1)).toBe('done');
    player.play();
    frames(2);
    expect(player.frame!.state.stepCount).toBeLessThan(10);
    expect(statuses.at(-1)).toBe('running');
  });

  it('keeps the moment when a dial turns', () => {
    const { player } = stage();
    player.seek(250);
    player.load({ ...params, blockTokens: 64 }, seed);
    expect(player.frame!.state.stepCount).toBe(250);
    expect(player.frame!.state.setup.blockTokens).toBe(64);
    player.load(params, seed, 10);
    expect(player.frame!.state.stepCount).toBe(10);
  });

  it('keeps the moment also while playing, however long the way there', () => {
    const { player, shown, frames } = stage(1500);
    player.play();
    frames(2);
    const moment = shown.at(-1)!;
    // From here on every look at the clock takes four milliseconds, so the new run needs many frames.
    let slowMs = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => {
      slowMs += 4;
      return slowMs;
    });
    player.load({ ...params, blockTokens: 64 }, seed);
    frames(400);
    const first = shown.slice(shown.indexOf(moment) + 1)[0];
    expect(player.frame!.state.setup.blockTokens).toBe(64);
    expect(first).toBeGreaterThanOrEqual(moment);
    expect(shown.at(-1)).toBeGreaterThan(moment);
  });

  it('shows one still picture per second to readers who want less motion', () => {
    const { player, shown, frames } = stage();
    player.calm = true;
    player.play();
    frames(149);
    expect(shown).toEqual([180, 260]);
  });

  it('keeps still for a moment when it is touched, and loses no time by it', () => {
    const touched = stage();
    touched.player.play();
    touched.frames(5);
    const before = touched.shown.length;
    touched.player.hold();
    touched.frames(2);
    expect(touched.shown.length).toBe(before);
    touched.frames(3);
    expect(touched.shown.length).toBeGreaterThan(before);
    const held = touched.shown.at(-1);
    const free = stage();
    free.player.play();
    free.frames(10);
    expect(held).toBe(free.shown.at(-1));
  });

  it('rests out of sight and does not make up for it', () => {
    const { player, shown, frames, waiting } = stage();
    player.play();
    frames(1);
    player.setVisible(false);
    expect(waiting()).toBe(0);
    frames(500);
    player.setVisible(true);
    frames(50);
    expect(shown.at(-1)).toBeLessThan(200);
  });

  it('is ready on request, even before it was warmed up', () => {
    const { player } = stage(321);
    expect(player.frame).toBeUndefined();
    expect(player.ready().state.stepCount).toBe(321);
  });
});
