/** Measured matrix products beside the model of their time: what the calibration is made of, and how far off it is. */
import { acceleratorById } from '../../catalog/accelerators';
import type { LayerProducts } from '../../catalog/measurements';
import { wideRate } from '../../cost/flops';
import type { ParamSpec, ParamValues } from '../../simulator';
import { type Calibration, KNEE, productSeconds } from './knee';

/** Ids of the measured sets of content/data/measurements.json, in its order; the rows themselves stay off the page's code. */
const sets = ['a100-80-sxm-llama-2-7b', 'a100-80-sxm-llama-2-70b', 'h100-sxm-llama-2-7b'] as const;

/** The id of a set. */
export const setId = ({ hardware, model }: LayerProducts) => `${hardware}-${model}`;

const usual = { set: sets[0], kneeSharpness: KNEE };

export const stepTimeParams: readonly ParamSpec[] = [
  { key: 'set', kind: 'choice', default: usual.set, choices: sets, labelId: 'set' },
  {
    key: 'kneeSharpness',
    kind: 'number',
    default: usual.kneeSharpness,
    min: 1,
    max: 8,
    step: 0.1,
    labelId: 'kneeSharpness',
  },
];

export const stepTimePresets: Readonly<Record<string, { params: ParamValues; seed: number }>> = {
  smooth: { params: usual, seed: 1 },
  /** Nearly the larger of the two, as the bounds of the book have it. */
  sharp: { params: { ...usual, kneeSharpness: 8 }, seed: 1 },
  /** The sum of the two. */
  sum: { params: { ...usual, kneeSharpness: 1 }, seed: 1 },
};

export interface StepTimePoint {
  readonly tokens: number;
  readonly measuredSeconds: number;
  readonly predictedSeconds: number;
  /** Predicted over measured, less one. */
  readonly error: number;
}

export interface StepTimeFigure {
  readonly set: LayerProducts;
  readonly points: readonly StepTimePoint[];
  readonly meanError: number;
  readonly worst: StepTimePoint;
  /** The same with the larger of the two times alone. */
  readonly sharpMeanError: number;
  /** Tokens at which reading and arithmetic take equally long, at calibrated rates. */
  readonly kneeTokens: number;
  readonly memorySeconds: number;
  /** Arithmetic of one token. */
  readonly computeSeconds: number;
}

/** The model of a set's products with a knee. Worked: the first set at 1.7, a mean error of 4.3 %. */
export function productFigure(set: LayerProducts, knee: number): StepTimeFigure {
  const accelerator = acceleratorById(set.hardware);
  const calibration: Calibration = { computeShare: set.compute_share, memoryShare: set.memory_share, knee };
  const products = {
    shapes: [[set.weights, 1]] as const,
    bytesPerWeight: 2,
    peakFlops: wideRate(accelerator, 'bf16'),
    peakBytesPerSecond: accelerator.bandwidth_gbs * 1e9,
  };
  const pointsWith = (sharpness: number) =>
    set.rows.map(([tokens, milliseconds]) => {
      const predictedSeconds = productSeconds(products, tokens, { ...calibration, knee: sharpness });
      const measuredSeconds = milliseconds / 1e3;
      return { tokens, measuredSeconds, predictedSeconds, error: predictedSeconds / measuredSeconds - 1 };
    });
  const mean = (points: readonly StepTimePoint[]) =>
    points.reduce((sum, point) => sum + Math.abs(point.error), 0) / points.length;
  const points = pointsWith(knee);
  const memorySeconds = (2 * set.weights) / (products.peakBytesPerSecond * set.memory_share);
  const computeSeconds = (2 * set.weights) / (products.peakFlops * set.compute_share);
  return {
    set,
    points,
    meanError: mean(points),
    worst: points.reduce((a, b) => (Math.abs(b.error) > Math.abs(a.error) ? b : a)),
    sharpMeanError: mean(pointsWith(Number.POSITIVE_INFINITY)),
    kneeTokens: memorySeconds / computeSeconds,
    memorySeconds,
    computeSeconds,
  };
}
