/** A request tried by itself on an empty pool, where no closed form says whether it ends. */
import { advanceComputed, applyModelResult } from './after-step';
import type { VllmSettings } from './config';
import { createRequest, type VllmRequest } from './request';
import { scheduleRunning } from './running-phase';
import { createState, openStep } from './state';
import { scheduleWaiting } from './waiting-phase';

/** Null when it finishes; else its length, prompt and answer, from which it gets no further. */
export function stuckLength(
  settings: VllmSettings,
  request: Pick<VllmRequest, 'prompt' | 'max_tokens' | 'accept'>,
): number | null {
  const state = createState({ ...settings, record: false, journal: false, prefix_hash: 'fast' });
  const alone = createRequest(0, { ...request, id: 0 });
  state.requests.push(alone);
  state.unfinished = 1;
  state.waiting.push(alone);
  while (state.unfinished > 0) {
    openStep(state);
    scheduleRunning(state);
    if (state.step.preempted.length === 0) scheduleWaiting(state);
    advanceComputed(state);
    if (state.step.scheduledTokens === 0 && state.step.preempted.length === 0) return alone.length;
    applyModelResult(state);
  }
  return null;
}
