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

let restored: Promise<unknown> | undefined;

/** Loads what makes the page follow the Setup, once. */
export function startSetup() {
  restored ??= import('./runtime').then((runtime) => runtime.start());
  return restored;
}

/** Takes up the Setup that the address or the storage holds. Where neither holds one, nothing is loaded. */
export function restoreSetup(): void {
  const query = new URLSearchParams(location.search);
  if (readJson('setup') || SETUP_KEYS.some((key) => query.has(key))) void startSetup();
}
