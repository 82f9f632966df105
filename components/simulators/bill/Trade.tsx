import type { PointerEvent } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import { type BillResult, rateAt } from '@/kernels/cost/bill/compute';
import { MOST_SEQUENCES } from '@/kernels/cost/bill/params';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './bill.module.css';
import type { BillMessages } from './messages';

interface TradeProps {
  readonly result: BillResult;
  readonly words: BillMessages;
  readonly width: number;
  readonly onSequences: (sequences: number) => void;
}

export const TRADE_HEIGHT = 318;
const LEFT = 44;
const TOP = 44;
const BOTTOM = 262;
const marks = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
/** Labels nearer than this to the last one are left out. */
const LABEL_ROOM = 26;

/** What each reader gets against what the machine writes: a line of bandwidth, a wall of arithmetic, a ray of memory. */
export function Trade({ result, words, width, onSequences }: TradeProps) {
  const { readerLimit, machineLimit, arithmeticLimit, largestSequences, here } = result;
  const right = width - 12;
  const lineEnd = Math.min(machineLimit, 1.3 * arithmeticLimit);
  const x = linearScale([0, lineEnd * 1.02], [LEFT, right]);
  const y = linearScale([0, readerLimit * 1.05], [BOTTOM, TOP]);
  const at = (sequences: number) => {
    const { machineRate, readerRate } = rateAt(result, sequences);
    return [x(machineRate), y(readerRate)] as const;
  };
  // Both limits are straight, so the corner between them and the ends draw the whole of it.
  const corner = Math.max(1, cornerSequences(result));
  const path = (from: number, to: number) =>
    `M${[from, ...(corner > from && corner < to ? [corner] : []), to]
      .map((n) =>
        at(n)
          .map((v) => v.toFixed(1))
          .join(' '),
      )
      .join('L')}`;
  const full = Math.min(Math.max(1, largestSequences), 1e6);
  const [fullX, fullY] = at(full);
  const fullText = fill(words.memoryRay, { n: formatNumber(full, 6) });
  const wall = Number.isFinite(corner) && x(arithmeticLimit) <= right;
  let last = Number.NEGATIVE_INFINITY;
  const labelled = marks.filter((count) => {
    const [px, py] = at(count);
    const far = Math.abs(px - last) + Math.abs(py - BOTTOM) * 0.02 >= LABEL_ROOM && px <= right;
    if (far) last = px;
    return far;
  });
  const choose = (event: PointerEvent<SVGRectElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const machine = x.invert(LEFT + ((event.clientX - box.left) / box.width) * (right - LEFT));
    const reader = y.invert(TOP + ((event.clientY - box.top) / box.height) * (BOTTOM - TOP));
    const sequences = Math.round(machine / Math.max(reader, 1e-9));
    onSequences(Math.min(MOST_SEQUENCES, Math.max(1, sequences)));
  };
  return (
    <g>
      <text x={0} y={14} className={styles.panel}>
        {words.tradePanel}
      </text>
      <AxisLeft
        x={LEFT}
        to={right}
        top={34}
        ticks={y.ticks(5).map((tick) => ({ at: y(tick), label: formatNumber(tick, 3) }))}
        title={words.readerAxis}
      />
      <AxisBelow
        y={BOTTOM}
        from={LEFT}
        to={right}
        ticks={x.ticks(5).map((tick) => ({ at: x(tick), label: formatNumber(tick, 5) }))}
        title={words.machineAxis}
      />
      <line
        x1={x(0)}
        y1={y(readerLimit)}
        x2={x(lineEnd)}
        y2={y(readerLimit * (1 - lineEnd / machineLimit))}
        className={styles.bandwidth}
      />
      {wall && (
        <>
          <line
            x1={x(arithmeticLimit)}
            x2={x(arithmeticLimit)}
            y1={TOP}
            y2={BOTTOM}
            className={styles.arithmetic}
          />
          <text x={x(arithmeticLimit) - 6} y={TOP + 10} textAnchor="end" className={styles.arithmeticName}>
            {words.arithmeticWall}
          </text>
        </>
      )}
      {largestSequences > 0 && (
        <>
          <line x1={x(0)} y1={y(0)} x2={fullX} y2={fullY} className={styles.full} />
          <path d={path(1, full)} className={styles.reach} />
          {fullX + 14 + widthOf(fullText) < width && (
            <text x={fullX + 8} y={Math.min(fullY - 6, BOTTOM - 8)} className={styles.fullName}>
              {fullText}
            </text>
          )}
        </>
      )}
      {marks.map((count) => {
        const [px, py] = at(count);
        return px <= right && <circle key={count} cx={px} cy={py} r={2.6} className={styles.stop} />;
      })}
      {labelled.map((count) => {
        const [px, py] = at(count);
        return (
          <text key={count} x={px + 5} y={py - 7} className={styles.count}>
            {count}
          </text>
        );
      })}
      <line x1={x(0)} y1={y(0)} x2={x(here.machineRate)} y2={y(here.readerRate)} className={styles.ray} />
      <circle cx={x(here.machineRate)} cy={y(here.readerRate)} r={6.5} className={styles.here} />
      <rect
        x={LEFT}
        y={TOP}
        width={right - LEFT}
        height={BOTTOM - TOP}
        className={styles.handle}
        onPointerDown={choose}
        onPointerMove={choose}
      />
    </g>
  );
}

/** Sequences at which reading and arithmetic take equally long; infinite when reading is always longer. */
function cornerSequences({ readerLimit, machineLimit, arithmeticLimit }: BillResult): number {
  const gain = 1 / arithmeticLimit - 1 / machineLimit;
  return gain > 0 ? 1 / readerLimit / gain : Number.POSITIVE_INFINITY;
}

/** About as wide as it will be drawn: a Chinese letter takes two of the others. */
const widthOf = (text: string) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12.5 : 6.5), 0);
