import type { Place } from '@/components/registry';
import { calcResult, calcText } from '@/content/loader/calc';
import { loadCalcNotes } from '@/content/loader/chapter';
import { loadReferences } from '@/content/loader/data';
import { renderTex } from '@/content/loader/remark-plugins';
import { models } from '@/kernels/catalog/models';
import { formatQuantity } from '@/kernels/numbers/format';
import styles from './Calc.module.css';
import { bookMessages } from './messages';

/** What stands behind a `source` id: a reference of the book, a model of the catalogue, or the id itself. */
function sourceName(id: string): string {
  const reference = loadReferences().find((entry) => entry.id === id);
  if (reference) return `${reference.authors} ${reference.year}`;
  return models.find((model) => model.id === id)?.name ?? id;
}

/**
 * A number that a tested function computes. Touch it and it opens its formula, the values put in, and where they
 * come from. Native popover: it works before any script has run.
 */
export function Calc({ id, masked, place }: { id: string; masked?: string; place: Place }) {
  const { lang } = place;
  const messages = bookMessages[lang];
  const result = calcResult(id);
  const note = loadCalcNotes(lang, place.chapter)[id];
  const popId = `calc-${id.replace(/\W/g, '-')}-${place.chapter}`;
  const axis = result.axis ?? 'plain';
  const value = (
    <button
      type="button"
      className={`${styles.calc} ${styles[axis]}`}
      popoverTarget={popId}
      data-calc={id}
      data-value={result.value}
    >
      {calcText(id, lang)}
    </button>
  );
  return (
    <span className={styles.wrap} data-answer={masked === 'true' ? '' : undefined}>
      {value}
      <span id={popId} popover="auto" className={styles.pop}>
        {note && <span className={styles.note}>{note}</span>}
        <span
          className={styles.formula}
          dangerouslySetInnerHTML={{ __html: renderTex(result.formula, false, `calc ${id}`) }}
        />
        {result.terms.map((term) => (
          <span key={term.symbol} className={styles.term}>
            <span dangerouslySetInnerHTML={{ __html: renderTex(term.symbol, false, `calc ${id}`) }} />
            <span className={styles.value}>{formatQuantity(term.value, term.unit, { lang })}</span>
            {term.source && <span className={styles.source}>{sourceName(term.source)}</span>}
          </span>
        ))}
        {result.sources && result.sources.length > 0 && (
          <span className={styles.source}>
            {messages.source}: {result.sources.map(sourceName).join('; ')}
          </span>
        )}
      </span>
    </span>
  );
}
