import type { Place } from '@/components/registry';
import { calcResult, calcText } from '@/content/loader/calc';
import { calcsUsedIn, loadCalcNotes } from '@/content/loader/chapter';
import { loadReferences } from '@/content/loader/data';
import { renderTex } from '@/content/loader/remark-plugins';
import { models } from '@/kernels/catalog/models';
import { formatQuantity } from '@/kernels/numbers/format';
import styles from './Calc.module.css';
import { bookMessages } from './messages';
import { StaticHtml } from './StaticHtml';

const popoverId = (id: string, fixed = false) => `calc-${id.replace(/\W/g, '-')}${fixed ? '-fixed' : ''}`;

/**
 * A number that a tested function computes. Touch it and it opens its formula, the values put in, and where they
 * come from. Native popover: it works before any script has run.
 */
export function Calc({
  id,
  masked,
  fixed,
  place,
}: {
  id: string;
  masked?: string;
  /** `true`: a number of the running example, whatever the reader's Setup. */
  fixed?: string;
  place: Place;
}) {
  const result = calcResult(id);
  const pinned = fixed === 'true';
  return (
    <span className={styles.wrap} data-answer={masked === 'true' ? '' : undefined}>
      <button
        type="button"
        className={`${styles.calc} ${styles[result.axis ?? 'plain'] ?? ''}`}
        popoverTarget={popoverId(id, pinned)}
        {...(pinned ? { 'data-calc-fixed': id } : { 'data-calc': id })}
        data-value={result.value}
      >
        {calcText(id, place.lang)}
      </button>
    </span>
  );
}

/** What the numbers of a page open: one popover per calc, however often the text shows it, and one if it is pinned. */
export function CalcPopovers({ place }: { place: Place }) {
  const notes = loadCalcNotes(place.lang, place.chapter);
  return calcsUsedIn(place.lang, place.chapter).map(({ id, fixed }) => (
    <div key={popoverId(id, fixed)} id={popoverId(id, fixed)} popover="auto" className={styles.pop}>
      <StaticHtml as="div" html={popoverHtml(id, fixed, notes[id], place)} />
    </div>
  ));
}

/** One number opened: a sentence, its formula, the terms with their values and sources. */
function popoverHtml(id: string, fixed: boolean, note: string | undefined, { lang }: Place): string {
  const messages = bookMessages[lang];
  const result = calcResult(id);
  // MathML alone: a page has dozens of these, closed, and the browser sets them when they open.
  const tex = (source: string) => renderTex(source, false, `calc ${id}`, 'mathml');
  const span = (name: string, inside: string) => `<span class="${styles[name]}">${inside}</span>`;
  // The marks are where the reader's Setup writes its own values.
  const marked = (name: string, mark: string, inside: string) =>
    `<span class="${styles[name]}" data-${mark}>${inside}</span>`;
  const terms = result.terms.map((term) =>
    marked(
      'term',
      'term',
      `<span data-term-symbol>${tex(term.symbol)}</span>` +
        marked('value', 'term-value', escapeHtml(formatQuantity(term.value, term.unit, { lang }))) +
        (term.source ? marked('source', 'term-source', escapeHtml(sourceName(term.source))) : ''),
    ),
  );
  const sources = (result.sources ?? []).map(sourceName).join('; ');
  return [
    fixed ? span('source', escapeHtml(messages.runningExample)) : '',
    note ? span('note', escapeHtml(note)) : '',
    marked('formula', 'formula', tex(result.formula)),
    ...terms,
    sources ? span('source', escapeHtml(`${messages.source}: ${sources}`)) : '',
  ].join('');
}

/** What stands behind a `source` id: a reference of the book, a model of the catalogue, or the id itself. */
function sourceName(id: string): string {
  const reference = loadReferences().find((entry) => entry.id === id);
  if (reference) return `${reference.authors} ${reference.year}`;
  return models.find((model) => model.id === id)?.name ?? id;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
