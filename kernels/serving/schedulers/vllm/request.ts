/** A request as it comes in, and what the scheduler keeps of it. */
import { ensure } from '../../../errors';
import type { BlockKey } from '../../kv/block-hash';
import type { BlockHolder } from '../../kv/kv-cache';

export interface VllmRequest {
  readonly id: string | number;
  /** Token ids, or only how many: then nobody else has the same. */
  readonly prompt: ArrayLike<number> | number;
  /** What the model will say: the i-th token is output[i mod length]. Left out: tokens that nobody else has. */
  readonly output?: ArrayLike<number>;
  /** Output tokens after which the request ends. */
  readonly max_tokens: number;
  /** Decides between equal priorities. Default: the order of arrival. */
  readonly arrival_time?: number;
  /** Smaller goes first. Default 0. */
  readonly priority?: number;
  /** Requests with different salts share no blocks. */
  readonly salt?: string | null;
  /** Step before which it arrives. Left out: at once. */
  readonly arrive?: number;
  /** Step before which its client leaves. */
  readonly abort?: number;
  /** Drafts accepted by each verification in turn, from the start again after the last. Left out: none. */
  readonly accept?: ArrayLike<number>;
}

export type VllmStatus =
  | 'WAITING'
  | 'RUNNING'
  | 'PREEMPTED'
  | 'FINISHED_LENGTH_CAPPED'
  | 'FINISHED_ABORTED'
  | 'IMPOSSIBLE';

/** A request while it lives. A class, because the steps of a long run need every one to have the same shape. */
export class RequestState implements BlockHolder {
  readonly index: number;
  readonly id: string | number;
  readonly priority: number;
  readonly arrivalTime: number;
  readonly promptTokens: number;
  readonly maxTokens: number;
  readonly salt: string | null;
  readonly accept: ArrayLike<number> | null;
  readonly prompt: ArrayLike<number> | null;
  readonly output: ArrayLike<number> | null;
  status: VllmStatus = 'WAITING';
  length: number;
  computed = 0;
  /** It stands in the middle of its known tokens: its last piece was not the last one. */
  prefilling = false;
  /** Drafts that wait to be verified. */
  drafts = 0;
  /** Times the model's result has given it tokens. */
  verifications = 0;
  preemptions = 0;
  table: number[] = [];
  keys: BlockKey[] = [];
  stored = 0;

  constructor(index: number, request: VllmRequest) {
    const { prompt, output, accept } = request;
    this.index = index;
    this.id = request.id;
    this.priority = request.priority ?? 0;
    this.arrivalTime = request.arrival_time ?? index;
    this.prompt = typeof prompt === 'number' ? null : prompt;
    this.promptTokens = typeof prompt === 'number' ? prompt : prompt.length;
    this.output = output && output.length > 0 ? output : null;
    this.maxTokens = request.max_tokens;
    this.salt = request.salt || null;
    this.accept = accept && accept.length > 0 ? accept : null;
    this.length = this.promptTokens;
  }

  /** Output tokens so far. */
  get produced(): number {
    return this.length - this.promptTokens;
  }

  token(position: number): number {
    const after = position - this.promptTokens;
    if (after < 0) return this.prompt ? this.prompt[position] : this.ownToken(position);
    return this.output ? this.output[after % this.output.length] : this.ownToken(position);
  }

  /** Negative, and different for every request, so equal to no real token. */
  private ownToken(position: number): number {
    return -1 - (this.index * 0x100000 + position);
  }
}

/** The request's state at its arrival. Throws `serving.vllmRequest` on one that means nothing. */
export function createRequest(index: number, request: VllmRequest): RequestState {
  const state = new RequestState(index, request);
  const { id } = request;
  ensure(Number.isSafeInteger(state.promptTokens) && state.promptTokens > 0, 'serving.vllmRequest', {
    id,
    prompt: state.promptTokens,
  });
  ensure(Number.isSafeInteger(state.maxTokens) && state.maxTokens > 0, 'serving.vllmRequest', {
    id,
    max_tokens: state.maxTokens,
  });
  return state;
}
