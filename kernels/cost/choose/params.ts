/**
 * Dials of the recommender's figure. 0 sequences or 0 tokens, and the choice `setup`, stand for what the
 * reader's Setup says; a goal of 0 stands for none.
 */
import { accelerators } from '../../catalog/accelerators';
import { models } from '../../catalog/models';
import type { ParamSpec } from '../../simulator';
import { MOST_SEQUENCES, MOST_TOKENS } from '../memory-planner/params';
import { cacheLadder, weightLadder } from '../recommend/ladders';
import { GOAL_STEP, LISTED, RISE_STEP } from './scenes';

const choice = (key: string, choices: readonly string[]): ParamSpec => ({
  key,
  kind: 'choice',
  default: choices[0],
  choices,
  labelId: key,
});
const number = (
  key: string,
  usual: number,
  [min, max, step]: readonly number[],
  unit?: string,
): ParamSpec => ({
  key,
  kind: 'number',
  default: usual,
  min,
  max,
  step,
  ...(unit ? { unit } : {}),
  labelId: key,
});

export const chooseParams: readonly ParamSpec[] = [
  choice('about', ['setup', ...models.map(({ id }) => id)]),
  choice('machine', ['setup', 'any', ...accelerators.map(({ id }) => id)]),
  choice('count', ['setup', 'any', '1', '2', '4', '8', '16', '32', '64']),
  choice('load', ['given', 'most']),
  number('sequences', 0, [0, MOST_SEQUENCES, 1]),
  number('tokensEach', 0, [0, MOST_TOKENS, 1], 'tokens'),
  number('goalMilliseconds', 0, [0, 100_000, GOAL_STEP], 'milliseconds'),
  choice('quality', ['any', 'published', 'unpublished']),
  number('risePercent', 3, [0, 100, RISE_STEP], 'percent'),
  choice('rankedBy', ['cost', 'latency', 'throughput']),
  choice('formats', ['usual', 'setup', ...weightLadder, 'fp16', 'mxfp4']),
  choice('caches', ['usual', 'setup', ...cacheLadder, 'fp16']),
  choice('list', ['all', 'machines']),
  number('first', 1, [1, LISTED, 1]),
  number('second', 2, [1, LISTED, 1]),
];
