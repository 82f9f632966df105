/**
 * Second half of a step, only when nobody was preempted in it: as many as fit are let in from the head of the queue.
 * Who does not fit stops everyone behind it.
 * Source: vLLM V1 `Scheduler.schedule`; v0.9.2 passes over a prompt that is too long for one piece.
 */
import { findPrefix } from '../../kv/kv-cache';
import { allocateAdmitted } from './allocate';
import type { RequestState } from './request';
import { addToBatch, type SchedulerState } from './state';

export function scheduleWaiting(state: SchedulerState): void {
  const { settings, kv, waiting, running, step } = state;
  const eagle = settings.spec_method === 'eagle';
  const passedOver: RequestState[] = [];
  const uniform = isUniformDecode(state);
  while (state.budget > 0 && running.length < settings.max_num_seqs) {
    const request = waiting.peek();
    if (!request) break;
    // Only v0.9.2 ever lets a waiting request count as having computed something.
    const hits = request.computed === 0 ? findPrefix(kv, request, eagle) : [];
    const context = request.computed + hits.length * kv.blockTokens;
    let tokens = request.length - context;
    let padding = 0;
    if (uniform && tokens === 1) {
      padding = state.draftsPerStep;
      tokens += padding;
      if (tokens > state.budget || context + tokens > settings.max_model_len) break;
    }
    const { long_prefill_token_threshold } = settings;
    if (long_prefill_token_threshold > 0) tokens = Math.min(tokens, long_prefill_token_threshold);
    if (!settings.enable_chunked_prefill && tokens > state.budget) {
      if (settings.version === 'v1') break;
      passedOver.push(waiting.pop()!);
      continue;
    }
    tokens = Math.min(tokens, state.budget);
    if (!allocateAdmitted(state, request, tokens, hits)) break;
    waiting.pop();
    running.push(request);
    (request.status === 'PREEMPTED' ? step.resumed : step.admitted).push(request.index);
    request.status = 'RUNNING';
    request.computed = context;
    step.hitTokens += context;
    addToBatch(state, request, tokens, context, padding, padding > 0);
  }
  for (const request of passedOver) waiting.pushFront(request);
}

/** The batch so far only verifies drafts: then a newcomer with one token is filled up to the same length. */
function isUniformDecode(state: SchedulerState): boolean {
  if (state.draftsPerStep === 0 || state.settings.version !== 'v1') return false;
  return state.step.batch.request.length > 0 && !state.prefillScheduled;
}
