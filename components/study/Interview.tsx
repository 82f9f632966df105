import type { Lang } from '@/components/lang';
import styles from './Interview.module.css';
import { interviewAnswerHtml } from './interview-html';
import { studyMessages } from './messages';
import type { RenderedInterviewItem } from './types';

export interface InterviewListProps {
  readonly lang: Lang;
  readonly items: readonly RenderedInterviewItem[];
}

/** Questions as an interviewer asks them: answer aloud, compare, derive, take the follow-ups, rate oneself. */
export function InterviewList({ lang, items }: InterviewListProps) {
  const messages = studyMessages[lang].interview;
  return (
    <div className={styles.list} data-interview="">
      {items.map((item) => (
        <article key={item.id} id={item.id} className={styles.item} data-interview-item={item.id}>
          <p className={styles.level}>{messages.levels[item.level - 1]}</p>
          <h3
            className={styles.question}
            dangerouslySetInnerHTML={{ __html: `<span>${item.questionHtml}</span>` }}
          />
          <p className={styles.aloud}>{messages.aloud}</p>
          <details className={styles.answer} data-answer-item="">
            <summary>{messages.reveal}</summary>
            <div dangerouslySetInnerHTML={{ __html: interviewAnswerHtml(item, messages) }} />
          </details>
          {/* The reader's own verdict on the spoken answer; StudyKeeper keeps it. */}
          <fieldset className={styles.rating} data-rates={item.id}>
            <legend>{messages.rating}</legend>
            {messages.ratings.map((label, index) => (
              <label key={label}>
                <input type="radio" name={`${item.id}-rating`} value={index + 1} autoComplete="off" />
                {label}
              </label>
            ))}
          </fieldset>
        </article>
      ))}
    </div>
  );
}
