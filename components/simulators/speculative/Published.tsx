import { fill } from '@/components/lang';
import type { PublishedSpeculation } from '@/kernels/catalog/speculation';
import { formatNumber } from '@/kernels/numbers/format';
import type { SpeculativeFigure } from '@/kernels/speculative/figure';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

interface PublishedProps {
  readonly rows: readonly PublishedSpeculation[];
  readonly result: SpeculativeFigure;
  readonly preset: string;
  readonly words: SpeculativeMessages;
  readonly onChoose: (preset: string) => void;
}

const times = (value: number) => `${formatNumber(value, 3)}×`;

/** What others published, with the conditions; the row of the scene on show also has what the figure says. */
export function Published({ rows, result, preset, words, onChoose }: PublishedProps) {
  const at = (sequences: number) =>
    result.byBatch.find((point) => point.sequences === sequences)?.speedup ?? Number.NaN;
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
                <td>{id === preset && fill(words.promised, { alone: times(at(1)), busy: times(at(64)) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
