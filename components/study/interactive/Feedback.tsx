import { fill } from '@/components/lang';
import type { Grade } from '@/kernels/practice/grading';
import styles from '../Exercises.module.css';
import type { ExerciseWords } from '../types';

interface FeedbackProps {
  readonly id: string;
  readonly grade?: Grade;
  readonly words: ExerciseWords;
  /** Said after the feedback: how the answer was read, or that the numbers are new. */
  readonly note?: string;
  readonly onNextHint?: () => void;
}

/** What came of the check. The live region stands from the start, so that its change is announced. */
export function Feedback({ id, grade, words, note, onNextHint }: FeedbackProps) {
  const offerHint = grade && !grade.correct && grade.feedback !== 'empty' && onNextHint;
  return (
    <div className={styles.feedback}>
      <p id={id} role="status" data-feedback={grade?.feedback} data-correct={grade?.correct}>
        {grade && `${grade.correct ? '✓ ' : ''}${fill(words.feedback[grade.feedback], grade.values)}`}
        {note && <span className={styles.note}>{note}</span>}
      </p>
      {offerHint && (
        <button type="button" name="hint" onClick={onNextHint}>
          {words.nextHint}
        </button>
      )}
    </div>
  );
}
