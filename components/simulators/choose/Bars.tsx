import planner from '@/components/simulators/memory-planner/planner.module.css';
import type { PlanTerm } from '@/kernels/cost/plan-memory';
import type { Configuration } from '@/kernels/cost/recommend/configuration';
import styles from './choose.module.css';
import { bytes, type Speaker, seconds } from './words';

/** From the left: what stays first, what comes and goes after it. */
export const barOrder: readonly PlanTerm[] = [
  'weights',
  'kvCache',
  'scores',
  'logits',
  'activations',
  'fragmentation',
  'overhead',
];

export interface Side {
  readonly name: 'A' | 'B';
  readonly one: Configuration;
}

interface BarsProps {
  readonly sides: readonly Side[];
  readonly speaker: Speaker;
  readonly width: number;
}

const ROW = 46;
const TOP = 24;
const LABEL = 20;

/** Memory of one copy by part against its capacity, and what a token spends its time on, to one scale for both. */
export function Bars({ sides, speaker, width }: BarsProps) {
  const wide = width > 500;
  const panel = wide ? (width - 40) / 2 : width;
  const height = TOP + sides.length * ROW + 4;
  return (
    <svg
      viewBox={`0 0 ${width} ${wide ? height : 2 * height + 8}`}
      className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
      role="img"
      aria-label={speaker.words.comparing}
    >
      <MemoryBars {...{ sides, speaker }} width={panel} />
      <g transform={wide ? `translate(${panel + 40} 0)` : `translate(0 ${height + 8})`}>
        <TimeBars {...{ sides, speaker }} width={panel} />
      </g>
    </svg>
  );
}

function MemoryBars({ sides, speaker, width }: BarsProps) {
  const { words, lang } = speaker;
  const most = Math.max(...sides.map(({ one }) => one.memory.capacity));
  const room = width - LABEL - 4;
  const scale = (value: number) => (room * value) / most;
  return (
    <>
      <text y={12} className={styles.panel}>
        {words.memoryOf}
      </text>
      {sides.map(({ name, one }, index) => {
        let from = LABEL;
        const full = LABEL + scale(one.memory.capacity);
        return (
          <g key={name} transform={`translate(0 ${TOP + index * ROW})`}>
            <text y={16} className={styles.side}>
              {name}
            </text>
            {barOrder.map((term) => {
              const length = scale(one.memory[term]);
              from += length;
              return (
                <rect
                  key={term}
                  x={(from - length).toFixed(1)}
                  y={2}
                  width={length.toFixed(1)}
                  height={20}
                  className={`${planner[term]} ${styles.part}`}
                />
              );
            })}
            <line x1={full.toFixed(1)} x2={full.toFixed(1)} y1={-2} y2={26} className={planner.capacity} />
            <text x={LABEL} y={36} className={styles.value}>
              {`${bytes(one.memory.total, lang)} / ${bytes(one.memory.capacity, lang)}`}
            </text>
          </g>
        );
      })}
    </>
  );
}

function TimeBars({ sides, speaker, width }: BarsProps) {
  const { words, lang } = speaker;
  const most = Math.max(...sides.map(({ one }) => one.stepSeconds)) * 1.02;
  const room = width - LABEL - 4;
  const scale = (value: number) => (room * value) / most;
  return (
    <>
      <text y={12} className={styles.panel}>
        {words.timeOf}
      </text>
      {sides.map(({ name, one }, index) => {
        const end = LABEL + scale(one.stepSeconds);
        const parts = [
          ['memory', one.memorySeconds],
          ['compute', one.computeSeconds],
          ['communication', one.communicationSeconds],
        ] as const;
        return (
          <g key={name} transform={`translate(0 ${TOP + index * ROW})`}>
            <text y={16} className={styles.side}>
              {name}
            </text>
            {parts.map(([part, value], row) => (
              <rect
                key={part}
                x={LABEL}
                y={2 + row * 7}
                width={Math.max(0.6, scale(value)).toFixed(1)}
                height={6}
                className={styles[part]}
              >
                <title>{`${words.times[part]} ${seconds(value, lang)}`}</title>
              </rect>
            ))}
            <line x1={end.toFixed(1)} x2={end.toFixed(1)} y1={-2} y2={26} className={styles.end} />
            <text x={LABEL} y={36} className={styles.value}>
              {seconds(one.stepSeconds, lang)}
            </text>
          </g>
        );
      })}
    </>
  );
}
