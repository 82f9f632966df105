import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import type { StructuredMessages } from './messages';
import type { Rate } from './recorded';
import styles from './structured.module.css';

/** Many texts instead of one: how often they match, and what they cost. */
export function RatesTable({
  rates,
  messages,
  lang,
}: {
  rates: Readonly<Record<string, Rate>>;
  messages: StructuredMessages;
  lang: Lang;
}) {
  const texts = Math.max(...Object.values(rates).map((rate) => rate.texts));
  const share = (part: number, { texts: all }: Rate) =>
    formatQuantity(part / all, 'percent', { lang, digits: 3 });
  const mean = (value: number) => formatQuantity(value, 'count', { lang, digits: 3 });
  return (
    <div className={styles.rateBox}>
      <h3>{fill(messages.ratesTitle, { texts })}</h3>
      <div className={styles.tableBox}>
        <table className={styles.rates}>
          <thead>
            <tr>
              <th scope="col">{messages.way}</th>
              <th scope="col">{messages.rateColumns.valid}</th>
              <th scope="col">{messages.rateColumns.passes}</th>
              <th scope="col">{messages.rateColumns.tokens}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(rates).map(([way, rate]) => (
              <tr key={way}>
                <th scope="row">{messages.ways[way]}</th>
                <td>
                  <output data-metric={`${way}.validShare`} data-value={rate.valid / rate.texts}>
                    {share(rate.valid, rate)}
                  </output>
                </td>
                <td>
                  <output data-metric={`${way}.passes`} data-value={rate.passes}>
                    {mean(rate.passes)}
                  </output>
                </td>
                <td>
                  <output data-metric={`${way}.tokens`} data-value={rate.tokens}>
                    {mean(rate.tokens)}
                  </output>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.note}>
        {fill(messages.jsonNote, { json: rates.free?.json ?? 0, texts: rates.free?.texts ?? texts })}
      </p>
    </div>
  );
}
