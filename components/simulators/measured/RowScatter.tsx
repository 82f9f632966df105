import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { linearScale, logScale } from '@/components/charts/scales';
import type { SoftwareId } from '@/kernels/cost/latency/measured-params';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './measured.module.css';
import type { MeasuredMessages } from './messages';
import type { ShownRow } from './rows';

interface RowScatterProps {
  readonly rows: readonly ShownRow[];
  /** Numbers of the rows that pass the filters; the others are faint. */
  readonly shown: ReadonlySet<number>;
  readonly chosen: number;
  readonly across: 'bound' | 'bandwidth' | 'bits';
  readonly words: MeasuredMessages;
  readonly width: number;
  readonly onChoose: (at: number) => void;
}

const HEIGHT = 330;
const circle = 'M-4.4 0a4.4 4.4 0 1 0 8.8 0a4.4 4.4 0 1 0-8.8 0z';
const square = 'M-3.9-3.9h7.8v7.8h-7.8z';
const triangle = 'M0-4.9L4.6 3.6H-4.6z';
const diamond = 'M0-5.4L5.4 0L0 5.4L-5.4 0z';

/** Shape and colour of each engine's marks. */
export const looks: Readonly<Record<SoftwareId, readonly [path: string, colour: string]>> = {
  calm: [circle, 'var(--o1)'],
  'gpt-fast': [square, 'var(--o2)'],
  'llama.cpp': [triangle, 'var(--o3)'],
  mlc: [circle, 'var(--o5)'],
  exllama: [square, 'var(--o5)'],
  vllm: [triangle, 'var(--o4)'],
  autoawq: [square, 'var(--o6)'],
  transformers: [triangle, 'var(--soft)'],
  unstated: [diamond, 'var(--bad)'],
};

const positionOf = (row: ShownRow, across: RowScatterProps['across']): number => {
  if (across === 'bound') return row.boundSeconds * 1e3;
  return across === 'bandwidth' ? row.bytesPerSecond / 1e9 : row.bits;
};
const ticksOf = {
  bound: [1, 2, 5, 10, 20, 50, 100],
  bandwidth: [100, 200, 500, 1000, 2000, 5000, 10_000],
  bits: [4, 5, 8, 16],
};
/** Where there is room for half of them. */
const fewTicksOf = { bound: [1, 5, 20, 100], bandwidth: [100, 500, 2000, 10_000], bits: [4, 8, 16] };

/** Every row as a mark: how close it came to the bound. A pointer can choose one; the list beside does the same. */
export function RowScatter({ rows, shown, chosen, across, words, width, onChoose }: RowScatterProps) {
  const left = 46;
  const right = width - 12;
  const values = rows.map((row) => positionOf(row, across));
  const x = logScale([Math.min(...values) / 1.15, Math.max(...values) * 1.15], [left, right]);
  const y = linearScale([0, 1.08], [HEIGHT - 40, 26]);
  const place = (row: ShownRow) =>
    `translate(${x(positionOf(row, across)).toFixed(1)} ${y(row.fraction ?? 0).toFixed(1)})`;
  const here = rows.find((row) => row.at === chosen);
  const speculative = rows.find((row) => row.kind === 'speculative');
  return (
    <>
      <AxisLeft
        x={left}
        to={right}
        top={12}
        ticks={[0, 0.2, 0.4, 0.6, 0.8].map((share) => ({ at: y(share), label: `${share * 100}%` }))}
        title={words.yTitle}
      />
      <line x1={left} x2={right} y1={y(1)} y2={y(1)} className={styles.bound} />
      <text x={right} y={y(1) + 15} textAnchor="end" className={styles.boundLabel}>
        {words.boundLine}
      </text>
      <AxisBelow
        y={HEIGHT - 40}
        from={left}
        to={right}
        ticks={(width > 500 ? ticksOf : fewTicksOf)[across].map((tick) => ({
          at: x(tick),
          label: formatNumber(tick, 5),
        }))}
        title={words.xTitles[across]}
      />
      {rows.map((row) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the list under the drawing does the same by keyboard
        <path
          key={row.at}
          d={row.kind === 'out-of-memory' ? 'M-5-5L5 5M5-5L-5 5' : looks[row.softwareId][0]}
          transform={place(row)}
          className={`${row.kind === 'out-of-memory' ? styles.cross : styles.mark} ${shown.has(row.at) ? '' : styles.faint}`}
          style={row.kind === 'out-of-memory' ? undefined : { fill: looks[row.softwareId][1] }}
          onClick={shown.has(row.at) ? () => onChoose(row.at) : undefined}
        />
      ))}
      {speculative && shown.has(speculative.at) && (
        <text
          x={x(positionOf(speculative, across)) - 9}
          y={y(speculative.fraction ?? 1) + 1}
          textAnchor="end"
          className={styles.markLabel}
        >
          {words.speculative}
        </text>
      )}
      {rows
        .filter((row) => row.kind === 'out-of-memory' && shown.has(row.at))
        .map((row) => (
          <text
            key={row.at}
            x={x(positionOf(row, across)) - 9}
            y={y(0) - 9}
            textAnchor="end"
            className={styles.markLabel}
          >
            {words.tooLarge}
          </text>
        ))}
      {here && <circle r={9.5} transform={place(here)} className={styles.here} />}
    </>
  );
}
