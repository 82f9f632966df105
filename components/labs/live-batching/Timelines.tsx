import { AxisBelow } from '@/components/charts/axes';
import charts from '@/components/charts/charts.module.css';
import { linearScale } from '@/components/charts/scales';
import { INKS } from '@/components/charts/timeline/inks';
import { layoutTimeline } from '@/components/charts/timeline/layout';
import { timelineSvg } from '@/components/charts/timeline/svg-pen';
import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import { seconds } from '../live/comparison';
import live from '../live/live.module.css';
import styles from './batching.module.css';
import type { PolicyRun } from './drive';
import { laneTimeline } from './lane-timeline';
import type { BatchingMessages } from './messages';
import type { BatchingResult } from './types';

const WIDTH = 900;
const HEAD = 28;
const STRIP = 10;
const GAP = 10;
const LANE_HEIGHT = 130;
const kinds = ['waiting', 'prefill', 'decode', 'stalled', 'held'] as const;
const paint = (name: string) => `var(--${name})`;

interface TimelinesProps {
  readonly result: BatchingResult;
  readonly words: BatchingMessages;
  readonly lang: Lang;
  /** On a page that draws the lab twice, ids must differ. */
  readonly id: string;
}

/** Requests × time: the policy as simulated, and under it as it went, on one axis for all. */
export function Timelines({ result, words, lang, id }: TimelinesProps) {
  const lanes = (['static', 'continuous'] as const).flatMap((policy) => {
    const lane = result[policy];
    if (!lane) return [];
    const name = words.policies[policy];
    return [
      { key: `${policy}-simulated`, title: words.simulated, run: lane.simulated, name },
      { key: `${policy}-measured`, title: words.measured, run: lane.measured, name },
    ];
  });
  if (lanes.length === 0) return null;
  const requests = result.work.length;
  const end = Math.max(...lanes.map(({ run }) => run.totalSeconds));
  const window = { fromSeconds: 0, toSeconds: end };
  const x = linearScale([0, end], [0, WIDTH]);
  let top = 0;
  const drawn = lanes.map(({ key, title, run, name }) => {
    const timeline = laneTimeline(run);
    const layout = layoutTimeline(timeline, window, LANE_HEIGHT);
    const inside = timelineSvg(
      { timeline, layout, window, width: WIDTH },
      { id: `${id}-${key}`, paint },
      false,
    );
    const at = top;
    top += HEAD + layout.height + STRIP + GAP;
    return (
      <g key={key} transform={`translate(0 ${at})`} data-lane={key}>
        <text x={0} y={20} className={charts.combLabel}>
          {fill(title, { policy: name, seconds: seconds(run.totalSeconds, lang) })}
        </text>
        <g transform={`translate(0 ${HEAD})`}>
          <g dangerouslySetInnerHTML={{ __html: inside }} />
          <path className={styles.first} d={firstTokens(run, x, layout.rowHeight)} />
          <path className={styles.repack} d={repackings(run, x, layout.height)} />
        </g>
      </g>
    );
  });
  const ticks = x
    .ticks(6)
    .map((value) => ({ at: x(value), label: formatQuantity(value, 'seconds', { lang }) }));
  return (
    <svg
      viewBox={`-4 0 ${WIDTH + 34} ${top + 34}`}
      className={`${charts.chart} ${live.drawing}`}
      role="img"
      aria-label={fill(words.timelineLabel, { requests })}
    >
      {drawn}
      <AxisBelow y={top} from={0} to={WIDTH} ticks={ticks} />
    </svg>
  );
}

/** A stroke at each row's first token. */
function firstTokens({ requests }: PolicyRun, x: (value: number) => number, rowHeight: number): string {
  return requests
    .map(({ firstTokenSeconds }, row) => {
      const at = x(firstTokenSeconds).toFixed(1);
      return `M${at} ${(row * rowHeight).toFixed(1)}v${rowHeight.toFixed(1)}`;
    })
    .join('');
}

/** Strokes under the rows: as wide as the copying took. */
function repackings({ iterations }: PolicyRun, x: (value: number) => number, height: number): string {
  return iterations
    .filter(({ repackSeconds }) => repackSeconds > 0)
    .map(({ startSeconds, decodeSeconds, prefillSeconds, repackSeconds }) => {
      const left = x(startSeconds + decodeSeconds + prefillSeconds).toFixed(1);
      const width = Math.max(0.8, x(repackSeconds)).toFixed(1);
      return `M${left} ${height + 3}h${width}v5h-${width}z`;
    })
    .join('');
}

/** What the colours and strokes stand for. */
export function TimelineKey({ words }: { words: BatchingMessages }) {
  return (
    <p className={styles.key} aria-hidden="true">
      {kinds.map((kind) => {
        const { colour, opacity, hatched } = INKS[kind];
        const height = { waiting: 2, prefill: 10, decode: 7, stalled: 3, held: 7 }[kind];
        const fillWith = hatched ? undefined : { background: `var(--${colour})`, opacity };
        return (
          <span key={kind}>
            <i className={hatched ? styles.hatched : undefined} style={{ height, ...fillWith }} />{' '}
            {words.kinds[kind]}
          </span>
        );
      })}
      <span>
        <i className={styles.firstKey} /> {words.kinds.first}
      </span>
      <span>
        <i className={styles.repackKey} /> {words.kinds.repack}
      </span>
    </p>
  );
}
