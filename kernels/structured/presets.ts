/**
 * Scenes and dials of the figure: what the text has to match, what stands before it, how the model is driven. Strings
 * are given by patterns, which keeps the automata small enough to draw.
 */
import type { ParamSpec, ParamValues } from '../simulator';
import { jumpModes } from './decode';
import { spacings } from './json-text';

export type SourceKind = 'schema' | 'regex';

export interface Task {
  readonly kind: SourceKind;
  /** The expression, or the schema as JSON text. */
  readonly source: string;
  /** Text before the answer. */
  readonly prompt: string;
}

export const structuredParams: readonly ParamSpec[] = [
  { key: 'mask', kind: 'choice', choices: ['on', 'off'], default: 'on', labelId: 'mask' },
  { key: 'jump', kind: 'choice', choices: jumpModes, default: 'off', labelId: 'jump' },
  { key: 'spacing', kind: 'choice', choices: spacings, default: 'spaced', labelId: 'spacing' },
  { key: 'temperature', kind: 'number', min: 0, max: 1.5, step: 0.1, default: 0.7, labelId: 'temperature' },
  {
    key: 'rung',
    kind: 'choice',
    choices: ['recorded', 'wasm', 'webgpu'],
    default: 'recorded',
    labelId: 'rung',
  },
];

/** Most tokens of an answer: Pocket's context is 512, and a page wants an end. */
export const ANSWER_TOKENS = 96;

const words = { type: 'string', pattern: '[A-Za-z ]+' };
const list = (items: unknown) => ({ type: 'array', items, minItems: 1, maxItems: 2 });
const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const schema = (rule: unknown, prompt: string): Task => ({
  kind: 'schema',
  source: JSON.stringify(rule, null, 2),
  prompt,
});
const han = { type: 'string', pattern: '[一-龥]+' };

export const tasks: Readonly<Record<string, Task>> = {
  form: schema(
    object({ owner: words, thing: words, place: { enum: ['mill', 'market', 'bakery'] } }),
    '{"owner": "Ada", "thing": "lamp", "place": "mill"}\n',
  ),
  nested: schema(
    object({ box: object({ thing: words, owner: words }), place: list(words) }),
    '{"box": {"thing": "ring", "owner": "Karl"}, "place": ["mill", "market"]}\n',
  ),
  tree: schema(
    {
      $ref: '#/$defs/box',
      $defs: { box: object({ box: { anyOf: [words, { $ref: '#/$defs/box' }] } }) },
    },
    '',
  ),
  chinese: schema(
    object({ 主人: han, 东西: han, 地方: list(han) }),
    '{"主人": "小兰", "东西": "梨", "地方": ["集市"]}\n',
  ),
  sorting: {
    kind: 'regex',
    source: ' \\d{1,2}, \\d{1,2}, \\d{1,2}\\.',
    prompt: 'Unsorted: 14, 3, 9. In order:',
  },
  date: { kind: 'regex', source: '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])', prompt: 'It was on ' },
};

/** What the reader types replaces the first scene's task. */
export const OWN = 'own';

const usual: ParamValues = Object.fromEntries(structuredParams.map((spec) => [spec.key, spec.default]));

export const structuredPresets: Readonly<Record<string, { params: ParamValues; seed: number }>> =
  Object.fromEntries([...Object.keys(tasks), OWN].map((name) => [name, { params: usual, seed: 1 }]));
