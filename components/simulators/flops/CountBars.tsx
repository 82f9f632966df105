import { fill, type Lang } from '@/components/lang';
import type { FlopCount } from '@/kernels/cost/flop-count/compute';
import { formatQuantity } from '@/kernels/numbers/format';
import styles from './flops.module.css';
import type { Layout } from './layout';
import type { FlopsMessages } from './messages';

interface CountBarsProps {
  readonly result: FlopCount;
  readonly layout: Layout;
  readonly lang: Lang;
  readonly words: FlopsMessages;
}

interface Segment {
  readonly id: string;
  readonly size: number;
  readonly className: string;
  readonly name: string;
}

const HEIGHT = 26;
/** Rough width of a character, to leave out a name that has no room. */
const CHARACTER = 7.5;
const wide = (text: string) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12.5 : CHARACTER), 8);

/** Two bars: which matrix gets how much of the work, and which parameters do any. */
export function CountBars({ result, layout, lang, words }: CountBarsProps) {
  const { parameters, flops } = result;
  const percent = (share: number) => formatQuantity(share, 'percent', { lang, digits: 2 });
  const count = (value: number) => formatQuantity(value, 'parameters', { lang });
  const shares = (['projections', 'scores', 'ffn', 'head'] as const)
    .map((part) => fill(words.share, { part: words.bands[part], share: percent(flops[part] / flops.total) }))
    .join(' · ');
  const kept = (['work', 'idle', 'lookedUp'] as const).filter((id) => parameters[id] > 0);
  return (
    <>
      <g transform={`translate(0 ${layout.bars[0]})`} data-answer="">
        <Bar
          title={fill(words.workTitle[result.phase], {
            total: formatQuantity(flops.total, 'flops', { lang }),
          })}
          note={shares}
          layout={layout}
          segments={result.pieces.map(({ id, part, flops: size }) => ({
            id,
            size,
            className: styles[part],
            name: words.pieces[id],
          }))}
        />
      </g>
      <g transform={`translate(0 ${layout.bars[1]})`}>
        <Bar
          title={fill(words.heldTitle, { held: count(parameters.held) })}
          note={kept.map((id) => fill(words.kept[id], { count: count(parameters[id]) })).join(' · ')}
          layout={layout}
          segments={kept.map((id) => ({ id, size: parameters[id], className: styles[id], name: '' }))}
        />
      </g>
    </>
  );
}

function Bar({
  title,
  note,
  segments,
  layout,
}: {
  title: string;
  note: string;
  segments: readonly Segment[];
  layout: Layout;
}) {
  const { left, right, narrow } = layout;
  const whole = segments.reduce((sum, { size }) => sum + size, 0);
  const from = narrow ? 0 : left;
  let at = from;
  return (
    <>
      <text x={from} y={-10} className={styles.barName}>
        {title}
      </text>
      {segments.map(({ id, size, className, name }) => {
        const width = Math.round(((right - from) * size * 10) / whole) / 10;
        const start = at;
        at += width;
        return (
          <g key={id}>
            <rect
              x={start}
              y={0}
              width={width}
              height={HEIGHT}
              className={`${className} ${styles.segment}`}
            />
            {name && wide(name) < width && (
              <text
                x={start + width / 2}
                y={17}
                textAnchor="middle"
                className={className === styles.scores ? styles.pieceOnScores : styles.pieceName}
              >
                {name}
              </text>
            )}
          </g>
        );
      })}
      <text x={from} y={HEIGHT + 17} className={styles.barNote}>
        {note}
      </text>
    </>
  );
}
