import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { fill } from '@/components/lang';
import { type Grade, gradeNumeric, type NumericTask } from '@/kernels/practice/grading';
import { answerText } from '@/kernels/practice/variant';
import styles from '../Exercises.module.css';
import { readExercises, readerSeed, saveVariant } from '../progress';
import { Feedback } from './Feedback';
import type { AnswerProps } from './Interactive';
import { variantOf } from './variants';

const drawSeed = () => crypto.getRandomValues(new Uint32Array(1))[0];

export function NumericAnswer({ item, lang, words, examples, onTexts, onNextHint, onGrade }: AnswerProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const spec = item.numeric!;
  const [variant, setVariant] = useState(0);
  const [task, setTask] = useState<NumericTask>();
  const [text, setText] = useState('');
  const [grade, setGrade] = useState<Grade>();
  const [note, setNote] = useState('');

  const show = async (next: number) => {
    const drawn = await variantOf(item, readerSeed(drawSeed), next, lang);
    setVariant(next);
    setTask(drawn.task);
    onTexts(drawn.texts);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the exercise comes alive
  useEffect(() => {
    show(readExercises()[item.id]?.variant ?? 0);
  }, []);

  const check = (event: FormEvent) => {
    event.preventDefault();
    if (!task) return;
    const result = gradeNumeric(text, task);
    setGrade(result);
    onGrade(result, variant);
    const plain = /^[\d.,\s]*$/.test(text) || result.value === undefined;
    setNote(plain ? '' : fill(words.readAs, { value: answerText(result.value!, task.unit, lang) }));
    if (!result.correct) input.current?.focus();
  };

  const change = async (next: number) => {
    await show(next);
    saveVariant(item.id, next);
    setText('');
    setGrade(undefined);
    setNote(words.newNumbers);
    input.current?.focus();
  };

  return (
    <form onSubmit={check} className={styles.form} noValidate>
      <div className={styles.row}>
        <label htmlFor={`${id}-answer`}>{words.answer}</label>
        <input
          ref={input}
          id={`${id}-answer`}
          className={styles.field}
          type="text"
          name="answer"
          inputMode="text"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-invalid={grade && !grade.correct ? true : undefined}
          aria-describedby={`${id}-feedback ${id}-examples`}
        />
        {spec.unitText && <span>{spec.unitText}</span>}
        <button type="submit" name="check" disabled={!task}>
          {words.check}
        </button>
        {spec.generator && (
          <button type="button" name="variant" className={styles.quiet} onClick={() => change(variant + 1)}>
            {words.another}
          </button>
        )}
        {spec.generator && variant > 0 && (
          <button type="button" name="printed" className={styles.quiet} onClick={() => change(0)}>
            {words.printedNumbers}
          </button>
        )}
      </div>
      <p id={`${id}-examples`} className={styles.examples}>
        {fill(spec.unit ? words.accepts : words.acceptsPlain, { examples })}
      </p>
      <Feedback id={`${id}-feedback`} grade={grade} words={words} note={note} onNextHint={onNextHint} />
    </form>
  );
}
