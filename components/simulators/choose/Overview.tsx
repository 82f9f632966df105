import { scaleLog } from 'd3-scale';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { fill } from '@/components/lang';
import type { ChooseAnswer, ChoosePoint } from '@/kernels/cost/choose/figure';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './choose.module.css';
import { machineOf, type Speaker, seconds } from './words';

interface OverviewProps {
  readonly answer: ChooseAnswer;
  readonly speaker: Speaker;
  readonly width: number;
  /** Places in the list that are compared. */
  readonly chosen: readonly [number, number];
  readonly onPick: (place: number) => void;
}

const CHART = 268;
const ROW = 25;
const margin = { left: 44, right: 14, top: 30, bottom: 62 };

/** What became of every pair, and every candidate by the time and the cost of a token. */
export function Overview(props: OverviewProps) {
  const { answer, speaker, width } = props;
  const { words } = speaker;
  const rows = outcomes(answer, words);
  const wide = width > 500;
  const bars = 24 + rows.length * ROW;
  const chart = answer.points.length > 0 ? CHART : 0;
  const height = wide ? Math.max(chart, bars) : chart + bars + (chart ? 8 : 0);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
      role="img"
      aria-label={`${fill(words.funnel, { n: answer.considered })}. ${words.scatter}.`}
    >
      <g>
        <text y={12} className={styles.panel}>
          {fill(words.funnel, { n: formatNumber(answer.considered, 9) })}
        </text>
        {rows.map(({ id, name, count }, at) => (
          <g key={id} transform={`translate(0 ${24 + at * ROW})`}>
            <text y={15}>{name}</text>
            <rect
              x={118}
              y={3}
              height={16}
              width={((wide ? 190 : 210) * count) / Math.max(1, answer.considered)}
              className={id === 'fits' ? styles.fits : styles.rejected}
            />
            <text
              x={126 + ((wide ? 190 : 210) * count) / Math.max(1, answer.considered)}
              y={15}
              className={styles.value}
            >
              {formatNumber(count, 9)}
            </text>
          </g>
        ))}
      </g>
      {chart > 0 && (
        <g transform={wide ? `translate(${width - 520} 0)` : `translate(0 ${bars + 8})`}>
          <Points {...props} width={wide ? 520 : width} />
        </g>
      )}
    </svg>
  );
}

function outcomes({ fitting, rejected }: ChooseAnswer, words: Speaker['words']) {
  const turnedAway = Object.entries(rejected)
    .filter(([, count]) => count > 0)
    .map(([id, count]) => ({ id, name: words.rejections[id as keyof typeof rejected], count }));
  return [{ id: 'fits', name: words.fitting, count: fitting }, ...turnedAway];
}

/** Round numbers inside a range of a logarithmic axis: as many kinds of them as leave room. */
function ticksIn([from, to]: readonly number[]): number[] {
  const kinds = [
    [1],
    [1, 3],
    [1, 2, 5],
    [1, 1.5, 2, 3, 5, 7],
    [1, 1.2, 1.5, 1.7, 2, 2.5, 3, 4, 5, 6, 7, 8, 9],
  ];
  const first = Math.floor(Math.log10(from));
  const decades = Array.from({ length: Math.ceil(Math.log10(to)) - first + 1 }, (_, at) => first + at);
  const ticks = kinds.map((mantissas) =>
    decades
      .flatMap((decade) => mantissas.map((mantissa) => Number(`${mantissa}e${decade}`)))
      .filter((value) => value >= from && value <= to),
  );
  return ticks.find((found) => found.length >= 3) ?? ticks[ticks.length - 1];
}

function Points({ answer, speaker, width, chosen, onPick }: OverviewProps) {
  const { words, lang } = speaker;
  const money = answer.rankedBy === 'rent';
  const xs = answer.points.map(({ stepSeconds }) => stepSeconds);
  const ys = answer.points.map(({ cost }) => Math.max(cost, 1e-9));
  const low = (all: number[]) => all.reduce((a, b) => Math.min(a, b)) / 1.25;
  const high = (all: number[]) => all.reduce((a, b) => Math.max(a, b)) * 1.25;
  const x = scaleLog([low(xs), high(xs)], [margin.left, width - margin.right]);
  const y = scaleLog([low(ys), high(ys)], [CHART - margin.bottom, margin.top]);
  const at = (point: Pick<ChoosePoint, 'stepSeconds' | 'cost'>) =>
    `${x(point.stepSeconds).toFixed(1)} ${y(Math.max(point.cost, 1e-9)).toFixed(1)}`;
  const dots = (known: boolean) =>
    answer.points
      .filter((point) => point.known === known)
      .map((point) => `M${at(point)}h0`)
      .join('');
  return (
    <>
      <AxisLeft
        x={margin.left}
        to={width - margin.right}
        top={12}
        ticks={ticksIn(y.domain()).map((value) => ({
          at: Number(y(value).toFixed(1)),
          label: formatNumber(value, 2),
        }))}
        title={money ? words.yTitle.money : words.yTitle.hours}
      />
      <AxisBelow
        y={CHART - margin.bottom}
        from={margin.left}
        to={width - margin.right}
        ticks={ticksIn(x.domain()).map((value) => ({
          at: Number(x(value).toFixed(1)),
          label: seconds(value, lang),
        }))}
        title={words.xTitle}
      />
      <path d={dots(false)} className={styles.unknownDots} />
      <path d={dots(true)} className={styles.knownDots} />
      {answer.listed.map((one, place) => {
        const { rent = 0, deviceHours } = one.perMillionTokens;
        const side = place === chosen[0] ? 'A' : place === chosen[1] ? 'B' : '';
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list below does the same by keyboard
          <g
            key={`${one.acceleratorId} ${one.devices} ${one.weightFormat} ${one.kvFormat}`}
            transform={`translate(${at({ stepSeconds: one.stepSeconds, cost: money ? rent : deviceHours })})`}
            className={styles.pickable}
            onClick={() => onPick(place)}
          >
            <title>{`${machineOf(one, speaker)}, ${one.weightFormat}`}</title>
            <circle r={9} className={styles.target} />
            <circle
              r={5.2}
              className={one.quality.kind === 'none' ? styles.listedUnknown : styles.listedKnown}
            />
            {side && (
              <text x={9} y={-7} className={styles.side}>
                {side}
              </text>
            )}
          </g>
        );
      })}
      <g transform={`translate(${margin.left} ${CHART - 5})`}>
        <circle cx={5} cy={-4} r={4} className={styles.listedKnown} />
        <text x={14}>{words.known}</text>
        <circle cx={135} cy={-4} r={4} className={styles.listedUnknown} />
        <text x={144}>{words.unknown}</text>
      </g>
    </>
  );
}
