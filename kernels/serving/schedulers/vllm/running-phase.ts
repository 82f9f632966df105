/**
 * First half of a step: everyone who runs goes on, in list order. There are no prefill and decode phases: a request
 * has tokens to compute, and decodes come first only because they are older.
 * Source: vLLM V1 `Scheduler.schedule`.
 */
import { allocateRunning } from './allocate';
import { preemptOne } from './preemption';
import type { RequestState } from './request';
import { addToBatch, type SchedulerState } from './state';

export function scheduleRunning(state: SchedulerState): void {
  const { running } = state;
  for (let cursor = 0; cursor < running.length && state.budget > 0; ) {
    const request = running[cursor];
    const tokens = tokensToRun(state, request);
    if (tokens <= 0) {
      cursor++;
      continue;
    }
    while (!allocateRunning(state, request, tokens)) {
      const preempted = preemptOne(state, cursor);
      cursor = preempted.cursor;
      // Its own victim: nobody after it is younger or less urgent, so the phase is over.
      if (preempted.victim === request) return;
    }
    // Tokens beyond the known ones are drafts; the budget may have cut some off.
    const drafts = Math.max(0, request.computed + tokens - request.length);
    addToBatch(state, request, tokens, request.computed, drafts, false);
    request.drafts = 0;
    state.prefillScheduled ||= request.prefilling;
    cursor++;
  }
}

function tokensToRun(state: SchedulerState, request: RequestState): number {
  const { long_prefill_token_threshold, max_model_len } = state.settings;
  let tokens = request.length + request.drafts - request.computed;
  if (long_prefill_token_threshold > 0 && tokens > long_prefill_token_threshold) {
    tokens = long_prefill_token_threshold;
  }
  return Math.min(tokens, state.budget, max_model_len - 1 - request.computed);
}
