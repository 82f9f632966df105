/** Filters and scenes of the figure “115 measurements”. Ids of software and devices are those of the rows given to it. */
import type { ParamSpec, ParamValues } from '../../simulator';

export const softwareIds = [
  'calm',
  'gpt-fast',
  'llama.cpp',
  'mlc',
  'exllama',
  'vllm',
  'autoawq',
  'transformers',
  'unstated',
] as const;
export type SoftwareId = (typeof softwareIds)[number];

export const deviceIds = ['a100', 'h100', 'rtx', 'apple', 'other'] as const;
export type DeviceId = (typeof deviceIds)[number];

/** Every row of the file. */
export const ROWS = 115;

const choice = (key: string, choices: readonly string[]): ParamSpec => ({
  key,
  kind: 'choice',
  default: choices[0],
  choices,
  labelId: key,
});

/** The filters have controls of their own kind; the row is chosen in the list and in the drawing. */
export const measuredFilters: readonly ParamSpec[] = [
  choice('software', ['all', ...softwareIds]),
  choice('hardware', ['all', ...deviceIds]),
  choice('precision', ['all', 'sixteen', 'eight', 'narrow']),
  choice('across', ['bound', 'bandwidth', 'bits']),
];

export const measuredParams: readonly ParamSpec[] = [
  ...measuredFilters,
  { key: 'row', kind: 'number', default: 5, min: 1, max: ROWS, step: 1, labelId: 'row' },
];

const scene = (row: number, filters: ParamValues = {}) => ({
  params: { software: 'all', hardware: 'all', precision: 'all', across: 'bound', row, ...filters },
  seed: 1,
});

export const measuredPresets = {
  all: scene(5),
  table: scene(5, { software: 'unstated', across: 'bandwidth' }),
  tuned: scene(28, { software: 'calm' }),
  bits: scene(11, { hardware: 'rtx', across: 'bits' }),
  devices: scene(55, { software: 'gpt-fast', across: 'bandwidth' }),
} as const;
