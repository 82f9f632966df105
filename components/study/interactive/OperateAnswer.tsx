import { useEffect, useId, useState } from 'react';
import { fill } from '@/components/lang';
import { conditionsMet, type Grade, gradeOperate, type OperateCondition } from '@/kernels/practice/grading';
import styles from '../Exercises.module.css';
import { readExercises } from '../progress';
import { Feedback } from './Feedback';
import { figureOf, shownBound, shownName, shownValue, snapshot, watchFigure } from './figure-watch';
import type { AnswerProps } from './Interactive';

const SIGNS: Readonly<Record<OperateCondition['op'], string>> = {
  '>=': '≥',
  '<=': '≤',
  '=': '=',
  '<': '<',
  '>': '>',
};

interface Standing {
  readonly names: readonly string[];
  readonly met: readonly boolean[];
  readonly shown: readonly string[];
  readonly bounds: readonly string[];
}

/** Watches the figure and is done when all conditions hold at one moment. */
export function OperateAnswer({ item, words, onGrade, onNextHint }: AnswerProps) {
  const id = useId();
  const goal = item.goal!;
  const [standing, setStanding] = useState<Standing>();
  const [missing, setMissing] = useState(false);
  const [grade, setGrade] = useState<Grade>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: one watch for the life of the view
  useEffect(() => {
    const figure = figureOf(goal);
    setMissing(figure === null);
    if (!figure) return;
    let done = readExercises()[item.id]?.solved ?? false;
    const look = () => {
      const now = snapshot(figure);
      const shown = goal.conditions.map((condition) => shownValue(figure, condition));
      setStanding({
        names: goal.conditions.map((condition) => shownName(figure, condition)),
        met: conditionsMet(goal.conditions, now),
        shown,
        bounds: goal.conditions.map((condition, index) => shownBound(figure, condition, shown[index])),
      });
      const result = gradeOperate(goal.conditions, now);
      if (done || !result.correct) return;
      done = true;
      setGrade(result);
      onGrade(result);
    };
    look();
    return watchFigure(figure, look);
  }, []);

  const go = () => {
    const figure = figureOf(goal);
    figure?.scrollIntoView({ block: 'start' });
    figure?.querySelector<HTMLElement>('button, input, select')?.focus({ preventScroll: true });
  };

  if (missing) return <p className={styles.watch}>{words.operateMissing}</p>;
  return (
    <div className={styles.form}>
      <p className={styles.watch}>{words.operateWatch}</p>
      <ul className={styles.conditions}>
        {goal.conditions.map((condition, index) => {
          const name = condition.metric ?? condition.param ?? '';
          const met = standing?.met[index] ?? false;
          return (
            <li key={`${name}${condition.op}`} data-met={met}>
              <span aria-hidden="true">{met ? '✓' : '○'}</span>
              <span>
                {standing?.names[index] ?? name} {SIGNS[condition.op]}{' '}
                {standing?.bounds[index] ?? condition.value}
              </span>
              <span>
                {standing?.shown[index]
                  ? `${fill(words.operateNow, { value: standing.shown[index] })} · `
                  : ''}
                {met ? words.operateMet : words.operateUnmet}
              </span>
            </li>
          );
        })}
      </ul>
      <div className={styles.row}>
        <button type="button" name="go" onClick={go}>
          {words.operateGo}
        </button>
        <Feedback id={`${id}-feedback`} grade={grade} words={words} onNextHint={onNextHint} />
      </div>
    </div>
  );
}
