import type { Guess } from '@/kernels/speculative/round';
import type { SpeculativeState } from '@/kernels/speculative/simulator';
import { treeMask } from '@/kernels/speculative/tree';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

const WIDTH = 760;
const ROW = 15;
const MASK = 300;

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where the nodes stand: by depth to the right, leaves one under the other, a parent amid its children. */
function spotsOf(guesses: readonly Guess[], levels: number): { root: Spot; spots: Spot[]; rows: number } {
  const children = (parent: number) => guesses.flatMap((guess, at) => (guess.parent === parent ? [at] : []));
  const spots: Spot[] = [];
  let rows = 0;
  const x = (depth: number) => 24 + ((depth + 1) * (WIDTH - 70)) / levels;
  const place = (at: number): number => {
    const below = children(at).map(place);
    const y = below.length > 0 ? (below[0] + below[below.length - 1]) / 2 : (rows++ + 0.7) * ROW;
    if (at >= 0) spots[at] = { x: x(guesses[at].depth), y };
    return y;
  };
  const y = place(-1);
  return { root: { x: x(-1), y }, spots, rows };
}

/** A draft with branches: its nodes, the way that was taken, and which position may look at which. */
export function TreePanel({ state, words }: { state: SpeculativeState; words: SpeculativeMessages }) {
  const { last, setup } = state;
  if (!last || setup.shape === 'chain') return null;
  const { guesses } = last;
  const { root, spots, rows } = spotsOf(guesses, setup.gamma);
  const height = Math.max(rows * ROW + 8, 60);
  const mask = treeMask([-1, ...guesses.map(({ parent }) => parent + 1)]);
  const cell = MASK / mask.length;
  const link = (from: Spot, to: Spot) =>
    `M${(from.x + 14).toFixed(1)} ${from.y.toFixed(1)}C${((from.x + to.x) / 2).toFixed(1)} ${from.y.toFixed(1)} ${((from.x + to.x) / 2).toFixed(1)} ${to.y.toFixed(1)} ${(to.x - 16).toFixed(1)} ${to.y.toFixed(1)}`;
  return (
    <div className={styles.treeRow}>
      <div className={styles.scroll}>
        <p className={styles.name}>{words.tree}</p>
        <svg viewBox={`0 0 ${WIDTH} ${height}`} className={styles.tree} role="img" aria-label={words.tree}>
          {guesses.map((guess, at) => (
            <path
              key={`${guess.parent}-${guess.word}`}
              d={link(guess.parent < 0 ? root : spots[guess.parent], spots[at])}
              className={guess.verdict === 'accepted' ? styles.taken : styles.link}
            />
          ))}
          <text x={root.x} y={root.y + 4} textAnchor="middle" className={styles.node}>
            {words.root}
          </text>
          {guesses.map((guess, at) => (
            <text
              key={`${guess.parent}-${guess.word}`}
              x={spots[at].x}
              y={spots[at].y + 4}
              textAnchor="middle"
              className={`${styles.node} ${styles[`node-${guess.verdict}`]}`}
              data-node={guess.verdict}
            >
              {words.words[guess.word]}
            </text>
          ))}
        </svg>
      </div>
      <div className={styles.maskBox}>
        <p className={styles.name}>{words.mask}</p>
        <svg viewBox={`0 0 ${MASK} ${MASK}`} className={styles.mask} role="img" aria-label={words.maskHint}>
          <rect width={MASK} height={MASK} className={styles.maskBack} />
          <path
            className={styles.maskSeen}
            d={mask
              .flatMap((row, y) =>
                row.map((seen, x) =>
                  seen
                    ? `M${(x * cell).toFixed(2)} ${(y * cell).toFixed(2)}h${cell.toFixed(2)}v${cell.toFixed(2)}h${(-cell).toFixed(2)}z`
                    : '',
                ),
              )
              .join('')}
          />
        </svg>
        <p className={styles.hint}>{words.maskHint}</p>
      </div>
    </div>
  );
}
