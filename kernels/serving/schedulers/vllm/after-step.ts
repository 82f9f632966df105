/**
 * After the model ran: requests that computed all their tokens get new ones, drafts are accepted or rejected,
 * and who has reached an end gives its blocks back.
 * Source: vLLM V1 `Scheduler._update_after_schedule`, `update_from_output`, `check_stop`.
 */
import { freeHolder } from '../../kv/kv-cache';
import type { RequestState } from './request';
import type { SchedulerState } from './state';

/** Scheduling itself moves `computed` on: the model will have computed these tokens by the next step. */
export function advanceComputed(state: SchedulerState): void {
  const { request, tokens } = state.step.batch;
  let sum = 0;
  for (let i = 0; i < request.length; i++) {
    const member = state.requests[request[i]];
    member.computed += tokens[i];
    member.prefilling = member.computed < member.length;
    sum += tokens[i];
  }
  state.step.scheduledTokens = sum;
}

export function applyModelResult(state: SchedulerState): void {
  const { requests, draftsPerStep, step, padded } = state;
  const { request: members, drafts } = step.batch;
  for (let i = 0; i < members.length; i++) {
    const request = requests[members[i]];
    // Aborted between scheduling and the result: nobody waits for the tokens.
    if (request.status !== 'RUNNING') continue;
    request.drafts = request.prefilling ? 0 : draftsPerStep;
    if (request.computed - drafts[i] < request.length) continue;
    const accepted = padded[i] ? 0 : acceptedDrafts(request, drafts[i]);
    request.computed -= drafts[i] - accepted;
    request.verifications++;
    const end = Math.min(request.promptTokens + request.maxTokens, state.settings.max_model_len);
    // A prompt as long as the model's limit still yields its one token.
    request.length = Math.min(request.length + 1 + accepted, Math.max(end, request.length + 1));
    if (request.length >= end) finish(state, request);
  }
  if (step.finished.length > 0) {
    state.running = state.running.filter((request) => request.status === 'RUNNING');
  }
}

function acceptedDrafts(request: RequestState, drafts: number): number {
  if (drafts === 0 || request.accept === null) return 0;
  return Math.min(drafts, request.accept[request.verifications % request.accept.length]);
}

function finish(state: SchedulerState, request: RequestState): void {
  request.status = 'FINISHED_LENGTH_CAPPED';
  freeHolder(state.kv, request, 'finish');
  retire(state, request);
}

/** Lets go of what a request needs only while it lives. */
export function retire(state: SchedulerState, request: RequestState): void {
  request.keys = [];
  request.drafts = 0;
  state.unfinished--;
  if (request.status === 'FINISHED_LENGTH_CAPPED') state.step.finished.push(request.index);
}
