import { AxisLeft } from '@/components/charts/axes';
import { fill, type Lang } from '@/components/lang';
import type { Roof, RooflineResult } from '@/kernels/cost/roofline/compute';
import { formatQuantity } from '@/kernels/numbers/format';
import { AXIS_ROOM, type Layout } from './layout';
import type { RooflineMessages } from './messages';
import styles from './roofline.module.css';

const NAME_WIDTH = 150;

interface RoofsProps {
  readonly result: RooflineResult;
  readonly layout: Layout;
  readonly lang: Lang;
  readonly words: RooflineMessages;
  readonly device: string;
}

/** Roofs of the same height share a line and a label. */
function levels(roofs: readonly Roof[]): { rate: number; ridge: number; formats: string[] }[] {
  const found: { rate: number; ridge: number; formats: string[] }[] = [];
  for (const { rate, ridge, format } of roofs) {
    const same = found.find((one) => one.rate === rate);
    if (same) same.formats.push(format);
    else found.push({ rate, ridge, formats: [format] });
  }
  return found;
}

export const rateText = (rate: number, lang: Lang) => `${formatQuantity(rate, 'flops', { lang })}/s`;

/** The roof itself: the slope of the memory, the ceilings of the units; the ceiling in use is drawn full. */
export function Roofs({ result, layout, lang, words, device }: RoofsProps) {
  const { x, y, left, right, top, floor } = layout;
  const ceilings = levels(result.roofs);
  const used = ceilings.find(({ formats }) => formats.includes(result.numbers.unit ?? ''));
  const start = x.from;
  const slopeEnd = ceilings[0]?.ridge ?? x.to;
  const at = (intensity: number, rate: number) => `${x(intensity)} ${y(rate)}`;
  const slope = (from: number, to: number) =>
    `M${at(from, from * result.bytesPerSecond)}L${at(to, to * result.bytesPerSecond)}`;
  const bend = used?.ridge ?? slopeEnd;
  // The prefill stands on the ceiling in use, sometimes where its name would be.
  const prefill = x(result.points.prefill.intensity);
  const hidden = prefill > right - NAME_WIDTH && prefill - NAME_WIDTH > x(bend);
  const nameEnd = hidden ? prefill - 12 : right;
  return (
    <g>
      <AxisLeft
        x={left}
        to={right}
        top={12}
        ticks={y.powersOfTen.map((value) => ({ at: y(value), label: shortRate(value, lang) }))}
        title={fill(words.yTitle, { device })}
      />
      <path d={slope(bend, slopeEnd)} className={styles.slopeBeyond} />
      {ceilings.map((one) => {
        const close = one === used;
        return (
          <g key={one.formats.join()}>
            <path
              d={`M${at(one.ridge, one.rate)}L${right} ${y(one.rate)}`}
              className={close ? styles.ceiling : styles.ceilingBeyond}
            />
            <text
              x={close ? nameEnd : right}
              y={y(one.rate) - 5}
              textAnchor="end"
              className={close ? styles.ceilingName : styles.ceilingNameBeyond}
            >
              {`${one.formats.map((name) => name.toUpperCase()).join(', ')} ${rateText(one.rate, lang)}`}
            </text>
          </g>
        );
      })}
      <path d={slope(start, bend)} className={styles.slope} />
      <text
        className={styles.slopeName}
        transform={`translate(${at(start * 1.5, start * 1.5 * result.bytesPerSecond)}) rotate(${slopeAngle(layout, result)})`}
        dy={-7}
      >
        {fill(words.memoryRoof, { rate: formatQuantity(result.bytesPerSecond, 'bytesPerSecond', { lang }) })}
      </text>
      {used && (
        <>
          <line
            x1={x(used.ridge)}
            x2={x(used.ridge)}
            y1={y(used.rate)}
            y2={layout.height - AXIS_ROOM}
            className={styles.ridge}
          />
          <text x={x(used.ridge) - 8} y={floor - 10} textAnchor="end" className={styles.side}>
            {`← ${words.waitsMemory}`}
          </text>
          <text x={x(used.ridge) + 8} y={floor - 10} className={styles.side}>
            {`${words.waitsCompute} →`}
          </text>
          <text
            x={x(used.ridge)}
            y={Math.max(top + 2, y(used.rate) - 12)}
            textAnchor="end"
            className={styles.ridgeName}
          >
            {fill(words.ridge, { ridge: formatQuantity(used.ridge, 'flopsPerByte', { lang }) })}
          </text>
        </>
      )}
    </g>
  );
}

function slopeAngle({ x, y }: Layout, { bytesPerSecond }: RooflineResult): number {
  const [from, to] = [1, 10];
  const rise = y(to * bytesPerSecond) - y(from * bytesPerSecond);
  return Math.round((Math.atan2(rise, x(to) - x(from)) * 180) / Math.PI);
}

/** `10 T` for ten tera-operations: the title says of what. */
const shortRate = (value: number, lang: Lang) => formatQuantity(value, 'flops', { lang }).replace('FLOP', '');
