import { fill } from '@/components/lang';
import styles from './Exercises.module.css';
import { escapeHtml, fillHtml } from './fill-html';
import type { StudyMessages } from './messages';
import type { RenderedExercise } from './types';

/**
 * An exercise as it stands on paper and before the page has come alive: prompt, room for the answer, hints, solution,
 * with the printed numbers. One string, so that the browser neither receives nor hydrates it a second time.
 */
export function paperHtml(item: RenderedExercise, messages: StudyMessages['exercises']): string {
  const filled = (html: string) => fillHtml(html, item.texts);
  const hints = item.hintsHtml.map(
    (hint, index) =>
      `<details data-hint="${index + 1}"><summary>${escapeHtml(fill(messages.hint, { n: index + 1 }))}</summary><div>${filled(hint)}</div></details>`,
  );
  return [
    `<div data-prompt="" class="${styles.prompt}">${filled(item.promptHtml)}</div>`,
    `<div class="${styles.work} ${styles[item.kind] ?? ''}">${workHtml(item, messages)}</div>`,
    `<div class="${styles.help}">${hints.join('')}<details data-solution=""><summary>${escapeHtml(messages.solution)}</summary><div>${filled(item.solutionHtml)}</div></details></div>`,
  ].join('');
}

function workHtml(item: RenderedExercise, messages: StudyMessages['exercises']): string {
  switch (item.kind) {
    case 'numeric':
      return `<p class="${styles.blank}">${escapeHtml(messages.answer)}<span class="${styles.rule}"></span> ${escapeHtml(item.numeric?.unitText ?? '')}</p>`;
    case 'choice':
    case 'multi': {
      const choices = item.choices?.map((choice) => `<li>${fillHtml(choice.html, item.texts)}</li>`) ?? [];
      return `<ol class="${styles.paperChoices}">${choices.join('')}</ol>`;
    }
    case 'bug': {
      const lines = item.code?.split('\n').map((line) => `<span>${escapeHtml(line)}\n</span>`) ?? [];
      return `<pre class="${styles.paperCode}" tabindex="0"><code>${lines.join('')}</code></pre>`;
    }
    case 'operate':
      return `<p class="${styles.watch}">${escapeHtml(messages.operateWatch)}</p>`;
  }
}
