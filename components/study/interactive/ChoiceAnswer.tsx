import { type FormEvent, useId, useState } from 'react';
import { type Grade, gradeChoice, gradeMulti } from '@/kernels/practice/grading';
import styles from '../Exercises.module.css';
import { fillHtml } from '../fill-html';
import { Html } from '../Html';
import { Feedback } from './Feedback';
import type { AnswerProps } from './Interactive';
import { spokenLabel } from './spoken';

/** One of several (radio buttons) or all that hold (check boxes); each chosen one says why after the check. */
export function ChoiceAnswer({ item, words, texts, onGrade, onNextHint }: AnswerProps) {
  const id = useId();
  const many = item.kind === 'multi';
  const choices = item.choices ?? [];
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [checked, setChecked] = useState<readonly string[]>([]);
  const [grade, setGrade] = useState<Grade>();

  const pick = (choice: string, on: boolean) => {
    const others = many ? chosen.filter((one) => one !== choice) : [];
    setChosen(on ? [...others, choice] : others);
    setGrade(undefined);
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    const result = many ? gradeMulti(chosen, choices) : gradeChoice(chosen[0], choices);
    setGrade(result);
    setChecked(chosen);
    onGrade(result);
  };

  return (
    <form onSubmit={check} className={styles.form}>
      <fieldset aria-describedby={`${id}-feedback`}>
        <legend>{many ? words.chooseAll : words.chooseOne}</legend>
        {choices.map((choice) => (
          <div key={choice.id} className={styles.choice}>
            <label>
              <input
                type={many ? 'checkbox' : 'radio'}
                name={`${item.id}-choice`}
                value={choice.id}
                aria-label={spokenLabel(fillHtml(choice.html, texts))}
                checked={chosen.includes(choice.id)}
                onChange={(event) => pick(choice.id, event.target.checked)}
              />
              <Html html={fillHtml(choice.html, texts)} />
            </label>
            {grade && checked.includes(choice.id) && (
              <p className={styles.why} data-right={choice.correct}>
                <span aria-hidden="true">{choice.correct ? '✓' : '✗'}</span>{' '}
                <Html html={fillHtml(choice.whyHtml, texts)} />
              </p>
            )}
          </div>
        ))}
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
