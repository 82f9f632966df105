/** What crosses the border between the page and the worker that simulates. Plain data and flat arrays. */
import type { Timeline } from '@/kernels/serving/timeline/timeline';
import type { PolicyId } from './policies';

/** Readings that no promise about time changes. */
export interface PolicyReadings {
  readonly ttftP50: number;
  readonly ttftP99: number;
  readonly tpotP50: number;
  readonly tpotP99: number;
  readonly tokensPerSecond: number;
  readonly unfinished: number;
  readonly preemptions: number;
  /** Requests that can never fit. */
  readonly impossible: number;
  /** From the first arrival to the last token. */
  readonly spanSeconds: number;
  readonly iterations: number;
  /** Share of the time in which the device, or one of several, was at work. */
  readonly busyShare: number;
}

export interface PolicyResult {
  readonly policy: PolicyId;
  readonly timeline: Timeline;
  readonly readings: PolicyReadings;
}

export type PolicyResults = Readonly<Record<PolicyId, PolicyResult>>;

/** One iteration, opened. */
export interface StepReport {
  readonly policy: PolicyId;
  /** Its number, from 1, and how many there are. */
  readonly number: number;
  readonly count: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly worker: number;
  readonly decodes: number;
  readonly prefills: readonly {
    readonly request: number;
    readonly newTokens: number;
    readonly contextTokens: number;
  }[];
  readonly newTokens: number;
  /** Tokens whose cache is read. */
  readonly contextTokens: number;
  readonly waiting: number;
  readonly usedBlocks: number;
  readonly preempted: readonly number[];
  readonly bytes: number;
  readonly flops: number;
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly boundBy: 'memory' | 'compute' | 'communication';
}
