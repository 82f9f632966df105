import type { Ref } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { fill, type Lang } from '@/components/lang';
import roof from '@/components/simulators/roofline/roofline.module.css';
import type { MachineFormat, MachineRoofline as Roofline } from '@/kernels/gpu/machine/roofline';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './machine.module.css';
import type { MachineMessages } from './messages';
import { type Drawn, type PlacedPoint, placesOf } from './roofline-layout';
import { operations } from './words';

export interface MachineRooflineProps {
  readonly own: Drawn;
  /** Its roof is drawn dashed. */
  readonly other?: Drawn & { readonly name: string };
  readonly width: number;
  readonly words: MachineMessages;
  readonly lang: Lang;
  readonly chart?: Ref<SVGSVGElement>;
}

/** The measured roofline: slope of the memory, a ceiling per format, the fastest variant of each kernel as a point. */
export function MachineRoofline({ own, other, width, words, lang, chart }: MachineRooflineProps) {
  const labelOf = (point: PlacedPoint['point']) => pointName(point, words);
  const { roofline } = own;
  const slopeText = fill(words.memoryRoof, {
    rate: formatQuantity(roofline.bytesPerSecond, 'bytesPerSecond', { lang }),
  });
  const layout = placesOf(own, other, width, labelOf, slopeText);
  const { x, y, left, right, floor, slopeName } = layout;
  const at = (intensity: number, rate: number) => `${x(intensity)} ${y(rate)}`;
  const outline = ({ bytesPerSecond, roofs }: Roofline) => {
    const [highest] = roofs;
    const bend = highest ? Math.min(highest.ridge, layout.xTo) : layout.xTo;
    const slope = `M${at(layout.xFrom, layout.xFrom * bytesPerSecond)}L${at(bend, bend * bytesPerSecond)}`;
    const flats = roofs.map(
      ({ ridge, rate }) => `M${at(Math.max(ridge, layout.xFrom), rate)}L${right} ${y(rate)}`,
    );
    return { slope, flats };
  };
  const lines = outline(roofline);
  const dashed = other && outline(other.roofline);
  return (
    <svg
      ref={chart}
      viewBox={`0 0 ${width} ${layout.height}`}
      className={`${roof.drawing} ${width > 500 ? roof.wide : roof.narrow}`}
      role="img"
      aria-label={words.rooflineLabel}
    >
      <AxisLeft
        x={left}
        to={right}
        top={12}
        title={words.rateTitle}
        ticks={layout.yTicks.map((value) => ({ at: y(value), label: shortRate(value, lang) }))}
      />
      <AxisBelow
        y={floor}
        from={left}
        to={right}
        title={words.intensityTitle}
        ticks={layout.xTicks.map((value) => ({ at: x(value), label: formatNumber(value) }))}
      />
      {dashed && (
        <g className={styles.other}>
          <path d={dashed.slope} />
          {dashed.flats.map((d) => (
            <path key={d} d={d} />
          ))}
        </g>
      )}
      <path d={lines.slope} className={roof.slope} />
      {lines.flats.map((d, row) => (
        <path key={d} d={d} className={row === 0 ? roof.ceiling : roof.ceilingBeyond} />
      ))}
      {roofline.roofs.map(({ format, rate }, row) => (
        <text
          key={format}
          x={right}
          y={layout.roofLabels[row]}
          textAnchor="end"
          className={row === 0 ? roof.ceilingName : roof.ceilingNameBeyond}
        >
          {`${format} ${operations(rate, lang)}, ${variantOf(roofline, format)}`}
        </text>
      ))}
      <text
        className={roof.slopeName}
        transform={`translate(${slopeName.x} ${slopeName.y}) rotate(${slopeName.angle})`}
        dy={-slopeName.rise}
      >
        {slopeText}
      </text>
      {layout.points.map((placed) => (
        <Point key={keyOf(placed)} placed={placed} words={words} />
      ))}
      {other && (
        <text x={right} y={12} textAnchor="end" className={styles.otherName}>
          {fill(words.otherRoof, { name: other.name })}
        </text>
      )}
    </svg>
  );
}

/** The variant that a ceiling stands for. */
const variantOf = ({ points }: Roofline, format: MachineFormat) =>
  points.find(
    ({ benchmark }) => benchmark === (format === 'int8' ? 'matmul-int8' : `matmul-f${format.slice(2)}`),
  )?.variant ?? '';

const keyOf = ({ point }: PlacedPoint) =>
  'benchmark' in point ? point.benchmark : `${point.what} ${point.format}`;

const pointName = (point: PlacedPoint['point'], words: MachineMessages) =>
  'what' in point
    ? fill(words.pointLabels[point.what], { format: point.format })
    : `${words.pointLabels[point.benchmark]}, ${point.variant}`;

function Point({ placed, words }: { placed: PlacedPoint; words: MachineMessages }) {
  const { point, boundBy, cx, cy, label } = placed;
  const color = boundBy === 'memory' ? roof.memoryPoint : roof.computePoint;
  return (
    <g>
      {'what' in point ? (
        <path d="M0-6.5L6.5 0L0 6.5L-6.5 0z" transform={`translate(${cx} ${cy})`} className={color} />
      ) : (
        <circle cx={cx} cy={cy} r={5.5} className={color} />
      )}
      {label && (
        <text x={label.x} y={label.y} textAnchor={label.anchor} className={styles.pointName}>
          {pointName(point, words)}
        </text>
      )}
    </g>
  );
}

/** `10 G` for ten giga-operations: the title says of what. */
const shortRate = (value: number, lang: Lang) => formatQuantity(value, 'flops', { lang }).replace('FLOP', '');
