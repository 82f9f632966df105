import { escapeHtml } from './fill-html';
import styles from './Interview.module.css';
import type { StudyMessages } from './messages';
import type { RenderedInterviewItem } from './types';

/** What opens under an interview question: answer, derivation, the common wrong answer, follow-ups, related items. */
export function interviewAnswerHtml(
  item: RenderedInterviewItem,
  messages: StudyMessages['interview'],
): string {
  const details = (summary: string, inside: string) =>
    `<details><summary>${summary}</summary>${inside}</details>`;
  const aside = (text: string) => `<p class="${styles.aside}">${escapeHtml(text)}</p>`;
  const followUps = item.followUps.map(
    (one) => `<li>${details(`<span>${one.questionHtml}</span>`, `<div>${one.answerHtml}</div>`)}</li>`,
  );
  const related = item.related.map((one) => `<span><a href="#${one.id}"><span>${one.html}</span></a></span>`);
  return [
    `<div>${item.answerHtml}</div>`,
    details(escapeHtml(messages.derivation), `<div>${item.derivationHtml}</div>`),
    details(
      escapeHtml(messages.wrong),
      `<blockquote><div>${item.wrong.answerHtml}</div></blockquote>${aside(messages.wrongWhy)}<div>${item.wrong.whyHtml}</div>`,
    ),
    aside(messages.followUps),
    `<ol class="${styles.followUps}">${followUps.join('')}</ol>`,
    related.length > 0
      ? `<p class="${styles.related}">${escapeHtml(messages.related)} ${related.join(' · ')}</p>`
      : '',
  ].join('');
}
