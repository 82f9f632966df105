import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale, logScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import type { PublishedSpeculation } from '@/kernels/catalog/speculation';
import { formatNumber } from '@/kernels/numbers/format';
import type { SpeculativeFigure } from '@/kernels/speculative/figure';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

interface PanelProps {
  readonly result: SpeculativeFigure;
  readonly words: SpeculativeMessages;
  readonly width: number;
}

export const PANEL_HEIGHT = 262;
const TOP = 62;
const BOTTOM = 206;
const LEFT = 34;
const times = (value: number) => `${formatNumber(value, 3)}×`;

const pathOf = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y], at) => `${at ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

/** Round values up to a round top. */
function speedScale(most: number) {
  const top = Math.max(1.5, most * 1.12);
  return linearScale([0, top], [BOTTOM, TOP]);
}

function Key({ entries }: { entries: readonly (readonly [name: string, label: string])[] }) {
  return entries.map(([name, label], at) => (
    <g key={name}>
      <line x1={at * 150} x2={at * 150 + 22} y1={30} y2={30} className={styles[name]} />
      <text x={at * 150 + 28} y={34} className={styles.small}>
        {label}
      </text>
    </g>
  ));
}

/** The speedup of a chain over its length: on an idle machine, and with the chosen batch. */
export function GammaPanel({ result, words, width }: PanelProps) {
  const { byGamma, setup, optimalGamma, optimalBusyGamma, busySpeedup } = result;
  const right = width - 12;
  const x = linearScale([0, byGamma.length], [LEFT, right]);
  const y = speedScale(Math.max(busySpeedup, ...byGamma.flatMap(({ idle, busy }) => [idle, busy])));
  const line = (key: 'idle' | 'busy') =>
    pathOf([[x(0), y(1)], ...byGamma.map((point) => [x(point.gamma), y(point[key])] as [number, number])]);
  const best = byGamma[optimalBusyGamma - 1];
  const idleBest = byGamma[Math.min(optimalGamma, byGamma.length) - 1];
  return (
    <g>
      <text x={0} y={12} className={styles.panel}>
        {words.gammaPanel}
      </text>
      <Key
        entries={[
          ['idle', words.idle],
          ['busy', fill(words.busy, { n: setup.sequences })],
        ]}
      />
      <AxisLeft
        x={LEFT}
        to={right}
        top={50}
        ticks={y
          .ticks(4)
          .filter((tick) => y(tick) >= TOP - 4)
          .map((tick) => ({ at: y(tick), label: `${tick}×` }))}
      />
      <line x1={LEFT} x2={right} y1={y(1)} y2={y(1)} className={styles.one} />
      <path d={line('idle')} className={styles.idle} />
      <path d={line('busy')} className={styles.busy} />
      {idleBest && <circle cx={x(idleBest.gamma)} cy={y(idleBest.idle)} r={4} className={styles.bestIdle} />}
      {best && (
        <g data-best={optimalBusyGamma}>
          <line x1={x(best.gamma)} x2={x(best.gamma)} y1={y(best.busy)} y2={BOTTOM} className={styles.drop} />
          <circle cx={x(best.gamma)} cy={y(best.busy)} r={4.5} className={styles.best} />
          <text x={Math.min(x(best.gamma) + 5, right - 60)} y={BOTTOM - 8} className={styles.small}>
            {fill(words.bestGamma, { n: optimalBusyGamma })}
          </text>
        </g>
      )}
      <circle cx={x(setup.gamma)} cy={y(busySpeedup)} r={6.5} className={styles.chosen} />
      <text
        x={x(setup.gamma) > width - 70 ? right : x(setup.gamma)}
        y={y(busySpeedup) - 12}
        textAnchor={x(setup.gamma) > width - 70 ? 'end' : 'middle'}
        className={styles.value}
      >
        {times(busySpeedup)}
      </text>
      <AxisBelow
        y={BOTTOM + 4}
        from={LEFT}
        to={right}
        ticks={[0, 2, 4, 6, 8, 10, 12].map((tick) => ({ at: x(tick), label: String(tick) }))}
        title={words.gammaAxis}
      />
    </g>
  );
}

interface BatchPanelProps extends PanelProps {
  /** What was measured for the scene, if it is a published one. */
  readonly measured: PublishedSpeculation | undefined;
}

/** The speedup over the number of sequences that share each pass, and what others measured. */
export function BatchPanel({ result, words, width, measured }: BatchPanelProps) {
  const { byBatch, setup, busySpeedup } = result;
  const right = width - 12;
  const last = byBatch[byBatch.length - 1].sequences;
  const x = logScale([1, last], [LEFT + 8, right]);
  const marks = measured ? [...measured.best, measured.busy ?? 0] : [];
  const y = speedScale(Math.max(...byBatch.flatMap(({ speedup, best }) => [speedup, best]), ...marks));
  const line = (key: 'speedup' | 'best') =>
    pathOf(byBatch.map((point) => [x(point.sequences), y(point[key])] as const));
  return (
    <g>
      <text x={0} y={12} className={styles.panel}>
        {words.batchPanel}
      </text>
      <Key
        entries={[
          ['busy', words.asSet],
          ['bestLine', words.bestChain],
        ]}
      />
      <AxisLeft
        x={LEFT}
        to={right}
        top={50}
        ticks={y
          .ticks(4)
          .filter((tick) => y(tick) >= TOP - 4)
          .map((tick) => ({ at: y(tick), label: `${tick}×` }))}
      />
      <line x1={LEFT} x2={right} y1={y(1)} y2={y(1)} className={styles.one} />
      <text x={LEFT + 4} y={y(1) + 13} className={styles.small}>
        {words.noGain}
      </text>
      <path d={line('best')} className={styles.bestLine} />
      <path d={line('speedup')} className={styles.busy} />
      {measured && (
        <g className={styles.measured}>
          <line x1={x(1)} x2={x(1)} y1={y(measured.best[0])} y2={y(measured.best[1])} />
          {measured.best.map((value, at) => (
            <circle key={at === 0 ? 'least' : 'most'} cx={x(1)} cy={y(value)} r={4} />
          ))}
          {measured.busy !== null && <circle cx={x(64)} cy={y(measured.busy)} r={4} />}
        </g>
      )}
      <circle cx={x(setup.sequences)} cy={y(busySpeedup)} r={6.5} className={styles.chosen} />
      <text
        x={setup.sequences < 3 ? x(setup.sequences) + 11 : x(setup.sequences)}
        y={setup.sequences < 3 ? y(busySpeedup) + 17 : y(busySpeedup) - 12}
        textAnchor={setup.sequences < 3 ? 'start' : setup.sequences > 200 ? 'end' : 'middle'}
        className={styles.value}
      >
        {times(busySpeedup)}
      </text>
      <AxisBelow
        y={BOTTOM + 4}
        from={LEFT}
        to={right}
        ticks={[1, 4, 16, 64, 256].map((tick) => ({ at: x(tick), label: String(tick) }))}
        title={words.batchAxis}
      />
    </g>
  );
}
