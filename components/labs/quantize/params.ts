/** The settings of the lab as a data table: controls, address and exercises are made from it. */
import type { PlanOptions, TensorSelection } from '@/kernels/quantize/plan';
import type { Granularity } from '@/kernels/quantize/rtn';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';

/** What is quantized, and how. */
export interface Grid {
  readonly bits: number;
  readonly scheme: 'symmetric' | 'affine';
  readonly granularity: Granularity;
  readonly groupSize: number;
  readonly tensors: TensorSelection;
}

export type Mode = 'quick' | 'full';
export type Rung = 'recorded' | 'wasm' | 'webgpu';

export const groupSizes = [16, 32, 64, 128, 256] as const;
export const bitWidths = [2, 3, 4, 5, 6, 7, 8] as const;

/** Documents that a sweep in the page reads per setting. */
export const SWEEP_DOCUMENTS = 4;

export const gridSpecs: readonly ParamSpec[] = [
  { key: 'bits', kind: 'number', default: 4, min: 2, max: 8, step: 1, labelId: 'bits' },
  {
    key: 'scheme',
    kind: 'choice',
    default: 'symmetric',
    choices: ['symmetric', 'affine'],
    labelId: 'scheme',
  },
  {
    key: 'granularity',
    kind: 'choice',
    default: 'group',
    choices: ['tensor', 'channel', 'group'],
    labelId: 'granularity',
  },
  {
    key: 'groupSize',
    kind: 'choice',
    default: '32',
    choices: groupSizes.map(String),
    labelId: 'groupSize',
  },
  {
    key: 'tensors',
    kind: 'choice',
    default: 'all',
    choices: ['all', 'linear', 'attention', 'ffn', 'embedding'],
    labelId: 'tensors',
  },
];

export const runSpecs: readonly ParamSpec[] = [
  { key: 'rung', kind: 'choice', default: 'wasm', choices: ['recorded', 'wasm', 'webgpu'], labelId: 'rung' },
  { key: 'mode', kind: 'choice', default: 'quick', choices: ['quick', 'full'], labelId: 'mode' },
];

/** Which tensor the histogram shows; its choices are those that were recorded. */
export function tensorSpec(names: readonly string[]): ParamSpec {
  return { key: 'tensor', kind: 'choice', default: names[0] ?? '', choices: names, labelId: 'tensor' };
}

export function gridOf(values: ParamValues): Grid {
  return {
    bits: Number(values.bits),
    scheme: values.scheme as Grid['scheme'],
    granularity: values.granularity as Granularity,
    groupSize: Number(values.groupSize),
    tensors: values.tensors as TensorSelection,
  };
}

/** Scales ship as fp16, as most tools store them. */
export function planOptions(grid: Grid): PlanOptions {
  return {
    bits: grid.bits,
    symmetric: grid.scheme === 'symmetric',
    granularity: grid.granularity,
    ...(grid.granularity === 'group' ? { groupSize: grid.groupSize } : {}),
    scaleFormat: 'fp16',
    tensors: grid.tensors,
  };
}

/** What shares a scale, as one word: `tensor`, `channel` or the size of the group. */
export function fenceOf(grid: Pick<Grid, 'granularity' | 'groupSize'>): string {
  return grid.granularity === 'group' ? String(grid.groupSize) : grid.granularity;
}

/** Two grids with the same key quantize alike. Worked: 4 bits, symmetric, groups of 32, all → `4-symmetric-32-all`. */
export function gridKey(grid: Grid): string {
  return `${grid.bits}-${grid.scheme}-${fenceOf(grid)}-${grid.tensors}`;
}
