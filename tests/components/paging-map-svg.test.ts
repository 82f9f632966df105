import { describe, expect, it } from 'vitest';
import { layoutOf } from '@/components/simulators/paging/map-layout';
import { MAP_WIDTH, mapSvg } from '@/components/simulators/paging/map-svg';
import { createRun } from '@/components/simulators/paging/run';
import { ALLOCATOR_IDS } from '@/kernels/serving/paging/allocator';
import { pagingPresets } from '@/kernels/serving/paging/params';
import { pagingSimulator } from '@/kernels/serving/paging/simulator';

const { params, seed } = pagingPresets.crowded;

/** Lengths of all lines whose attributes match. */
function drawn(svg: string, attributes: RegExp): { length: number; lines: number[][] } {
  const paths = Array.from(svg.matchAll(/<path (stroke[^>]*) d="([^"]*)"/g)).filter(([, more]) =>
    attributes.test(more),
  );
  const lines = paths.flatMap(([, , d]) =>
    Array.from(d.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)/g), ([, x, y, width]) => [
      Number(x),
      Number(y),
      Number(width),
    ]),
  );
  return { length: lines.reduce((sum, [, , width]) => sum + width, 0), lines };
}

describe.each(ALLOCATOR_IDS)('the drawn map of %s', (id) => {
  const run = createRun(params, seed);
  run.seek(480);
  const svg = mapSvg(run.state, id, (name) => `var(--${name})`);
  const metrics = pagingSimulator.metrics(run.state)[id];
  const perByte = (layoutOf(run.state, id).rows * MAP_WIDTH) / metrics.poolBytes;

  it('draws as much as is held, filled and empty', () => {
    const filled = drawn(svg, /^stroke="var\(--o\d\)"$/);
    const empty = drawn(svg, /^stroke="var\(--o\d\)" stroke-opacity/);
    expect(filled.length).toBeCloseTo((metrics.heldBytes - metrics.internalBytes) * perByte, 0);
    expect(empty.length).toBeCloseTo(metrics.internalBytes * perByte, 0);
  });

  it('draws no two lines where one would do', () => {
    const filled = drawn(svg, /^stroke="var\(--o\d\)"$/);
    for (const path of svg.matchAll(/<path stroke="var\(--o\d\)" d="([^"]*)"/g)) {
      const { lines } = drawn(path[0], /^stroke/);
      const ends = new Set(lines.map(([x, y, width]) => `${(x + width).toFixed(1)} ${y}`));
      expect(lines.filter(([x, y]) => ends.has(`${x.toFixed(1)} ${y}`))).toEqual([]);
    }
    expect(filled.lines.length).toBeGreaterThan(5);
  });
});
