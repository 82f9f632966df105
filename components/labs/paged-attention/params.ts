/** The settings of the lab as a data table. */
import { attentionVariants } from '@/kernels/gpu/paged-attention/ids';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';

export const problemSpecs: readonly ParamSpec[] = [
  { key: 'heads', kind: 'choice', default: 'llama', choices: ['pocket', 'llama'], labelId: 'heads' },
  {
    key: 'block',
    kind: 'choice',
    default: '16',
    choices: ['1', '8', '16', '32', '64', '128'],
    labelId: 'block',
  },
  {
    key: 'tables',
    kind: 'choice',
    default: 'shuffled',
    choices: ['shuffled', 'inOrder'],
    labelId: 'tables',
  },
  {
    key: 'contextTokens',
    kind: 'number',
    default: 512,
    min: 128,
    max: 2048,
    step: 128,
    unit: 'tokens',
    labelId: 'contextTokens',
  },
  { key: 'sequences', kind: 'number', default: 4, min: 1, max: 8, step: 1, labelId: 'sequences' },
];

export const runSpecs: readonly ParamSpec[] = [
  {
    key: 'rung',
    kind: 'choice',
    default: 'webgpu',
    choices: ['recorded', 'wasm', 'webgpu'],
    labelId: 'rung',
  },
];

export const sourceSpecs: readonly ParamSpec[] = [
  { key: 'kernel', kind: 'choice', default: 'v3', choices: attentionVariants, labelId: 'kernel' },
  {
    key: 'layout',
    kind: 'choice',
    default: 'paged',
    choices: ['paged', 'contiguous'],
    labelId: 'layout',
  },
];

export const pagedSpecs: readonly ParamSpec[] = [...problemSpecs, ...runSpecs, ...sourceSpecs];

/** Settings with the same key pose the same problem. Worked: the defaults → `llama-16-shuffled-512-4`. */
export const problemKey = (values: ParamValues) => problemSpecs.map(({ key }) => values[key]).join('-');
