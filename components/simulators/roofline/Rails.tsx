import type { PointerEvent } from 'react';
import { AxisBelow } from '@/components/charts/axes';
import {
  intensityAt,
  type PointId,
  type RailId,
  type RooflineResult,
  sequencesAt,
} from '@/kernels/cost/roofline/compute';
import { MOST_SEQUENCES } from '@/kernels/cost/roofline/params';
import { formatNumber } from '@/kernels/numbers/format';
import { AXIS_ROOM, type Layout, outlines, pointIds } from './layout';
import type { RooflineMessages } from './messages';
import styles from './roofline.module.css';

interface RailsProps {
  readonly result: RooflineResult;
  readonly layout: Layout;
  readonly words: RooflineMessages;
  readonly onSequences: (sequences: number) => void;
}

const marks = Array.from({ length: 10 }, (_, power) => 2 ** power);
const labelled = [1, 8, 64, 512];
/** Labels nearer than this to the last one are left out. */
const LABEL_ROOM = 24;
/** And those that would run into the words beside the stop. */
const STOP_ROOM = 9;

const shortCount = (value: number) => (value < 1000 ? formatNumber(value) : `${formatNumber(value / 1000)}K`);
/** More sequences move these; attention and the prefill stay where they are. */
const slides = (id: PointId): id is RailId => id === 'weights' || id === 'step';

/** Rails along the axis of intensity: where each kind of work stands, and where more sequences would take it. */
export function Rails({ result, layout, words, onSequences }: RailsProps) {
  const { x, left, right, rails, height } = layout;
  const drag = (rail: RailId) => (event: PointerEvent<SVGRectElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const along = left + ((event.clientX - box.left) / box.width) * (right - left);
    onSequences(sequencesAt(result, rail, x.invert(along)));
  };
  return (
    <g>
      {pointIds.map((id) => (
        <g key={id} transform={`translate(0 ${rails[id]})`}>
          <text
            x={id === 'prefill' ? right : left}
            y={-13}
            textAnchor={id === 'prefill' ? 'end' : 'start'}
            className={styles.railName}
          >
            {words.points[id]}
          </text>
          {id === 'weights' && (
            <text x={right} y={-13} textAnchor="end" className={styles.railHint}>
              {words.railHint}
            </text>
          )}
          <line x1={left} x2={right} className={styles.railEmpty} />
          {slides(id) && <RailMarks id={id} result={result} layout={layout} limit={words.limit} />}
          <path
            d={outlines[id]}
            transform={`translate(${x(result.points[id].intensity)} 0)`}
            className={result.points[id].boundBy === 'memory' ? styles.memoryPoint : styles.computePoint}
          />
          {slides(id) && (
            <rect
              x={left}
              y={-12}
              width={right - left}
              height={26}
              className={styles.handle}
              data-rail={id}
              onPointerDown={drag(id)}
              onPointerMove={drag(id)}
            />
          )}
        </g>
      ))}
      <AxisBelow
        y={height - AXIS_ROOM}
        from={left}
        to={right}
        ticks={x.powersOfTen.map((value) => ({ at: x(value), label: shortCount(value) }))}
      />
      <text x={right} y={height - 3} textAnchor="end" className={styles.railHint}>
        {words.xTitle}
      </text>
    </g>
  );
}

/** The marks of 1, 2, 4 … sequences; on the step's rail they crowd towards a limit. */
function RailMarks({
  id,
  result,
  layout: { x, right },
  limit,
}: {
  id: RailId;
  result: RooflineResult;
  layout: Layout;
  limit: string;
}) {
  const place = (sequences: number) => x(intensityAt(result, id, sequences));
  const stop = id === 'step' ? Math.min(right, x(result.limitIntensity)) : right;
  let last = Number.NEGATIVE_INFINITY;
  return (
    <>
      <line x1={place(1)} x2={Math.min(stop, place(MOST_SEQUENCES))} className={styles.rail} />
      {marks.map((sequences) => {
        const at = place(sequences);
        const named = labelled.includes(sequences) && at - last > LABEL_ROOM && stop - at > STOP_ROOM;
        if (named) last = at;
        return (
          <g key={sequences}>
            <line x1={at} x2={at} y1={-4} y2={4} className={styles.railMark} />
            {named && (
              <text x={at} y={18} textAnchor="middle" className={styles.railNumber}>
                {sequences}
              </text>
            )}
          </g>
        );
      })}
      {id === 'step' && stop < right && (
        <g>
          <line x1={stop} x2={stop} y1={-9} y2={9} className={styles.stop} />
          <text x={stop + 6} y={18} className={styles.railHint}>
            {limit}
          </text>
        </g>
      )}
    </>
  );
}
