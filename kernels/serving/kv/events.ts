/** What happened to blocks, for a view that explains it. Collected only when asked for. */

/** Why a sequence gave its blocks back. */
export type ReleaseReason = 'finish' | 'abort' | 'preempt';

export type BlockEvent =
  /** Found by its content; `refs` tables share it now. */
  | { readonly kind: 'hit'; readonly block: number; readonly owner: number; readonly refs: number }
  /** Taken from the front of the free queue. */
  | { readonly kind: 'allocate'; readonly block: number; readonly owner: number }
  /**
   * Lost its content: it stood at the front of the free queue when `owner` needed a block. Nobody had used it since
   * `freedStep`, when `lastOwner` gave it back.
   */
  | {
      readonly kind: 'evict';
      readonly block: number;
      readonly owner: number;
      readonly lastOwner: number;
      readonly freedStep: number;
      readonly freedBy: ReleaseReason;
    }
  /** Full, and from now on found by its content. `duplicate`: another block held the same already. */
  | {
      readonly kind: 'store';
      readonly block: number;
      readonly owner: number;
      /** Place of the block in its sequence. */
      readonly index: number;
      readonly duplicate: boolean;
    }
  /** Given back; free once `refs` is 0, and then at that end of the free queue. */
  | {
      readonly kind: 'release';
      readonly block: number;
      readonly owner: number;
      readonly reason: ReleaseReason;
      readonly refs: number;
      readonly to: 'front' | 'back' | 'shared';
    };

/** Remembers enough about free blocks to say later why one was evicted. */
export interface BlockJournal {
  events: BlockEvent[];
  step: number;
  /** By block: who gave it back last, when, why. */
  readonly lastOwner: Record<number, number>;
  readonly freedStep: Record<number, number>;
  readonly freedBy: Record<number, ReleaseReason>;
}

export function createBlockJournal(): BlockJournal {
  return { events: [], step: 0, lastOwner: {}, freedStep: {}, freedBy: {} };
}

export function journalEviction(journal: BlockJournal, block: number, owner: number): void {
  journal.events.push({
    kind: 'evict',
    block,
    owner,
    lastOwner: journal.lastOwner[block],
    freedStep: journal.freedStep[block],
    freedBy: journal.freedBy[block],
  });
}

export function journalRelease(
  journal: BlockJournal,
  block: number,
  owner: number,
  reason: ReleaseReason,
  refs: number,
  to: 'front' | 'back',
): void {
  if (refs === 0) {
    journal.lastOwner[block] = owner;
    journal.freedStep[block] = journal.step;
    journal.freedBy[block] = reason;
  }
  journal.events.push({ kind: 'release', block, owner, reason, refs, to: refs > 0 ? 'shared' : to });
}
