import { useRef, useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import styles from '../Exercises.module.css';
import { fillHtml } from '../fill-html';
import { Html } from '../Html';
import type { ExerciseFile, ExerciseWords, RenderedExercise } from '../types';
import { Interactive } from './Interactive';

interface LiveExerciseProps {
  readonly item: RenderedExercise;
  readonly lang: Lang;
  readonly words: ExerciseWords;
  readonly examples: string;
}

const fetched = new Map<string, Promise<ExerciseFile>>();

/** One exercise of a chapter's data file, which is fetched once a page. Rejects when the file cannot be had. */
export async function fetchExercise(source: string, id: string) {
  let file = fetched.get(source);
  if (!file) {
    file = fetch(source).then((answer) => {
      if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
      return answer.json();
    });
    // A failed fetch may be tried again by the next exercise.
    file.catch(() => fetched.delete(source));
    fetched.set(source, file);
  }
  const { items, words } = await file;
  const item = items.find((one) => one.id === id);
  if (!item) throw new Error(`${source} has no exercise ${id}`);
  return { item, words };
}

/** Prompt, answer, hints, solution. Keeps the numbers shown, so that hints and solution speak of the same ones. */
export function LiveExercise({ item, lang, words, examples }: LiveExerciseProps) {
  const help = useRef<HTMLDivElement>(null);
  const [texts, setTexts] = useState(item.texts);
  const openNextHint = () => {
    const hint = help.current?.querySelector<HTMLDetailsElement>('details[data-hint]:not([open])');
    if (!hint) return;
    hint.open = true;
    hint.querySelector('summary')?.focus();
  };
  return (
    <>
      <Html block data-prompt="" className={styles.prompt} html={fillHtml(item.promptHtml, texts)} />
      <div className={`${styles.work} ${styles[item.kind]}`}>
        <Interactive
          item={item}
          lang={lang}
          words={words}
          examples={examples}
          texts={texts}
          onTexts={setTexts}
          onNextHint={item.hintsHtml.length > 0 ? openNextHint : undefined}
        />
      </div>
      <div ref={help} className={styles.help}>
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
    </>
  );
}
