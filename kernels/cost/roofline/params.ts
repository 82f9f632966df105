/** Dials and scenes of the roofline. 0 sequences or 0 tokens stand for what the reader's Setup says. */
import type { ParamSpec, ParamValues } from '../../simulator';

/** How numbers are kept and multiplied: bits of weights, bits of activations. */
export const numberWays = ['setup', 'w16a16', 'w4a16', 'w8a8', 'w4a4'] as const;
export type NumberWay = (typeof numberWays)[number];

export const MOST_SEQUENCES = 512;

export const rooflineParams: readonly ParamSpec[] = [
  {
    key: 'sequences',
    kind: 'number',
    default: 0,
    zeroIs: 'setup',
    min: 1,
    max: MOST_SEQUENCES,
    step: 1,
    labelId: 'sequences',
  },
  {
    key: 'tokensEach',
    kind: 'number',
    default: 0,
    zeroIs: 'setup',
    min: 256,
    max: 32_768,
    step: 256,
    unit: 'tokens',
    labelId: 'tokensEach',
  },
  {
    key: 'promptTokens',
    kind: 'number',
    default: 2048,
    min: 16,
    max: 8192,
    step: 16,
    unit: 'tokens',
    labelId: 'promptTokens',
  },
  { key: 'numbers', kind: 'choice', default: 'setup', choices: numberWays, labelId: 'numbers' },
];

type Scene = { params: ParamValues; seed: number };
const scene = (sequences: number, tokensEach: number, numbers: NumberWay): Scene => ({
  params: { sequences, tokensEach, promptTokens: 2048, numbers },
  seed: 0,
});

export const rooflinePresets: Readonly<
  Record<'setup' | 'alone' | 'long' | 'short' | 'weightOnly' | 'both', Scene>
> = {
  setup: scene(0, 0, 'setup'),
  alone: scene(1, 0, 'setup'),
  long: scene(64, 32_768, 'setup'),
  short: scene(256, 512, 'setup'),
  weightOnly: scene(128, 512, 'w4a16'),
  both: scene(128, 512, 'w8a8'),
};
