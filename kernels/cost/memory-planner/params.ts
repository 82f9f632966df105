/** Dials and scenes of the memory planner. 0 sequences or 0 tokens stand for what the reader's Setup says. */
import type { ParamSpec, ParamValues } from '../../simulator';
import { engineIds } from '../engines';

/** The longest context any model claims, and more sequences than any device holds. */
export const MOST_TOKENS = 2 ** 20;
export const MOST_SEQUENCES = 4096;

export const plannerParams: readonly ParamSpec[] = [
  {
    key: 'tokensEach',
    kind: 'number',
    default: 0,
    zeroIs: 'setup',
    min: 0,
    max: MOST_TOKENS,
    step: 1,
    unit: 'tokens',
    labelId: 'tokensEach',
  },
  {
    key: 'sequences',
    kind: 'number',
    default: 0,
    zeroIs: 'setup',
    min: 0,
    max: MOST_SEQUENCES,
    step: 1,
    labelId: 'sequences',
  },
  { key: 'engine', kind: 'choice', default: 'vllm', choices: engineIds, labelId: 'engine' },
];

const scene = (sequences: number, tokensEach: number, engine: string) => ({
  params: { sequences, tokensEach, engine } satisfies ParamValues,
  seed: 0,
});

export const plannerPresets = {
  setup: scene(0, 0, 'vllm'),
  alone: scene(1, 131_072, 'vllm'),
  bare: scene(0, 0, 'none'),
  written: scene(4, 8192, 'eager'),
} as const;
