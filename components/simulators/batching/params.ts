/** Dials of the view itself: what is shown, and the promises that goodput counts by. No run depends on them. */
import type { Slo } from '@/components/charts/timeline/draw';
import type { Preset } from '@/components/url-state';
import { batchingParams, batchingPresets, GUIDED_PROMISES } from '@/kernels/serving/batching/params';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';
import { POLICY_IDS } from './policies';

const promise = (
  key: string,
  [start, min, max, step]: readonly [number, number, number, number],
): ParamSpec => ({
  key,
  kind: 'number',
  default: start,
  min,
  max,
  step,
  unit: 'seconds',
  labelId: key,
});

export const sloSpecs: readonly ParamSpec[] = [
  promise('ttftSloSeconds', [GUIDED_PROMISES.ttftSeconds, 0.1, 10, 0.05]),
  promise('tpotSloSeconds', [GUIDED_PROMISES.tpotSeconds, 0.01, 0.5, 0.005]),
];

const showSpec: ParamSpec = {
  key: 'show',
  kind: 'choice',
  default: 'orca',
  choices: [...POLICY_IDS, 'all'],
  labelId: 'show',
};

export function sloOf(values: ParamValues): Slo {
  return { ttftSeconds: Number(values.ttftSloSeconds), tpotSeconds: Number(values.tpotSloSeconds) };
}

/** Long prompts and crowds want other promises than a handful of questions. */
const scenePromises: Readonly<Record<string, ParamValues>> = {
  longPrompts: { ttftSloSeconds: 3, tpotSloSeconds: 0.05 },
  bursty: { ttftSloSeconds: 1, tpotSloSeconds: 0.05 },
  thousand: { ttftSloSeconds: 0.5, tpotSloSeconds: 0.06 },
};

/** All dials of the figure, and its scenes: those of the simulator, and what is on show. */
export const figureSpecs: readonly ParamSpec[] = [...batchingParams, ...sloSpecs, showSpec];
export const figurePresets: Readonly<Record<string, Preset>> = Object.fromEntries(
  Object.entries(batchingPresets).map(([name, { params, seed }]) => [
    name,
    { params: { ...params, ...scenePromises[name] }, seed },
  ]),
);

/** Dials that stand below the figure; the rate of arrivals and the promises have places of their own. */
export const settingKeys = batchingParams.map(({ key }) => key).filter((key) => key !== 'arrivalsPerSecond');
