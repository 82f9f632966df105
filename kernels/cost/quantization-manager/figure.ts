/**
 * What the figure of the manager shows: all thirty answers at one length of context, each with its faults, and how often
 * each fault occurs. Same workload as compare.ts: one sequence on one device.
 */
import { bitsPerWeight } from '../formats';
import { compareManager, type ManagerFault, type ManagerRow } from './compare';
import { managerFaultIds, NONE } from './params';

/** A row without what the figure does not show. */
export interface ManagerCell extends Omit<ManagerRow, 'ours'> {
  /** The widest that fits, by the recommender: its format, bits of a weight with its scales, bytes of everything. */
  readonly ours?: { readonly format: string; readonly bits: number; readonly bytes: number };
}

export interface ManagerGrid {
  readonly heldTokens: number;
  /** Models outermost. */
  readonly cells: readonly ManagerCell[];
  readonly counts: Readonly<Record<ManagerFault | 'none', number>>;
}

/** Worked: at 2,048 tokens, 3 of the 30 have no fault of their own; 17 promise more speed than the memory has. */
export function managerGrid(heldTokens: number): ManagerGrid {
  const cells = compareManager({ contextTokens: heldTokens }).map(({ ours, ...row }) => ({
    ...row,
    ...(ours
      ? {
          ours: {
            format: ours.weightFormat,
            bits: bitsPerWeight(ours.weightFormat),
            bytes: ours.memory.total,
          },
        }
      : {}),
  }));
  const having = (id: ManagerFault) => cells.filter(({ faults }) => faults.some((fault) => fault.id === id));
  const counts = Object.fromEntries([
    ...managerFaultIds.map((id) => [id, having(id).length]),
    [NONE, cells.filter(({ faults }) => faults.length === 0).length],
  ]) as ManagerGrid['counts'];
  return { heldTokens, cells, counts };
}
