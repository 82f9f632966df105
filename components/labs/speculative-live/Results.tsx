import { fill, type Lang } from '@/components/lang';
import { seconds } from '../live/comparison';
import live from '../live/live.module.css';
import { WideTable } from '../live/WideTable';
import { columnsOf, rowsOf } from './comparison';
import { figuresOf, together } from './figures';
import type { SpeculativeMessages } from './messages';
import { Positions } from './Positions';
import styles from './speculative.module.css';
import { Texts } from './Texts';
import type { SpeculativeResult } from './types';
import { goesOf, reasonOf } from './words';

export interface ResultsProps {
  readonly result: SpeculativeResult | undefined;
  readonly words: SpeculativeMessages;
  readonly lang: Lang;
}

/** All that the lab shows of a run. Drawn on the server for the recorded one, in the page for every other. */
export function Results({ result, words, lang }: ResultsProps) {
  if (!result) return null;
  return (
    <div className={live.results}>
      <Texts result={result} words={words} />
      <div className={styles.pair}>
        <Comparison result={result} words={words} />
        <div className={styles.stack}>
          <Positions result={result} words={words} />
          <Costs result={result} words={words} lang={lang} />
        </div>
      </div>
    </div>
  );
}

function Comparison({ result, words }: { result: SpeculativeResult; words: SpeculativeMessages }) {
  if (result.kinds.length === 0) return null;
  const columns = columnsOf(result, words);
  return (
    <section className={live.part} aria-label={words.figuresTitle}>
      <h3>{words.figuresTitle}</h3>
      <WideTable label={words.tableCaption} className={styles.wide}>
        <thead>
          <tr>
            <td />
            {columns.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(result, words).map(({ metric, label, figures }) => (
            <tr key={metric}>
              <th scope="row">{label}</th>
              {figures.map((figure, at) => (
                <td key={columns[at]}>
                  <output
                    data-metric={at === 0 ? metric : `${result.kinds[at - 1].kind}.${metric}`}
                    data-value={figure?.value}
                    aria-label={`${label}, ${columns[at]}`}
                    aria-live="off"
                  >
                    {figure?.text}
                  </output>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p className={live.note}>{goesOf(result, words)}</p>
    </section>
  );
}

function Costs({
  result,
  words,
  lang,
}: {
  result: SpeculativeResult;
  words: SpeculativeMessages;
  lang: Lang;
}) {
  const { costs, draft, gamma, packed, kinds } = result;
  if (!costs) return null;
  const loses = kinds.length > 0 && figuresOf(together(kinds), result).speedupMeasured < 1;
  const lines = (['targetOne', 'targetCheck', 'draftOne', 'rollBack'] as const).filter(
    (line) => line !== 'draftOne' || draft !== 'ngram',
  );
  return (
    <section className={live.part} aria-label={words.costsTitle}>
      <h3>
        {words.costsTitle} <small>{words.costsHint}</small>
      </h3>
      <WideTable label={words.costsTitle}>
        <tbody>
          {lines.map((line) => (
            <tr key={line}>
              <th scope="row">{fill(words.costs[line], { count: gamma + 1 })}</th>
              <td>
                <output data-metric={`${line}Seconds`} data-value={costs[line]} aria-live="off">
                  {seconds(costs[line], lang)}
                </output>
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {draft === 'pocket-4bit' && <p className={live.note}>{packed ? words.packed : words.dequantized}</p>}
      {kinds.length > 0 && <p className={live.note}>{reasonOf(result, words)}</p>}
      {loses && <p className={live.note}>{words.whyServer}</p>}
    </section>
  );
}
