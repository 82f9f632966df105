import { formatNumber } from '@/kernels/numbers/format';
import type { Guess } from '@/kernels/speculative/round';
import type { SpeculativeState } from '@/kernels/speculative/simulator';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

interface RoundPanelProps {
  readonly state: SpeculativeState;
  readonly chosen: number;
  readonly onChoose: (guess: number) => void;
  readonly words: SpeculativeMessages;
}

const share = (value: number) => formatNumber(value, 2);

/** The last round as a row of cards: each guess with p, q, the number drawn and the verdict; then the word that ends it. */
export function RoundPanel({ state, chosen, onChoose, words }: RoundPanelProps) {
  const { last, setup } = state;
  if (!last) return null;
  // Of a tree only what was tried is told here; the drawing has the rest.
  const shown = last.guesses
    .map((guess, at) => ({ guess, at }))
    .filter(({ guess }) => setup.shape === 'chain' || guess.verdict !== 'unread');
  return (
    <div>
      <p className={styles.name}>{words.round}</p>
      <ol className={styles.cards}>
        {shown.map(({ guess, at }) => (
          <li key={at}>
            <button
              type="button"
              name={`guess-${at + 1}`}
              className={`${styles.card} ${styles[guess.verdict]}`}
              aria-pressed={chosen === at}
              onClick={() => onChoose(at)}
            >
              <GuessCard guess={guess} words={words} />
            </button>
          </li>
        ))}
        <li>
          <div className={`${styles.card} ${styles.end}`} data-end={last.end.kind}>
            <span className={styles.word}>{words.words[last.end.word]}</span>
            <span className={styles.numbers}>
              {words.drawn} {share(last.end.uniform)}
            </span>
            <span className={styles.source}>
              {last.end.kind === 'bonus' ? words.fromTarget : words.fromResidual}
            </span>
            <span className={styles.verdict}>{words.ends[last.end.kind]}</span>
          </div>
        </li>
      </ol>
    </div>
  );
}

function GuessCard({ guess, words }: { guess: Guess; words: SpeculativeMessages }) {
  const { word, p, q, chance, uniform, verdict } = guess;
  return (
    <>
      <span className={styles.word}>{words.words[word]}</span>
      <span className={styles.numbers}>
        <i>p</i> {share(p)} <i>q</i> {share(q)}
      </span>
      <span className={styles.meter} aria-hidden="true">
        <span style={{ width: `${(100 * chance).toFixed(1)}%` }} />
        {uniform !== null && <b style={{ left: `${(100 * uniform).toFixed(1)}%` }} />}
      </span>
      <span className={styles.numbers}>
        {uniform === null
          ? '\u00a0'
          : `${share(uniform)} ${verdict === 'accepted' ? '≤' : '>'} ${share(chance)}`}
      </span>
      <span className={styles.verdict}>{words.verdicts[verdict]}</span>
    </>
  );
}
