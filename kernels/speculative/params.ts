/** The dials of the speculative simulator and its scenes. Imports nothing heavy: a page holds it from the start. */
import type { ParamSpec, ParamValues } from '../simulator';

export const SHAPES = ['chain', 'fixed', 'dynamic'] as const;
export type DraftShape = (typeof SHAPES)[number];

/** As low as the toy draft goes. */
const LOWEST_ALPHA = 0.3;
export const LONGEST_GAMMA = 12;

export const speculativeParams: readonly ParamSpec[] = [
  { key: 'shape', kind: 'choice', default: 'chain', choices: SHAPES, labelId: 'shape' },
  {
    key: 'alpha',
    kind: 'number',
    default: 0.8,
    min: LOWEST_ALPHA,
    max: 1,
    step: 0.01,
    labelId: 'alpha',
  },
  { key: 'gamma', kind: 'number', default: 5, min: 1, max: LONGEST_GAMMA, step: 1, labelId: 'gamma' },
  {
    key: 'costRatio',
    kind: 'number',
    default: 0.1,
    min: 0,
    max: 0.6,
    step: 0.005,
    labelId: 'costRatio',
  },
  { key: 'sequences', kind: 'number', default: 1, min: 1, max: 256, step: 1, labelId: 'sequences' },
  {
    key: 'alphaDrop',
    kind: 'number',
    default: 0,
    min: 0,
    max: 0.15,
    step: 0.01,
    labelId: 'alphaDrop',
  },
  { key: 'treeNodes', kind: 'number', default: 16, min: 2, max: 64, step: 1, labelId: 'treeNodes' },
];

const usual = {
  shape: 'chain',
  alpha: 0.8,
  gamma: 5,
  costRatio: 0.1,
  sequences: 1,
  alphaDrop: 0,
  treeNodes: 16,
};

const scene = (params: ParamValues, seed = 1) => ({ params: { ...usual, ...params }, seed });

/** Scenes named like a row of content/data/speculation.json take their α from its measured speedup at batch 1. */
export const speculativePresets: Readonly<Record<string, { params: ParamValues; seed: number }>> = {
  usual: scene({}, 54),
  poor: scene({ alpha: 0.45, gamma: 8, costRatio: 0.15 }),
  busy: scene({ sequences: 128, costRatio: 0.02 }),
  chinchilla: scene({ alpha: 0.75, gamma: 4, costRatio: 0.13 }, 83),
  'gpt-fast': scene({ alpha: 0.73, gamma: 5, costRatio: 0.1 }),
  'vllm-draft': scene({ alpha: 0.41, gamma: 5, costRatio: 0.02 }),
  'vllm-ngram': scene({ alpha: 0.71, gamma: 5, costRatio: 0 }),
  medusa: scene(
    { shape: 'fixed', alpha: 0.5, gamma: 4, costRatio: 0.015, alphaDrop: 0.06, treeNodes: 63 },
    12,
  ),
  eagle1: scene({ shape: 'fixed', alpha: 0.65, gamma: 5, costRatio: 0.02, treeNodes: 26 }, 8),
  eagle2: scene({ shape: 'dynamic', alpha: 0.8, gamma: 6, costRatio: 0.03, treeNodes: 60 }, 16),
  eagle3: scene({ shape: 'dynamic', alpha: 0.7, gamma: 5, costRatio: 0.05, treeNodes: 16 }, 4),
};

export interface SpeculativeSetup {
  readonly shape: DraftShape;
  /** Acceptance of the guess at each depth. */
  readonly alphas: readonly number[];
  readonly gamma: number;
  /** A step of the draft as a share of one of the target. */
  readonly costRatio: number;
  readonly sequences: number;
  /** Nodes of a tree, the root not counted; γ in a chain. */
  readonly nodes: number;
}

/** Acceptance by depth: α, and less by the drop for each step further, down to the worst. Worked: (0.8, 0.1, 3) → 0.8, 0.7, 0.6. */
export function alphasOf(alpha: number, drop: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) =>
    Number(Math.max(LOWEST_ALPHA, alpha - at * drop).toPrecision(12)),
  );
}

/** The dials as the machine needs them. A tree has at least a node per level. */
export function speculativeSetup(values: ParamValues): SpeculativeSetup {
  const gamma = Number(values.gamma);
  const shape = values.shape as DraftShape;
  return {
    shape,
    gamma,
    alphas: alphasOf(Number(values.alpha), Number(values.alphaDrop), gamma),
    costRatio: Number(values.costRatio),
    sequences: Number(values.sequences),
    nodes: shape === 'chain' ? gamma : Math.max(gamma, Number(values.treeNodes)),
  };
}
