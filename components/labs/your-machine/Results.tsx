import type { Lang } from '@/components/lang';
import type { MachineComparison } from '@/kernels/gpu/machine/compare';
import { decodeBounds } from '@/kernels/gpu/machine/decode';
import { decodePoints } from '@/kernels/gpu/machine/decode-points';
import type { MachineReport } from '@/kernels/gpu/machine/report';
import { machineRoofline } from '@/kernels/gpu/machine/roofline';
import live from '../live/live.module.css';
import { DecodeBlock } from './decode/DecodeBlock';
import { decodeMessages } from './decode/messages';
import { MachineRoofline } from './MachineRoofline';
import type { MachineMessages } from './messages';
import { Peaks } from './Peaks';
import type { Shelved } from './shelf';
import { Variants } from './Variants';

export interface ResultsProps {
  readonly shown: Shelved;
  readonly other: { readonly report: MachineReport; readonly name: string } | undefined;
  readonly compared: MachineComparison | undefined;
  readonly loops: Readonly<Record<string, string>>;
  readonly words: MachineMessages;
  readonly lang: Lang;
}

/** All that the lab shows of a report: its roofline, its peaks, decoding, and every kernel. */
export function Results({ shown: { report }, other, compared, loops, words, lang }: ResultsProps) {
  const roofline = machineRoofline(report);
  const beside = other && machineRoofline(other.report);
  const own = roofline && { roofline, decoding: decodePoints(report) };
  const dashed = other && beside && { roofline: beside, decoding: [], name: other.name };
  const both = { report, words, lang };
  return (
    <div className={live.results}>
      {own && (
        <section className={live.part} aria-label={words.rooflineTitle}>
          <h3>
            {words.rooflineTitle} <small>{words.rooflineHint}</small>
          </h3>
          <div>
            {[928, 400].map((width) => (
              <MachineRoofline key={width} own={own} other={dashed} width={width} words={words} lang={lang} />
            ))}
          </div>
        </section>
      )}
      {roofline && <Peaks {...both} other={other} />}
      {report.decode && (
        <section className={live.part} aria-label={words.decodeTitle} data-part="decode">
          <h3>{words.decodeTitle}</h3>
          <DecodeBlock
            result={report.decode}
            bound={decodeBounds(report)}
            words={decodeMessages[lang]}
            lang={lang}
          />
        </section>
      )}
      <Variants {...both} other={other?.report} compared={compared?.variants ?? []} loops={loops} />
    </div>
  );
}
