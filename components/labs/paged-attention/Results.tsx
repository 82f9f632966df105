import type { ReactNode } from 'react';
import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import live from '../live/live.module.css';
import { FigureHeads, WideTable } from '../live/WideTable';
import type { PagedMessages } from './messages';
import styles from './paged.module.css';
import { TimesChart } from './TimesChart';
import type { AttentionResult } from './types';
import { difference, largestOf, ratioOf, rowsOf, spokenOf } from './words';

export interface ResultsProps {
  readonly result: AttentionResult | undefined;
  readonly kernel: string;
  readonly words: PagedMessages;
  readonly lang: Lang;
  /** The source, under the figures. */
  readonly children?: ReactNode;
}

/** All that the lab shows of a result. Drawn on the server for the recorded one, in the page for every other. */
export function Results({ result, kernel, words, lang, children }: ResultsProps) {
  return (
    <div className={live.results}>
      {result && result.kernels.length > 0 && (
        <>
          <section className={live.part} aria-label={words.chartTitle}>
            <h3>
              {words.chartTitle} <small>{spread(result, words)}</small>
            </h3>
            <p className={styles.legend} aria-hidden="true">
              <span className={styles.contiguousKey}>{words.contiguous}</span>
              <span className={styles.pagedKey}>{words.paged}</span>
            </p>
            <TimesChart result={result} words={words} lang={lang} />
          </section>
          <KernelTable result={result} words={words} lang={lang} />
          <Facts result={result} kernel={kernel} words={words} lang={lang} />
        </>
      )}
      {children}
    </div>
  );
}

function spread({ kernels, clock }: AttentionResult, words: PagedMessages): string {
  const counts = kernels.flatMap(({ paged }) => (paged ? [paged.repeats] : []));
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  return `${fill(words.spread, { count: low === high ? low : `${low}–${high}` })} ${words.clocks[clock]}`;
}

function KernelTable({ result, words, lang }: { result: AttentionResult; words: PagedMessages; lang: Lang }) {
  const { columns } = words;
  const names = [
    'contiguousSeconds',
    'pagedSeconds',
    'ratio',
    'bytesPerSecond',
    'difference',
    'fromReference',
  ];
  const heads = [
    columns.contiguous,
    columns.paged,
    columns.ratio,
    columns.rate,
    columns.difference,
    columns.reference,
  ];
  return (
    <WideTable label={words.tableCaption}>
      <FigureHeads rows={columns.kernel} heads={heads} />
      <tbody>
        {rowsOf(result, words, lang).map(({ result: kernel, cells }) => {
          const { contiguous, paged, difference: gap, fromReference } = kernel;
          const values = [
            contiguous?.median,
            paged?.median,
            ratioOf(kernel),
            paged && result.keyValueBytes / paged.median,
            gap,
            fromReference,
          ];
          return (
            <tr key={kernel.kernel}>
              <th scope="row">{cells[0]}</th>
              {cells.slice(1).map((cell, at) => (
                <td key={names[at]}>
                  <output
                    data-metric={`${kernel.kernel}.${names[at]}`}
                    data-value={values[at]}
                    aria-label={heads[at]}
                    aria-live="off"
                  >
                    {cell ?? '–'}
                  </output>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </WideTable>
  );
}

/** What paging adds, in bytes; and the figures of the chosen kernel under the lab's own names. */
function Facts({ result, kernel, words, lang }: Omit<ResultsProps, 'result'> & { result: AttentionResult }) {
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang, digits: 3 });
  const spoken = spokenOf(result, kernel);
  const tokens = result.lengths.reduce((sum, length) => sum + length, 0);
  const facts = [
    ['keyValueBytes', words.facts.keyValue, result.keyValueBytes, bytes(result.keyValueBytes)],
    ['tableBytes', words.facts.table, result.tableBytes, bytes(result.tableBytes)],
    ['spareBytes', words.facts.spare, result.spareBytes, bytes(result.spareBytes)],
    ['largestDifference', words.facts.difference, largestOf(result), difference(largestOf(result))],
  ] as const;
  const hidden = {
    contiguousSeconds: spoken?.contiguous?.median,
    pagedSeconds: spoken?.paged?.median,
    slowdown: spoken && ratioOf(spoken),
  };
  return (
    <section className={live.part} aria-label={words.factsTitle}>
      <h3>
        {words.factsTitle}{' '}
        <small>
          {fill(words.facts.tokens, {
            tokens: formatQuantity(tokens, 'count', { lang }),
            sequences: result.lengths.length,
          })}
        </small>
      </h3>
      <dl className={styles.facts}>
        {facts.map(([metric, label, value, text]) => (
          <div key={metric}>
            <dt>{label}</dt>
            <dd>
              <output data-metric={metric} data-value={value} aria-label={label} aria-live="off">
                {text}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      {Object.entries(hidden).map(([metric, value]) => (
        <output key={metric} hidden data-metric={metric} data-value={value}>
          {value}
        </output>
      ))}
    </section>
  );
}
