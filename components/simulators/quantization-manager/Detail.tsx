import { fill, type Lang } from '@/components/lang';
import { formatLabel } from '@/components/setup/format-label';
import type { ManagerCell } from '@/kernels/cost/quantization-manager/figure';
import styles from './manager.module.css';
import type { ManagerMessages } from './messages';
import { bytes, faultText, type Names, rate } from './words';

interface DetailProps {
  readonly cell: ManagerCell;
  readonly names: Names;
  readonly lang: Lang;
  readonly words: ManagerMessages;
}

/** One answer opened: what it says, what is so, and what is wrong. */
export function Detail({ cell, names, lang, words }: DetailProps) {
  const { said, ours } = cell;
  const speed = (value: number) => `${rate(value)}\u202ftok/s`;
  const rows: [key: string, value: number | undefined, text: string][] = [
    ['bits', said.bits, words.methods[said.method]],
    ['minimum', said.minGpuMemoryGb * 1e9, bytes(said.minGpuMemoryGb * 1e9, lang)],
    ['needsBytes', cell.needsBytes, bytes(cell.needsBytes, lang)],
    ['holdsBytes', cell.holdsBytes, bytes(cell.holdsBytes, lang)],
    ['ours', ours?.bits, ours ? `${formatLabel(ours.format)}, ${bytes(ours.bytes, lang)}` : words.none],
    ['tokensPerSecond', said.tokensPerSecond, speed(said.tokensPerSecond)],
    ['boundTokensPerSecond', cell.boundTokensPerSecond, speed(cell.boundTokensPerSecond)],
  ];
  return (
    <section aria-live="polite" className={styles.detail}>
      <h3>{fill(words.detail, { model: names.models[cell.modelKey], card: names.cards[cell.gpu] })}</h3>
      <dl className={styles.readings}>
        {rows.map(([key, value, text]) => (
          <div key={key}>
            <dt>{words.readings[key]}</dt>
            <dd>
              <output data-metric={key} data-value={value}>
                {text}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <ul data-answer="" data-faults={cell.faults.length}>
        {cell.faults.length === 0 && <li>{words.noFault}</li>}
        {cell.faults.map((fault) => (
          <li key={fault.id} data-fault={fault.id}>
            {faultText(fault, lang, words)}
          </li>
        ))}
      </ul>
    </section>
  );
}
