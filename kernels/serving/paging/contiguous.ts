/**
 * Contiguous memory: every sequence holds one unbroken span. The two allocators before paging differ only in how
 * long a span they ask for, so they share all of this.
 */
import { ensure } from '../../errors';
import type { Allocator, AllocatorId, Hole, MemorySession, OnCopy } from './allocator';
import type { PagingSetup } from './params';

export interface Span {
  readonly owner: number;
  readonly start: number;
  readonly size: number;
}

export interface ContiguousMemory {
  /** In order of address; no two overlap. */
  readonly spans: readonly Span[];
}

/** The free stretches between the spans, in order of address. */
export function holesOf(memory: ContiguousMemory, poolTokens: number): Hole[] {
  const holes: Hole[] = [];
  let at = 0;
  for (const span of memory.spans) {
    if (span.start > at) holes.push({ start: at, size: span.start - at });
    at = span.start + span.size;
  }
  if (poolTokens > at) holes.push({ start: at, size: poolTokens - at });
  return holes;
}

/** @param roomFor how long a span to ask for when `tokens` must fit */
export function contiguousAllocator(
  id: AllocatorId,
  roomFor: (tokens: number, setup: PagingSetup) => number,
): Allocator<ContiguousMemory> {
  return {
    id,
    create: () => ({ spans: [] }),
    open: (memory, setup, onCopy) => openSession(memory, setup, onCopy, roomFor),
    visit(memory, _setup, owner, stored, piece) {
      const span = memory.spans.find((one) => one.owner === owner);
      if (span) piece(span.start, span.size, stored, 1);
    },
    heldTokens: (memory) => memory.spans.reduce((sum, span) => sum + span.size, 0),
    sharedTokens: () => 0,
    unusableHoles(memory, setup, tokens) {
      const wanted = roomFor(tokens, setup);
      return holesOf(memory, setup.poolTokens).filter((hole) => hole.size < wanted);
    },
    check(memory, setup) {
      let end = 0;
      const owners = new Set<number>();
      for (const { owner, start, size } of memory.spans) {
        ensure(size > 0 && start >= end && start + size <= setup.poolTokens, 'serving.overlap', {
          owner,
          start,
          size,
        });
        ensure(!owners.has(owner), 'serving.twoSpans', { owner });
        owners.add(owner);
        end = start + size;
      }
    },
  };
}

function openSession(
  memory: ContiguousMemory,
  setup: PagingSetup,
  onCopy: OnCopy,
  roomFor: (tokens: number, setup: PagingSetup) => number,
): MemorySession<ContiguousMemory> {
  let spans = memory.spans;
  const without = (owner: number) => spans.filter((span) => span.owner !== owner);
  const place = (owner: number, size: number, others: readonly Span[]): boolean => {
    // First fit by address, holes taken as they stand: a span that moves is copied before its old room is freed.
    const hole = holesOf({ spans }, setup.poolTokens).find((free) => free.size >= size);
    if (!hole) return false;
    spans = insert(others, { owner, start: hole.start, size });
    return true;
  };
  const session: MemorySession<ContiguousMemory> = {
    admit: (owner, _now, tokensSoon) => place(owner, roomFor(tokensSoon, setup), spans),
    grow(owner, stored, tokens) {
      const at = spans.findIndex((span) => span.owner === owner);
      const span = spans[at];
      if (tokens <= span.size) return true;
      const size = roomFor(tokens, setup);
      const end = spans[at + 1]?.start ?? setup.poolTokens;
      if (span.start + size <= end) {
        spans = spans.with(at, { ...span, size });
        return true;
      }
      if (!place(owner, size, without(owner))) return false;
      onCopy('move', owner, stored);
      return true;
    },
    fork(_parent, child, stored) {
      if (!place(child, roomFor(stored + 1, setup), spans)) return false;
      onCopy('copy', child, stored);
      return true;
    },
    release(owner) {
      spans = without(owner);
    },
    seal: () => (spans === memory.spans ? memory : { spans }),
  };
  return session;
}

function insert(spans: readonly Span[], added: Span): Span[] {
  const after = spans.findIndex((span) => span.start > added.start);
  return spans.toSpliced(after < 0 ? spans.length : after, 0, added);
}
