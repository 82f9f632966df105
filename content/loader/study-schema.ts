/** The shape of a chapter's exercises.json and interview.json. Errors name the file, the item and the field. */
import { z } from 'zod';
import type { CalcUnit } from '@/kernels/cost/calc';

const calcUnits = [
  'bytes',
  'bytesBinary',
  'bits',
  'tokens',
  'blocks',
  'requests',
  'percent',
  'ratio',
  'seconds',
  'flops',
  'flopsPerByte',
  'count',
  'bitsPerWeight',
  'bytesPerSecond',
  'tokensPerSecond',
  'flopsPerSecond',
  'parameters',
  'watts',
  'joules',
  'grams',
  'money',
] as const satisfies readonly CalcUnit[];

const markdown = z.string().trim().min(1);
const itemId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case words joined by hyphens');
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const base = {
  id: itemId,
  level,
  prompt: markdown,
  hints: z.array(markdown).min(2, 'at least two hints'),
  solution: markdown,
};

const choice = z.strictObject({ id: z.string().min(1), text: markdown, correct: z.boolean(), why: markdown });

const condition = z
  .strictObject({
    metric: z.string().min(1).optional(),
    param: z.string().min(1).optional(),
    op: z.enum(['>=', '<=', '=', '<', '>']),
    value: z.union([z.number(), z.string()]),
  })
  .refine(
    (one) => (one.metric === undefined) !== (one.param === undefined),
    'name a metric or a param, not both',
  )
  .refine((one) => one.op === '=' || typeof one.value === 'number', 'only “=” compares text');

const numeric = z
  .strictObject({
    ...base,
    kind: z.literal('numeric'),
    generator: z
      .string()
      .regex(/^[a-z-]+\.\w+$/, 'a generator is named chapter.name')
      .optional(),
    answer: z.number().optional(),
    unit: z.enum(calcUnits).optional(),
    unitText: z.string().min(1).optional(),
    tolerance: z.number().min(0).max(0.5).optional(),
  })
  .refine((one) => (one.generator === undefined) !== (one.answer === undefined), {
    path: ['answer'],
    message: 'give a generator or an answer, not both',
  })
  .refine((one) => one.unit === undefined || one.unitText === undefined, {
    path: ['unitText'],
    message: 'give unit or unitText, not both',
  });

const choices = z
  .array(choice)
  .min(2)
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'choice ids must differ');

const singleChoice = z.strictObject({
  ...base,
  kind: z.literal('choice'),
  choices: choices.refine(
    (all) => all.filter((one) => one.correct).length === 1,
    'exactly one choice is correct',
  ),
});

const multi = z.strictObject({
  ...base,
  kind: z.literal('multi'),
  choices: choices.refine((all) => all.some((one) => one.correct), 'at least one choice is correct'),
});

const bug = z
  .strictObject({
    ...base,
    kind: z.literal('bug'),
    code: z.string().min(1),
    language: z.string().min(1),
    correctLine: z.number().int().positive(),
  })
  .refine((one) => one.correctLine <= one.code.split('\n').length, {
    path: ['correctLine'],
    message: 'is past the last line of the code',
  });

const operate = z.strictObject({
  ...base,
  kind: z.literal('operate'),
  goal: z.strictObject({
    root: z.enum(['simulator', 'lab']),
    id: z.string().min(1),
    conditions: z.array(condition).min(1),
  }),
});

const exercise = z.discriminatedUnion('kind', [numeric, singleChoice, multi, bug, operate]);

const interviewItem = z.strictObject({
  id: itemId,
  level,
  question: markdown,
  answer: markdown,
  derivation: markdown,
  followUps: z.array(z.strictObject({ question: markdown, answer: markdown })).length(3, 'three follow-ups'),
  wrong: z.strictObject({ answer: markdown, why: markdown }),
  related: z.array(itemId),
});

export type Exercise = z.infer<typeof exercise>;
export type InterviewItem = z.infer<typeof interviewItem>;

/** Parses exercises.json (already read as JSON). `file` is only for messages. */
export function parseExercises(json: unknown, file: string): Exercise[] {
  return parseItems(exercise, json, file);
}

/** Parses interview.json (already read as JSON). `file` is only for messages. */
export function parseInterview(json: unknown, file: string): InterviewItem[] {
  const items = parseItems(interviewItem, json, file);
  const ids = new Set(items.map((item) => item.id));
  for (const item of items) {
    // Items of other chapters may be related too; those of this chapter must exist.
    const chapter = item.id.split('-')[0];
    const lost = item.related.find((id) => id.split('-')[0] === chapter && !ids.has(id));
    if (lost) throw new Error(`${file}: ${item.id}: related: there is no item ${lost}`);
  }
  return items;
}

function parseItems<T extends { id: string }>(schema: z.ZodType<T>, json: unknown, file: string): T[] {
  if (!Array.isArray(json)) throw new Error(`${file}: the file must hold a list`);
  const seen = new Set<string>();
  return json.map((raw, index) => {
    const name = typeof raw?.id === 'string' ? raw.id : `item ${index + 1}`;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'item'}: ${issue.message}`);
      throw new Error(`${file}: ${name}: ${lines.join('; ')}`);
    }
    if (seen.has(parsed.data.id)) throw new Error(`${file}: ${name}: id: the id is used twice`);
    seen.add(parsed.data.id);
    return parsed.data;
  });
}
