import type { VariantId } from '@/kernels/gpu/paged-attention/ids';
import { attentionWgsl } from '@/kernels/gpu/paged-attention/meta';
import type { Layout } from '@/kernels/gpu/paged-attention/problem';
import type { ParamValues } from '@/kernels/simulator';
import live from '../live/live.module.css';
import type { PagedMessages } from './messages';
import styles from './paged.module.css';
import { lengthsOf, shapeOf } from './problem';

/** The text that runs, for the settings at hand; what the layouts have different is marked. */
export function Source({ values, words }: { values: ParamValues; words: PagedMessages }) {
  const shape = shapeOf(values);
  const lengths = Uint32Array.from(lengthsOf(values));
  const tableWidth = Math.ceil(Math.max(...lengths) / shape.blockTokens);
  const text = attentionWgsl(values.kernel as VariantId, values.layout as Layout, {
    shape,
    lengths,
    tableWidth,
  });
  const [, before, rows, after] = /^([\s\S]*?)(\/\/ (?:Contiguous|Paged):[\s\S]*?\n}\n)([\s\S]*)$/.exec(
    text,
  ) ?? ['', text, '', ''];
  return (
    <details className={live.part}>
      <summary className={styles.summary}>
        {words.sourceTitle}: {words.choices[`kernel.${values.kernel}`]},{' '}
        {words.choices[`layout.${values.layout}`]}
      </summary>
      <p className={live.note}>{words.sourceHint}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by keyboard too */}
      <pre className={styles.code} tabIndex={0} data-source-of={`${values.kernel}-${values.layout}`}>
        <code>
          {before}
          <mark>{rows}</mark>
          {after}
        </code>
      </pre>
    </details>
  );
}
