'use client';

import type { Lang } from '@/components/lang';
import type { Grade } from '@/kernels/practice/grading';
import { saveTry } from '../progress';
import type { ExerciseWords, RenderedExercise } from '../types';
import { BugAnswer } from './BugAnswer';
import { ChoiceAnswer } from './ChoiceAnswer';
import { NumericAnswer } from './NumericAnswer';
import { OperateAnswer } from './OperateAnswer';

export interface InteractiveProps {
  readonly item: RenderedExercise;
  readonly lang: Lang;
  readonly words: ExerciseWords;
  readonly examples: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly onTexts: (texts: Readonly<Record<string, string>>) => void;
  readonly onNextHint?: () => void;
}

export interface AnswerProps extends InteractiveProps {
  /** Keeps the result; `variant` is 0 for everything without random numbers. */
  readonly onGrade: (grade: Grade, variant?: number) => void;
}

/** The live answering part of an exercise, one view per kind. Loaded only when an exercise comes near. */
export function Interactive(props: InteractiveProps) {
  const { item } = props;
  const onGrade = (grade: Grade, variant = 0) => {
    // An empty field is no try.
    if (grade.feedback === 'empty' || grade.feedback === 'notNumber') return;
    saveTry(item.id, { correct: grade.correct, score: grade.score, variant });
  };
  const answer = { ...props, onGrade };
  switch (item.kind) {
    case 'numeric':
      return <NumericAnswer {...answer} />;
    case 'choice':
    case 'multi':
      return <ChoiceAnswer {...answer} />;
    case 'bug':
      return <BugAnswer {...answer} />;
    case 'operate':
      return <OperateAnswer {...answer} />;
  }
}
