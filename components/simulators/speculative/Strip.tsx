import { KEPT_ROUNDS, type SpeculativeState } from '@/kernels/speculative/simulator';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

const WIDTH = 928;
const CELL = 10;

/** The text with the origin of each word, and the last rounds as columns of cells. */
export function Strip({ state, words }: { state: SpeculativeState; words: SpeculativeMessages }) {
  const { history, setup, text, origins } = state;
  const high = Math.max(setup.gamma, 3) + 1;
  const step = WIDTH / KEPT_ROUNDS;
  return (
    <div>
      <p className={styles.name}>{words.strip}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${high * CELL + 2}`}
        className={styles.strip}
        role="img"
        aria-label={words.strip}
        preserveAspectRatio="none"
      >
        {history.map((entry, at) => {
          const corrected = entry < 0;
          const stood = corrected ? -entry - 1 : entry;
          const x = at * step + 1;
          const y = (level: number) => (high - level - 1) * CELL + 1;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <g key={at}>
              {stood > 0 && (
                <path
                  className={styles.cellGuess}
                  d={Array.from(
                    { length: stood },
                    (_, level) =>
                      `M${x.toFixed(1)} ${y(level)}h${(step - 2).toFixed(1)}v8h${(2 - step).toFixed(1)}z`,
                  ).join('')}
                />
              )}
              <rect
                x={x.toFixed(1)}
                y={y(stood)}
                width={(step - 2).toFixed(1)}
                height={8}
                className={corrected ? styles.cellCorrection : styles.cellBonus}
              />
            </g>
          );
        })}
      </svg>
      <p className={styles.text} role="log" aria-label={words.text}>
        {text.map((word, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place
          <span key={at} className={styles[`from-${origins[at]}`]}>
            {words.words[word]}
            {words.gap}
          </span>
        ))}
      </p>
    </div>
  );
}
