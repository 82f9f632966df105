/**
 * What the figure of the manager shows: all thirty answers at one length of context, each with its faults, and how often
 * each fault occurs. Same workload as compare.ts: one sequence on one device.
 */
import type { ParamSpec, ParamValues } from '../../simulator';
import { compareManager, type ManagerFault, type ManagerRow } from './compare';
import { managerMemory, managerProfiles } from './manager';

export const managerFaultIds: readonly ManagerFault[] = [
  'does-not-fit',
  'too-big-by-own-rule',
  'refused-though-fits',
  'decimal-against-binary',
  'faster-than-bandwidth',
  'speed-of-another-card',
  'weights-off',
];
const NONE = 'none';
const profiles = [...managerProfiles.keys()];
const cards = [...managerMemory.keys()];

const choice = (key: string, choices: readonly string[]): ParamSpec => ({
  key,
  kind: 'choice',
  default: choices[0],
  choices,
  labelId: key,
});

export const managerParams: readonly ParamSpec[] = [
  choice('profile', profiles),
  choice('card', cards),
  choice('fault', ['all', ...managerFaultIds, NONE]),
  {
    key: 'heldTokens',
    kind: 'number',
    default: 2048,
    min: 128,
    max: 4096,
    step: 128,
    unit: 'tokens',
    labelId: 'heldTokens',
  },
];

const scene = (profile: string, card: string, fault = 'all') => ({
  params: { profile, card, fault, heldTokens: 2048 } satisfies ParamValues,
  seed: 0,
});

export const managerPresets = {
  refused: scene('llama-70b', 'A100-80GB'),
  broken: scene('llama-70b', 'RTX4090-24GB', 'does-not-fit'),
  fast: scene('llama-70b', 'L40S-48GB', 'faster-than-bandwidth'),
  clean: scene('llama-7b', 'A100-80GB', NONE),
} as const;

/** A row without what the figure does not show. */
export interface ManagerCell extends Omit<ManagerRow, 'ours'> {
  /** Format and bytes of the widest that fits, by the recommender. */
  readonly ours?: { readonly format: string; readonly bytes: number };
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
    ...(ours ? { ours: { format: ours.weightFormat, bytes: ours.memory.total } } : {}),
  }));
  const having = (id: ManagerFault) => cells.filter(({ faults }) => faults.some((fault) => fault.id === id));
  const counts = Object.fromEntries([
    ...managerFaultIds.map((id) => [id, having(id).length]),
    [NONE, cells.filter(({ faults }) => faults.length === 0).length],
  ]) as ManagerGrid['counts'];
  return { heldTokens, cells, counts };
}
