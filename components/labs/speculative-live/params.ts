/** The settings of the lab as data tables. */
import type { ParamSpec, ParamValues } from '@/kernels/simulator';

export const DRAFTS = ['pocket-draft', 'pocket-4bit', 'ngram'] as const;
export type DraftId = (typeof DRAFTS)[number];

export const KINDS = ['stories', 'arithmetic', 'json', 'chinese'] as const;
export type KindId = (typeof KINDS)[number];

const workSpecs: readonly ParamSpec[] = [
  { key: 'draft', kind: 'choice', default: 'pocket-draft', choices: [...DRAFTS], labelId: 'draft' },
  { key: 'liveGamma', kind: 'number', default: 4, min: 1, max: 8, step: 1, unit: 'tokens', labelId: 'gamma' },
  { key: 'temperature', kind: 'number', default: 1, min: 0, max: 1.5, step: 0.1, labelId: 'temperature' },
  { key: 'topP', kind: 'number', default: 1, min: 0.5, max: 1, step: 0.05, labelId: 'topP' },
  { key: 'text', kind: 'choice', default: 'all', choices: ['all', ...KINDS], labelId: 'text' },
  { key: 'liveSeed', kind: 'number', default: 1, min: 1, max: 20, step: 1, labelId: 'seed' },
];

export const workKeys = workSpecs.map(({ key }) => key);

/** Of the distribution test, which draws from what a run has found. */
const testSpecs: readonly ParamSpec[] = [
  { key: 'draws', kind: 'choice', default: '20000', choices: ['20000', '100000'], labelId: 'draws' },
  { key: 'rule', kind: 'choice', default: 'residual', choices: ['residual', 'resample'], labelId: 'rule' },
];

export const testKeys = testSpecs.map(({ key }) => key);

export const speculativeSpecs: readonly ParamSpec[] = [
  ...workSpecs,
  { key: 'rung', kind: 'choice', default: 'wasm', choices: ['recorded', 'wasm', 'webgpu'], labelId: 'rung' },
  ...testSpecs,
];

export interface WorkOptions {
  readonly draft: DraftId;
  readonly gamma: number;
  readonly temperature: number;
  readonly topP: number;
  readonly kinds: readonly KindId[];
  readonly seed: number;
}

export function workOf(values: ParamValues): WorkOptions {
  const { draft, liveGamma, temperature, topP, text, liveSeed } = values;
  return {
    draft: draft as DraftId,
    gamma: Number(liveGamma),
    temperature: Number(temperature),
    topP: Number(topP),
    kinds: text === 'all' ? KINDS : [text as KindId],
    seed: Number(liveSeed),
  };
}

/** Settings with the same key mean the same work. Worked: the defaults → `pocket-draft_4_1_1_all_1`. */
export const workKey = (values: ParamValues) => workKeys.map((key) => values[key]).join('_');

/** How the 4-bit draft is made of the target: round-to-nearest, a scale for every 32 weights. */
export const DRAFT_GRID = { bits: 4, symmetric: true, granularity: 'group', groupSize: 32 } as const;
