'use client';

import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import styles from './errata.module.css';
import { ALL, countsOf, EMPTY_QUERY, type Entry, type Facet, type Query } from './filter';
import type { ErrataMessages } from './messages';

interface Props {
  readonly entries: readonly Entry[];
  readonly chapters: readonly { readonly id: string; readonly title: string }[];
  /** What the controls show, and what the counts have caught up with. */
  readonly query: Query;
  readonly asked: Query;
  readonly hits?: ReadonlySet<string>;
  readonly messages: ErrataMessages;
  readonly onChange: (next: Query) => void;
}

/** Search, verdict, chapter, note. Each choice says how many claims it would leave. */
export function Filters({ entries, chapters, query, asked, hits, messages, onChange }: Props) {
  const counts = (facet: Facet) => countsOf(facet, entries, asked, hits);
  const set = (key: Facet | 'q', value: string) => onChange({ ...query, [key]: value });
  const verdicts = counts('verdict');
  const choice = (facet: Facet, options: readonly (readonly [string, string])[]) => {
    const count = counts(facet);
    return (
      <label className={styles.control}>
        <span>{messages[facet as 'chapter' | 'note']}</span>
        <select
          name={facet}
          value={query[facet]}
          autoComplete="off"
          onChange={(event) => set(facet, event.target.value)}
        >
          {[[ALL, messages.all] as const, ...options].map(([value, name]) => (
            <option key={value} value={value}>
              {fill(messages.option, { name, n: count.get(value) ?? 0 })}
            </option>
          ))}
        </select>
      </label>
    );
  };
  return (
    <search className={styles.filters} aria-label={messages.title}>
      <label className={styles.control}>
        <span>{messages.search}</span>
        <input
          type="search"
          name="q"
          value={query.q}
          maxLength={80}
          placeholder={messages.searchHint}
          autoComplete="off"
          onChange={(event) => set('q', event.target.value)}
        />
      </label>
      {choice(
        'chapter',
        chapters.map(({ id, title }) => [id, title] as const),
      )}
      {choice('note', Object.entries(messages.notes))}
      <Button
        name="reset"
        disabled={JSON.stringify(query) === JSON.stringify(EMPTY_QUERY)}
        onClick={() => onChange(EMPTY_QUERY)}
      >
        {messages.reset}
      </Button>
      <fieldset className={styles.verdicts}>
        <legend>{messages.verdict}</legend>
        {[[ALL, messages.all] as const, ...Object.entries(messages.verdicts)].map(([value, name]) => (
          <label key={value} data-verdict={value}>
            <input
              type="radio"
              name="verdict"
              value={value}
              checked={query.verdict === value}
              autoComplete="off"
              onChange={() => set('verdict', value)}
            />
            {name}{' '}
            <output
              data-metric={value.replace(' ', '-')}
              data-value={verdicts.get(value)}
              data-answer={value === ALL ? undefined : ''}
              aria-label={name}
            >
              {verdicts.get(value)}
            </output>
          </label>
        ))}
      </fieldset>
    </search>
  );
}
