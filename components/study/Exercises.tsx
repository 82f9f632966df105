import { asset } from '@/components/base-path';
import { StaticHtml } from '@/components/book/StaticHtml';
import { fill, type Lang } from '@/components/lang';
import { ExerciseCard } from './ExerciseCard';
import styles from './Exercises.module.css';
import { answerExamples, plainExamples, studyMessages } from './messages';
import { ProgressLine } from './ProgressLine';
import { paperHtml } from './paper-html';
import type { RenderedExercise } from './types';

export interface ExerciseListProps {
  readonly lang: Lang;
  readonly chapter: string;
  readonly items: readonly RenderedExercise[];
}

/** The exercises of a chapter: whole on paper and without JavaScript, graded in the page with it. */
export function ExerciseList({ lang, chapter, items }: ExerciseListProps) {
  const all = studyMessages[lang];
  const messages = all.exercises;
  const words = { ...messages, feedback: all.feedback };
  const source = asset(`/${lang}/${chapter}/exercises.json`);
  return (
    <div className={styles.list} data-exercises="">
      <ProgressLine ids={items.map((item) => item.id)} messages={all.summary} />
      {items.map((item, index) => (
        <article
          key={item.id}
          id={item.id}
          className={styles.exercise}
          data-exercise={item.id}
          data-kind={item.kind}
        >
          <h3 className={styles.name}>
            {fill(messages.name, { n: index + 1 })}
            <small>
              {messages.kinds[item.kind]} · {messages.levels[item.level - 1]}
            </small>
          </h3>
          <ExerciseCard
            id={item.id}
            source={source}
            lang={lang}
            words={words}
            examples={answerExamples[item.numeric?.unit ?? ''] ?? plainExamples}
          >
            <StaticHtml as="div" html={paperHtml(item, messages)} />
          </ExerciseCard>
        </article>
      ))}
    </div>
  );
}
