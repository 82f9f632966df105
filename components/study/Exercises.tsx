import { fill, type Lang } from '@/components/lang';
import styles from './Exercises.module.css';
import { studyMessages } from './messages';
import { paperHtml } from './paper-html';
import type { RenderedExercise } from './types';

export interface ExerciseListProps {
  readonly lang: Lang;
  readonly items: readonly RenderedExercise[];
}

/** The exercises of a chapter on paper, which is what a page without scripts shows; StudyKeeper brings them to life. */
export function ExerciseList({ lang, items }: ExerciseListProps) {
  const { exercises: messages, summary } = studyMessages[lang];
  return (
    <div className={styles.list} data-exercises="">
      <p
        className={styles.summary}
        data-solved={0}
        data-all={items.length}
        data-text-some={summary.some}
        data-text-done={summary.done}
      >
        {fill(summary.all, { all: items.length })}
      </p>
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
          <div className={styles.card} data-card={item.id}>
            <p className={styles.solved}>✓ {messages.solved}</p>
            <div data-paper="" dangerouslySetInnerHTML={{ __html: paperHtml(item, messages) }} />
          </div>
        </article>
      ))}
    </div>
  );
}
