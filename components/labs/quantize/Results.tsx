import type { Lang } from '@/components/lang';
import live from '../live/live.module.css';
import { FiguresTable } from './FiguresTable';
import styles from './lab.module.css';
import type { LabMessages } from './messages';
import { rowsOf } from './rows';
import { SizeBars } from './SizeBars';
import { SweepChart } from './SweepChart';
import { Texts } from './Texts';
import type { LabResult, SweepPoint } from './types';
import { WeightHistogram } from './WeightHistogram';

export interface ResultsProps {
  readonly result: LabResult;
  readonly points: readonly SweepPoint[];
  readonly sweepDocuments?: number;
  /** What the rung says about speed. */
  readonly speedNote: string;
  readonly messages: LabMessages;
  readonly lang: Lang;
  readonly chart?: React.Ref<SVGSVGElement>;
}

/** All that the lab shows of a result. Drawn on the server for the recorded one, in the page for every other. */
export function Results({ result, points, sweepDocuments, speedNote, messages, lang, chart }: ResultsProps) {
  const { original, quantized, grid, tensor } = result;
  return (
    <div className={live.results}>
      <SizeBars original={original.sizes} quantized={quantized.sizes} messages={messages} lang={lang} />
      <div className={styles.pair}>
        <div className={live.part}>
          <FiguresTable rows={rowsOf(result, messages, lang)} messages={messages} />
          <p className={live.note}>{speedNote}</p>
        </div>
        <WeightHistogram view={tensor} grid={grid} messages={messages} />
      </div>
      <Texts result={result} messages={messages} />
      <SweepChart points={points} documents={sweepDocuments} grid={grid} messages={messages} chart={chart} />
    </div>
  );
}
