import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import charts from '@/components/charts/charts.module.css';
import { linearScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import { wilsonInterval } from '@/kernels/numbers/wilson';
import { percent } from '../live/comparison';
import live from '../live/live.module.css';
import { FigureHeads, WideTable } from '../live/WideTable';
import type { SpeculativeMessages } from './messages';
import { KINDS } from './params';
import styles from './speculative.module.css';
import type { SpeculativeResult } from './types';

const WIDTH = 460;
const HEIGHT = 190;
const LEFT = 44;
const inks = ['--o1', '--o3', '--o5', '--o2'];
/** Between the marks of two kinds at one position, so that their bars do not hide each other. */
const ASIDE = 7;

/** Acceptance by the guess's position, a line for each kind of text, with what so few guesses can tell. */
export function Positions({ result, words }: { result: SpeculativeResult; words: SpeculativeMessages }) {
  const { gamma, kinds } = result;
  if (kinds.length === 0) return null;
  const x = linearScale([1, Math.max(2, gamma)], [LEFT + 26, WIDTH - 22]);
  const lines = kinds.map(({ kind, speculated: { judged, stood } }, line) => ({
    kind,
    ink: `var(${inks[KINDS.indexOf(kind)]})`,
    points: judged.flatMap((count, at) =>
      count > 0
        ? [
            {
              at: at + 1,
              x: x(at + 1) + (line - (kinds.length - 1) / 2) * ASIDE,
              share: stood[at] / count,
              count,
              ...wilsonInterval(stood[at], count),
            },
          ]
        : [],
    ),
  }));
  const lowest = Math.min(...lines.flatMap(({ points }) => points.map(({ low }) => low)));
  const bottom = Math.min(0.8, Math.floor(lowest * 5) / 5);
  const y = linearScale([bottom, 1], [HEIGHT, 14]);
  return (
    <section className={live.part} aria-label={words.positionsTitle}>
      <h3>
        {words.positionsTitle} <small>{words.positionsHint}</small>
      </h3>
      <p className={styles.key}>
        {lines.map(({ kind, ink }) => (
          <span key={kind}>
            <i style={{ background: ink }} />
            {words.choices[`text.${kind}`]}
          </span>
        ))}
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 40}`}
        className={`${charts.chart} ${styles.positions}`}
        role="img"
        aria-label={fill(words.positionsLabel, { gamma })}
      >
        <AxisLeft
          x={LEFT}
          to={WIDTH}
          top={8}
          ticks={y.ticks(4).map((share) => ({ at: y(share), label: percent(share) }))}
        />
        <AxisBelow
          y={HEIGHT}
          from={LEFT}
          to={WIDTH}
          ticks={Array.from({ length: gamma }, (_, at) => ({ at: x(at + 1), label: String(at + 1) }))}
          title={words.positionsAxis}
        />
        {lines.map(({ kind, ink, points }) => (
          <g key={kind} stroke={ink} fill={ink} data-line={kind}>
            <path
              className={styles.line}
              d={points.map((point, i) => `${i > 0 ? 'L' : 'M'}${point.x} ${y(point.share)}`).join('')}
            />
            {points.map((point) => (
              <g key={point.at} data-position={point.at}>
                <line
                  className={styles.interval}
                  x1={point.x}
                  x2={point.x}
                  y1={y(point.low)}
                  y2={y(point.high)}
                />
                <circle cx={point.x} cy={y(point.share)} r={Math.min(6, 2 + Math.sqrt(point.count) / 3)} />
              </g>
            ))}
          </g>
        ))}
      </svg>
      <WideTable label={words.positionsCounts}>
        <FigureHeads
          rows={words.positionsCounts}
          heads={Array.from({ length: gamma }, (_, at) => String(at + 1))}
        />
        <tbody>
          {kinds.map(({ kind, speculated: { judged, stood } }) => (
            <tr key={kind} data-counts={kind}>
              <th scope="row">{words.choices[`text.${kind}`]}</th>
              {judged.map((count, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a position is its place
                <td key={at}>{count > 0 ? `${stood[at]}/${count}` : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}
