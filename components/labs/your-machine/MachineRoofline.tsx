import type { Ref } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { fill, type Lang } from '@/components/lang';
import roof from '@/components/simulators/roofline/roofline.module.css';
import type { MachineRoofline as Roofline } from '@/kernels/gpu/machine/roofline';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './machine.module.css';
import type { MachineMessages } from './messages';
import { placesOf } from './roofline-layout';
import { operations } from './words';

export interface MachineRooflineProps {
  readonly roofline: Roofline;
  /** Drawn dashed. */
  readonly other?: { readonly roofline: Roofline; readonly name: string };
  readonly width: number;
  readonly words: MachineMessages;
  readonly lang: Lang;
  readonly chart?: Ref<SVGSVGElement>;
}

/** The measured roofline: slope of the memory, a ceiling per format, the fastest variant of each kernel as a point. */
export function MachineRoofline({ roofline, other, width, words, lang, chart }: MachineRooflineProps) {
  const layout = placesOf(roofline, other?.roofline, width);
  const { x, y, left, right, top, floor, labels } = layout;
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
  const own = outline(roofline);
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
      <path d={own.slope} className={roof.slope} />
      {own.flats.map((d, row) => (
        <path key={d} d={d} className={row === 0 ? roof.ceiling : roof.ceilingBeyond} />
      ))}
      {roofline.roofs.map(({ format, rate }, row) => (
        <text
          key={format}
          x={right}
          y={labels.roofs[row]}
          textAnchor="end"
          className={row === 0 ? roof.ceilingName : roof.ceilingNameBeyond}
        >
          {`${format} ${operations(rate, lang)}`}
        </text>
      ))}
      <text
        className={roof.slopeName}
        transform={`translate(${at(layout.xFrom * 1.3, layout.xFrom * 1.3 * roofline.bytesPerSecond)}) rotate(${labels.slopeAngle})`}
        dy={-7}
      >
        {fill(words.memoryRoof, {
          rate: formatQuantity(roofline.bytesPerSecond, 'bytesPerSecond', { lang }),
        })}
      </text>
      {roofline.points.map(({ benchmark, variant, intensity, rate, boundBy }, row) => {
        const label = labels.points[row];
        return (
          <g key={benchmark}>
            <circle
              cx={x(intensity)}
              cy={y(rate)}
              r={5.5}
              className={boundBy === 'memory' ? roof.memoryPoint : roof.computePoint}
            />
            <text x={label.x} y={label.y} textAnchor={label.anchor} className={styles.pointName}>
              {`${words.pointLabels[benchmark]}, ${variant}`}
            </text>
          </g>
        );
      })}
      {other && (
        <text x={left + 8} y={top + 2} className={styles.otherName}>
          {fill(words.otherRoof, { name: other.name })}
        </text>
      )}
    </svg>
  );
}

/** `10 G` for ten giga-operations: the title says of what. */
const shortRate = (value: number, lang: Lang) => formatQuantity(value, 'flops', { lang }).replace('FLOP', '');
