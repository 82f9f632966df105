import { AxisBelow } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import type { Lang } from '@/components/lang';
import type { BillResult } from '@/kernels/cost/bill/compute';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './bill.module.css';
import type { BillMessages } from './messages';

interface StepBarsProps {
  readonly result: BillResult;
  readonly lang: Lang;
  readonly words: BillMessages;
  readonly width: number;
}

export const BARS_HEIGHT = 212;
const BAR = 22;
const ROW = 34;
const LEFT = 82;
/** Room for a value behind a bar. */
const VALUE = 66;
/** More slices than this are no longer seen apart. */
const MOST_SLICES = 64;

/** A scale's end that changes seldom while a dial moves: 1, 2 or 5 times a power of ten. */
function roundEnd(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10) * power;
}

/** The step as bars: reading, arithmetic, what everyone waits for, and one token's slice of it. */
export function StepBars({ result, lang, words, width }: StepBarsProps) {
  const { step, sequences } = result;
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const right = width - VALUE;
  const x = linearScale([0, roundEnd(Math.max(step.memorySeconds, step.computeSeconds))], [LEFT, right]);
  const at = (row: number) => 34 + row * ROW;
  const bar = (row: number, from: number, to: number, className: string) => (
    <rect
      x={x(from)}
      y={at(row)}
      width={Math.max(0.75, x(to) - x(from))}
      height={BAR}
      className={className}
    />
  );
  const label = (row: number, text: string) => (
    <text x={LEFT - 8} y={at(row) + 15} textAnchor="end">
      {text}
    </text>
  );
  const value = (row: number, end: number, text: string) => (
    <text x={x(end) + 6} y={at(row) + 15} className={styles.value}>
      {text}
    </text>
  );
  const inside = (from: number, to: number, text: string) =>
    x(to) - x(from) > 58 && (
      <text x={x(from) + 7} y={at(0) + 15} className={styles.inside}>
        {text}
      </text>
    );
  const share = step.floorSeconds / sequences;
  const slices = sequences <= MOST_SLICES ? sequences : 0;
  return (
    <g>
      <text x={0} y={14} className={styles.panel}>
        {words.stepPanel}
      </text>
      {label(0, words.reading)}
      {bar(0, 0, step.weightsSeconds, styles.weights)}
      {bar(0, step.weightsSeconds, step.memorySeconds, styles.cache)}
      {inside(0, step.weightsSeconds, words.weights)}
      {inside(step.weightsSeconds, step.memorySeconds, words.cache)}
      {value(0, step.memorySeconds, seconds(step.memorySeconds))}
      {label(1, words.computing)}
      {bar(1, 0, step.computeSeconds, styles.compute)}
      {value(1, step.computeSeconds, seconds(step.computeSeconds))}
      {label(2, words.waits)}
      {bar(2, 0, step.floorSeconds, styles.floor)}
      {value(2, step.floorSeconds, seconds(step.floorSeconds))}
      {label(3, words.share)}
      <rect
        x={x(0)}
        y={at(3) + 0.5}
        width={x(step.floorSeconds) - x(0)}
        height={BAR - 1}
        className={styles.ghost}
      />
      {Array.from({ length: Math.max(0, slices - 1) }, (_, slice) => (slice + 1) * share).map((edge) => (
        <line
          key={edge}
          x1={x(edge)}
          x2={x(edge)}
          y1={at(3) + 1}
          y2={at(3) + BAR - 1}
          className={styles.slice}
        />
      ))}
      {bar(3, 0, share, styles.floor)}
      {value(3, step.floorSeconds, seconds(share))}
      <AxisBelow
        y={at(4) + 2}
        from={LEFT}
        to={right}
        ticks={x.ticks(5).map((tick) => ({ at: x(tick), label: formatNumber(tick * 1e3, 3) }))}
        title={words.milliseconds}
      />
    </g>
  );
}
