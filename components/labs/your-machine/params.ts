/** The settings of the lab as a data table. */
import type { ParamSpec, ParamValues } from '@/kernels/simulator';

/** Places where a report may stand: the last one measured here and the one before it, the two recorded ones, and those that were handed in. */
export const GIVEN_MOST = 4;
const given = Array.from({ length: GIVEN_MOST }, (_, at) => `given-${at + 1}`);
export const RECORDED = ['processor', 'software'] as const;
export type RecordedId = (typeof RECORDED)[number];

export const machineSpecs: readonly ParamSpec[] = [
  {
    key: 'rung',
    kind: 'choice',
    default: 'webgpu',
    choices: ['webgpu', 'wasm', 'recorded'],
    labelId: 'rung',
  },
  { key: 'stages', kind: 'choice', default: 'all', choices: ['all', 'peaks'], labelId: 'stages' },
  {
    key: 'report',
    kind: 'choice',
    default: 'latest',
    choices: ['latest', 'before', ...RECORDED, ...given],
    labelId: 'report',
  },
  {
    key: 'against',
    kind: 'choice',
    default: 'none',
    choices: ['none', 'latest', 'before', ...RECORDED, ...given],
    labelId: 'against',
  },
];

/** What a run does. What is shown beside it is another matter. */
export interface MachineOrder {
  readonly decode: boolean;
}

export const orderOf = (values: ParamValues): MachineOrder => ({ decode: values.stages === 'all' });

/** Every run is of this machine: no setting makes it another result. */
export const runKey = () => 'here';
