/** A run of so many requests that rows would be thinner than a pixel: how many of them did what, stacked over time. */
import { SEGMENT_KINDS, type SegmentKind, type Timeline } from '@/kernels/serving/timeline/timeline';
import type { Pen, TimelineDrawing } from './draw';
import type { TimeWindow } from './layout';

/** From below: what the device works on, then what waits for it. */
const ORDER: readonly SegmentKind[] = ['prefill', 'decode', 'held', 'stalled', 'moving', 'again', 'waiting'];
const BIN = 2;

/** Mean number of requests in each kind of stretch, bin by bin: `SEGMENT_KINDS.length` arrays. */
export function countsOverTime(timeline: Timeline, window: TimeWindow, bins: number): Float64Array[] {
  const perSecond = bins / (window.toSeconds - window.fromSeconds);
  // A stretch adds to the slope where it begins and takes from it where it ends: its length does not matter.
  const steps = SEGMENT_KINDS.map(() => new Float64Array(bins + 2));
  const edge = (step: Float64Array, at: number, sign: number) => {
    const place = Math.max(0, Math.min(bins, at));
    const bin = Math.floor(place);
    step[bin] += sign * (bin + 1 - place);
    step[bin + 1] += sign * (place - bin);
  };
  for (let segment = 0; segment < timeline.kinds.length; segment++) {
    const step = steps[timeline.kinds[segment]];
    edge(step, (timeline.from[segment] - window.fromSeconds) * perSecond, 1);
    edge(step, (timeline.to[segment] - window.fromSeconds) * perSecond, -1);
  }
  return steps.map((step) => {
    let sum = 0;
    return Float64Array.from({ length: bins }, (_, bin) => {
      sum += step[bin];
      return Math.max(0, sum);
    });
  });
}

export function drawTotals(pen: Pen, { timeline, layout, window, width }: TimelineDrawing): void {
  const bins = Math.max(1, Math.floor(width / BIN));
  const counts = countsOverTime(timeline, window, bins);
  const below = new Float64Array(bins);
  let most = 1;
  for (let bin = 0; bin < bins; bin++) {
    most = Math.max(
      most,
      counts.reduce((sum, count) => sum + count[bin], 0),
    );
  }
  const y = (value: number) => layout.height - (value / most) * layout.height;
  for (const kind of ORDER) {
    const count = counts[SEGMENT_KINDS.indexOf(kind)];
    if (!count.some((value) => value > 1e-6)) continue;
    const upper: number[] = [];
    const lower: number[] = [];
    for (let bin = 0; bin < bins; bin++) {
      const x = ((bin + 0.5) / bins) * width;
      const from = below[bin];
      below[bin] += count[bin];
      upper.push(x, y(below[bin]));
      lower.push(x, y(from));
    }
    const closed = [...upper];
    for (let at = lower.length - 2; at >= 0; at -= 2) closed.push(lower[at], lower[at + 1]);
    pen.area(kind, closed);
  }
}
