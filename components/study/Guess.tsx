import type { ReactNode } from 'react';
import type { Lang } from '@/components/lang';
import { GuessForm } from './GuessForm';
import { studyMessages, unitSuffix } from './messages';

export interface GuessProps {
  readonly lang: Lang;
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the slider starts; the middle by default. Never near the answer. */
  readonly start?: number;
  /** Unit of the slider; percent runs from 0 to 100. */
  readonly unit: string;
  readonly children: ReactNode;
}

/** The question at the head of a chapter: the reader commits a number, or skips, before the answer is shown. */
export function Guess({ lang, id, min, max, step, start, unit, children }: GuessProps) {
  return (
    <GuessForm
      id={id}
      min={min}
      max={max}
      step={step}
      start={start ?? (min + max) / 2}
      suffix={unitSuffix[lang][unit] ?? ''}
      messages={studyMessages[lang].guess}
    >
      {children}
    </GuessForm>
  );
}
