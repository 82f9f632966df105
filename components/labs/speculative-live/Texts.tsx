import { fill } from '@/components/lang';
import live from '../live/live.module.css';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';
import type { ShownToken, SpeculativeResult } from './types';
import { tokenTable, tokenTitle } from './words';

const verdicts = ['accepted', 'rejected', 'correction', 'bonus'] as const;

/** The texts as they came about: every token marked by its verdict, a rejected guess struck out. */
export function Texts({ result, words }: { result: SpeculativeResult; words: SpeculativeMessages }) {
  if (result.kinds.length === 0) return null;
  const table = tokenTable(result, words);
  return (
    <section className={live.part} aria-label={words.textsTitle}>
      <h3>
        {words.textsTitle} <small>{words.textsHint}</small>
      </h3>
      <p className={styles.key}>
        {verdicts.map((verdict) => (
          <span key={verdict}>
            <span className={styles.token} data-verdict={verdict} aria-hidden="true">
              abc
            </span>
            {words.verdicts[verdict]}
          </span>
        ))}
      </p>
      <ol className={styles.texts}>
        {result.kinds.map(({ kind, prompt, shown }) => (
          <li key={kind} lang={kind === 'chinese' ? 'zh' : 'en'} data-text={kind}>
            <span className={styles.prompt}>{prompt}</span>
            {shown.map((token, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a token's place is what tells it from another
              <Token key={at} token={token} words={words} />
            ))}
          </li>
        ))}
      </ol>
      <details className={styles.all}>
        <summary>{words.everyToken}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the table scrolls sideways, by keyboard too */}
        <section className={styles.tall} tabIndex={0} aria-label={fill(table.caption, {})}>
          <table className={live.figures}>
            <thead>
              <tr>
                {table.columns.map(({ label }) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows never move
                <tr key={at}>
                  {row.map((cell, column) => (
                    <td key={table.columns[column].label}>{cell ?? '–'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </section>
  );
}

function Token({ token, words }: { token: ShownToken; words: SpeculativeMessages }) {
  const text = token.text.replaceAll('\n', '\u21b5\n');
  const shown = token.verdict === 'rejected' ? text.replaceAll('\n', '') : text;
  const marked = { className: styles.token, 'data-verdict': token.verdict, title: tokenTitle(token, words) };
  return token.verdict === 'rejected' ? <del {...marked}>{shown}</del> : <span {...marked}>{shown}</span>;
}
