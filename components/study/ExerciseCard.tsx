'use client';

import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Lang } from '@/components/lang';
import { subscribe } from '@/components/storage';
import styles from './Exercises.module.css';
import type { LiveExerciseProps } from './interactive/LiveExercise';
import type { StudyMessages } from './messages';
import { KEYS, readExercises } from './progress';

export type ExerciseWords = StudyMessages['exercises'] & { readonly feedback: StudyMessages['feedback'] };

interface ExerciseCardProps {
  readonly id: string;
  /** Address of the chapter's exercises as data. */
  readonly source: string;
  readonly lang: Lang;
  readonly words: ExerciseWords;
  readonly examples: string;
  /** The exercise on paper, until the live one is here. */
  readonly children: ReactNode;
}

type Live = Pick<LiveExerciseProps, 'item'> & { readonly View: ComponentType<LiveExerciseProps> };

/** Remembers which hints are open and which has the focus; the returned function puts both back after the change. */
function noteOpened(element: HTMLElement): () => void {
  const all = () => [...element.querySelectorAll('details')];
  const open = all().map((one) => one.open);
  const focused = all().findIndex((one) => one.firstElementChild === document.activeElement);
  return () => {
    for (const [at, one] of all().entries()) one.open = open[at] ?? false;
    const summary = all()[focused]?.firstElementChild;
    if (summary instanceof HTMLElement) summary.focus({ preventScroll: true });
  };
}

/**
 * An exercise. Static until it comes near the screen or is touched; then the grader, the chapter's generators and its
 * items are fetched.
 */
export function ExerciseCard({ id, source, lang, words, examples, children }: ExerciseCardProps) {
  const root = useRef<HTMLDivElement>(null);
  const [live, setLive] = useState<Live>();
  const [failed, setFailed] = useState(false);
  const [solved, setSolved] = useState(false);

  useEffect(() => {
    const read = () => setSolved(readExercises()[id]?.solved ?? false);
    read();
    return subscribe(KEYS.exercises, read);
  }, [id]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const load = () => {
      stop();
      import('./interactive/LiveExercise')
        .then(async ({ fetchExercise, LiveExercise }) => {
          const item = await fetchExercise(source, id);
          const restore = noteOpened(element);
          flushSync(() => setLive({ item, View: LiveExercise }));
          restore();
          setFailed(false);
        })
        .catch(() => setFailed(true));
    };
    const near = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), {
      rootMargin: '600px 0px',
    });
    const stop = () => {
      near.disconnect();
      element.removeEventListener('focusin', load);
    };
    near.observe(element);
    element.addEventListener('focusin', load);
    return stop;
  }, [id, source]);

  return (
    <div
      ref={root}
      className={styles.card}
      data-live={live ? '' : undefined}
      data-solved={solved || undefined}
    >
      {solved && <p className={styles.solved}>✓ {words.solved}</p>}
      {live ? <live.View item={live.item} lang={lang} words={words} examples={examples} /> : children}
      {failed && <p role="alert">{words.loadFailed}</p>}
    </div>
  );
}
