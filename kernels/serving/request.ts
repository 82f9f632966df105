/** The records that all serving simulators share: what is asked, what an iteration did, what became of a request. */

export interface ServingRequest {
  readonly id: number;
  readonly arrivalSeconds: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Token ids, where content matters. */
  readonly prompt?: ArrayLike<number>;
  /** Token ids of the answer, where a later prompt contains it. */
  readonly output?: ArrayLike<number>;
  /** Requests of one group share a prefix. */
  readonly group?: number;
  readonly priority?: number;
}

export interface ScheduledItem {
  readonly request: number;
  readonly newTokens: number;
  /** Before this step. */
  readonly contextTokens: number;
  readonly kind: 'prefill' | 'decode';
}

export interface IterationRecord {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly items: readonly ScheduledItem[];
  readonly preempted: readonly number[];
  readonly waiting: number;
  readonly usedBlocks: number;
  readonly worker?: number;
}

export interface RequestRecord {
  readonly id: number;
  readonly arrivalSeconds: number;
  readonly startSeconds: number | null;
  readonly firstTokenSeconds: number | null;
  readonly finishSeconds: number | null;
  readonly outputTokens: number;
  readonly preemptions: number;
  readonly status: 'waiting' | 'running' | 'finished' | 'impossible';
}
