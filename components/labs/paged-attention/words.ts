/** Values of the lab in the reader's language, shared by the live view and the static one. */
import type { FigureTable } from '@/components/charts/figure-types';
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { PagedMessages } from './messages';
import type { AttentionResult, KernelResult } from './types';

export const seconds = (value: number, lang: Lang) => formatQuantity(value, 'seconds', { lang, digits: 3 });

export const ratioOf = ({ contiguous, paged }: KernelResult) =>
  contiguous && paged ? paged.median / contiguous.median : undefined;

/** Keys and values per second through the table, each counted once. */
const rateOf = ({ paged }: KernelResult, bytes: number) => (paged ? bytes / paged.median : undefined);

/** A difference as it is read: exactly none, or in powers of ten. */
export function difference(value: number): string {
  if (value === 0) return '0';
  const [digits, power] = value.toExponential(1).split('e');
  const raised = [...power.replace('+', '')]
    .map((sign) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(sign)])
    .join('');
  return `${digits}×10${raised}`;
}

/** The largest difference between the layouts over all kernels that ran. */
export function largestOf({ kernels }: AttentionResult): number {
  return Math.max(0, ...kernels.map((kernel) => kernel.difference ?? 0));
}

/** The kernel that the sentence speaks of: the one whose source is open, or what there is. */
export function spokenOf(result: AttentionResult, kernel: string): KernelResult | undefined {
  return result.kernels.find((one) => one.kernel === kernel) ?? result.kernels.at(-1);
}

export function describe(
  result: AttentionResult | undefined,
  kernel: string,
  words: PagedMessages,
  lang: Lang,
): string {
  const spoken = result && spokenOf(result, kernel);
  if (!result || !spoken?.contiguous || !spoken.paged) return words.sentenceNone;
  const most = largestOf(result);
  return fill(words.sentence, {
    kernel: words.kernels[spoken.kernel],
    paged: seconds(spoken.paged.median, lang),
    contiguous: seconds(spoken.contiguous.median, lang),
    ratio: `${formatNumber(ratioOf(spoken) ?? 1, 3, true)}×`,
    difference: most === 0 ? words.exact : ` ${difference(most)}`.trimStart(),
  });
}

export interface Row {
  readonly result: KernelResult;
  readonly cells: readonly (string | null)[];
}

/** One row per kernel: name, both times, their ratio, the rate, both differences. */
export function rowsOf(result: AttentionResult, words: PagedMessages, lang: Lang): Row[] {
  return result.kernels.map((kernel) => {
    const ratio = ratioOf(kernel);
    const rate = rateOf(kernel, result.keyValueBytes);
    const missing =
      kernel.tooLarge !== undefined ? fill(words.tooLarge, { limit: kernel.tooLarge }) : words.wrongKernel;
    return {
      result: kernel,
      cells: [
        words.kernels[kernel.kernel],
        kernel.contiguous ? seconds(kernel.contiguous.median, lang) : missing,
        kernel.paged ? seconds(kernel.paged.median, lang) : null,
        ratio ? `${formatNumber(ratio, 3, true)}×` : null,
        rate ? formatQuantity(rate, 'bytesPerSecond', { lang, digits: 3 }) : null,
        kernel.difference === undefined ? null : difference(kernel.difference),
        kernel.fromReference === undefined ? null : difference(kernel.fromReference),
      ],
    };
  });
}

export function kernelTable(
  result: AttentionResult | undefined,
  words: PagedMessages,
  lang: Lang,
): FigureTable {
  const { kernel, contiguous, paged, ratio, rate, difference: gap, reference } = words.columns;
  return {
    caption: words.tableCaption,
    columns: [
      { label: kernel },
      ...[contiguous, paged, ratio, rate, gap, reference].map((label) => ({ label, numeric: true })),
    ],
    rows: result ? rowsOf(result, words, lang).map(({ cells }) => cells) : [],
  };
}
