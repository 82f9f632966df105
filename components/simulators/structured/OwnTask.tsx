import { useState } from 'react';
import type { LiveError } from '@/components/labs/live/types';
import { fill } from '@/components/lang';
import { Pick } from '@/components/ui/Pick';
import type { StructuredMessages } from './messages';
import styles from './structured.module.css';
import type { StructuredState } from './use-structured';

/** What the text has to match, open to be changed; and what is wrong with it, with the place. */
export function OwnTask({ figure, messages }: { figure: StructuredState; messages: StructuredMessages }) {
  const { task, mistake } = figure;
  // A mistake opens it, and mending the mistake does not close it under the reader's hands.
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles.own}
      open={open || mistake !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{messages.ownTitle}</summary>
      <div className={styles.ownFields}>
        <Pick
          name="kind"
          label={messages.kind}
          value={task.kind}
          options={[
            ['schema', messages.kindNames.schema],
            ['regex', messages.kindNames.regex],
          ]}
          onPick={(kind) => figure.type({ kind: kind === 'regex' ? 'regex' : 'schema' })}
        />
        <label className={styles.field}>
          {messages.source}
          <textarea
            name="source"
            rows={task.kind === 'regex' ? 2 : 9}
            value={task.source}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={mistake !== undefined}
            onChange={(event) => figure.type({ source: event.target.value })}
          />
        </label>
        <label className={styles.field}>
          {messages.prompt}
          <textarea
            name="prompt"
            rows={2}
            value={task.prompt}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => figure.type({ prompt: event.target.value })}
          />
        </label>
        <p className={styles.note}>{messages.ownNote}</p>
      </div>
      {mistake && (
        <p className={styles.problem} role="alert" data-error={mistake.id}>
          {mistakeText(mistake, messages)}
        </p>
      )}
    </details>
  );
}

/** An error by its id, with the place it names. */
function mistakeText({ id, data }: LiveError, messages: StructuredMessages): string {
  const own = messages.mistakes[id] ?? messages.mistakes[id.split('.')[0]] ?? messages.mistakes.other;
  // People count from one.
  const at = typeof data.at === 'number' ? data.at + 1 : '';
  const reason = typeof data.reason === 'string' ? (messages.mistakes[data.reason] ?? data.reason) : '';
  const said = fill(reason, { ...data, at });
  const path = data.path === '' ? '/' : (data.path ?? '/');
  const what = messages.tooMuch[String(data.what)] ?? '';
  return fill(own, { ...data, id, at, path, what, reason: said });
}
