import { fill, type Lang } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import { seconds } from '../live/comparison';
import live from '../live/live.module.css';
import { WideTable } from '../live/WideTable';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { TimelineKey, Timelines } from './Timelines';
import type { BatchingResult } from './types';
import { policies, reasonOf, rowsOf } from './words';

export interface ResultsProps {
  /** Prefix of the ids in the drawing. */
  readonly id: string;
  readonly result: BatchingResult | undefined;
  readonly words: BatchingMessages;
  readonly lang: Lang;
}

/** All that the lab shows of a result. Drawn on the server for the recorded one, in the page for every other. */
export function Results({ id, result, words, lang }: ResultsProps) {
  if (!result) return null;
  return (
    <div className={live.results}>
      <section className={live.part} aria-label={words.timelineTitle}>
        <h3>
          {words.timelineTitle} <small>{words.timelineHint}</small>
        </h3>
        <TimelineKey words={words} />
        <Timelines id={id} result={result} words={words} lang={lang} />
      </section>
      <div className={styles.pair}>
        <Comparison result={result} words={words} lang={lang} />
        <Costs result={result} words={words} lang={lang} />
      </div>
      <Texts result={result} words={words} />
    </div>
  );
}

interface PartProps {
  readonly result: BatchingResult;
  readonly words: BatchingMessages;
  readonly lang: Lang;
}

function Comparison({ result, words, lang }: PartProps) {
  return (
    <section className={live.part}>
      <h3>{words.figuresTitle}</h3>
      <WideTable label={words.tableCaption}>
        <thead>
          <tr>
            <td />
            {policies.map((policy) => (
              <th key={policy} scope="col">
                {words.policies[policy]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(result, words, lang).map(({ metric, label, figures }) => (
            <tr key={metric}>
              <th scope="row">{label}</th>
              {figures.map((figure, at) => (
                <td key={policies[at]}>
                  <output
                    data-metric={`${policies[at]}.${metric}`}
                    data-value={figure?.value}
                    aria-label={`${label}, ${words.policies[policies[at]]}`}
                    aria-live="off"
                  >
                    {figure?.text ?? '–'}
                  </output>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}

function Costs({ result, words, lang }: PartProps) {
  const { decode } = result.costs;
  const { rows, seconds: step, perToken, rate } = words.costsColumns;
  return (
    <section className={live.part} aria-label={words.costsTitle}>
      <h3>
        {words.costsTitle} <small>{words.costsHint}</small>
      </h3>
      <WideTable label={fill(words.costsLabel, { batch: result.batch })}>
        <thead>
          <tr>
            <th scope="col" className={styles.left}>
              {rows}
            </th>
            {[step, perToken, rate].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {decode.map((point) => (
            <tr key={point.amount}>
              <th scope="row">{point.amount}</th>
              <td>
                <output
                  data-metric={`stepSeconds.${point.amount}`}
                  data-value={point.seconds}
                  aria-live="off"
                >
                  {seconds(point.seconds, lang)}
                </output>
              </td>
              <td>{seconds(point.seconds / point.amount, lang)}</td>
              <td>{formatNumber(point.amount / point.seconds, 3)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p className={live.note}>{reasonOf(result, words)}</p>
      <p className={live.note}>{words.whyServer}</p>
    </section>
  );
}

function Texts({ result, words }: Omit<PartProps, 'lang'>) {
  if (!result.texts) return null;
  return (
    <section className={live.part} aria-label={words.textsTitle}>
      <h3>
        {words.textsTitle} <small>{words.textsHint}</small>
      </h3>
      <ol className={styles.texts}>
        {result.texts.map(([prompt, written]) => (
          <li key={prompt}>
            <span className={styles.prompt}>{prompt}</span>
            {written}
          </li>
        ))}
      </ol>
    </section>
  );
}
