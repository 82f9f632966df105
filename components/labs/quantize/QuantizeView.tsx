'use client';

import { type ReactNode, useMemo, useRef } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { fill, type Lang } from '@/components/lang';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import live from '../live/live.module.css';
import type { FileBytes } from './controller';
import { LabControls } from './LabControls';
import type { LabMessages } from './messages';
import { gridSpecs, runSpecs, SWEEP_DOCUMENTS, tensorSpec } from './params';
import { rowsOf } from './rows';
import { Status } from './Status';
import { comparisonTable, sweepTable } from './tables';
import type { LabResult, SweepPoint } from './types';
import { type Lab, useLab } from './use-lab';
import { describe } from './words';

export interface QuantizeViewProps {
  readonly lang: Lang;
  readonly messages: LabMessages;
  readonly figure: FigureMessages;
  readonly initial: LabResult;
  readonly points: readonly SweepPoint[];
  readonly tensors: readonly string[];
  readonly bytes: FileBytes;
  readonly record: { readonly date: string; readonly machine: string; readonly weights: string };
  /** The initial result, drawn on the server. */
  readonly children: ReactNode;
}

/** The lab on the page. Small at first: drawing, worker and runtime follow the reader's first touch. */
export function QuantizeView(props: QuantizeViewProps) {
  const { lang, messages, figure, initial, points, tensors, bytes, record, children } = props;
  const specs = useMemo(() => [...gridSpecs, tensorSpec(tensors), ...runSpecs], [tensors]);
  const lab = useLab({ lang, specs, initial, points, bytes });
  const { result } = lab;
  const chart = useRef<SVGSVGElement>(null);
  const root = useRef<HTMLElement>(null);
  const Drawn = lab.live?.Results;

  return (
    <Figure
      ref={root}
      lab="quantize"
      state={lab.state}
      rung={lab.rung}
      title={messages.title}
      description={<LiveSentence text={describe(result, messages, lang)} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: 'quantize',
            table: () => comparisonTable(rowsOf(result, messages, lang), messages),
            csv: () => sweepTable(lab.points, messages),
            json: () => ({ lab: 'quantize', settings: lab.settings.values, result, sweep: lab.points }),
            svg: () => chart.current ?? lastDrawing(root.current),
          }}
          how={{
            title: messages.howTitle,
            text: messages.how.map((text) => fill(text, { weights: record.weights })),
          }}
        />
      }
    >
      <ReplacedNotice issues={lab.settings.issues} messages={figure} />
      <LabControls lab={lab} specs={specs} fileBytes={bytes} messages={messages} lang={lang} />
      <Status run={lab.current} messages={messages} lang={lang} />
      <p className={live.source} data-source={lab.rung}>
        {sourceText(lab, messages, record)}
      </p>
      {Drawn ? (
        <Drawn
          result={result}
          points={lab.points}
          sweepDocuments={lab.isLiveSweep ? SWEEP_DOCUMENTS : undefined}
          speedNote={speedNote(lab, messages)}
          messages={messages}
          lang={lang}
          chart={chart}
        />
      ) : (
        children
      )}
    </Figure>
  );
}

/** The sweep as the server drew it: the last drawing of the figure. */
function lastDrawing(root: HTMLElement | null): SVGSVGElement | undefined {
  return [...(root?.querySelectorAll<SVGSVGElement>('svg[role=img]') ?? [])].at(-1);
}

/** Where the figures come from. */
function sourceText(lab: Lab, messages: LabMessages, record: { date: string; machine: string }): string {
  const { own, result } = lab;
  const quality = result.quantized.quality;
  const counts = { documents: quality?.documents ?? 0, predictions: quality?.predictions ?? 0 };
  if (own) return quality ? fill(messages.source[own.rung], counts) : messages.source.running;
  return quality ? fill(messages.source.recorded, { ...record, ...counts }) : messages.source.unrecorded;
}

/** What the rung does with the codes, and what that means for speed. */
function speedNote({ own, result }: Lab, messages: LabMessages): string {
  if (own?.rung !== 'webgpu') return messages.wasmSpeed;
  const { bits } = result.grid;
  const container = bits <= 2 ? 2 : bits <= 4 ? 4 : 8;
  const wider = bits === container ? '' : fill(messages.webgpuWider, { bits, container });
  return fill(messages.webgpuSpeed, { wider });
}
