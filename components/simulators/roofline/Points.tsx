import type { PointId, RooflineResult } from '@/kernels/cost/roofline/compute';
import { type Layout, outlines, pointIds } from './layout';
import styles from './roofline.module.css';

interface PointsProps {
  readonly result: RooflineResult;
  readonly layout: Layout;
  readonly chosen: PointId;
  readonly onChoose: (id: PointId) => void;
}

/** The work under the roof. Each point can be pointed at; the readings' buttons do the same from the keyboard. */
export function Points({ result, layout, chosen, onChoose }: PointsProps) {
  const { x, y, rails } = layout;
  return (
    <g>
      {pointIds.map((id) => {
        const { intensity, rate, boundBy } = result.points[id];
        const [cx, cy] = [x(intensity), y(rate)];
        return (
          <g key={id} onPointerEnter={() => onChoose(id)}>
            <line x1={cx} x2={cx} y1={cy} y2={rails[id] - 6} className={styles.drop} />
            <g transform={`translate(${cx} ${cy})`}>
              <circle r={14} className={styles.target} />
              {id === chosen && <circle r={11} className={styles.ring} />}
              <path
                d={outlines[id]}
                className={boundBy === 'memory' ? styles.memoryPoint : styles.computePoint}
              />
            </g>
          </g>
        );
      })}
    </g>
  );
}
