/** What a report says, in the reader's words. */
import type { FigureTable } from '@/components/charts/figure-types';
import { fill, type Lang } from '@/components/lang';
import type { ComparedRate } from '@/kernels/gpu/machine/compare';
import {
  bestRates,
  type MachineReport,
  type MachineResult,
  type MeasuredResult,
  type Rate,
  rateOf,
  type SkippedResult,
} from '@/kernels/gpu/machine/report';
import { machineRoofline } from '@/kernels/gpu/machine/roofline';
import { spreadShare, unsteadyResults } from '@/kernels/gpu/machine/steadiness';
import { type MicroId, microIds } from '@/kernels/gpu/micro/ids';
import { formatQuantity } from '@/kernels/numbers/format';
import type { MachineMessages } from './messages';
import type { Shelved } from './shelf';
import { variantWords } from './variant-words';

export function rateText({ unit, value }: Rate, lang: Lang): string {
  return unit === 'bytesPerSecond'
    ? formatQuantity(value, 'bytesPerSecond', { lang })
    : operations(value, lang);
}

/** Integer operations are no FLOPs, but they are counted alike. Worked: 2e9 → `2 GFLOP/s`. */
export const operations = (rate: number, lang: Lang) => formatQuantity(rate, 'flopsPerSecond', { lang });
export const ratio = (value: number, lang: Lang) => formatQuantity(value, 'ratio', { lang });
export const percent = (value: number, lang: Lang) => formatQuantity(value, 'percent', { lang, digits: 2 });
const intensity = (value: number, lang: Lang) => formatQuantity(value, 'flopsPerByte', { lang });

/** The machine by its own name; a processor has none that a browser would tell. */
export const nameOf = ({ name }: MachineReport, words: MachineMessages) => name || words.source.processorName;

export function describe(report: MachineReport, words: MachineMessages, lang: Lang): string {
  const roofline = machineRoofline(report);
  if (!roofline) return words.sentenceNone;
  const bytes = formatQuantity(roofline.bytesPerSecond, 'bytesPerSecond', { lang });
  const fp32 = roofline.roofs.find(({ format }) => format === 'fp32');
  const token = bestRates(report)['matvec-q4']?.result.work;
  if (!fp32 || !token) return fill(words.sentenceBytes, { bytes });
  return fill(words.sentence, {
    bytes,
    rate: operations(fp32.rate, lang),
    ridge: intensity(fp32.ridge, lang),
    token: intensity(token.operations / token.bytes, lang),
  });
}

export function sourceLine({ kind, id, report }: Shelved, busy: boolean, words: MachineMessages): string {
  const { source, recordedMachines } = words;
  const values = { name: nameOf(report, words), browser: report.browser, date: report.date.slice(0, 10) };
  if (kind === 'own') return fill(busy ? source.running : source.own, values);
  if (kind === 'given') return fill(source.given, values);
  const machine = recordedMachines[id as keyof typeof recordedMachines];
  return fill(source.recorded, { ...values, machine });
}

/** How a report is called in a choice. */
export function choiceName({ kind, id, report }: Shelved, words: MachineMessages): string {
  return kind === 'given'
    ? fill(words.choices.given, { name: `${nameOf(report, words)} ${report.date.slice(0, 10)}`.trim() })
    : words.choices[`report.${id}`];
}

/** Says which of the peaks wavered; nothing where all held still. */
export function unsteadyLine(
  { report, kind }: Shelved,
  words: MachineMessages,
  lang: Lang,
): string | undefined {
  const unsteady = unsteadyResults(report);
  if (unsteady.length === 0) return undefined;
  const { title } = variantWords[lang];
  return fill(kind === 'own' ? words.unsteady : words.unsteadyRecorded, {
    what: unsteady.map(({ benchmark }) => title[benchmark]).join(lang === 'zh' ? '、' : ', '),
    spread: percent(spreadShare(unsteady[0]), lang),
  });
}

export function sizeText({ benchmark, size }: MeasuredResult, words: MachineMessages, lang: Lang): string {
  if (benchmark === 'read' || benchmark === 'copy') {
    return fill(words.sizeWords, { bytes: formatQuantity(size.words * 4, 'bytesBinary', { lang }) });
  }
  return fill(benchmark === 'matvec-q4' ? words.sizeMatrix : words.sizeProduct, size);
}

export function skippedText({ reason, detail }: SkippedResult, words: MachineMessages): string {
  return fill(words.skipped[reason], { detail });
}

export const variantLine = ({ clock }: MachineReport, benchmark: MicroId, variant: string, lang: Lang) =>
  variantWords[lang][clock === 'processor' ? 'processor' : 'gpu'][benchmark]?.[variant] ?? '';

/** A variant of the report beside it, whatever program runs under that name there. */
export function besideRate(
  other: MachineReport | undefined,
  { benchmark, variant }: MachineResult,
): Rate | undefined {
  const found = other?.results.find((one) => one.benchmark === benchmark && one.variant === variant);
  return found?.state === 'measured' ? rateOf(found) : undefined;
}

export interface VariantRow {
  readonly result: MachineResult;
  readonly rate?: Rate;
  /** Over the one before that has a time. */
  readonly gain?: number;
  readonly overFirst?: number;
}

/** A benchmark's variants in order, each against the last one before it that was measured. */
export function variantRows(report: MachineReport, benchmark: MicroId): readonly VariantRow[] {
  let before: number | undefined;
  let first: number | undefined;
  return report.results
    .filter((result) => result.benchmark === benchmark)
    .map((result) => {
      if (result.state === 'skipped') return { result };
      const rate = rateOf(result);
      const row = {
        result,
        rate,
        ...(before !== undefined && { gain: rate.value / before }),
        ...(first !== undefined && { overFirst: rate.value / first }),
      };
      first ??= rate.value;
      before = rate.value;
      return row;
    });
}

/** The benchmarks that a report has anything to say of. */
export const benchmarksOf = ({ results }: MachineReport) =>
  microIds.filter((id) => results.some(({ benchmark }) => benchmark === id));

export function variantTable(
  report: MachineReport,
  other: MachineReport | undefined,
  compared: readonly ComparedRate[],
  words: MachineMessages,
  lang: Lang,
): FigureTable {
  const { variantColumns: columns } = words;
  const heads = [columns.rate, columns.gain, columns.first, columns.spread];
  const both = other ? [columns.other, columns.ratio] : [];
  return {
    caption: words.variantsTable,
    columns: [{ label: columns.variant }, ...[...heads, ...both].map((label) => ({ label, numeric: true }))],
    rows: benchmarksOf(report).flatMap((benchmark) =>
      variantRows(report, benchmark).map(({ result, rate, gain, overFirst }) => {
        const beside = besideRate(other, result);
        const same = compared.find((one) => one.benchmark === benchmark && one.variant === result.variant);
        return [
          `${variantWords[lang].title[benchmark]} ${result.variant}`,
          rate ? rateText(rate, lang) : skippedText(result as SkippedResult, words),
          gain === undefined ? null : ratio(gain, lang),
          overFirst === undefined ? null : ratio(overFirst, lang),
          result.state === 'measured' ? percent(spreadShare(result), lang) : null,
          ...(other ? [beside ? rateText(beside, lang) : null, same ? ratio(same.ratio, lang) : null] : []),
        ];
      }),
    ),
  };
}
