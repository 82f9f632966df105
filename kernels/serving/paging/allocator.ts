/** What the three ways of handing out KV memory have in common. The scheduler knows only this. */
import type { PagingSetup } from './params';

export type AllocatorId = 'reserve' | 'grow' | 'paged';
export const ALLOCATOR_IDS: readonly AllocatorId[] = ['reserve', 'grow', 'paged'];

/** A stretch of memory one sequence holds, in token addresses of the pool; its first `used` tokens are stored. */
export interface Piece {
  readonly start: number;
  readonly size: number;
  readonly used: number;
  /** Sequences that refer to it. */
  readonly owners: number;
  /** Physical block, where memory has blocks. */
  readonly block?: number;
}

/** The fields of a `Piece`, one by one. */
export type VisitPiece = (start: number, size: number, used: number, owners: number, block?: number) => void;

/** A free stretch of memory. */
export interface Hole {
  readonly start: number;
  readonly size: number;
}

/** Called when stored tokens are copied inside the pool: a move to a bigger hole, or copy-on-write. */
export type OnCopy = (kind: 'move' | 'copy', owner: number, tokens: number) => void;

/**
 * One step's worth of changes. The memory it was opened on stays as it was; `seal` returns the new one, which
 * shares every part that did not change. Each request for room either succeeds or changes nothing.
 */
export interface MemorySession<M> {
  /** Room for a newcomer that stores `tokensNow` in this step and at least `tokensSoon` before its first answer. */
  admit(owner: number, tokensNow: number, tokensSoon: number, busy: boolean): boolean;
  /** Room for `tokens` in all, for a sequence that stores `stored`. */
  grow(owner: number, stored: number, tokens: number): boolean;
  /** A second sequence with the same `stored` tokens. */
  fork(parent: number, child: number, stored: number): boolean;
  release(owner: number): void;
  seal(): M;
}

export interface Allocator<M> {
  readonly id: AllocatorId;
  create(setup: PagingSetup): M;
  open(memory: M, setup: PagingSetup, onCopy: OnCopy): MemorySession<M>;
  /** Visits what a sequence holds, in the order of its tokens. Makes no objects: a figure asks sixty times a second. */
  visit(memory: M, setup: PagingSetup, owner: number, stored: number, piece: VisitPiece): void;
  /** Tokens' worth of memory handed out. */
  heldTokens(memory: M, setup: PagingSetup): number;
  /** Tokens that are stored more than once logically and once physically, because sequences share them. */
  sharedTokens(memory: M, setup: PagingSetup, stored: (owner: number) => number): number;
  /** Free stretches too small for a newcomer of `tokens` tokens, in order of address. */
  unusableHoles(memory: M, setup: PagingSetup, tokens: number): Hole[];
  /** Throws `BookError` when the memory contradicts itself. */
  check(memory: M, setup: PagingSetup): void;
}

/** What a sequence holds, in the order of its tokens. */
export function piecesOf<M>(
  allocator: Allocator<M>,
  memory: M,
  setup: PagingSetup,
  owner: number,
  stored: number,
): Piece[] {
  const pieces: Piece[] = [];
  allocator.visit(memory, setup, owner, stored, (start, size, used, owners, block) => {
    pieces.push(block === undefined ? { start, size, used, owners } : { start, size, used, owners, block });
  });
  return pieces;
}
