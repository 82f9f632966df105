import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { type Claimed, claimBound, type Suspect, suspectRound } from '@/kernels/cost/latency/suspects';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './measured.module.css';
import type { GameMessages } from './messages';
import { Tally } from './Tally';

interface SuspectGameProps {
  readonly rows: readonly Claimed[];
  readonly printed: readonly Claimed[];
  readonly seed: number;
  readonly lang: Lang;
  readonly words: GameMessages;
}

/** Four measurements, one of them impossible: the reader says which, and sees the arithmetic of all four. */
export function SuspectGame({ rows, printed, seed, lang, words }: SuspectGameProps) {
  const [round, setRound] = useState(0);
  const [picked, setPicked] = useState<number>();
  const [judged, setJudged] = useState(false);
  const [score, setScore] = useState({ right: 0, played: 0 });
  const { suspects, wrong } = suspectRound(rows, printed, seed + round);
  const confirm = () => {
    setJudged(true);
    setScore(({ right, played }) => ({ right: right + (picked === wrong ? 1 : 0), played: played + 1 }));
  };
  const next = () => {
    setRound(round + 1);
    setPicked(undefined);
    setJudged(false);
  };
  return (
    <fieldset className={styles.game}>
      <legend>{words.title}</legend>
      <p className={styles.question}>{words.question}</p>
      {suspects.map((suspect, at) => (
        <label
          key={`${round}-${suspect.model}-${suspect.hardware}-${suspect.seconds}`}
          className={styles.suspect}
        >
          <input
            type="radio"
            name="suspect"
            value={at}
            checked={picked === at}
            disabled={judged}
            onChange={() => setPicked(at)}
          />
          <span>
            {optionText(suspect, lang, words)}
            <small>{factsText(suspect, lang, words)}</small>
            {judged && (
              <strong className={at === wrong ? styles.wrong : styles.sound}>
                {verdictText(suspect, lang, words)}
              </strong>
            )}
          </span>
        </label>
      ))}
      <div className={styles.buttons}>
        {judged ? (
          <Button name="next" onClick={next}>
            {words.next}
          </Button>
        ) : (
          <Button name="confirm" disabled={picked === undefined} onClick={confirm}>
            {words.confirm}
          </Button>
        )}
        <span role="status">
          {judged && (picked === wrong ? words.right : words.missed)}{' '}
          {score.played > 0 && fill(words.score, score)}
        </span>
        <Tally name="game.right" label={words.tally.right} value={score.right} text={`${score.right}`} />
        <Tally name="game.played" label={words.tally.played} value={score.played} text={`${score.played}`} />
      </div>
    </fieldset>
  );
}

function optionText(suspect: Suspect, lang: Lang, words: GameMessages): string {
  return fill(words.option, {
    model: suspect.model,
    bits: formatNumber(suspect.bits, 3),
    gpus: suspect.gpus,
    hardware: suspect.hardware,
    batch: suspect.batch > 1 ? fill(words.batch, { batch: suspect.batch }) : '',
    seconds: formatQuantity(suspect.seconds, 'seconds', { lang }),
  });
}

function factsText(suspect: Suspect, lang: Lang, words: GameMessages): string {
  return fill(words.facts, {
    bytes: formatQuantity(suspect.bytes, 'bytes', { lang }),
    bandwidth: formatQuantity(suspect.bytesPerSecond, 'bytesPerSecond', { lang }),
    capacity: formatQuantity(suspect.capacityBytes, 'bytes', { lang }),
  });
}

function verdictText(suspect: Suspect, lang: Lang, words: GameMessages): string {
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const bound = claimBound(suspect);
  const facts = [
    fill(words.needs, {
      bound: formatQuantity(bound, 'seconds', { lang }),
      share: formatQuantity(bound / suspect.seconds, 'percent', { lang }),
    }),
    suspect.weightBytes > suspect.capacityBytes &&
      fill(words.tooLarge, { weights: bytes(suspect.weightBytes), capacity: bytes(suspect.capacityBytes) }),
  ];
  const text = facts.filter(Boolean).join(lang === 'zh' ? '；' : '; ');
  return suspect.flaw ? `${text}${lang === 'zh' ? '。' : '. '}${words.flaws[suspect.flaw]}` : text;
}
