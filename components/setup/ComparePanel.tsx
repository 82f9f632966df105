import type { Lang } from '@/components/lang';
import { setupMessages } from './messages';
import { receiptTexts } from './receipt-texts';
import styles from './SetupDialog.module.css';
import { setupNames } from './setup-names';
import type { ReaderSetup } from './store';

/** Two Setups side by side: what each reads, computes and waits for. */
export function ComparePanel({
  lang,
  first,
  second,
}: {
  lang: Lang;
  first: ReaderSetup;
  second: ReaderSetup;
}) {
  const words = setupMessages[lang];
  const columns = [first, second].map((setup) => ({
    names: setupNames(setup, lang),
    texts: receiptTexts(setup, lang),
  }));
  const rows = Object.entries(words.rows).filter(([key]) =>
    columns.some(({ texts }) => texts[key] !== undefined),
  );
  return (
    <table className={styles.compare} data-compare="">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.first}</th>
          <th scope="col">{words.second}</th>
        </tr>
      </thead>
      <tbody>
        {(['model', 'weights', 'devices', 'kv', 'batch', 'context', 'fits'] as const).map((part) => (
          <tr key={part} data-differs={columns[0].names[part] !== columns[1].names[part] || undefined}>
            <th scope="row">{part === 'fits' ? '' : words[part]}</th>
            {columns.map(({ names }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two fixed columns.
              <td key={at}>{names[part]}</td>
            ))}
          </tr>
        ))}
        {rows.map(([key, label]) => (
          <tr key={key} data-differs={columns[0].texts[key] !== columns[1].texts[key] || undefined}>
            <th scope="row">{label}</th>
            {columns.map(({ texts }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two fixed columns.
              <td key={at}>
                <output data-metric={`${at === 0 ? '' : 'b.'}${key}`}>{texts[key] ?? '–'}</output>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
