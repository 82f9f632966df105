import { linearScale } from '@/components/charts/scales';
import type { Lang } from '@/components/lang';
import type { MoneyResult } from '@/kernels/cost/money/compute';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { MoneyMessages } from './messages';
import styles from './money.module.css';

export const REQUEST_HEIGHT = 186;
const LEFT = 74;
const BAR = 26;
const ROW = 50;

/** One request as two bars of equal length, its tokens and their cost; and what a bought machine's cost is made of. */
export function RequestBars({
  result,
  lang,
  words,
  width,
}: {
  result: MoneyResult;
  lang: Lang;
  words: MoneyMessages;
  width: number;
}) {
  const { promptTokens, answerTokens, promptShare, answer } = result;
  const x = linearScale([0, 1], [LEFT, width - 8]);
  const percent = (share: number) => formatQuantity(share, 'percent', { lang, digits: 2 });
  const electricity =
    answer.owned && answer.electricity !== undefined ? answer.electricity / answer.owned : undefined;
  const rows = [
    {
      label: words.tokens,
      share: promptTokens / (promptTokens + answerTokens),
      first: [words.prompt, formatNumber(promptTokens, 6)],
      second: [words.answer, formatNumber(answerTokens, 6)],
      classes: [styles.prompt, styles.answer],
    },
    {
      label: words.cost,
      share: promptShare,
      first: [words.prompt, percent(promptShare)],
      second: [words.answer, percent(1 - promptShare)],
      classes: [styles.prompt, styles.answer],
    },
    ...(electricity === undefined
      ? []
      : [
          {
            label: words.ownedCost,
            share: 1 - electricity,
            first: [words.hardware, percent(1 - electricity)],
            second: [words.electricity, percent(electricity)],
            classes: [styles.hardware, styles.electricity],
          },
        ]),
  ];
  return (
    <g>
      <text x={0} y={14} className={styles.panel}>
        {words.requestPanel}
      </text>
      {rows.map(({ label, share, first, second, classes }, row) => {
        const y = 30 + row * ROW;
        return (
          <g key={label} data-answer={label === words.cost ? '' : undefined}>
            <text x={LEFT - 8} y={y + 17} textAnchor="end">
              {label}
            </text>
            <rect
              x={x(0)}
              y={y}
              width={Math.max(0, x(share) - x(0) - 1)}
              height={BAR}
              className={classes[0]}
            />
            <rect x={x(share)} y={y} width={x(1) - x(share)} height={BAR} className={classes[1]} />
            <text x={x(0)} y={y + BAR + 13}>
              {first.join(' ')}
            </text>
            <text x={x(1)} y={y + BAR + 13} textAnchor="end">
              {second.join(' ')}
            </text>
          </g>
        );
      })}
    </g>
  );
}
