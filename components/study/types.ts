/** What the study views are given: items whose markdown is HTML already, `{name}` left for the reader's numbers. */
import type { CalcUnit } from '@/kernels/cost/calc';
import type { OperateCondition } from '@/kernels/practice/grading';
import type { StudyMessages } from './messages';

export type ExerciseKind = 'numeric' | 'choice' | 'multi' | 'bug' | 'operate';
export type Level = 1 | 2 | 3;

export interface RenderedChoice {
  readonly id: string;
  readonly html: string;
  readonly correct: boolean;
  readonly whyHtml: string;
}

export interface NumericSpec {
  /** Full name of the generator, or undefined when the numbers are fixed. */
  readonly generator?: string;
  /** Base units; only when there is no generator. */
  readonly answer?: number;
  readonly unit?: CalcUnit;
  readonly unitText?: string;
  readonly tolerance?: number;
}

export interface OperateGoal {
  readonly root: 'simulator' | 'lab';
  readonly id: string;
  readonly conditions: readonly OperateCondition[];
}

export interface RenderedExercise {
  readonly id: string;
  readonly kind: ExerciseKind;
  readonly level: Level;
  readonly promptHtml: string;
  readonly hintsHtml: readonly string[];
  readonly solutionHtml: string;
  /** The printed numbers, formatted in the page's language, by placeholder name. */
  readonly texts: Readonly<Record<string, string>>;
  readonly numeric?: NumericSpec;
  readonly choices?: readonly RenderedChoice[];
  readonly code?: string;
  readonly language?: string;
  readonly correctLine?: number;
  readonly goal?: OperateGoal;
}

export interface RenderedInterviewItem {
  readonly id: string;
  readonly level: Level;
  readonly questionHtml: string;
  readonly answerHtml: string;
  readonly derivationHtml: string;
  readonly followUps: readonly { readonly questionHtml: string; readonly answerHtml: string }[];
  readonly wrong: { readonly answerHtml: string; readonly whyHtml: string };
  /** Ids of related items of this page, with the words to link them by. */
  readonly related: readonly { readonly id: string; readonly html: string }[];
}

export type ExerciseWords = StudyMessages['exercises'] & { readonly feedback: StudyMessages['feedback'] };

/** A chapter's exercises as the page fetches them: the items, and all that is said around them. */
export interface ExerciseFile {
  readonly words: ExerciseWords;
  readonly items: readonly (RenderedExercise & { readonly examples: string })[];
}
