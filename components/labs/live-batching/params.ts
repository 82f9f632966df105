/** The settings of the lab as a data table. */
import type { ParamSpec, ParamValues } from '@/kernels/simulator';

export const workSpecs: readonly ParamSpec[] = [
  { key: 'liveRequests', kind: 'number', default: 12, min: 2, max: 24, step: 1, labelId: 'liveRequests' },
  {
    key: 'liveBatch',
    kind: 'choice',
    default: '4',
    choices: ['2', '4', '8', '16'],
    labelId: 'liveBatch',
  },
  {
    key: 'liveOutput',
    kind: 'number',
    default: 24,
    min: 2,
    max: 64,
    step: 2,
    unit: 'tokens',
    labelId: 'liveOutput',
  },
  {
    key: 'gapSteps',
    kind: 'number',
    default: 4,
    min: 0,
    max: 32,
    step: 1,
    unit: 'steps',
    labelId: 'gapSteps',
  },
];

export const liveBatchingSpecs: readonly ParamSpec[] = [
  ...workSpecs,
  { key: 'rung', kind: 'choice', default: 'wasm', choices: ['recorded', 'wasm', 'webgpu'], labelId: 'rung' },
];

export interface WorkOptions {
  readonly requests: number;
  readonly batch: number;
  readonly meanOutput: number;
  /** Mean gap between arrivals, in decode steps of one sequence on this device. */
  readonly gapSteps: number;
}

export function workOf(values: ParamValues): WorkOptions {
  return {
    requests: Number(values.liveRequests),
    batch: Number(values.liveBatch),
    meanOutput: Number(values.liveOutput),
    gapSteps: Number(values.gapSteps),
  };
}

/** Settings with the same key mean the same work. Worked: the defaults → `12-4-24-4`. */
export const workKey = (values: ParamValues) => workSpecs.map(({ key }) => values[key]).join('-');
