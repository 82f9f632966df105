import type { Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import styles from './decode.module.css';
import type { DecodeMessages } from './messages';
import type { Row } from './rows';

/** One bar per row against the bound. The tables say the same in numbers, so nobody has to hear the bars. */
export function ShareBars(props: {
  pocket: readonly Row[];
  chain: readonly Row[];
  words: DecodeMessages;
  lang: Lang;
}) {
  const { pocket, chain, words, lang } = props;
  const groups = [
    { name: words.pocket, rows: pocket },
    { name: words.chain, rows: chain },
  ].map(({ name, rows }) => ({ name, rows: rows.filter(({ share }) => share !== undefined) }));
  const shares = groups.flatMap(({ rows }) => rows.map(({ share = 0 }) => share));
  if (shares.length === 0) return null;
  const most = Math.max(1, ...shares);
  return (
    <div className={styles.bars} aria-hidden="true">
      {groups.flatMap(({ name, rows }) =>
        rows.map(({ key, format, place, share = 0 }, at) => (
          <div key={`${name} ${key}`} className={at === 0 ? `${styles.row} ${styles.first}` : styles.row}>
            <span className={styles.name}>
              {name} <b>{format}</b> <small>{place}</small>
            </span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ width: `${((share / most) * 100).toFixed(2)}%` }} />
              <span className={styles.bound} style={{ left: `${(100 / most).toFixed(2)}%` }} />
            </span>
            <span className={styles.value}>{formatQuantity(share, 'percent', { lang, digits: 2 })}</span>
          </div>
        )),
      )}
      <div className={styles.row}>
        <span />
        <span className={styles.foot}>
          <span style={{ left: `${(100 / most).toFixed(2)}%` }}>{words.bound}</span>
        </span>
        <span />
      </div>
    </div>
  );
}
