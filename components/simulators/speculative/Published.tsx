import { useMemo } from 'react';
import { fill } from '@/components/lang';
import type { PublishedSpeculation } from '@/kernels/catalog/speculation';
import type { Setup } from '@/kernels/cost/setup';
import { formatNumber } from '@/kernels/numbers/format';
import { speculativeFigure } from '@/kernels/speculative/figure';
import { speculativePresets } from '@/kernels/speculative/params';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

interface PublishedProps {
  readonly rows: readonly PublishedSpeculation[];
  readonly setup: Setup;
  readonly preset: string;
  readonly words: SpeculativeMessages;
  readonly onChoose: (preset: string) => void;
}

const times = (value: number) => `${formatNumber(value, 3)}×`;

/** What the figure says of each row's scene on this Setup: alone, and with 64 sequences. */
function sayings(rows: readonly PublishedSpeculation[], setup: Setup) {
  return new Map(
    rows.map(({ id }) => {
      const { byBatch } = speculativeFigure(setup, speculativePresets[id].params);
      const at = (sequences: number) =>
        times(byBatch.find((point) => point.sequences === sequences)?.speedup ?? Number.NaN);
      return [id, { alone: at(1), busy: at(64) }];
    }),
  );
}

/** What others published, with the conditions, and beside every row what the figure says of its scene. */
export function Published({ rows, setup, preset, words, onChoose }: PublishedProps) {
  const said = useMemo(() => sayings(rows, setup), [rows, setup]);
  return (
    <details className={styles.published}>
      <summary>{words.published}</summary>
      <div className={styles.scroll}>
        <table>
          <thead>
            <tr>
              {words.publishedHead.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, best, busy }) => (
              <tr key={id} data-row={id} aria-current={id === preset || undefined}>
                <th scope="row">
                  <button type="button" name={`row-${id}`} onClick={() => onChoose(id)}>
                    {words.presets[id]}
                  </button>
                  <small>{words.conditions[id]}</small>
                </th>
                <td>
                  {best[0] === best[1] ? times(best[0]) : `${formatNumber(best[0], 3)}–${times(best[1])}`}
                </td>
                <td>
                  {busy === null
                    ? words.notPublished
                    : busy < 1
                      ? fill(words.slowdown, { n: formatNumber(1 / busy, 2) })
                      : times(busy)}
                </td>
                <td data-said={id}>{fill(words.promised, said.get(id) ?? {})}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
