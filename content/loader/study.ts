/** Reads a chapter's exercises and interview items and renders their markdown. Runs at build only. */
import { readFileSync } from 'node:fs';
import type { Lang } from '@/components/lang';
import type { RenderedExercise, RenderedInterviewItem } from '@/components/study/types';
import { loadGenerator } from '@/kernels/practice/generators';
import type { GeneratorResult } from '@/kernels/practice/types';
import { DEFAULT_SEED } from '@/kernels/practice/types';
import { drawVariant, variantTexts } from '@/kernels/practice/variant';
import { renderMarkdown } from './markdown';
import { contentPath, hasContent } from './paths';
import { type Exercise, parseExercises, parseInterview } from './study-schema';

/** The raw, checked exercises of a chapter, or none while the file is not written. */
export function readExercises(lang: Lang, chapter: string): Exercise[] {
  const json = readJsonFile(lang, chapter, 'exercises.json');
  return json === undefined ? [] : parseExercises(json, `content/${lang}/${chapter}/exercises.json`);
}

export async function loadExercises(lang: Lang, chapter: string): Promise<RenderedExercise[]> {
  return Promise.all(readExercises(lang, chapter).map((exercise) => renderExercise(exercise, lang, chapter)));
}

export function loadInterview(lang: Lang, chapter: string): RenderedInterviewItem[] {
  const file = `content/${lang}/${chapter}/interview.json`;
  const json = readJsonFile(lang, chapter, 'interview.json');
  const items = json === undefined ? [] : parseInterview(json, file);
  return items.map((item) => {
    const render = (text: string, inline = false) =>
      renderMarkdown(text, lang, `${file}: ${item.id}`, { inline, live: !inline });
    const related = item.related.flatMap((id) => items.filter((other) => other.id === id));
    return {
      id: item.id,
      level: item.level,
      questionHtml: render(item.question, true),
      answerHtml: render(item.answer),
      derivationHtml: render(item.derivation),
      followUps: item.followUps.map((one) => ({
        questionHtml: render(one.question, true),
        answerHtml: render(one.answer),
      })),
      wrong: { answerHtml: render(item.wrong.answer), whyHtml: render(item.wrong.why) },
      related: related.map((other) => ({ id: other.id, html: render(other.question, true) })),
    };
  });
}

function readJsonFile(lang: Lang, chapter: string, name: string): unknown {
  if (!hasContent(lang, chapter, name)) return undefined;
  try {
    return JSON.parse(readFileSync(contentPath(lang, chapter, name), 'utf8'));
  } catch (error) {
    throw new Error(`content/${lang}/${chapter}/${name}: not JSON: ${(error as Error).message}`);
  }
}

async function renderExercise(exercise: Exercise, lang: Lang, chapter: string): Promise<RenderedExercise> {
  const place = `content/${lang}/${chapter}/exercises.json: ${exercise.id}`;
  const printed = await printedVariant(exercise);
  const texts: Record<string, string> = printed ? variantTexts(printed, lang) : {};
  const names = Object.keys(texts);
  const render = (text: string, inline = false) =>
    renderMarkdown(shieldPlaceholders(text, names), lang, place, { inline });
  return {
    id: exercise.id,
    kind: exercise.kind,
    level: exercise.level,
    promptHtml: render(exercise.prompt),
    hintsHtml: exercise.hints.map((hint) => render(hint, true)),
    solutionHtml: render(exercise.solution),
    texts,
    ...(exercise.kind === 'numeric' && {
      numeric: {
        generator: exercise.generator,
        answer: exercise.answer,
        // The generator knows its unit best; the file may add words for a unit the book does not compute with.
        unit: printed?.unit ?? exercise.unit,
        unitText: exercise.unitText,
        tolerance: exercise.tolerance,
      },
    }),
    ...('choices' in exercise && {
      choices: exercise.choices.map((choice) => ({
        id: choice.id,
        html: render(choice.text, true),
        correct: choice.correct,
        whyHtml: render(choice.why, true),
      })),
    }),
    ...(exercise.kind === 'bug' && {
      code: exercise.code,
      language: exercise.language,
      correctLine: exercise.correctLine,
    }),
    ...(exercise.kind === 'operate' && { goal: exercise.goal }),
  };
}

/** The numbers on paper: the generator's default variant, or the fixed answer. */
export async function printedVariant(exercise: Exercise): Promise<GeneratorResult | undefined> {
  if (exercise.kind !== 'numeric') return undefined;
  if (exercise.generator === undefined) {
    return { values: {}, answer: exercise.answer ?? Number.NaN, unit: exercise.unit };
  }
  const drawn = drawVariant(await loadGenerator(exercise.generator), DEFAULT_SEED, exercise.generator);
  return { ...drawn, unit: drawn.unit ?? exercise.unit };
}

/**
 * TeX would read `{tokens}` as a group of letters. Inside formulas a placeholder becomes text with literal braces,
 * which come out of the renderer as `{tokens}` again. `\\text{tokens}` and `n_{tokens}` stay words.
 */
export function shieldPlaceholders(markdown: string, names: readonly string[]): string {
  if (names.length === 0) return markdown;
  const placeholder = new RegExp(
    `(?<!\\\\(?:text\\w*|math\\w+|operatorname)|_)\\{(${names.join('|')})\\}`,
    'g',
  );
  return markdown.replace(/\$\$[\s\S]+?\$\$|\$[^$]+?\$/g, (formula) =>
    formula.replace(placeholder, (_, name: string) => `{\\text{\\{${name}\\}}}`),
  );
}
