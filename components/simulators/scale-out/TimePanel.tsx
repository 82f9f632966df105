import { AxisBelow } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import type { FleetRuns, ScaleOutFigure } from '@/kernels/serving/scale-out/figure';
import type { Span } from '@/kernels/serving/scale-out/run';
import type { ScaleOutMessages } from './messages';
import styles from './scale-out.module.css';
import { laneRows, ROW, timeHeight } from './time-rows';

interface TimePanelProps {
  readonly result: ScaleOutFigure;
  readonly runs: FleetRuns;
  readonly words: ScaleOutMessages;
  readonly width: number;
}

const BAR = ROW - 3;

/** What every stage of every instance does in a short stretch of both runs; gaps are bubbles and waiting. */
export function TimePanel({ result, runs, words, width }: TimePanelProps) {
  const left = width > 500 ? 78 : 66;
  const x = linearScale([runs.fromSeconds, runs.toSeconds], [left, width]);
  const clamp = (time: number) => Math.min(width, Math.max(left, x(time)));
  /** Many spans, one path: a browser draws it faster and the page stays small. */
  const boxes = (spans: readonly Span[], top: number, height: number) =>
    spans
      .map(({ from, to }) => {
        const start = clamp(from);
        const wide = Math.max(0.6, clamp(to) - start - 0.7);
        return `M${start.toFixed(1)} ${top}h${wide.toFixed(1)}v${height}h${(-wide).toFixed(1)}z`;
      })
      .join('');
  let legend = 0;
  let y = 44;
  return (
    <g>
      {(['prefill', 'decode', 'mixed', 'transfer'] as const).map((kind) => {
        const at = legend;
        legend += (width > 500 ? 34 : 24) + words.kinds[kind].length * (words.kinds[kind] > '一' ? 13 : 6.3);
        return (
          <g key={kind}>
            <rect x={at} y={3} width={9} height={9} className={kindClass(kind)} />
            {kind === 'mixed' && <rect x={at} y={7.5} width={9} height={4.5} className={styles.memory} />}
            <text x={at + 13} y={11} className={styles.small}>
              {words.kinds[kind]}
            </text>
          </g>
        );
      })}
      {(['together', 'apart'] as const).map((lane) => {
        const { rows, hidden } = laneRows(result, lane, words);
        const header = y;
        y += 8;
        const drawn = rows.map((row) => {
          const top = y;
          y += ROW;
          const own = runs[lane].spans.filter((span) =>
            row.stage === -1 ? span.stage === -1 : span.instance === row.instance && span.stage === row.stage,
          );
          const kinds = ['prefill', 'decode', 'mixed', 'transfer'] as const;
          return (
            <g key={row.key}>
              <rect x={left} y={top} width={width - left} height={BAR} className={styles.row} />
              <text x={left - 6} y={top + 9} textAnchor="end" className={styles.small}>
                {row.label}
              </text>
              {kinds.map((kind) => {
                const those = own.filter((span) => span.kind === kind);
                if (those.length === 0) return null;
                return (
                  <g key={kind}>
                    <path d={boxes(those, top, BAR)} className={kindClass(kind)} />
                    {kind === 'mixed' && (
                      <path d={boxes(those, top + BAR / 2, BAR / 2)} className={styles.memory} />
                    )}
                  </g>
                );
              })}
            </g>
          );
        });
        if (hidden > 0) y += 15;
        const bottom = y;
        y += 26;
        return (
          <g key={lane}>
            <text x={0} y={header} className={styles.panel}>
              {words.timePanel[lane]}
            </text>
            {drawn}
            {hidden > 0 && (
              <text x={left} y={bottom - 4} className={styles.small}>
                {fill(words.moreRows, { n: hidden })}
              </text>
            )}
          </g>
        );
      })}
      <AxisBelow
        y={timeHeight(result) - 38}
        from={left}
        to={width}
        ticks={x.ticks(width > 500 ? 8 : 4).map((tick) => ({ at: x(tick), label: formatNumber(tick, 4) }))}
        title={words.seconds}
      />
    </g>
  );
}

function kindClass(kind: Span['kind']): string {
  if (kind === 'transfer') return styles.latency;
  return kind === 'decode' ? styles.memory : styles.compute;
}
