import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './measured.module.css';
import type { MeasuredMessages } from './messages';
import type { ShownRow } from './rows';

/** Name of a row in one line. */
export const rowName = (row: ShownRow, words: MeasuredMessages): string =>
  fill(words.rowName, {
    model: row.model,
    bits: formatNumber(row.bits, 3),
    gpus: row.gpus,
    hardware: row.hardware,
  });

/** One row opened: its arithmetic, its time, its source. */
export function RowDetail({ row, lang, words }: { row: ShownRow; lang: Lang; words: MeasuredMessages }) {
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  const cache = Math.max(0, row.bytes - row.weightBytes);
  const sentences = [
    fill(words.reads, { weights: bytes(row.weightBytes), cache: bytes(cache) }),
    fill(words.divided, {
      bandwidth: formatQuantity(row.bytesPerSecond, 'bytesPerSecond', { lang }),
      bound: seconds(row.boundSeconds),
    }),
    row.measuredSeconds &&
      fill(words.measured, {
        measured: seconds(row.measuredSeconds),
        rate: formatQuantity(1 / row.measuredSeconds, 'tokensPerSecond', { lang }),
      }),
    row.batch > 1 && fill(words.batchOf, { batch: row.batch }),
    fill(words.kinds[row.kind], { weights: bytes(row.weightBytes), capacity: bytes(row.capacityBytes) }),
  ];
  const metrics = [
    ['boundSeconds', row.boundSeconds, seconds(row.boundSeconds)],
    ['measuredSeconds', row.measuredSeconds, row.measuredSeconds && seconds(row.measuredSeconds)],
    ['fraction', row.fraction, row.fraction && formatQuantity(row.fraction, 'percent', { lang, digits: 3 })],
  ] as const;
  return (
    <div className={styles.detail}>
      <p className={styles.name}>{rowName(row, words)}</p>
      <dl className={styles.readings}>
        {metrics.map(([name, value, text]) => (
          <div key={name}>
            <dt>{words.metrics[name]}</dt>
            <dd data-answer={name === 'fraction' || name === 'boundSeconds' ? '' : undefined}>
              <output data-metric={name} data-value={value ?? ''}>
                {text ?? '–'}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <p data-answer="">{sentences.filter(Boolean).join(lang === 'zh' ? '' : ' ')}</p>
      <p className={styles.source}>
        {words.software} <span lang="en">{row.software}</span> · {words.source}{' '}
        <span lang="en">{row.source}</span>
        {row.note && (
          <>
            {' '}
            · {words.note} <span lang="en">{row.note}</span>
          </>
        )}
      </p>
    </div>
  );
}
