import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calcText } from '@/content/loader/calc';
import { calcMark } from '@/content/loader/markdown';
import { printedVariant, readExercises } from '@/content/loader/study';
import { type Exercise, type InterviewItem, parseInterview } from '@/content/loader/study-schema';
import { variantTexts } from '@/kernels/practice/variant';

const root = join(process.cwd(), 'content');
const chapters = readdirSync(join(root, 'en')).filter((name) =>
  existsSync(join(root, 'en', name, 'exercises.json')),
);

function interviewOf(lang: 'en' | 'zh', chapter: string): InterviewItem[] {
  const file = join(root, lang, chapter, 'interview.json');
  if (!existsSync(file)) return [];
  return parseInterview(JSON.parse(readFileSync(file, 'utf8')), `content/${lang}/${chapter}/interview.json`);
}

/** Everything of an exercise that is no prose: it must be the same in both languages. */
function skeleton(exercise: Exercise) {
  return {
    id: exercise.id,
    kind: exercise.kind,
    level: exercise.level,
    hints: exercise.hints.length,
    ...(exercise.kind === 'numeric' && {
      generator: exercise.generator,
      answer: exercise.answer,
      unit: exercise.unit,
      tolerance: exercise.tolerance,
    }),
    ...('choices' in exercise && { choices: exercise.choices.map(({ id, correct }) => ({ id, correct })) }),
    ...(exercise.kind === 'bug' && {
      lines: exercise.code.split('\n').length,
      correctLine: exercise.correctLine,
    }),
    ...(exercise.kind === 'operate' && { goal: exercise.goal }),
  };
}

const proseOf = (exercise: Exercise): string[] => [
  exercise.prompt,
  ...exercise.hints,
  exercise.solution,
  ...('choices' in exercise ? exercise.choices.flatMap(({ text, why }) => [text, why]) : []),
];

const interviewProse = (item: InterviewItem): string[] => [
  item.question,
  item.answer,
  item.derivation,
  ...item.followUps.flatMap(({ question, answer }) => [question, answer]),
  item.wrong.answer,
  item.wrong.why,
];

const placeholdersOf = (texts: readonly string[]) =>
  [...new Set(texts.join('\n').match(/\{(?:calc:)?[a-z][\w.-]*\}/gi) ?? [])]
    // Letters of TeX (`\frac{a}{b}`, `\text{bytes}`) stand in formulas; what matters there is checked by name below.
    .filter((one) => one.length > 3)
    .sort();

const calcRefs = (texts: readonly string[]) => [...texts.join('\n').matchAll(calcMark)].map((one) => one[1]);
const withoutMath = (text: string) => text.replace(/\$\$[\s\S]+?\$\$|\$[^$]+?\$|`[^`]*`/g, '');

/** Numbers of two digits or more, without grouping: `3,072` and `3072` are one number; 2.5 万 is not looked into. */
const numbersOf = (text: string) =>
  (text.replace(/(\d)[,\u202f](?=\d{3})/g, '$1').match(/\d+\.\d+|\d{2,}/g) ?? [])
    .map(Number)
    .sort((a, b) => a - b);

test('there is something to compare', () => {
  expect(chapters.length).toBeGreaterThan(0);
});

describe.each(chapters)('exercises of %s', (chapter) => {
  const en = readExercises('en', chapter);
  const zh = readExercises('zh', chapter);

  test('ids, order, kinds, answers and goals are the same in both languages', () => {
    expect(zh.map(skeleton)).toEqual(en.map(skeleton));
  });

  test('twelve at least, four with random numbers, a bug and a figure to operate', () => {
    expect(en.length).toBeGreaterThanOrEqual(12);
    const random = en.filter((one) => one.kind === 'numeric' && one.generator);
    expect(random.length).toBeGreaterThanOrEqual(4);
    expect(en.some((one) => one.kind === 'bug')).toBe(true);
    expect(en.some((one) => one.kind === 'operate')).toBe(true);
  });

  test('ids start with the chapter', () => {
    for (const { id } of en) expect(id).toMatch(new RegExp(`^${chapter}-`));
  });

  test.each(['en', 'zh'] as const)('%s: every placeholder has a value, every calc exists', async (lang) => {
    for (const exercise of lang === 'en' ? en : zh) {
      const printed = await printedVariant(exercise);
      const known = printed ? Object.keys(variantTexts(printed, lang)) : [];
      for (const text of proseOf(exercise)) {
        for (const id of calcRefs([text])) expect(calcText(id, lang), `${exercise.id}: ${id}`).toBeTruthy();
        const asked = [...withoutMath(text).matchAll(/\{([a-z]\w*)\}/gi)].map((one) => one[1]);
        for (const name of asked) expect(known, `${lang} ${exercise.id}: {${name}}`).toContain(name);
      }
      const names = printed ? Object.keys(printed.values) : [];
      const prose = proseOf(exercise).join('\n');
      for (const name of names) {
        expect(prose, `${lang} ${exercise.id}: nobody reads ${name}`).toContain(`{${name}}`);
      }
      if (names.length > 0) {
        expect(exercise.prompt, `${lang} ${exercise.id}: a prompt without its numbers`).toMatch(
          /\{[a-z]\w*\}/i,
        );
        expect(exercise.solution, `${lang} ${exercise.id}: a solution without its answer`).toContain(
          '{answer}',
        );
      }
    }
  });

  test('the same placeholders and the same numbers stand in both languages', () => {
    en.forEach((exercise, index) => {
      const other = zh[index];
      expect(placeholdersOf(proseOf(other)), exercise.id).toEqual(placeholdersOf(proseOf(exercise)));
      expect(numbersOf(other.prompt), `${exercise.id}: numbers of the prompt`).toEqual(
        numbersOf(exercise.prompt),
      );
      expect(numbersOf(other.solution), `${exercise.id}: numbers of the solution`).toEqual(
        numbersOf(exercise.solution),
      );
    });
  });
});

describe.each(chapters)('interview of %s', (chapter) => {
  const en = interviewOf('en', chapter);
  const zh = interviewOf('zh', chapter);

  test('nine at least; ids, order, levels and relations are the same', () => {
    expect(en.length).toBeGreaterThanOrEqual(9);
    const skeletons = (items: InterviewItem[]) =>
      items.map(({ id, level, related }) => ({ id, level, related }));
    expect(skeletons(zh)).toEqual(skeletons(en));
  });

  test('the same live numbers stand in both, and every calc exists', () => {
    en.forEach((item, index) => {
      const refs = calcRefs(interviewProse(item));
      expect(calcRefs(interviewProse(zh[index])).sort(), item.id).toEqual([...refs].sort());
      for (const id of refs) expect(calcText(id, 'en'), `${item.id}: ${id}`).toBeTruthy();
      for (const text of [...interviewProse(item), ...interviewProse(zh[index])]) {
        expect(
          withoutMath(text.replace(calcMark, '')),
          `${item.id}: a placeholder without a value`,
        ).not.toMatch(/\{[a-z]\w*\}/i);
      }
    });
  });

  test('an answer can be said in thirty to sixty seconds', () => {
    const words = (text: string) => text.replace(calcMark, 'n').split(/\s+/).length;
    for (const { id, answer } of en) {
      expect(words(answer), id).toBeGreaterThanOrEqual(45);
      expect(words(answer), id).toBeLessThanOrEqual(190);
    }
    for (const { id, answer } of zh) {
      const letters = answer.replace(calcMark, '数').match(/[\u4e00-\u9fff]|[A-Za-z0-9]+/g) ?? [];
      expect(letters.length, id).toBeGreaterThanOrEqual(60);
      expect(letters.length, id).toBeLessThanOrEqual(330);
    }
  });
});
