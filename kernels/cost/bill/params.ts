/** Dials and scenes of the figure “one decode step”. 0 sequences or 0 tokens stand for what the reader's Setup says. */
import type { ParamSpec, ParamValues } from '../../simulator';

export const MOST_SEQUENCES = 512;

export const billParams: readonly ParamSpec[] = [
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
    max: 65_536,
    step: 256,
    unit: 'tokens',
    labelId: 'tokensEach',
  },
];

type Scene = { params: ParamValues; seed: number };
const scene = (sequences: number, tokensEach: number): Scene => ({
  params: { sequences, tokensEach },
  seed: 0,
});

export const billPresets: Readonly<Record<'setup' | 'alone' | 'few' | 'long' | 'short', Scene>> = {
  setup: scene(0, 0),
  alone: scene(1, 0),
  few: scene(4, 0),
  long: scene(8, 65_536),
  short: scene(256, 512),
};
