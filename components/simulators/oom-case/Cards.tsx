import { Button } from '@/components/ui/Button';
import { casePresets, type Suspect, suspects } from '@/kernels/cost/oom-case/params';
import type { ParamValues } from '@/kernels/simulator';
import styles from './case.module.css';
import type { CaseMessages } from './messages';

interface SuspectsProps {
  readonly words: CaseMessages;
  readonly values: ParamValues;
  readonly onTry: (suspect: Suspect | 'opened') => void;
}

/** The four suspects; trying one sets the switches as its accusers would. */
export function Suspects({ words, values, onTry }: SuspectsProps) {
  const tried = (suspect: Suspect) =>
    Object.entries(casePresets[suspect].params).every(([key, value]) => values[key] === value);
  return (
    <section className={styles.section}>
      <p className={styles.title}>{words.suspectsTitle}</p>
      <p className={styles.note}>{words.suspectsHint}</p>
      <div className={styles.cards}>
        {suspects.map((suspect) => (
          <div key={suspect} className={styles.card} data-tried={tried(suspect)}>
            <strong>{words.suspects[suspect].name}</strong>
            <p>{words.suspects[suspect].theory}</p>
            <Button
              name="suspect"
              value={suspect}
              aria-pressed={tried(suspect)}
              aria-label={`${words.tryIt}: ${words.suspects[suspect].name}`}
              onClick={() => onTry(suspect)}
            >
              {words.tryIt}
            </Button>
          </div>
        ))}
      </div>
      <Button name="reset" onClick={() => onTry('opened')}>
        {words.reset}
      </Button>
    </section>
  );
}

/** What is known, how it is known, and from where. */
export function Evidence({ words }: { words: CaseMessages }) {
  return (
    <section className={styles.section}>
      <p className={styles.title}>{words.evidenceTitle}</p>
      {words.evidence.map((card) => (
        <details key={card.title} className={styles.evidence}>
          <summary>
            {card.title} <span className={styles.standing}>{words.standings[card.standing]}</span>
          </summary>
          <p>{card.text}</p>
          <p className={styles.note}>{card.source}</p>
        </details>
      ))}
    </section>
  );
}
