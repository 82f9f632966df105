import { fill, type Lang } from '@/components/lang';
import type { ComparedRate } from '@/kernels/gpu/machine/compare';
import { machineSizes } from '@/kernels/gpu/machine/measure';
import { bestRates, type MachineReport } from '@/kernels/gpu/machine/report';
import { type MicroId, type MicroVariant, microIds } from '@/kernels/gpu/micro/ids';
import { microWgsl, variantsOf } from '@/kernels/gpu/micro/meta';
import live from '../live/live.module.css';
import styles from './machine.module.css';
import type { MachineMessages } from './messages';
import { VariantFigures } from './VariantFigures';
import { variantWords } from './variant-words';
import { besideRate, rateText, ratio, sizeText, variantRows } from './words';

export interface VariantsProps {
  readonly report: MachineReport;
  /** The report beside it. */
  readonly other: MachineReport | undefined;
  readonly compared: readonly ComparedRate[];
  /** The processor's loops as they are written, by benchmark and variant. */
  readonly loops: Readonly<Record<string, string>>;
  readonly words: MachineMessages;
  readonly lang: Lang;
}

/** Every kernel's variants in order: rate, gain over the one before, and the text that ran. */
export function Variants(props: VariantsProps) {
  const { report, words } = props;
  const shown = microIds.filter(
    (id) => report.clock !== 'processor' || report.results.some((one) => one.benchmark === id),
  );
  return (
    <section className={live.part} aria-label={words.variantsTitle}>
      <h3>
        {words.variantsTitle} <small>{words.variantsHint}</small>
      </h3>
      {shown.map((benchmark) => (
        <Kernel key={benchmark} benchmark={benchmark} {...props} />
      ))}
      {report.clock === 'processor' && <InWgsl {...props} />}
    </section>
  );
}

function Kernel({
  benchmark,
  report,
  other,
  compared,
  loops,
  words,
  lang,
}: VariantsProps & { benchmark: MicroId }) {
  const { title, what } = variantWords[lang];
  const rows = variantRows(report, benchmark);
  const best = bestRates(report)[benchmark];
  const size = best && fill(words.size, { size: sizeText(best.result, words, lang) });
  const sourceOf = (variant: MicroVariant) =>
    report.clock === 'processor'
      ? loops[`${benchmark}.${variant}`]
      : wgslOf(benchmark, variant, best?.result.size);
  const gain = rows.find(({ result }) => result.variant === best?.result.variant)?.overFirst;
  const summary = best
    ? fill(gain === undefined ? words.fastest : words.fastestGain, {
        variant: best.result.variant,
        rate: rateText(best, lang),
        gain: ratio(gain ?? 1, lang),
      })
    : words.notMeasured;
  return (
    // The first stands open, to show what is in the others.
    <details className={styles.kernel} data-kernel={benchmark} open={benchmark === 'read'}>
      <summary>
        <h4>{title[benchmark]}</h4> <span className={styles.label}>{summary}</span>
      </summary>
      <p className={styles.what}>
        {what[benchmark]} {size}
      </p>
      {rows.length > 0 ? (
        <ol className={styles.variants}>
          {rows.map((row) => {
            const { variant } = row.result;
            const same = compared.find((one) => one.benchmark === benchmark && one.variant === variant);
            return (
              <li key={variant}>
                <VariantFigures
                  row={row}
                  best={best}
                  beside={besideRate(other, row.result)}
                  same={same}
                  report={report}
                  words={words}
                  lang={lang}
                />
                <Source
                  of={`${benchmark}-${variant}`}
                  variant={variant}
                  text={sourceOf(variant)}
                  words={words}
                />
              </li>
            );
          })}
        </ol>
      ) : (
        <Texts benchmark={benchmark} words={words} lang={lang} />
      )}
    </details>
  );
}

/** Extents stand in a kernel's text as constants: those that were measured, or the largest that may be. */
function wgslOf(benchmark: MicroId, variant: MicroVariant, size = machineSizes[benchmark].at(-1) ?? {}) {
  return microWgsl(benchmark, variant, size);
}

function Source(props: { of: string; variant: string; text: string | undefined; words: MachineMessages }) {
  const { of, variant, text, words } = props;
  if (!text) return null;
  return (
    <details className={styles.source}>
      <summary>{fill(words.sourceOf, { variant })}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by keyboard too */}
      <pre className={styles.code} tabIndex={0} data-source-of={of}>
        <code>{text}</code>
      </pre>
    </details>
  );
}

/** A kernel's variants without figures. */
function Texts({ benchmark, words, lang }: { benchmark: MicroId; words: MachineMessages; lang: Lang }) {
  return (
    <ol className={styles.variants}>
      {variantsOf(benchmark).map((variant) => (
        <li key={variant}>
          <p className={styles.name}>
            <strong>{variant}</strong> {variantWords[lang].gpu[benchmark]?.[variant]}
          </p>
          <Source
            of={`wgsl-${benchmark}-${variant}`}
            variant={variant}
            text={wgslOf(benchmark, variant)}
            words={words}
          />
        </li>
      ))}
    </ol>
  );
}

/** A processor runs none of them, but they can be read. */
function InWgsl({ words, lang }: VariantsProps) {
  return (
    <details className={styles.wgsl}>
      <summary>{words.inWgsl}</summary>
      {microIds.map((benchmark) => (
        <section key={benchmark} className={styles.kernel}>
          <h4>{variantWords[lang].title[benchmark]}</h4>
          <p className={styles.what}>{variantWords[lang].what[benchmark]}</p>
          <Texts benchmark={benchmark} words={words} lang={lang} />
        </section>
      ))}
    </details>
  );
}
