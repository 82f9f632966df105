/** Values of the lab in the reader's language, shared by the live view and the static one. */
import { fill, type Lang } from '@/components/lang';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { LabMessages } from './messages';
import type { Grid } from './params';
import type { LabResult } from './types';

const NARROW = '\u202f';

/** Worked: `model.layers.2.mlp.down_proj.weight` → "FFN down, layer 2". */
export function tensorName(name: string, messages: LabMessages): string {
  const part = name.match(/([a-z_]+)\.weight$/)?.[1] ?? name;
  const kind = messages.tensorNames[part] ?? part;
  const layer = name.match(/\.layers\.(\d+)\./)?.[1];
  return layer === undefined ? kind : fill(messages.tensorOfLayer, { kind, layer });
}

export function fenceWords({ granularity, groupSize }: Grid, messages: LabMessages): string {
  return fill(messages.fences[granularity], { size: groupSize });
}

/** Three digits, zeros kept, so that a column of sizes lines up. */
export const bytes = (value: number, lang: Lang) =>
  formatQuantity(value, 'bytes', value > 0 ? { lang, digits: 3 } : { lang });
export const share = (value: number) => `${formatNumber(value * 100, value > 0.995 ? 4 : 3)}${NARROW}%`;

/** The one sentence that says what the figure shows. */
export function describe(
  { grid, original, quantized }: LabResult,
  messages: LabMessages,
  lang: Lang,
): string {
  const quality = quantized.quality;
  return fill(quality ? messages.sentence : messages.sentenceSizes, {
    bits: grid.bits,
    scheme: messages.choices[`scheme.${grid.scheme}`],
    fence: fenceWords(grid, messages),
    size: bytes(quantized.sizes.totalBytes, lang),
    whole: bytes(original.sizes.totalBytes, lang),
    agreement: quality ? share(quality.topOneAgreement) : '',
  });
}
