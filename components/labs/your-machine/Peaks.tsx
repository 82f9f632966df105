import { fill, type Lang } from '@/components/lang';
import type { CoresResult } from '@/kernels/gpu/machine/core';
import { type NearestRow, nearestAccelerator } from '@/kernels/gpu/machine/nearest';
import { bestRates, type MachineReport, type MeasuredResult } from '@/kernels/gpu/machine/report';
import { fastestBytes, type MachineFormat, machineFormats } from '@/kernels/gpu/machine/roofline';
import { spreadShare } from '@/kernels/gpu/machine/steadiness';
import { formatQuantity } from '@/kernels/numbers/format';
import live from '../live/live.module.css';
import { FigureHeads, WideTable } from '../live/WideTable';
import type { MachineMessages } from './messages';
import { operations, percent, ratio } from './words';

interface PeaksProps {
  readonly report: MachineReport;
  readonly other?: { readonly report: MachineReport; readonly name: string };
  readonly words: MachineMessages;
  readonly lang: Lang;
}

interface Peak {
  readonly id: 'bytes' | MachineFormat;
  readonly measured?: number;
  readonly result?: MeasuredResult;
  readonly stated?: number;
  readonly other?: number;
  /** How many at once, where it is not one core or the whole GPU. */
  readonly cores?: number;
}

function peaksOf(report: MachineReport, other: MachineReport | undefined): readonly Peak[] {
  const near = nearestAccelerator(report);
  const moved = fastestBytes(report);
  const [best, others] = [bestRates(report), other && bestRates(other)];
  const formats = machineFormats.map((id): Peak => {
    const benchmark =
      id === 'int8' ? 'matmul-int8' : (`matmul-f${id.slice(2)}` as 'matmul-f32' | 'matmul-f16');
    const rate = best[benchmark];
    return {
      id,
      measured: rate?.value,
      result: rate?.result,
      stated: near?.rates[id],
      other: others?.[benchmark]?.value,
    };
  });
  const bytes: Peak = {
    id: 'bytes',
    measured: moved?.value,
    result: moved?.result,
    stated: near?.bytesPerSecond,
    other: other && fastestBytes(other)?.value,
  };
  return [bytes, ...formats, ...allCores(report, other, near)].filter(
    ({ measured, other: beside }) => measured !== undefined || beside !== undefined,
  );
}

function allCores(
  report: MachineReport,
  other: MachineReport | undefined,
  near?: NearestRow,
): readonly Peak[] {
  const { cores } = report;
  if (!cores) return [];
  const rates = ({ read, fp32 }: CoresResult) => ({
    bytes: read.bytes / read.seconds,
    fp32: fp32.operations / fp32.seconds,
  });
  const [own, beside] = [rates(cores), other?.cores && rates(other.cores)];
  const stated = { bytes: near?.bytesPerSecond, fp32: near?.rates.fp32 };
  return (['bytes', 'fp32'] as const).map((id) => ({
    id,
    measured: own[id],
    stated: stated[id],
    other: beside?.[id],
    cores: cores.count,
  }));
}

/** What was measured beside what the nearest row of the catalogue states. */
export function Peaks({ report, other, words, lang }: PeaksProps) {
  const near = nearestAccelerator(report);
  const columns = words.peakColumns;
  const heads = other
    ? [columns.measured, columns.spread, other.name, columns.ratio, columns.stated, columns.share]
    : [columns.measured, columns.spread, columns.stated, columns.share];
  return (
    <div className={live.part}>
      <h3>
        {words.peaksTitle} <small>{near && fill(words.peaksHint[near.by], { row: near.row.name })}</small>
      </h3>
      <WideTable label={words.peaksTitle}>
        <FigureHeads rows={columns.what} heads={heads} />
        <tbody>
          {peaksOf(report, other?.report).map((peak) => (
            <PeakRow
              key={`${peak.id} ${peak.cores ?? ''}`}
              peak={peak}
              beside={other !== undefined}
              words={words}
              lang={lang}
            />
          ))}
        </tbody>
      </WideTable>
      <p className={live.note}>{report.clock === 'processor' ? words.processorNote : words.peaksNote}</p>
    </div>
  );
}

function PeakRow({
  peak,
  beside,
  words,
  lang,
}: {
  peak: Peak;
  beside: boolean;
  words: MachineMessages;
  lang: Lang;
}) {
  const { id, measured, result, stated, other, cores } = peak;
  const prefix = cores === undefined ? id : `allCores.${id}`;
  const print = (value: number) =>
    id === 'bytes' ? formatQuantity(value, 'bytesPerSecond', { lang }) : operations(value, lang);
  const divide = (a?: number, b?: number) => (a !== undefined && b !== undefined ? a / b : undefined);
  const cell = (metric: string, value: number | undefined, text: (value: number) => string) => (
    <td key={metric}>
      <output data-metric={`${prefix}.${metric}`} data-value={value} aria-live="off">
        {value === undefined ? '–' : text(value)}
      </output>
    </td>
  );
  return (
    <tr>
      <th scope="row">
        {cores === undefined
          ? words.peaks[id]
          : fill(words.allCores, { peak: words.peaks[id], count: cores })}
      </th>
      {cell('rate', measured, print)}
      {cell('spread', result && spreadShare(result), (value) => percent(value, lang))}
      {beside && cell('other', other, print)}
      {beside && cell('ratio', divide(other, measured), (value) => ratio(value, lang))}
      {cell('stated', stated, print)}
      {cell('share', divide(measured, stated), (value) => percent(value, lang))}
    </tr>
  );
}
