import { AxisLeft } from '@/components/charts/axes';
import { linearScale } from '@/components/charts/scales';
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { ScaleOutFigure } from '@/kernels/serving/scale-out/figure';
import type { TokenTime } from '@/kernels/serving/scale-out/token-time';
import type { ScaleOutMessages } from './messages';
import styles from './scale-out.module.css';

interface TokenPanelProps {
  readonly result: ScaleOutFigure;
  readonly batch: number;
  readonly contextTokens: number;
  readonly lang: Lang;
  readonly words: ScaleOutMessages;
  readonly width: number;
}

export const TOKEN_HEIGHT = 262;
const TOP = 62;
const BOTTOM = 206;
const LEFT = 40;

const parts = ['memory', 'compute', 'link', 'latency'] as const;
const secondsOf = (point: TokenTime, part: (typeof parts)[number]) =>
  ({
    memory: point.memorySeconds,
    compute: point.computeSeconds,
    link: point.linkSeconds,
    latency: point.latencySeconds,
  })[part];

/** The time of a token over 1 … 32 devices: bars where every layer is cut, marks where the cut is between layers. */
export function TokenPanel({ result, batch, contextTokens, lang, words, width }: TokenPanelProps) {
  const { tensor, pipeline, kneeDevices } = result.curve;
  const most = Math.max(...tensor.map((point) => point.seconds), ...pipeline.map((point) => point.seconds));
  const up = linearScale([0, most * 1e3], [BOTTOM, TOP]);
  // Powers differ in their last bits from machine to machine, and the page is made on another one.
  const y = (milliseconds: number) => Math.round(up(milliseconds) * 10) / 10;
  const slot = (width - LEFT) / tensor.length;
  const bar = Math.min(36, slot * 0.55);
  const middle = (at: number) => LEFT + slot * (at + 0.5);
  const context = formatQuantity(contextTokens, 'tokens', { lang, digits: 6 });
  let legend = LEFT - 40;
  return (
    <g>
      <text x={0} y={12} className={styles.panel}>
        {fill(words.tokenPanel, { batch: formatNumber(batch, 6), context })}
      </text>
      {parts.map((part) => {
        const x = legend;
        legend += 20 + words.parts[part].length * (lang === 'zh' ? 13 : 6.4);
        return (
          <g key={part}>
            <rect x={x} y={25} width={9} height={9} className={styles[part]} />
            <text x={x + 13} y={33} className={styles.small}>
              {words.parts[part]}
            </text>
          </g>
        );
      })}
      <AxisLeft
        x={LEFT}
        to={width}
        top={50}
        ticks={up.ticks(4).map((tick) => ({ at: y(tick), label: formatNumber(tick, 4) }))}
        title="ms"
      />
      {tensor.map((point, at) => {
        let low = BOTTOM;
        return (
          <g key={point.devices}>
            {parts.map((part) => {
              const height = BOTTOM - y(secondsOf(point, part) * 1e3);
              low = Math.round((low - height) * 10) / 10;
              return (
                <rect
                  key={part}
                  x={middle(at) - bar / 2}
                  y={low}
                  width={bar}
                  height={Math.max(0, Math.round(height * 10) / 10)}
                  className={`${styles[part]} ${point.fits ? '' : styles.absent}`}
                />
              );
            })}
            <text x={middle(at)} y={low - 5} textAnchor="middle" className={styles.number}>
              {formatNumber(point.seconds * 1e3, 3)}
            </text>
            <line
              x1={middle(at) - slot * 0.42}
              x2={middle(at) + slot * 0.42}
              y1={y(pipeline[at].seconds * 1e3)}
              y2={y(pipeline[at].seconds * 1e3)}
              className={styles.pipe}
            />
            {point.devices === result.fleet.tensorParallel && (
              <rect
                x={middle(at) - bar / 2 - 3}
                y={low - 2}
                width={bar + 6}
                height={Math.round((BOTTOM - low + 4) * 10) / 10}
                className={styles.chosen}
              />
            )}
            <text x={middle(at)} y={BOTTOM + 16} textAnchor="middle">
              {point.devices}
            </text>
            {!point.fits && slot > 56 && (
              <text x={middle(at)} y={BOTTOM - 8} textAnchor="middle" className={styles.small}>
                {words.tooLarge}
              </text>
            )}
            {point.devices === kneeDevices && (
              <g>
                <path d={`M${middle(at).toFixed(1)} ${BOTTOM + 22}l-5 8h10z`} className={styles.here} />
                <text x={middle(at) + 9} y={BOTTOM + 31} className={styles.small}>
                  {words.knee}
                </text>
              </g>
            )}
          </g>
        );
      })}
      <text
        x={width}
        y={Math.max(TOP - 8, y(pipeline[pipeline.length - 1].seconds * 1e3) - 16)}
        textAnchor="end"
        className={styles.small}
      >
        {words.pipeline}
      </text>
      <text x={width} y={BOTTOM + 48} textAnchor="end" className={styles.small}>
        {words.devicesAxis}
      </text>
    </g>
  );
}
