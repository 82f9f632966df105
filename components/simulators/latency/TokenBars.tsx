import { AxisBelow } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill, type Lang } from '@/components/lang';
import type { EfficiencyBand } from '@/kernels/cost/efficiency';
import type { LatencyTimes, PassTime } from '@/kernels/cost/latency/request';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './latency.module.css';
import type { LatencyMessages } from './messages';

interface TokenBarsProps {
  readonly times: LatencyTimes;
  /** Shares of the bound that measurements reach. */
  readonly band?: EfficiencyBand;
  readonly lang: Lang;
  readonly words: LatencyMessages;
  /** Units of the drawing: 928 beside text, 400 on a phone. */
  readonly width: number;
}

const BAR = 18;
const ROW = 27;

/** One token: reading and arithmetic side by side in time, the larger of them, and what measurements make of it. */
export function TokenBars({ times, band, lang, words, width }: TokenBarsProps) {
  const { token } = times;
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const left = width > 500 ? 96 : 88;
  const sum = sumOf(token);
  const sending = token.communicationSeconds > 0;
  const slowest = band ? token.floorSeconds / band.low : sum;
  const right = width - (width > 500 ? 76 : 62);
  const x = linearScale([0, Math.max(sum, slowest) * 1.02], [left, right]);
  const at = (row: number) => 30 + row * ROW;
  const label = (row: number, text: string) => (
    <text x={left - 8} y={at(row) + 13} textAnchor="end">
      {text}
    </text>
  );
  const value = (row: number, end: number, text: string) => (
    <text x={x(end) + 6} y={at(row) + 13} className={styles.value}>
      {text}
    </text>
  );
  const bar = (row: number, from: number, to: number, className: string) => (
    <rect
      x={x(from)}
      y={at(row)}
      width={Math.max(0.75, x(to) - x(from))}
      height={BAR}
      className={className}
    />
  );
  const takes = sending ? 3 : 2;
  const measured = takes + 1;
  const bottom = at(measured + 1) + 4;
  return (
    <g>
      <text x={0} y={14} className={styles.panel}>
        {fill(words.token, {
          number: formatNumber(token.number, 6),
          context: formatQuantity(token.contextTokens, 'tokens', { lang, digits: 6 }),
        })}
      </text>
      {label(0, words.reading)}
      {bar(0, 0, token.weightsSeconds, styles.weights)}
      {bar(0, token.weightsSeconds, token.memorySeconds, styles.cache)}
      {inside(x(0), x(token.weightsSeconds), at(0), words.weights)}
      {inside(x(token.weightsSeconds), x(token.memorySeconds), at(0), words.cache, styles.label)}
      {value(0, token.memorySeconds, seconds(token.memorySeconds))}
      {label(1, words.computing)}
      {bar(1, 0, token.computeSeconds, styles.compute)}
      {value(1, token.computeSeconds, seconds(token.computeSeconds))}
      {sending && (
        <>
          {label(2, words.sending)}
          {bar(2, 0, token.communicationSeconds, styles.sending)}
          {value(2, token.communicationSeconds, seconds(token.communicationSeconds))}
        </>
      )}
      {label(takes, words.takes)}
      {bar(takes, 0, token.floorSeconds, styles.floor)}
      <rect
        x={x(token.floorSeconds)}
        y={at(takes) + 0.5}
        width={x(sum) - x(token.floorSeconds)}
        height={BAR - 1}
        className={styles.ghost}
      />
      {value(takes, sum, fill(width > 500 ? words.notSum : words.notSumShort, { sum: seconds(sum) }))}
      {inside(x(0), x(token.floorSeconds), at(takes), seconds(token.floorSeconds))}
      {band && (
        <>
          {label(measured, words.measured)}
          {bar(measured, token.floorSeconds / band.high, token.floorSeconds / band.low, styles.band)}
          {value(measured, token.floorSeconds / band.low, seconds(token.floorSeconds / band.low))}
          <text
            x={x(token.floorSeconds / band.high) - 6}
            y={at(measured) + 13}
            textAnchor="end"
            className={styles.value}
          >
            {seconds(token.floorSeconds / band.high)}
          </text>
        </>
      )}
      <line
        x1={x(token.floorSeconds)}
        x2={x(token.floorSeconds)}
        y1={at(0) - 4}
        y2={at(takes) + BAR + 4}
        className={styles.edge}
      />
      <AxisBelow
        y={bottom}
        from={left}
        to={right}
        ticks={x
          .ticks(width > 500 ? 8 : 4)
          .map((tick) => ({ at: x(tick), label: formatNumber(tick * 1e3, 3) }))}
        title={words.milliseconds}
      />
    </g>
  );
}

/** What the token would take if nothing overlapped. */
export function sumOf(pass: PassTime): number {
  return pass.memorySeconds + pass.computeSeconds + pass.communicationSeconds;
}

/** A word in a bar, where it has room: about seven units a letter, twice that for a Chinese one. */
function inside(from: number, to: number, y: number, text: string, className = styles.inside) {
  const wide = [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 13 : 7.2), 14);
  if (to - from < wide) return null;
  return (
    <text x={from + 7} y={y + 13} className={className}>
      {text}
    </text>
  );
}
