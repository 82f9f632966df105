/**
 * Room for the tokens a request is about to compute, or a refusal that changes nothing.
 * Source: vLLM V1 `KVCacheManager.allocate_slots`.
 */
import { blocksTaken, storeFullBlocks, takeBlocks } from '../../kv/kv-cache';
import type { RequestState } from './request';
import type { SchedulerState } from './state';

const NO_HITS: readonly number[] = [];

/** A running request goes on by `tokens`. */
export function allocateRunning(state: SchedulerState, request: RequestState, tokens: number): boolean {
  const { kv, settings, lookahead } = state;
  const end = request.computed + tokens;
  const slots = Math.min(end + lookahead, settings.max_model_len);
  const fits =
    slots <= request.table.length * kv.blockTokens ||
    blocksTaken(kv, request, slots, NO_HITS) <= kv.pool.freeCount;
  return settle(state, request, tokens, NO_HITS, slots, end, fits);
}

/**
 * A waiting request is let in with the blocks found for it. Beyond what it needs now, the whole known sequence must
 * fit (v1, unless turned off), and the watermark must stay free while others run.
 */
export function allocateAdmitted(
  state: SchedulerState,
  request: RequestState,
  tokens: number,
  hits: readonly number[],
): boolean {
  const { kv, settings, lookahead } = state;
  const spare = state.running.length > 0 ? state.watermarkBlocks : 0;
  const free = kv.pool.freeCount - spare;
  const end = request.computed + hits.length * kv.blockTokens + tokens;
  const slots = Math.min(end + lookahead, settings.max_model_len);
  const whole =
    settings.reserve_full_isl && settings.version === 'v1'
      ? Math.min(request.length, settings.max_model_len)
      : 0;
  const fits = blocksTaken(kv, request, Math.max(slots, whole), hits) <= free;
  return settle(state, request, tokens, hits, slots, end, fits);
}

function settle(
  state: SchedulerState,
  request: RequestState,
  tokens: number,
  hits: readonly number[],
  slots: number,
  end: number,
  fits: boolean,
): boolean {
  const { kv, step } = state;
  const fresh = fits ? takeBlocks(kv, request, slots, hits) : 0;
  // Drafts may be rejected, so only blocks full of known tokens become findable.
  if (fits) storeFullBlocks(kv, request, Math.min(end, request.length));
  step.record?.alloc.push([
    request.id,
    tokens,
    hits.length * kv.blockTokens,
    fits ? request.table.slice(request.table.length - fresh) : null,
  ]);
  return fits;
}
