import { type FormEvent, useId, useState } from 'react';
import { fill } from '@/components/lang';
import { type Grade, gradeBug } from '@/kernels/practice/grading';
import styles from '../Exercises.module.css';
import { Feedback } from './Feedback';
import type { AnswerProps } from './Interactive';

/** Code whose every line is a radio button. */
export function BugAnswer({ item, words, onGrade, onNextHint }: AnswerProps) {
  const id = useId();
  const [line, setLine] = useState<number>();
  const [grade, setGrade] = useState<Grade>();
  const check = (event: FormEvent) => {
    event.preventDefault();
    const result = gradeBug(line, item.correctLine ?? 0);
    setGrade(result);
    onGrade(result);
  };
  return (
    <form onSubmit={check} className={styles.form}>
      <fieldset aria-describedby={`${id}-feedback`}>
        <legend>{words.chooseLine}</legend>
        <div className={styles.code}>
          {(item.code ?? '').split('\n').map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a constant text
            <label key={index} className={line === index + 1 ? styles.picked : undefined}>
              <input
                type="radio"
                name={`${item.id}-line`}
                value={index + 1}
                checked={line === index + 1}
                aria-label={`${fill(words.line, { n: index + 1 })}: ${text}`}
                onChange={() => {
                  setLine(index + 1);
                  setGrade(undefined);
                }}
              />
              <span className={styles.lineNumber}>{index + 1}</span>
              <code>{text || ' '}</code>
            </label>
          ))}
        </div>
      </fieldset>
      <div className={styles.row}>
        <button type="submit" name="check">
          {words.check}
        </button>
        <Feedback id={`${id}-feedback`} grade={grade} words={words} onNextHint={onNextHint} />
      </div>
    </form>
  );
}
