'use client';

import { type ComponentType, type ReactNode, useEffect, useRef, useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { subscribe } from '@/components/storage';
import styles from './Exercises.module.css';
import { fillHtml } from './fill-html';
import { Html } from './Html';
import type { InteractiveProps } from './interactive/Interactive';
import type { StudyMessages } from './messages';
import { KEYS, readExercises } from './progress';
import type { RenderedExercise } from './types';

export type ExerciseWords = StudyMessages['exercises'] & { readonly feedback: StudyMessages['feedback'] };

interface ExerciseCardProps {
  readonly item: RenderedExercise;
  readonly lang: Lang;
  readonly words: ExerciseWords;
  readonly examples: string;
  /** The answering part on paper, until the live one is here. */
  readonly children: ReactNode;
}

/**
 * Prompt, answer, hints, solution. Static until it comes near the screen or is touched; then the grader and the
 * chapter's generators are fetched. Keeps the numbers shown, so that hints and solution speak of the same ones.
 */
export function ExerciseCard({ item, lang, words, examples, children }: ExerciseCardProps) {
  const root = useRef<HTMLDivElement>(null);
  const [Interactive, setInteractive] = useState<ComponentType<InteractiveProps>>();
  const [failed, setFailed] = useState(false);
  const [texts, setTexts] = useState(item.texts);
  const [solved, setSolved] = useState(false);

  useEffect(() => {
    const read = () => setSolved(readExercises()[item.id]?.solved ?? false);
    read();
    return subscribe(KEYS.exercises, read);
  }, [item.id]);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const load = () => {
      stop();
      import('./interactive/Interactive').then(
        (module) => setInteractive(() => module.Interactive),
        () => setFailed(true),
      );
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
  }, []);

  const openNextHint = () => {
    const hint = root.current?.querySelector<HTMLDetailsElement>('details[data-hint]:not([open])');
    if (!hint) return;
    hint.open = true;
    hint.querySelector('summary')?.focus();
  };

  return (
    <div
      ref={root}
      className={styles.card}
      data-live={Interactive ? '' : undefined}
      data-solved={solved || undefined}
    >
      {solved && <p className={styles.solved}>✓ {words.solved}</p>}
      <Html block data-prompt="" className={styles.prompt} html={fillHtml(item.promptHtml, texts)} />
      <div className={`${styles.work} ${styles[item.kind]}`}>
        {Interactive ? (
          <Interactive
            item={item}
            lang={lang}
            words={words}
            examples={examples}
            texts={texts}
            onTexts={setTexts}
            onNextHint={item.hintsHtml.length > 0 ? openNextHint : undefined}
          />
        ) : (
          children
        )}
        {failed && <p role="alert">{words.loadFailed}</p>}
      </div>
      <div className={styles.help}>
        {item.hintsHtml.map((hint, index) => (
          <details key={hint} data-hint={index + 1}>
            <summary>{fill(words.hint, { n: index + 1 })}</summary>
            <Html block html={fillHtml(hint, texts)} />
          </details>
        ))}
        <details data-solution="">
          <summary>{words.solution}</summary>
          <Html block html={fillHtml(item.solutionHtml, texts)} />
        </details>
      </div>
    </div>
  );
}
