import { fill } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import type { SpeculativeState } from '@/kernels/speculative/simulator';
import type { SpeculativeMessages } from './messages';
import { placeOf } from './place';
import styles from './speculative.module.css';

interface RowPanelProps {
  readonly state: SpeculativeState;
  readonly chosen: number;
  readonly words: SpeculativeMessages;
}

const percent = (value: number, most: number) => `${((100 * value) / most).toFixed(2)}%`;

/** Both distributions at one place, word by word, and beside them what the round's last word was drawn from. */
export function RowPanel({ state, chosen, words }: RowPanelProps) {
  const place = placeOf(state, chosen);
  const { last } = state;
  if (!place || !last) return null;
  const { p, q } = place;
  const guess = last.guesses[chosen];
  const order = p.map((_, word) => word).sort((a, b) => p[b] - p[a] || a - b);
  const most = Math.max(...p, ...q);
  const { end } = last;
  const mostLeft = Math.max(...end.distribution);
  const isTree = state.setup.shape !== 'chain';
  const title = end.kind === 'correction' && isTree ? words.struck : words.rowEnd[end.kind];
  const legend = isTree ? words.treeLegend : words;
  return (
    <div className={styles.rows}>
      <div>
        <p className={styles.name}>{fill(words.row, { guess: guess.depth + 1 })}</p>
        <p className={styles.legend}>
          <span className={styles.both}>{legend.shared}</span>
          <span className={styles.more}>{legend.more}</span>
          <span className={styles.over}>{legend.over}</span>
        </p>
        {isTree && (
          <p className={styles.legend}>
            <span>{words.treeHint}</span>
          </p>
        )}
        <ol className={styles.bars}>
          {order.map((word) => (
            <li key={word} data-here={word === guess.word || undefined}>
              <span>{words.words[word]}</span>
              <span className={styles.track}>
                <i className={styles.both} style={{ width: percent(Math.min(p[word], q[word]), most) }} />
                <i
                  className={p[word] >= q[word] ? styles.more : styles.over}
                  style={{ width: percent(Math.abs(p[word] - q[word]), most) }}
                />
              </span>
              <span className={styles.pair}>
                {formatNumber(p[word], 2)} · {formatNumber(q[word], 2)}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <div>
        <p className={styles.name}>{title}</p>
        <p className={styles.legend}>
          <span>{words.rowHint}</span>
        </p>
        <ol className={styles.bars}>
          {order.map((word) => (
            <li key={word} data-here={word === end.word || undefined}>
              <span>{words.words[word]}</span>
              <span className={styles.track}>
                <i className={styles.more} style={{ width: percent(end.distribution[word], mostLeft) }} />
              </span>
              <span className={styles.pair}>
                {end.distribution[word] > 0 ? formatNumber(end.distribution[word], 2) : '0'}
              </span>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
