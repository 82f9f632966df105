/** Switches of the out-of-memory case, one or two for each of the six terms, and the four suspicions as settings. */
import type { ParamSpec, ParamValues } from '../../simulator';

const choice = (key: string, choices: readonly string[]): ParamSpec => ({
  key,
  kind: 'choice',
  default: choices[0],
  choices,
  labelId: key,
});

export const caseParams: readonly ParamSpec[] = [
  // Four-bit weights as they lie in the file, or widened to 16 bits in memory.
  choice('weightsAs', ['stored', 'unpacked']),
  // Rotary tables for the model's whole context in every layer; only the 16-bit side could have them.
  choice('tables', ['off', 'on']),
  choice('cache', ['prompt', 'twice', 'off']),
  choice('logits', ['off', 'last', 'all']),
  choice('cast', ['off', 'on']),
  // Bytes written for each pair of positions and head: none, 16 bits, and a 32-bit copy, and a 32-bit softmax.
  choice('scores', ['0', '2', '6', '10']),
  choice('writer', ['both', 'awq', 'fp16']),
];

type Switches = Partial<
  Record<'weightsAs' | 'tables' | 'cache' | 'logits' | 'cast' | 'scores' | 'writer', string>
>;
const scene = (changed: Switches) => ({
  params: {
    weightsAs: 'stored',
    tables: 'off',
    cache: 'prompt',
    logits: 'off',
    cast: 'off',
    scores: '0',
    writer: 'both',
    ...changed,
  } satisfies ParamValues,
  seed: 0,
});

export const suspects = ['cache', 'weights', 'logits', 'scores'] as const;
export type Suspect = (typeof suspects)[number];

/** The case as it is opened, and each suspicion in the words of those who hold it. None matches all rows. */
export const casePresets = {
  opened: scene({}),
  cache: scene({ cache: 'twice' }),
  weights: scene({ weightsAs: 'unpacked' }),
  logits: scene({ tables: 'on', logits: 'all', cast: 'on' }),
  scores: scene({ scores: '10', writer: 'awq' }),
} as const;

/** What the code of both sides says, and the only setting that matches every row. */
export const solvedCase: ParamValues = {
  ...casePresets.logits.params,
  scores: '10',
  writer: 'awq',
};
