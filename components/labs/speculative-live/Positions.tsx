import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import charts from '@/components/charts/charts.module.css';
import { linearScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import live from '../live/live.module.css';
import type { SpeculativeMessages } from './messages';
import { KINDS } from './params';
import styles from './speculative.module.css';
import type { SpeculativeResult } from './types';
import { percent } from './words';

const WIDTH = 460;
const HEIGHT = 190;
const LEFT = 44;
const inks = ['--o1', '--o3', '--o5', '--o2'];

/** Acceptance by the guess's position, a line for each kind of text. */
export function Positions({ result, words }: { result: SpeculativeResult; words: SpeculativeMessages }) {
  const { gamma, kinds } = result;
  if (kinds.length === 0) return null;
  const x = linearScale([1, Math.max(2, gamma)], [LEFT + 20, WIDTH - 20]);
  const lines = kinds.map(({ kind, speculated: { judged, stood } }) => ({
    kind,
    ink: `var(${inks[KINDS.indexOf(kind)]})`,
    points: judged.flatMap((count, at) =>
      count > 0 ? [{ at: at + 1, share: stood[at] / count, count }] : [],
    ),
  }));
  const lowest = Math.min(...lines.flatMap(({ points }) => points.map(({ share }) => share)));
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
              d={points.map(({ at, share }, i) => `${i > 0 ? 'L' : 'M'}${x(at)} ${y(share)}`).join('')}
            />
            {points.map(({ at, share, count }) => (
              <circle key={at} cx={x(at)} cy={y(share)} r={Math.min(6, 2 + Math.sqrt(count) / 3)} />
            ))}
          </g>
        ))}
      </svg>
    </section>
  );
}
