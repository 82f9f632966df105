import type { Lang } from '@/components/lang';
import { GuessRevisitView } from './GuessRevisitView';
import { studyMessages, unitSuffix } from './messages';

export interface GuessRevisitProps {
  readonly lang: Lang;
  readonly id: string;
  readonly min: number;
  readonly max: number;
  /** Unit of the slider, as in `Guess`. */
  readonly unit: string;
  /** The computed value in base units: a fraction for percent. */
  readonly answer: number;
  /** The same, as it is printed. */
  readonly answerText: string;
}

/** Near the end of a chapter: what the reader guessed beside what was computed. */
export function GuessRevisit({ lang, id, min, max, unit, answer, answerText }: GuessRevisitProps) {
  return (
    <GuessRevisitView
      id={id}
      min={min}
      max={max}
      suffix={unitSuffix[lang][unit] ?? ''}
      answer={unit === 'percent' ? answer * 100 : answer}
      answerText={answerText}
      messages={studyMessages[lang].revisit}
    />
  );
}
