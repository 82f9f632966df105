/** What each mark is painted with: a colour of the theme, and how much of it. */
import type { Ink } from './draw';

export interface Paint {
  /** Custom property without its dashes. */
  readonly colour: string;
  readonly opacity: number;
  readonly hatched?: boolean;
}

export const INKS: Readonly<Record<Ink, Paint>> = {
  chosen: { colour: 'line', opacity: 0.55 },
  waiting: { colour: 'soft', opacity: 0.7 },
  held: { colour: 'memory', opacity: 1, hatched: true },
  stalled: { colour: 'memory', opacity: 0.5 },
  moving: { colour: 'latency', opacity: 0.9 },
  again: { colour: 'bad', opacity: 0.85 },
  decode: { colour: 'memory', opacity: 0.72 },
  prefill: { colour: 'compute', opacity: 0.92 },
  deadline: { colour: 'latency', opacity: 0.55 },
  preempted: { colour: 'bad', opacity: 1 },
  first: { colour: 'latency', opacity: 1 },
  late: { colour: 'bad', opacity: 1 },
  met: { colour: 'ok', opacity: 1 },
};

/** In the order they are painted in. */
export const INK_ORDER = Object.keys(INKS) as Ink[];
export const COLOURS = [...new Set(Object.values(INKS).map(({ colour }) => colour)), 'ink', 'paper', 'soft'];
