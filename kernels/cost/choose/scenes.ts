/** Scenes of the recommender's figure, and what its view needs of the dials without the catalogue behind them. */
import type { ParamValues } from '../../simulator';

/** Candidates that are listed. */
export const LISTED = 12;
/** A goal and a rise are kept to this many of their units, upwards, so that what just fits still does. */
export const GOAL_STEP = 0.001;
export const RISE_STEP = 0.001;

/** Where every dial stands unless a scene moves it: the defaults of params.ts. */
const usual: ParamValues = {
  about: 'setup',
  machine: 'setup',
  count: 'setup',
  load: 'given',
  sequences: 0,
  tokensEach: 0,
  goalMilliseconds: 0,
  quality: 'any',
  risePercent: 3,
  rankedBy: 'cost',
  formats: 'usual',
  caches: 'usual',
  list: 'all',
  first: 1,
  second: 2,
};
const scene = (params: ParamValues) => ({ params: { ...usual, ...params }, seed: 0 });

export const choosePresets = {
  setup: scene({ count: 'any' }),
  quick: scene({ machine: 'any', count: 'any', goalMilliseconds: 20, list: 'machines' }),
  floor: scene({
    about: 'llama-2-7b',
    machine: 'a100-40-sxm',
    count: '1',
    sequences: 16,
    tokensEach: 2048,
    quality: 'published',
  }),
  home: scene({ machine: 'rtx-4090', count: '1', sequences: 1, tokensEach: 4096 }),
  strict: scene({ machine: 'setup', count: '2', quality: 'published', risePercent: 1 }),
} as const;
