import type { PointerEvent } from 'react';
import { AxisBelow, AxisLeft } from '@/components/charts/axes';
import { fill, type Lang } from '@/components/lang';
import type { FlopCount, Piece } from '@/kernels/cost/flop-count/compute';
import { MOST_TOKENS } from '@/kernels/cost/flop-count/params';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './flops.module.css';
import { type Layout, tokenTicks } from './layout';
import type { FlopsMessages } from './messages';

interface CountChartProps {
  readonly result: FlopCount;
  readonly layout: Layout;
  readonly lang: Lang;
  readonly words: FlopsMessages;
  readonly onTokens: (tokens: number) => void;
}

/** Bands from the bottom: what does not grow first, the scores on top. */
const bands: readonly Piece['part'][] = ['ffn', 'projections', 'head', 'scores'];
const shortCount = (tokens: number) => (tokens < 1024 ? String(tokens) : `${Math.round(tokens / 1024)}K`);

/** Operations per token over the length of the text; the reader's length is a line to drag. */
export function CountChart({ result, layout, lang, words, onTokens }: CountChartProps) {
  const { x, y, left, right, top, floor, narrow } = layout;
  const flops = (value: number) => formatQuantity(value, 'flops', { lang });
  const each = result.flops.total / result.passed;
  const here = x(result.tokens);
  const cross =
    result.crossTokens <= MOST_TOKENS && result.crossTokens > 0 ? x(result.crossTokens) : undefined;
  const rule = y(result.rulePerToken);
  const drag = (event: PointerEvent<SVGRectElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    onTokens(layout.tokensAt(left + ((event.clientX - box.left) / box.width) * (right - left)));
  };
  const start = result.curve[0].parts;
  const names = [
    { band: 'ffn', from: 0, to: start.ffn },
    { band: 'projections', from: start.ffn, to: start.ffn + start.projections },
  ] as const;
  const toLeft = here > (left + right) / 2;
  return (
    <g>
      <AxisLeft
        x={left}
        to={right}
        top={12}
        ticks={layout.yTicks.map((value) => ({ at: y(value), label: shortFlops(value, lang) }))}
        title={words.yTitle[result.phase]}
      />
      {/* A square that leaves the drawing leaves it at the top. */}
      <svg
        x={left}
        y={top}
        width={right - left}
        height={floor - top}
        viewBox={`${left} ${top} ${right - left} ${floor - top}`}
        className={styles.window}
        aria-hidden="true"
      >
        {bands.map((band, at) => (
          <path
            key={band}
            d={bandPath(result, layout, at)}
            className={styles[band]}
            data-answer={band === 'scores' ? '' : undefined}
          />
        ))}
      </svg>
      {names
        .filter(({ from, to }) => y(from) - y(to) > 13.5)
        .map(({ band, from, to }) => (
          <text key={band} x={left + 8} y={(y(from) + y(to)) / 2 + 4} className={styles.bandName}>
            {words.bands[band]}
          </text>
        ))}
      <line x1={left} x2={right} y1={rule} y2={rule} className={styles.rule} />
      <text x={left + 8} y={rule - 6} className={styles.ruleName}>
        {fill(words.rule, {
          parameters: formatQuantity(result.rulePerToken / 2, 'parameters', { lang }),
          flops: flops(result.rulePerToken),
        })}
      </text>
      {cross !== undefined && (
        <g data-answer="">
          <circle cx={cross} cy={y(crossHeight(result))} r={4.5} className={styles.cross} />
          <text x={cross - 9} y={y(crossHeight(result)) - 8} textAnchor="end" className={styles.crossName}>
            {fill(narrow ? words.crossShort : words.cross, {
              tokens: formatNumber(result.crossTokens, 3),
            })}
          </text>
        </g>
      )}
      <line x1={here} x2={here} y1={top - 14} y2={floor} className={styles.here} />
      <path d={`M${here} ${floor}l-6 10h12z`} className={styles.grip} />
      <text
        x={here + (toLeft ? -6 : 6)}
        y={top - 6}
        textAnchor={toLeft ? 'end' : 'start'}
        className={styles.hereName}
        data-answer=""
      >
        {fill(words.here, { tokens: formatNumber(result.tokens, 6), flops: flops(each) })}
      </text>
      <AxisBelow
        y={floor}
        from={left}
        to={right}
        ticks={tokenTicks.map((tokens) => ({ at: x(tokens), label: shortCount(tokens) }))}
        title={words.xTitle[result.phase]}
      />
      <rect
        x={left}
        y={top - 14}
        width={right - left}
        height={floor - top + 32}
        className={styles.handle}
        data-drag="promptTokens"
        onPointerDown={drag}
        onPointerMove={drag}
      />
    </g>
  );
}

/** At the crossing the scores are as much again as projections and FFN. */
function crossHeight({ curve }: FlopCount): number {
  const { projections, ffn, head } = curve[curve.length - 1].parts;
  return 2 * (projections + ffn) + head;
}

/** One band between what lies under it and what it adds, along the axis. */
function bandPath({ curve }: FlopCount, { x, y }: Layout, band: number): string {
  const sum = (parts: FlopCount['flops'], count: number) =>
    bands.slice(0, count).reduce((total, part) => total + parts[part], 0);
  const edge = (count: number) => curve.map(({ tokens, parts }) => `${x(tokens)} ${y(sum(parts, count))}`);
  return `M${edge(band + 1).join('L')}L${edge(band).reverse().join('L')}Z`;
}

const shortFlops = (value: number, lang: Lang) =>
  formatQuantity(value, 'flops', { lang }).replace('FLOP', '').trim();
