import { expect, test } from 'vitest';
import { renderMarkdown } from '@/content/loader/markdown';
import { shieldPlaceholders } from '@/content/loader/study';
import { parseExercises, parseInterview } from '@/content/loader/study-schema';

const numeric = {
  id: 'paging-01',
  kind: 'numeric',
  level: 1,
  prompt: 'How many?',
  hints: ['one', 'two'],
  solution: 'so many',
  answer: 3,
};
const choices = [
  { id: 'a', text: 'A', correct: true, why: 'yes' },
  { id: 'b', text: 'B', correct: false, why: 'no' },
];
const interview = {
  id: 'paging-i1',
  level: 1,
  question: 'Why?',
  answer: 'Because.',
  derivation: 'Thus.',
  followUps: [1, 2, 3].map((n) => ({ question: `q${n}`, answer: `a${n}` })),
  wrong: { answer: 'No', why: 'It is not' },
  related: [],
};

test('a well-formed item passes', () => {
  expect(parseExercises([numeric], 'f')).toEqual([numeric]);
  expect(parseInterview([interview], 'f')).toEqual([interview]);
});

const bad: readonly [string, unknown[], RegExp][] = [
  ['one hint', [{ ...numeric, hints: ['one'] }], /f: paging-01: hints: at least two hints/],
  ['no answer', [{ ...numeric, answer: undefined }], /paging-01: answer: give a generator or an answer/],
  [
    'two answers',
    [{ ...numeric, generator: 'paging.x' }],
    /paging-01: answer: give a generator or an answer/,
  ],
  ['an unknown field', [{ ...numeric, tolerence: 1 }], /paging-01: .*tolerence/],
  ['an unknown kind', [{ ...numeric, kind: 'essay' }], /paging-01: kind/],
  ['an unknown unit', [{ ...numeric, unit: 'gigabytes' }], /paging-01: unit/],
  ['a repeated id', [numeric, numeric], /paging-01: id: the id is used twice/],
  [
    'two right choices',
    [
      {
        ...numeric,
        answer: undefined,
        kind: 'choice',
        choices: choices.map((one) => ({ ...one, correct: true })),
      },
    ],
    /paging-01: /,
  ],
  [
    'a bug past the end',
    [{ ...numeric, answer: undefined, kind: 'bug', code: 'a\nb', language: 'python', correctLine: 3 }],
    /paging-01: /,
  ],
  [
    'a condition on nothing',
    [
      {
        ...numeric,
        answer: undefined,
        kind: 'operate',
        goal: { root: 'simulator', id: 'paging', conditions: [{ op: '>=', value: 1 }] },
      },
    ],
    /paging-01: goal.conditions.0: name a metric or a param/,
  ],
  ['no id', [{ ...numeric, id: undefined }], /f: item 1: id/],
];

test.each(bad)('%s is refused, naming file, item and field', (_, items, message) => {
  const cleaned = items.map((item) => JSON.parse(JSON.stringify(item)));
  expect(() => parseExercises(cleaned, 'f')).toThrow(message);
});

test('a file that holds no list is refused', () => {
  expect(() => parseExercises({}, 'content/en/x/exercises.json')).toThrow('content/en/x/exercises.json');
});

test('an interview item needs three follow-ups, and relations that exist', () => {
  expect(() => parseInterview([{ ...interview, followUps: interview.followUps.slice(1) }], 'f')).toThrow(
    /followUps/,
  );
  expect(() => parseInterview([{ ...interview, related: ['paging-i9'] }], 'f')).toThrow(/paging-i9/);
});

test('a live number is its text, or stands ready to follow the Setup; a wrong id fails', () => {
  const source = 'It takes {calc:scale-out.messages} messages.';
  expect(renderMarkdown(source, 'en', 'test')).toBe('<p>It takes 160 messages.</p>');
  expect(renderMarkdown(source, 'en', 'test', { live: true })).toBe(
    '<p>It takes <span data-calc="scale-out.messages" data-value="160">160</span> messages.</p>',
  );
  expect(() => renderMarkdown('{calc:scale-out.nothing}', 'en', 'test')).toThrow('scale-out.nothing');
  expect(() => renderMarkdown('{calc:scale out}', 'en', 'test')).toThrow('scale out');
});

test('a placeholder survives both prose and formula', () => {
  const source = shieldPlaceholders('Of {tokens}: $\\frac{tokens}{16} \\cdot 2^{{tokens}}$', ['tokens']);
  const html = renderMarkdown(source, 'en', 'test');
  const rendered = html;
  // Once in the prose, and in the formula twice for the eye and twice for the screen reader.
  expect(rendered.match(/\{tokens\}/g)).toHaveLength(5);
});

test('words in a formula stay words', () => {
  const source = '$\\text{tokens} + n_{tokens}$';
  expect(shieldPlaceholders(source, ['tokens'])).toBe(source);
});
