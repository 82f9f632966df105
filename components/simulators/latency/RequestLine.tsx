import { AxisBelow } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill, type Lang } from '@/components/lang';
import type { LatencyTimes } from '@/kernels/cost/latency/request';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './latency.module.css';
import type { LatencyMessages } from './messages';

interface RequestLineProps {
  readonly times: LatencyTimes;
  readonly lang: Lang;
  readonly words: LatencyMessages;
  readonly width: number;
}

const BAR = 18;
/** More strokes than this are no longer seen apart. */
const MOST_STROKES = 64;

/** The request as time goes by: the prefill, then every token; the one looked at above is marked. */
export function RequestLine({ times, lang, words, width }: RequestLineProps) {
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const tokens = (value: number) => formatQuantity(value, 'tokens', { lang, digits: 6 });
  const x = linearScale([0, times.endToEndSeconds], [0, width - 24]);
  const prefillEnd = x(times.ttftSeconds);
  const every = Math.ceil(times.answerTokens / MOST_STROKES);
  const strokes = Array.from(
    { length: Math.floor(times.answerTokens / every) - 1 },
    (_, at) => (at + 1) * every,
  );
  // The steps grow so slowly that even spacing is right to a fraction of a stroke.
  const timeOf = (number: number) =>
    times.ttftSeconds +
    ((number - 1) / (times.answerTokens - 1)) * (times.endToEndSeconds - times.ttftSeconds);
  const y = 46;
  const here = x(timeOf(times.token.number));
  const shift = Math.min(prefillEnd + 6, width - 200);
  return (
    <g>
      <text x={0} y={14} className={styles.panel}>
        {fill(words.request, { answer: tokens(times.answerTokens), prompt: tokens(times.promptTokens) })}
      </text>
      <text x={0} y={36} className={styles.value}>
        {fill(words.firstToken, { first: seconds(times.ttftSeconds) })}
      </text>
      <text x={Math.max(150, shift)} y={36} className={styles.value}>
        {fill(words.others, { each: seconds(times.tpotSeconds) })}
      </text>
      <rect
        x={0}
        y={y}
        width={Math.max(1.5, prefillEnd)}
        height={BAR}
        className={times.prefill.boundBy === 'compute' ? styles.compute : styles.weights}
      />
      <rect
        x={Math.max(1.5, prefillEnd)}
        y={y}
        width={Math.max(0, x(times.endToEndSeconds) - Math.max(1.5, prefillEnd))}
        height={BAR}
        className={times.token.boundBy === 'compute' ? styles.compute : styles.weights}
      />
      {strokes.map((number) => (
        <line
          key={number}
          x1={x(timeOf(number))}
          x2={x(timeOf(number))}
          y1={y}
          y2={y + BAR}
          className={styles.tick}
        />
      ))}
      <path d={`M${here.toFixed(1)} ${y - 1}l-4.5 -7h9z`} className={styles.here} />
      <AxisBelow
        y={y + BAR + 5}
        from={0}
        to={width - 24}
        ticks={x.ticks(width > 500 ? 8 : 4).map((tick) => ({ at: x(tick), label: formatNumber(tick, 3) }))}
        title={words.seconds}
      />
    </g>
  );
}
