/** What the two prefix caches have in common: the simulator knows only this. */
import type { ContentRequest } from '../workload/shared-prefix';

export const PREFIX_LANES = ['hash', 'radix'] as const;
export type PrefixLaneId = (typeof PREFIX_LANES)[number];

export interface LaneCounts {
  /** Prompt tokens found in the cache, and prompt tokens computed. */
  readonly cachedTokens: number;
  readonly computedTokens: number;
  /** Blocks, or leaves of the tree, that lost their content to make room. */
  readonly evictions: number;
  readonly evictedTokens: number;
}

export const NO_COUNTS: LaneCounts = { cachedTokens: 0, computedTokens: 0, evictions: 0, evictedTokens: 0 };

/** Something that was evicted: content that was there a moment ago. */
export interface Ghost {
  /** A request that began with it, and the stretch of that request's tokens. */
  readonly request: number;
  readonly from: number;
  readonly to: number;
}

/** What one event did to a cache. */
export interface LaneOutcome {
  /** Prompt tokens found; 0 for a request that finishes. */
  readonly found: number;
  /** Tokens that became part of the cache, or duplicated what was there. */
  readonly stored: number;
  readonly evicted: readonly Ghost[];
}

export interface PrefixLane<S> {
  readonly counts: LaneCounts;
  /** Prefills a request and makes its prompt findable. */
  admit(request: ContentRequest): LaneOutcome;
  /** Stores the answer, ends the request and keeps everything findable. */
  finish(request: ContentRequest): LaneOutcome;
  save(): S;
  /** Throws `BookError` when the cache contradicts itself. */
  check(): void;
}

/** Tokens stored when a request ends: the last one sampled is never fed back. */
export function storedTokens(request: ContentRequest): number {
  return request.prompt.length + request.output.length - 1;
}

/** Prompt and answer, as far as stored. */
export function contentOf(request: ContentRequest): number[] {
  return [...request.prompt, ...request.output].slice(0, storedTokens(request));
}
