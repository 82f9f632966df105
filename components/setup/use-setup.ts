'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { Setup } from '@/kernels/cost/setup';
import { restoreSetup } from './restore';
import { getSetup, type SetupState, setupState, subscribeSetup } from './store';

/**
 * The reader's Setup for a live view: the running example in the static page and in the first frame, then whatever
 * the reader has chosen, here, in the address or on an earlier page.
 */
export function useSetup(): Setup {
  useEffect(() => void restoreSetup(), []);
  return useSyncExternalStore(subscribeSetup, getSetup, () => RUNNING_EXAMPLE);
}

/** Both Setups, for the dialog that changes them. */
export function useSetupState(): SetupState {
  return useSyncExternalStore(subscribeSetup, setupState, setupState);
}
