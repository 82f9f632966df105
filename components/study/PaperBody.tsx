import styles from './Exercises.module.css';
import { fillHtml } from './fill-html';
import { Html } from './Html';
import type { StudyMessages } from './messages';
import type { RenderedExercise } from './types';

/** The part of an exercise that is answered, as it stands on paper and before the page has come alive. */
export function PaperBody({
  item,
  messages,
}: {
  item: RenderedExercise;
  messages: StudyMessages['exercises'];
}) {
  switch (item.kind) {
    case 'numeric':
      return (
        <p className={styles.blank}>
          {messages.answer}
          <span className={styles.rule} /> {item.numeric?.unitText}
        </p>
      );
    case 'choice':
    case 'multi':
      return (
        <ol className={styles.paperChoices}>
          {item.choices?.map((choice) => (
            <li key={choice.id}>
              <Html html={fillHtml(choice.html, item.texts)} />
            </li>
          ))}
        </ol>
      );
    case 'bug':
      return (
        <pre className={styles.paperCode}>
          <code>
            {item.code?.split('\n').map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a constant text
              <span key={index}>{`${line}\n`}</span>
            ))}
          </code>
        </pre>
      );
    case 'operate':
      return <p className={styles.watch}>{messages.operateWatch}</p>;
  }
}
