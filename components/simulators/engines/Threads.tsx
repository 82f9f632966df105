import type { Decision } from '@/kernels/engines/decision/decide';
import { questionIds } from '@/kernels/engines/decision/needs';
import styles from './engines.module.css';
import type { EnginesMessages } from './messages';
import type { ShownEngine } from './rows';

interface ThreadsProps {
  readonly width: number;
  readonly engines: readonly ShownEngine[];
  readonly decision: Decision;
  readonly words: EnginesMessages;
}

const geometry = (width: number) =>
  width > 500
    ? { left: 292, pitch: 84, top: 34, row: 38, foot: 26, names: 0 }
    : { left: 164, pitch: 31, top: 92, row: 42, foot: 16, names: -62 };

/** Height of the drawing at a width. */
export function threadsHeight(width: number): number {
  const { top, row, foot } = geometry(width);
  return top + row * (questionIds.length + 0.5) + foot;
}

/** A line per engine: whole while it answers, dashed after a reservation, crossed where it ends. */
export function Threads({ width, engines, decision, words }: ThreadsProps) {
  const { left, pitch, top, row, names } = geometry(width);
  const wide = width > 500;
  const rowAt = (index: number) => top + row * (index + 0.5);
  const bottom = top + row * (questionIds.length + 0.5);
  return (
    <g>
      {decision.steps.map((step, index) => (
        <path
          key={step.question}
          d={`M${left - (wide ? 44 : 14)} ${rowAt(index)}H${width - 4}`}
          className={styles.row}
        />
      ))}
      {engines.map((engine, index) => {
        const x = left + pitch * index;
        const { endsAt, reserved } = decision.paths[engine.id];
        const end = endsAt ? rowAt(questionIds.indexOf(endsAt)) : bottom;
        const turn = reserved.length > 0 ? rowAt(questionIds.indexOf(reserved[0])) : end;
        return (
          <g key={engine.id} className={endsAt ? styles.ended : styles.kept} data-engine={engine.id}>
            <path d={`M${x} ${top - 6}V${turn}`} className={styles.thread} />
            {turn < end && <path d={`M${x} ${turn}V${end}`} className={`${styles.thread} ${styles.doubt}`} />}
            {reserved.map((question) => (
              <circle
                key={question}
                cx={x}
                cy={rowAt(questionIds.indexOf(question))}
                r={3.4}
                className={styles.hollow}
              />
            ))}
            {endsAt ? (
              <path d={`M${x - 5} ${end - 5}l10 10m0 -10l-10 10`} className={styles.cross} />
            ) : (
              <circle
                cx={x}
                cy={end + 5}
                r={5}
                className={reserved.length > 0 ? styles.hollow : styles.dot}
              />
            )}
            <text
              x={x}
              y={top - 12}
              className={styles.name}
              textAnchor={wide ? 'middle' : 'start'}
              transform={names ? `rotate(${names} ${x} ${top - 12})` : undefined}
            >
              {engine.name}
            </text>
            {!endsAt && wide && (
              <text x={x} y={end + 25} className={styles.name} textAnchor="middle">
                {engine.name}
              </text>
            )}
          </g>
        );
      })}
      {decision.steps.map((step, index) => {
        const answer = words.choices?.[`${step.question}.${step.answer}`] ?? step.answer;
        const y = rowAt(index) + 4;
        return (
          <text key={step.question} y={wide ? y : y - 8} className={styles.question}>
            <tspan x={0}>{words.labels[step.question]}</tspan>{' '}
            <tspan {...(wide ? {} : { x: 0, dy: 16 })} className={styles.answer}>
              {answer}
            </tspan>
          </text>
        );
      })}
    </g>
  );
}
