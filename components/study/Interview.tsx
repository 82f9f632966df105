import type { Lang } from '@/components/lang';
import { Html } from './Html';
import styles from './Interview.module.css';
import { studyMessages } from './messages';
import { SelfRating } from './SelfRating';
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
          <h3 className={styles.question}>
            <Html html={item.questionHtml} />
          </h3>
          <p className={styles.aloud}>{messages.aloud}</p>
          <details className={styles.answer} data-answer-item="">
            <summary>{messages.reveal}</summary>
            <Html block html={item.answerHtml} />
            <details>
              <summary>{messages.derivation}</summary>
              <Html block html={item.derivationHtml} />
            </details>
            <details>
              <summary>{messages.wrong}</summary>
              <blockquote>
                <Html block html={item.wrong.answerHtml} />
              </blockquote>
              <p className={styles.aside}>{messages.wrongWhy}</p>
              <Html block html={item.wrong.whyHtml} />
            </details>
            <p className={styles.aside}>{messages.followUps}</p>
            <ol className={styles.followUps}>
              {item.followUps.map((followUp) => (
                <li key={followUp.questionHtml}>
                  <details>
                    <summary>
                      <Html html={followUp.questionHtml} />
                    </summary>
                    <Html block html={followUp.answerHtml} />
                  </details>
                </li>
              ))}
            </ol>
            {item.related.length > 0 && (
              <p className={styles.related}>
                {messages.related}{' '}
                {item.related.map((related, index) => (
                  <span key={related.id}>
                    {index > 0 && ' · '}
                    <a href={`#${related.id}`}>
                      <Html html={related.html} />
                    </a>
                  </span>
                ))}
              </p>
            )}
          </details>
          <SelfRating id={item.id} legend={messages.rating} labels={messages.ratings} />
        </article>
      ))}
    </div>
  );
}
