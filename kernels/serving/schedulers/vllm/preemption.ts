/** Memory is short: someone who runs must give up its blocks and start again later. Nothing is swapped out in V1. */
import { freeHolder } from '../../kv/kv-cache';
import type { RequestState } from './request';
import { removeFromBatch, type SchedulerState, strandInBatch } from './state';

/**
 * Preempts one running request. Returns it, and where the cursor over the running list stands afterwards.
 * First come, first served: the last of the list. Priority: the one that would go last, ties to the first in the
 * list; it may have been scheduled in this step already, and then its tokens return to the budget. v0.9.2 forgot
 * that: the victim stays in the batch without blocks, counts as computing, and the cursor skips a request.
 * Source: vLLM V1 `Scheduler.schedule`, `_preempt_request`.
 */
export function preemptOne(state: SchedulerState, cursor: number): { victim: RequestState; cursor: number } {
  const { running, settings } = state;
  let at = running.length - 1;
  if (settings.policy === 'priority') {
    at = 0;
    for (let i = 1; i < running.length; i++) {
      const [a, b] = [running[i], running[at]];
      if (a.priority > b.priority || (a.priority === b.priority && a.arrivalTime > b.arrivalTime)) at = i;
    }
  }
  const victim = running[at];
  running.splice(at, 1);
  const careful = settings.version === 'v1';
  if (careful) removeFromBatch(state, victim);
  else strandInBatch(state, victim);
  freeHolder(state.kv, victim, 'preempt');
  victim.computed = 0;
  victim.drafts = 0;
  victim.status = 'PREEMPTED';
  victim.preemptions++;
  state.waiting.pushFront(victim);
  state.step.preempted.push(victim.index);
  return { victim, cursor: careful && at < cursor ? cursor - 1 : cursor };
}
