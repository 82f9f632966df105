import type { ScaleOutFigure } from '@/kernels/serving/scale-out/figure';
import type { ScaleOutMessages } from './messages';

/** Height of a row of the time drawing, the gap below it included. */
export const ROW = 13;
/** Rows of a lane; a fleet may have a hundred. */
const MOST_ROWS = 8;

export interface TimeRow {
  readonly key: string;
  readonly instance: number;
  /** −1 for the wire. */
  readonly stage: number;
  readonly label: string;
}

/** The rows of a lane: a few instances, of pools some of each, every stage a row, then the wire. */
export function laneRows(
  { fleet }: ScaleOutFigure,
  lane: 'together' | 'apart',
  words: ScaleOutMessages,
): { rows: TimeRow[]; hidden: number } {
  const { prefillInstances, decodeInstances, pipelineStages } = fleet;
  const room = Math.max(1, Math.floor(MOST_ROWS / pipelineStages));
  const all = prefillInstances + decodeInstances;
  const first = lane === 'together' ? room : Math.min(prefillInstances, Math.max(1, Math.ceil(room / 2)));
  const last = lane === 'together' ? 0 : Math.max(1, room - first);
  const shown = Array.from({ length: all }, (_, at) => at).filter((at) =>
    lane === 'together' ? at < first : at < first || (at >= prefillInstances && at < prefillInstances + last),
  );
  const rows = shown.flatMap((instance) =>
    Array.from({ length: pipelineStages }, (_, stage) => {
      const role = lane === 'together' ? 'both' : instance < prefillInstances ? 'prefill' : 'decode';
      const number = role === 'decode' ? instance - prefillInstances + 1 : instance + 1;
      const label = stage === 0 ? `${words.instance[role]} ${number}` : '';
      return { key: `${instance}.${stage}`, instance, stage, label };
    }),
  );
  const hidden = (all - shown.length) * pipelineStages;
  if (lane === 'apart') rows.push({ key: 'wire', instance: -1, stage: -1, label: words.wire });
  return { rows, hidden };
}

/** Height of the time drawing, its axis included. */
export function timeHeight(result: ScaleOutFigure): number {
  const words = { instance: { both: '', prefill: '', decode: '' }, wire: '' } as ScaleOutMessages;
  const lanes = (['together', 'apart'] as const).map((lane) => laneRows(result, lane, words));
  return lanes.reduce(
    (sum, { rows, hidden }) => sum + 34 + rows.length * ROW + (hidden > 0 ? 15 : 0),
    44 + 32,
  );
}
