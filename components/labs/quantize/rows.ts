/** The comparison line by line: what the table on the page shows, what the table twin and the files say. */
import { fill, type Lang } from '@/components/lang';
import { formatNumber } from '@/kernels/numbers/format';
import type { LabMessages } from './messages';
import type { Column, LabResult } from './types';
import { bytes, share } from './words';

export interface Figure {
  readonly value: number;
  readonly text: string;
}

export interface Row {
  /** Name of the metric; the original's is prefixed. */
  readonly metric: string;
  readonly label: string;
  readonly axis: 'memory' | 'quality' | 'latency';
  readonly original?: Figure;
  readonly quantized?: Figure;
  readonly change?: string;
  /** The number that the chapter's guess asks for. */
  readonly answer?: boolean;
  /** A subordinate line. */
  readonly minor?: boolean;
}

export function rowsOf(result: LabResult, messages: LabMessages, lang: Lang): Row[] {
  const { original, quantized, grid } = result;
  const both = (
    axis: Row['axis'],
    metric: string,
    label: string,
    read: (column: Column) => number | undefined,
    print: (value: number) => string,
    more: Partial<Row> & { compare?: (before: number, after: number) => string } = {},
  ): Row => {
    const { compare, ...rest } = more;
    const figure = (column: Column) => {
      const value = read(column);
      return value === undefined ? undefined : { value, text: print(value) };
    };
    const [before, after] = [figure(original), figure(quantized)];
    const change = compare && before && after ? compare(before.value, after.value) : undefined;
    return { metric, label, axis, original: before, quantized: after, change, ...rest };
  };
  const size = (value: number) => bytes(value, lang);
  const smaller = (before: number, after: number) =>
    after > 0 ? `÷\u202f${formatNumber(before / after, 3)}` : '';
  const { rows } = messages;
  const asked =
    grid.bits === 4 && grid.scheme === 'affine' && grid.granularity === 'group' && grid.groupSize === 32;
  return [
    both('memory', 'totalBytes', rows.total, (c) => c.sizes.totalBytes, size, { compare: smaller }),
    both('memory', 'payloadBytes', rows.payload, (c) => c.sizes.payloadBytes, size, { minor: true }),
    both('memory', 'scaleBytes', rows.scales, (c) => c.sizes.scaleBytes, size, { minor: true }),
    both('memory', 'keptBytes', rows.kept, (c) => c.sizes.keptBytes, size, { minor: true }),
    both(
      'memory',
      'bitsPerWeight',
      rows.bits,
      (c) => c.sizes.bitsPerWeight,
      (v) => formatNumber(v, 5),
      {
        answer: asked,
      },
    ),
    both(
      'quality',
      'perplexity',
      rows.perplexity,
      (c) => c.quality?.perplexity,
      (v) => formatNumber(v, 4, true),
      {
        compare: (before, after) => percentChange(after / before - 1),
      },
    ),
    both(
      'quality',
      'kl',
      rows.kl,
      (c) => c.quality?.kl,
      (v) => formatNumber(v, 3),
    ),
    both('quality', 'topOneAgreement', rows.agreement, (c) => c.quality?.topOneAgreement, share),
    ...probeRows(result, messages),
    both(
      'latency',
      'tokensPerSecond',
      rows.speed,
      (c) => c.speed?.tokensPerSecond,
      (v) => formatNumber(v, 3),
      {
        // On the processor both columns run the same arithmetic: a ratio would be noise dressed as a result.
        ...(result.rung === 'webgpu' && {
          compare: (before: number, after: number) => `×\u202f${formatNumber(after / before, 2)}`,
        }),
      },
    ),
  ];
}

function probeRows({ original, quantized }: LabResult, messages: LabMessages): Row[] {
  const asked = quantized.probes ?? original.probes ?? [];
  return asked.map(({ probe, total }) => {
    const mark = (column: Column): Figure | undefined => {
      const found = column.probes?.find((score) => score.probe === probe);
      if (!found || found.total === 0) return undefined;
      const value = found.correct / found.total;
      return { value, text: `${formatNumber(value * 100, 3)}%` };
    };
    const label = fill(messages.probe, { probe: messages.probeNames[probe] ?? probe, total });
    return {
      metric: `probe.${probe}`,
      label,
      axis: 'quality',
      original: mark(original),
      quantized: mark(quantized),
      minor: true,
    };
  });
}

function percentChange(value: number): string {
  if (value > 9) return `×\u202f${formatNumber(value + 1, 3)}`;
  const text = formatNumber(value * 100, 2);
  return `${value >= 0 ? '+' : ''}${text}%`;
}
