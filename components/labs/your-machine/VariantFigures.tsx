import { fill, type Lang } from '@/components/lang';
import type { ComparedRate } from '@/kernels/gpu/machine/compare';
import type { BestRate, MachineReport, Rate } from '@/kernels/gpu/machine/report';
import { spreadShare } from '@/kernels/gpu/machine/steadiness';
import styles from './machine.module.css';
import type { MachineMessages } from './messages';
import { percent, rateText, ratio, sizeText, skippedText, type VariantRow, variantLine } from './words';

interface VariantFiguresProps {
  readonly report: MachineReport;
  readonly words: MachineMessages;
  readonly lang: Lang;
  readonly row: VariantRow;
  readonly best: BestRate | undefined;
  /** In the report beside it. */
  readonly beside: Rate | undefined;
  /** The two compared, if the same program ran in both. */
  readonly same: ComparedRate | undefined;
}

/** One variant: what it does, how fast it is here, and how much that is over the one before. */
export function VariantFigures({
  row: { result, rate, gain, overFirst },
  best,
  beside,
  same,
  report,
  words,
  lang,
}: VariantFiguresProps) {
  const { benchmark, variant } = result;
  const id = `${benchmark}.${variant}`;
  const columns = words.variantColumns;
  const fact = (metric: string, label: string, value: number | undefined, text: string, note = '') => (
    <span key={metric}>
      <span className={styles.label}>{label}</span>{' '}
      <output data-metric={`${id}.${metric}`} data-value={value} aria-live="off">
        {text}
      </output>
      {note && <span className={styles.label}> {note}</span>}
    </span>
  );
  const remarks = same
    ? [!same.sameSize && words.otherSize, !same.apart && words.mayBeChance].filter(Boolean)
    : [];
  const smaller =
    result.state === 'measured' && best && JSON.stringify(result.size) !== JSON.stringify(best.result.size)
      ? fill(words.otherProblem, { size: sizeText(result, words, lang) })
      : '';
  return (
    <>
      <p className={styles.name}>
        <strong>{variant}</strong> {variantLine(report, benchmark, variant, lang)}
      </p>
      {result.state === 'skipped' ? (
        <p className={styles.skipped}>{skippedText(result, words)}</p>
      ) : (
        <>
          <p className={styles.bar} aria-hidden="true">
            <span style={{ width: `${(((rate?.value ?? 0) / (best?.value ?? 1)) * 100).toFixed(2)}%` }} />
          </p>
          <p className={styles.facts}>
            {rate && fact('rate', columns.rate, rate.value, rateText(rate, lang), smaller)}
            {gain !== undefined && fact('gain', columns.gain, gain, ratio(gain, lang))}
            {variant !== 'v2' &&
              overFirst !== undefined &&
              fact('overFirst', columns.first, overFirst, ratio(overFirst, lang))}
            {fact('spread', columns.spread, spreadShare(result), percent(spreadShare(result), lang))}
            {beside &&
              fact(
                'other',
                columns.other,
                beside.value,
                rateText(beside, lang),
                same ? '' : words.otherProgram,
              )}
            {same &&
              fact(
                'ratio',
                columns.ratio,
                same.ratio,
                ratio(same.ratio, lang),
                remarks.length > 0 ? `(${remarks.join(lang === 'zh' ? '，' : ', ')})` : '',
              )}
          </p>
        </>
      )}
    </>
  );
}
