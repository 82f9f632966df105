import type { Lang } from '@/components/lang';
import styles from './lab.module.css';
import type { LabMessages } from './messages';
import type { Sizes } from './types';
import { bytes } from './words';

/** Two bars to one scale: what the model weighs before and after, and what the weight is made of. */
export function SizeBars({
  original,
  quantized,
  messages,
  lang,
}: {
  original: Sizes;
  quantized: Sizes;
  messages: LabMessages;
  lang: Lang;
}) {
  const whole = original.totalBytes;
  const percent = (value: number) => `${((value / whole) * 100).toFixed(2)}%`;
  const bars = [
    { name: messages.column.original, sizes: original },
    { name: messages.column.quantized, sizes: quantized },
  ];
  return (
    <div className={styles.bars}>
      {bars.map(({ name, sizes }) => (
        <div key={name} className={styles.barRow}>
          <span className={styles.barName}>{name}</span>
          <span className={styles.barTrack} aria-hidden="true">
            <span className={styles.codes} style={{ width: percent(sizes.payloadBytes) }} />
            <span className={styles.scales} style={{ width: percent(sizes.scaleBytes) }} />
            <span className={styles.kept} style={{ width: percent(sizes.keptBytes) }} />
          </span>
          <span className={styles.barValue}>{bytes(sizes.totalBytes, lang)}</span>
        </div>
      ))}
      <p className={styles.key} aria-hidden="true">
        {(['payload', 'scales', 'kept'] as const).map((part) => (
          <span key={part}>
            <span className={styles[part === 'payload' ? 'codes' : part]} /> {messages.rows[part]}
          </span>
        ))}
      </p>
    </div>
  );
}
