import { fill } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import live from '../../live/live.module.css';
import type { DecodeBlockProps } from './DecodeBlock';
import { RowsTable } from './RowsTable';
import { chainRows } from './rows';

/** Layers too large for any cache: here memory is what a token waits for. */
export function ChainTable({ result, bound, words, lang }: DecodeBlockProps) {
  const rows = chainRows(result, bound, words, lang);
  if (rows.length === 0) return null;
  const cache = formatQuantity(result.cacheBytes, 'bytesBinary', { lang });
  const onProcessor = result.chain.some(({ place }) => place === 'processor');
  return (
    <section className={live.part} aria-label={words.chainTitle}>
      <h3>{words.chainTitle}</h3>
      <RowsTable rows={rows} prefix="chain" label={words.chainTitle} words={words} />
      <p className={live.note}>{fill(words.chainNote, { hidden: '4,096', inner: '11,008', cache })}</p>
      <p className={live.note}>{fill(words.chainModel, { layers: 32 })}</p>
      {onProcessor && <p className={live.note}>{words.chainProcessor}</p>}
    </section>
  );
}
