/** Where things stand in the drawing: operations per token over the length of the text, and the bars below. */
import { linearScale, logScale } from '@/components/charts/scales';
import type { FlopCount } from '@/kernels/cost/flop-count/compute';
import { LEAST_TOKENS, MOST_TOKENS } from '@/kernels/cost/flop-count/params';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly floor: number;
  readonly narrow: boolean;
  /** Places are rounded: logarithms differ in their last bits from machine to machine. */
  readonly x: (tokens: number) => number;
  readonly y: (flops: number) => number;
  readonly yTicks: readonly number[];
  /** The length at a place along the drawing, on the grid of the dial. */
  readonly tokensAt: (place: number) => number;
  /** Tops of the two bars. */
  readonly bars: readonly [work: number, parameters: number];
}

/** Rows of the axis of lengths. */
export const tokenTicks = [256, 1024, 4096, 16_384, 65_536, 262_144];

const inside = (value: number) => Math.min(MOST_TOKENS, Math.max(LEAST_TOKENS, value));
const rounded = (value: number) => Math.round(value * 10) / 10;

export function layoutOf(result: FlopCount, width: number): Layout {
  const narrow = width < 500;
  const [left, right, top, floor] = [narrow ? 52 : 46, width - (narrow ? 22 : 14), 46, narrow ? 286 : 306];
  const matrices = Math.max(...result.curve.map(({ parts }) => parts.total - parts.scores));
  const most = Math.max(...result.curve.map(({ parts }) => parts.total));
  // A square that leaves the drawing at three times the rest has made its point.
  const highest = Math.min(Math.max(most, matrices * 1.5, result.rulePerToken), matrices * 3) * 1.04;
  const across = logScale([LEAST_TOKENS, MOST_TOKENS], [left, right]);
  const up = linearScale([0, highest], [floor, top]);
  const ratio = MOST_TOKENS / LEAST_TOKENS;
  return {
    width,
    height: floor + (narrow ? 236 : 208),
    left,
    right,
    top,
    floor,
    narrow,
    x: (tokens) => rounded(across(inside(tokens))),
    y: (flops) => rounded(up(flops)),
    yTicks: up.ticks(4),
    tokensAt: (place) => {
      const share = Math.min(1, Math.max(0, (place - left) / (right - left)));
      const tokens = LEAST_TOKENS * ratio ** share;
      return inside(Math.round(tokens / LEAST_TOKENS) * LEAST_TOKENS);
    },
    bars: [floor + 72, floor + (narrow ? 172 : 158)],
  };
}
