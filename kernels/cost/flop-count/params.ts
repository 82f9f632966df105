/** Dials and scenes of the figure that counts operations. 0 tokens stand for the context of the reader's Setup. */
import type { ParamSpec, ParamValues } from '../../simulator';

export const phases = ['prefill', 'decode'] as const;
export type Phase = (typeof phases)[number];

export const LEAST_TOKENS = 256;
export const MOST_TOKENS = 262_144;

export const flopCountParams: readonly ParamSpec[] = [
  { key: 'phase', kind: 'choice', default: 'prefill', choices: phases, labelId: 'phase' },
  {
    key: 'promptTokens',
    kind: 'number',
    default: 0,
    zeroIs: 'setup',
    min: LEAST_TOKENS,
    max: MOST_TOKENS,
    step: LEAST_TOKENS,
    unit: 'tokens',
    labelId: 'promptTokens',
  },
];

type Scene = { params: ParamValues; seed: number };
const scene = (phase: Phase, promptTokens: number): Scene => ({ params: { phase, promptTokens }, seed: 0 });

export const flopCountPresets: Readonly<Record<'setup' | 'decode' | 'short' | 'book', Scene>> = {
  setup: scene('prefill', 0),
  decode: scene('decode', 0),
  short: scene('prefill', 512),
  book: scene('prefill', 131_072),
};
