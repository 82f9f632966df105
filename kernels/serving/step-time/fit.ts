/**
 * A calibration from measured steps: the two shares and the knee that bring the step-time model closest to them, by
 * least squares of relative errors (of logarithms), found with a grid and a pattern search. A share that no point
 * depends on keeps its usual value, and the result says so. Leaves out weights for points that repeat.
 */
import { ensure } from '../../errors';
import { type Calibration, calibrationOf } from './knee';
import { itemsOf, type MeasuredPoint } from './points';
import type { StepShape } from './step-shape';
import { type Link, type StepItem, stepTimeOf } from './step-time';

export interface FittedCalibration {
  readonly calibration: Calibration;
  /** Mean and largest relative error of the points. */
  readonly meanError: number;
  readonly worstError: number;
  /** What the points said nothing about. */
  readonly undetermined: readonly (keyof Calibration)[];
  /** Predicted seconds of each point, in order. */
  readonly predicted: readonly number[];
}

export interface FitOptions {
  readonly link?: Link;
  readonly fixedSeconds?: number;
}

const LEAST_POINTS = 3;
/** A point must change by a tenth of what a parameter changes by, or it says nothing about it. */
const SENSITIVE = 0.1;
/** Points further than this from any setting of the model, on average, measured something else. */
const MOST_ERROR = 0.5;
/** Rounding of a stated time may bring it a little under the floor. */
const ROUNDING = 0.98;

type Key = keyof Calibration;
const bounds: Readonly<Record<Key, readonly [number, number]>> = {
  computeShare: [0.02, 1],
  memoryShare: [0.02, 1],
  knee: [1, 8],
};
const keys = Object.keys(bounds) as Key[];
const grid: Readonly<Record<Key, readonly number[]>> = {
  computeShare: [0.05, 0.15, 0.35, 0.6, 0.85],
  memoryShare: [0.05, 0.15, 0.35, 0.6, 0.85],
  knee: [1.2, 1.7, 3],
};

/**
 * Fits a calibration. Throws `BookError('steptime.fit.' + …)`: `too-few` points; `too-fast`, a point below the floor of
 * the machine's peaks, with its line; `no-fit` when the points contradict each other or belong to another machine.
 * Worked: points made with shares 0.6 and 0.5 and a knee of 2 give them back.
 */
export function fitCalibration(
  shape: StepShape,
  points: readonly MeasuredPoint[],
  options: FitOptions = {},
): FittedCalibration {
  ensure(points.length >= LEAST_POINTS, 'steptime.fit.too-few', {
    found: points.length,
    least: LEAST_POINTS,
  });
  const steps = points.map((point) => ({ items: itemsOf(point), seconds: point.seconds, line: point.line }));
  const predict = (calibration: Calibration, items: readonly StepItem[]) =>
    stepTimeOf(shape, { ...options, calibration })(items).seconds;
  const peak: Calibration = { computeShare: 1, memoryShare: 1, knee: Number.POSITIVE_INFINITY };
  for (const { items, seconds, line } of steps) {
    const floor = predict(peak, items);
    ensure(seconds >= floor * ROUNDING, 'steptime.fit.too-fast', { line, seconds, floor });
  }
  const loss = (calibration: Calibration) =>
    steps.reduce((sum, { items, seconds }) => sum + Math.log(predict(calibration, items) / seconds) ** 2, 0);

  const free = new Set<Key>(keys);
  let best = search(loss, startOf(shape), free);
  const undetermined = keys.filter((key) => !steps.some(({ items }) => responds(predict, best, key, items)));
  if (undetermined.length > 0) {
    for (const key of undetermined) free.delete(key);
    const usual = calibrationOf(shape.acceleratorId);
    best = search(
      loss,
      { ...best, ...Object.fromEntries(undetermined.map((key) => [key, usual[key]])) },
      free,
    );
  }
  const predicted = steps.map(({ items }) => predict(best, items));
  const errors = predicted.map((seconds, at) => Math.abs(seconds / steps[at].seconds - 1));
  const meanError = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  ensure(meanError <= MOST_ERROR, 'steptime.fit.no-fit', { error: meanError, most: MOST_ERROR });
  return { calibration: best, meanError, worstError: Math.max(...errors), undetermined, predicted };
}

const startOf = (shape: StepShape): Calibration => calibrationOf(shape.acceleratorId);

/** Whether a step's time changes with a parameter: its elasticity, from a tenth more and a tenth less. */
function responds(
  predict: (calibration: Calibration, items: readonly StepItem[]) => number,
  at: Calibration,
  key: Key,
  items: readonly StepItem[],
): boolean {
  const low = Math.max(bounds[key][0], at[key] * 0.9);
  const high = Math.min(bounds[key][1], at[key] * 1.1);
  const change = Math.log(predict({ ...at, [key]: high }, items) / predict({ ...at, [key]: low }, items));
  // The knee bends a time by a tenth of its change at most, even where both jobs take equally long.
  const needed = key === 'knee' ? SENSITIVE / 10 : SENSITIVE;
  return Math.abs(change) >= needed * Math.log(high / low);
}

/** The best point of a grid over the free parameters, then ever smaller steps from it, by factors. */
function search(loss: (c: Calibration) => number, start: Calibration, free: ReadonlySet<Key>): Calibration {
  let best = start;
  let least = loss(start);
  const attempt = (candidate: Calibration) => {
    const value = loss(candidate);
    if (value >= least) return false;
    [best, least] = [candidate, value];
    return true;
  };
  const values = (key: Key) => (free.has(key) ? grid[key] : [start[key]]);
  for (const computeShare of values('computeShare'))
    for (const memoryShare of values('memoryShare'))
      for (const knee of values('knee')) attempt({ computeShare, memoryShare, knee });
  for (let step = 0.3; step > 1e-5; ) {
    let moved = false;
    for (const key of free) {
      for (const factor of [1 + step, 1 / (1 + step)]) {
        const [low, high] = bounds[key];
        moved = attempt({ ...best, [key]: Math.min(high, Math.max(low, best[key] * factor)) }) || moved;
      }
    }
    if (!moved) step /= 2;
  }
  return best;
}
