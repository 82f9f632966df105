/**
 * Both caches of a state as trees of stretches of tokens, for a view to draw: what is found, used, kept, evicted just
 * now, and in which order the rest would go. A stretch is a node of the radix tree, or a run of blocks.
 */
import type { BlockKey } from '../kv/block-hash';
import type { ContentRequest } from '../workload/shared-prefix';
import { hashStretches } from './hash-picture';
import { contentOf, type Ghost, type LaneOutcome, type PrefixLaneId } from './lane';
import { radixStretches } from './radix-picture';
import type { PrefixState } from './simulator';

/** A block of a stretch of the hash cache. */
export interface PictureBlock {
  readonly block: number;
  /** Null for a block that is not full and cannot be found. */
  readonly key: BlockKey | null;
  /** Other blocks with the same content. */
  readonly twins: readonly number[];
}

export interface Stretch {
  readonly id: string;
  readonly parent: string | null;
  /** Positions in the sequence. */
  readonly from: number;
  readonly to: number;
  /** A request whose tokens these are. */
  readonly request: number;
  /** Requests that use it now. */
  readonly refs: number;
  /** The event that last had to do with it. */
  readonly touched: number;
  /** How many evictions come before this one; null while it is used or another request's path leads through it. */
  readonly order: number | null;
  /** Insertions that came past. Radix tree only. */
  readonly hits?: number;
  readonly blocks?: readonly PictureBlock[];
  /** `found` and `added` are of the last event. */
  readonly state: StretchState;
}

export type StretchState = 'found' | 'added' | 'used' | 'kept' | 'evicted';

export type Picture = Readonly<Record<PrefixLaneId, readonly Stretch[]>>;

export function pictureOf(state: PrefixState): Picture {
  const { requests } = state.plan;
  const of = (stretches: readonly Stretch[], outcome: LaneOutcome | undefined) => [
    ...stretches,
    ...ghostStretches(stretches, outcome?.evicted ?? [], requests),
  ];
  return {
    hash: of(hashStretches(state), state.last?.hash),
    radix: of(radixStretches(state), state.last?.radix),
  };
}

/** Whether a stretch of the request of the last event was found or added by it. */
export function stateOf(from: number, refs: number, onPath: boolean, state: PrefixState, found: number) {
  const { last, plan } = state;
  if (onPath && last) {
    if (last.kind === 'admit') return from < found ? 'found' : 'added';
    if (from >= plan.requests[last.request].prompt.length) return 'added';
  }
  return refs > 0 ? 'used' : 'kept';
}

/** What was evicted, hung where it was. */
function ghostStretches(
  stretches: readonly Stretch[],
  ghosts: readonly Ghost[],
  requests: readonly ContentRequest[],
): Stretch[] {
  const drawn: Stretch[] = [];
  for (const ghost of merged(ghosts)) {
    const content = contentOf(requests[ghost.request]);
    const above = [...drawn, ...stretches].find(
      ({ to, request }) => to === ghost.from && sameTokens(contentOf(requests[request]), content, ghost.from),
    );
    drawn.push({
      ...ghost,
      id: `gone-${ghost.request}-${ghost.from}`,
      parent: above?.id ?? null,
      refs: 0,
      touched: 0,
      order: null,
      state: 'evicted',
    });
  }
  return drawn;
}

/** Neighbouring stretches of one request in one piece, beginnings first. */
function merged(ghosts: readonly Ghost[]): Ghost[] {
  const pieces: Ghost[] = [];
  for (const ghost of ghosts.toSorted((a, b) => a.request - b.request || a.from - b.from)) {
    const last = pieces.at(-1);
    if (last?.request === ghost.request && last.to === ghost.from)
      pieces[pieces.length - 1] = { ...last, to: ghost.to };
    else pieces.push(ghost);
  }
  return pieces.sort((a, b) => a.from - b.from);
}

function sameTokens(a: readonly number[], b: readonly number[], count: number): boolean {
  for (let at = count - 1; at >= 0; at--) if (a[at] !== b[at]) return false;
  return true;
}
