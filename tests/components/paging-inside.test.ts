import { describe, expect, it } from 'vitest';
import { createFollower, nextEviction } from '@/components/simulators/paging/inside/follower';
import { inspectorHtml, namesHtml, queueHtml, tablesHtml } from '@/components/simulators/paging/inside/html';
import { insideMessages } from '@/components/simulators/paging/inside/messages';
import { blockAt, blockGrid } from '@/components/simulators/paging/inside/paint';
import { sceneOf } from '@/components/simulators/paging/inside/scene';
import { createInsideRun } from '@/kernels/serving/paging/inside';
import { pagingPresets, pagingSetup } from '@/kernels/serving/paging/params';
import { makeTraffic } from '@/kernels/serving/paging/workload';

const { params, seed } = pagingPresets.sharedPrompts;
const setup = pagingSetup(params);

function runAt(step: number) {
  const run = createInsideRun(setup, makeTraffic(setup, seed), { freeOrder: 'v1', caching: true });
  run.seek(step);
  return run;
}

describe('inside the paged cache: text', () => {
  const run = runAt(480);
  const scene = sceneOf(run, setup);

  it.each(['en', 'zh'] as const)('%s: every block can be asked about, and no word is missing', (lang) => {
    const words = insideMessages[lang];
    for (let block = 1; block <= blockGrid(scene).count; block++) {
      const html = inspectorHtml(scene, block, words);
      expect(html).not.toMatch(/undefined|NaN|\{\w+\}/);
    }
    for (const html of [queueHtml(scene, words), tablesHtml(scene, words), namesHtml(scene, words).html]) {
      expect(html).not.toMatch(/undefined|NaN|\{\w+\}/);
    }
  });

  it('shows who shares the beginning, and under which name it is found', () => {
    const [most] = [...scene.uses].sort(([, a], [, b]) => b.length - a.length);
    const html = inspectorHtml(scene, most[0], insideMessages.en);
    expect(html).toContain('the shared beginning');
    expect(html).toContain(`<dt>references</dt><dd>${most[1].length}</dd>`);
    expect(namesHtml(scene, insideMessages.en).html).toContain(`data-block="${most[0]}"`);
  });

  it('says why the last evicted one was evicted', () => {
    const later = runAt(480);
    const step = nextEviction(later);
    expect(step).toBeGreaterThan(480);
    const block = later.stories.lastEvicted(later.step)!;
    expect(inspectorHtml(sceneOf(later, setup), block, insideMessages.en)).toMatch(
      /evicted: request \d+ needed a block, and this one stood at the front. Nobody had used it since [\d.]+ s, when request \d+ finished/,
    );
  });

  it('lists the free queue front first, and marks what holds nothing', () => {
    const html = queueHtml(scene, insideMessages.en);
    expect(html.startsWith(`<li data-block="${scene.queue[0]}"`)).toBe(true);
    const { hashes } = run.scheduler.kv.pool;
    const empty = scene.queue.slice(0, 56).filter((block) => hashes[block] === null).length;
    expect(html.match(/data-empty/g)?.length ?? 0).toBe(empty);
  });
});

describe('inside the paged cache: place and time', () => {
  it('a point of the map is a block, where the third map has it', () => {
    const scene = { setup } as Parameters<typeof blockAt>[0];
    expect(blockGrid(scene)).toEqual({ columns: 32, rows: 24, count: 768 });
    expect(blockAt(scene, 0, 0)).toBe(1);
    expect(blockAt(scene, 0.999, 0.999)).toBe(768);
    expect(blockAt(scene, 1.2, 0.5)).toBeUndefined();
  });

  it('follows the figure in pieces, backwards too', () => {
    let nowMs = 0;
    const run = createInsideRun(
      setup,
      makeTraffic(setup, seed),
      { freeOrder: 'v1', caching: true },
      () => nowMs++,
    );
    const seen: boolean[] = [];
    const frames: (() => void)[] = [];
    const follower = createFollower(
      [run],
      (arrived) => seen.push(arrived),
      (call) => frames.push(call),
    );
    follower.follow(100, false);
    while (frames.length > 0) frames.shift()?.();
    expect(run.step).toBe(100);
    expect(seen.at(-1)).toBe(true);
    expect(seen.length).toBeGreaterThan(1);
    follower.follow(20, false);
    expect(run.step).toBe(20);
  });
});
