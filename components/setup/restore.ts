import { readJson } from '@/components/storage';

/** Keys of the address that belong to the Setup; no figure of the book may use them for something else. */
export const SETUP_KEYS = [
  'model',
  'shape',
  'accelerator',
  'devices',
  'weights',
  'kv',
  'batch',
  'context',
  'pricePerDeviceHour',
  'wattsPerDevice',
  'pricePerKilowattHour',
  'gramsPerKilowattHour',
  'with',
] as const;

let started: Promise<readonly string[]> | undefined;

/** Loads what makes the page follow the Setup, once. Gives what could not be used, worded for the reader. */
export function startSetup(): Promise<readonly string[]> {
  started ??= import('./runtime').then((runtime) => runtime.start());
  return started;
}

/** Takes up the Setup that the address or the storage holds. Where neither holds one, nothing is loaded. */
export async function restoreSetup(): Promise<readonly string[]> {
  const query = new URLSearchParams(location.search);
  return readJson('setup') || SETUP_KEYS.some((key) => query.has(key)) ? startSetup() : [];
}
