/** The machine behind the figure. Loaded once the page stands or the reader first asks for it. */
import { hashBlocks } from '@/kernels/serving/kv/block-hash';
import { contentOf, type PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { Stretch } from '@/kernels/serving/prefix/picture';
import { type PrefixState, prefixSimulator, skipTo, startAgain } from '@/kernels/serving/prefix/simulator';
import { type CurvePoint, hitRateCurve } from '@/kernels/serving/prefix/summary';
import type { ParamValues } from '@/kernels/simulator';
import { frameOf, type PrefixFrame, stepToShow } from './frame';

/** What is to be said of a place in a drawing. */
export interface Look {
  readonly lane: PrefixLaneId;
  readonly stretch: Stretch;
  /** Positions of the block, or of the whole stretch. */
  readonly from: number;
  readonly to: number;
  /** The first of its tokens. */
  readonly tokens: readonly number[];
  /** Number of the block; undefined in the tree. */
  readonly block?: number;
  /** The first digits of the block's name as vLLM gives it; undefined while it has none. */
  readonly name?: string;
  readonly order: number | null;
  /** Something hangs below it. */
  readonly inner: boolean;
}

const SHOWN_TOKENS = 6;
const SHOWN_DIGITS = 16;

export interface PrefixRun {
  readonly params: ParamValues;
  readonly seed: number;
  readonly state: PrefixState;
  readonly frame: PrefixFrame;
  /** The step to show first. */
  readonly firstStep: number;
  seek(step: number): PrefixFrame;
  look(lane: PrefixLaneId, stretch: Stretch, block: number): Look;
}

/** Dials that change memory and rules and leave the requests alone. */
const MEMORY_DIALS = ['poolTokens', 'blockTokens', 'evictionPolicy'];

/** @param before a run of the same seed, whose requests are taken over where they are the same */
export function createRun(params: ParamValues, seed: number, before?: PrefixRun): PrefixRun {
  const same = before?.seed === seed && sameTraffic(params, before.params);
  const start = same ? startAgain(before.state, params) : prefixSimulator.init(params, seed);
  let state = start;
  let frame: PrefixFrame | undefined;
  return {
    params,
    seed,
    get state() {
      return state;
    },
    get frame() {
      frame ??= frameOf(state);
      return frame;
    },
    firstStep: stepToShow(start),
    seek(step) {
      if (step === state.stepCount) return this.frame;
      state = skipTo(step < state.stepCount ? start : state, step);
      frame = undefined;
      return this.frame;
    },
    look(lane, stretch, at) {
      const content = contentOf(state.plan.requests[stretch.request]);
      const { blockTokens } = state.setup;
      const block = stretch.blocks?.[at];
      const from = block ? stretch.from + at * blockTokens : stretch.from;
      const to = block ? Math.min(stretch.to, from + blockTokens) : stretch.to;
      const named = block && block.key !== null;
      const name = named ? String(hashBlocks(content.slice(0, to), blockTokens).at(-1)) : undefined;
      return {
        lane,
        stretch,
        from,
        to,
        tokens: content.slice(from, Math.min(to, from + SHOWN_TOKENS)),
        inner: this.frame.picture[lane].some(({ parent }) => parent === stretch.id),
        order: block && stretch.order !== null ? orderOf(state, block.block) : stretch.order,
        ...(block && { block: block.block }),
        ...(name && { name: name.slice(0, SHOWN_DIGITS) }),
      };
    },
  };
}

function sameTraffic(a: ParamValues, b: ParamValues): boolean {
  return Object.keys(a).every((key) => MEMORY_DIALS.includes(key) || a[key] === b[key]);
}

/** How many blocks with content stand before this one in the free queue. */
function orderOf(state: PrefixState, block: number): number | null {
  const { next, size, hashes, refs } = state.hash.pool;
  if (refs[block] > 0) return null;
  let order = 0;
  for (let at = next[size]; at !== block; at = next[at]) if (hashes[at] !== null) order++;
  return order;
}

/** The curve, a point per task, so that the page stays awake. Returns what stops it. */
export function drawCurve(
  params: ParamValues,
  seed: number,
  onDone: (points: readonly CurvePoint[]) => void,
): () => void {
  const { sizes, point } = hitRateCurve(params, seed);
  const points: CurvePoint[] = [];
  let timer = setTimeout(function next() {
    points.push(point(sizes[points.length]));
    if (points.length === sizes.length) onDone(points);
    else timer = setTimeout(next);
  });
  return () => clearTimeout(timer);
}
