/**
 * The reports at hand: the last one measured here, ours, and those that the reader was given. What the reader made
 * outlives the page: it is kept in the browser's storage, a run that was left half-way included.
 */
import { BookError } from '@/kernels/errors';
import { readMachineReport } from '@/kernels/gpu/machine/read-report';
import type { MachineReport } from '@/kernels/gpu/machine/report';
import { GIVEN_MOST, RECORDED, type RecordedId } from './params';

export interface Kept {
  /** The last one measured here. */
  readonly own?: MachineReport;
  /** The last whole one before it. */
  readonly before?: MachineReport;
  /** In the order they came. */
  readonly given: readonly MachineReport[];
}

export interface Shelved {
  /** As the address says it. */
  readonly id: string;
  readonly kind: 'own' | 'recorded' | 'given';
  readonly report: MachineReport;
}

export type RecordedReports = Readonly<Record<RecordedId, MachineReport>>;

export const NOTHING_KEPT: Kept = { given: [] };

/** All reports in the order of their choices. */
export function shelfOf(kept: Kept, recorded: RecordedReports): readonly Shelved[] {
  return [
    ...(kept.own ? [{ id: 'latest', kind: 'own' as const, report: kept.own }] : []),
    ...(kept.before ? [{ id: 'before', kind: 'own' as const, report: kept.before }] : []),
    ...RECORDED.map((id) => ({ id, kind: 'recorded' as const, report: recorded[id] })),
    ...kept.given.map((report, at) => ({ id: `given-${at + 1}`, kind: 'given' as const, report })),
  ];
}

/** The one asked for; before anything was measured here, the first recorded one. */
export function pick(shelf: readonly Shelved[], id: string): Shelved {
  return shelf.find((one) => one.id === id) ?? shelf[0];
}

/** As a new run begins: a whole report steps back, so that a run broken off costs nothing. */
export function stepBack(kept: Kept): Kept {
  return kept.own?.state === 'complete' ? { ...kept, before: kept.own } : kept;
}

/** What stands beside `shown`, if it is there and another one. */
export function pickAgainst(shelf: readonly Shelved[], id: string, shown: Shelved): Shelved | undefined {
  return shelf.find((one) => one.id === id && one.id !== shown.id);
}

/**
 * Adds a report at the end, and says where it stands; the same one twice is one, and beyond the last place the oldest
 * goes. @param text anybody's. Errors: those of `readMachineReport`.
 */
export function addGiven(kept: Kept, text: string): { readonly kept: Kept; readonly id: string } {
  const report = readMachineReport(text.trim());
  const same = JSON.stringify(report);
  const known = kept.given.findIndex((one) => JSON.stringify(one) === same);
  if (known >= 0) return { kept, id: `given-${known + 1}` };
  const given = [...kept.given, report].slice(-GIVEN_MOST);
  return { kept: { ...kept, given }, id: `given-${given.length}` };
}

/** What storage held, as far as it is ours. */
export function readKept(value: unknown): Kept {
  const { own, before, given } = (value ?? {}) as Record<'own' | 'before' | 'given', unknown>;
  const read = (one: unknown): MachineReport[] => {
    try {
      return one === undefined ? [] : [readMachineReport(JSON.stringify(one))];
    } catch (error) {
      if (error instanceof BookError) return [];
      throw error;
    }
  };
  const [mine] = read(own);
  const [earlier] = read(before);
  return {
    ...(mine && { own: mine }),
    ...(earlier && { before: earlier }),
    given: Array.isArray(given) ? given.slice(0, GIVEN_MOST).flatMap(read) : [],
  };
}

/** What a reader must know before trusting the figures. */
export type Mark = 'hidden' | 'unfinished' | 'cancelled' | 'lost' | 'timeUp';

/** @param running whether it is being measured at this moment */
export function marksOf({ state, hidden, decode }: MachineReport, running: boolean): readonly Mark[] {
  const left = !running && (state === 'running' || decode?.state === 'running');
  return [
    ...(state === 'cancelled' || state === 'lost' || state === 'timeUp' ? [state] : []),
    ...(left ? (['unfinished'] as const) : []),
    ...(hidden ? (['hidden'] as const) : []),
  ];
}
