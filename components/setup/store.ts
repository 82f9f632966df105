/**
 * The reader's Setup while a page is open: one value, and beside it the Setup it is compared with. Small and without
 * the catalogue, because every page carries it; what reads addresses and writes numbers is loaded when needed.
 */
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { Setup } from '@/kernels/cost/setup';

/** A Setup as the page keeps it: a model of the reader's own also carries the shape it was read from. */
export interface ReaderSetup extends Setup {
  /** What `config.json` said, as an address can hold it. Present exactly when `customModel` is. */
  readonly shape?: string;
}

export interface SetupState {
  readonly setup: ReaderSetup;
  /** The second Setup, while the reader compares. */
  readonly compared?: ReaderSetup;
}

let state: SetupState = { setup: RUNNING_EXAMPLE };
const listeners = new Set<() => void>();

export const setupState = (): SetupState => state;
export const getSetup = (): ReaderSetup => state.setup;

export function setSetupState(next: SetupState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Calls back after every change. Returns the undo. */
export function subscribeSetup(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
