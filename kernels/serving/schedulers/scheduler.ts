/**
 * What every scheduler looks like from outside. A run asks for a batch, lets it take its time, and hands it back; time
 * and cost stay with the run, so that a policy is nothing but its decisions.
 */

export const POLICY_IDS = ['static', 'orca', 'vllm-v0', 'sarathi', 'vllm-v1'] as const;
/** The policies of one server. `disaggregated` (disaggregated.ts) has two kinds of servers and a loop of its own. */
export type PolicyId = (typeof POLICY_IDS)[number];

/** One iteration's work. The same object for every iteration: read it before the next call. */
export interface Batch {
  size: number;
  /** Index of the request, in batch order; its new tokens; the tokens it had before. */
  readonly requests: number[];
  readonly tokens: number[];
  readonly contexts: number[];
  /** Whether an item ends with an output token: decoding does, and the last piece of a prompt. Known after `complete`. */
  readonly yields: boolean[];
  /** Requests that ended with this batch. Known after `complete`. */
  readonly finished: number[];
  /** Requests thrown out while this batch was formed, in that order. */
  readonly preempted: number[];
}

export interface Scheduler {
  /** A request joins the queue. Requests are added in the order of their index. */
  add(request: number): void;
  /** Forms the next batch. Its size is 0 when nothing can run now. */
  schedule(): Batch;
  /** The batch has run. */
  complete(): void;
  readonly waiting: number;
  /** Blocks that are handed out. */
  readonly usedBlocks: number;
  /** Prompt tokens that a prefix cache had when their request was let in, so far. */
  readonly hitTokens: number;
  /** Everything it knows, as plain JSON; between `complete` and `schedule` only. */
  save(): unknown;
}

/** What a scheduler must know of a request. */
export interface Demand {
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Those who came at the same time are equals. All differ when not given. */
  readonly arrivalSeconds?: number;
  /** Token ids, where requests share beginnings; only vLLM V1 looks. */
  readonly prompt?: ArrayLike<number>;
  readonly output?: ArrayLike<number>;
}

export interface ServerConfig {
  /** Sequences in a batch at most. */
  readonly batchCap: number;
  readonly blockTokens: number;
  readonly blocks: number;
  /** Tokens that static batching and Orca reserve for every request. */
  readonly maxTokens: number;
  /** Tokens of a prefill batch of vLLM V0, padding included; token budget of an iteration of vLLM V1. */
  readonly maxTokensInBatch: number;
  /** Tokens of an iteration of Sarathi. */
  readonly chunkTokens: number;
  /** Share of the blocks that admission leaves free. */
  readonly watermark: number;
  /** Prompt and answer together at most; longer requests are refused. No limit when not given. */
  readonly longestTokens?: number;
  /**
   * Vidur's simulator takes what was read of a prompt for all of it when a request starts over while it is still being
   * read. Only for replaying its traces.
   */
  readonly cutsPrompts?: boolean;
}

export function emptyBatch(): Batch {
  return { size: 0, requests: [], tokens: [], contexts: [], yields: [], finished: [], preempted: [] };
}

/** Empties the batch for the next iteration. Its arrays stay long, as the next batch is likely to be as large. */
export function clearBatch(batch: Batch): void {
  batch.size = 0;
  batch.finished.length = 0;
  batch.preempted.length = 0;
}

export function addItem(batch: Batch, request: number, tokens: number, context: number): void {
  const at = batch.size++;
  batch.requests[at] = request;
  batch.tokens[at] = tokens;
  batch.contexts[at] = context;
}

/** Cuts off what the batch before was longer by. */
export function closeBatch(batch: Batch): void {
  if (batch.requests.length === batch.size) return;
  batch.requests.length = batch.size;
  batch.tokens.length = batch.size;
  batch.contexts.length = batch.size;
  batch.yields.length = Math.min(batch.yields.length, batch.size);
}
