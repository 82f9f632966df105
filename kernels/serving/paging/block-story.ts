/**
 * What happened to each block, step by step: who took it, when it was full and got its name, who found it, who gave
 * it back, and why its content was lost. Kept for a whole run in a few flat lists, so that any block's story can be
 * told as of any step.
 */
import type { BlockEvent, ReleaseReason } from '../kv/events';

export type StoryEntry =
  | { readonly kind: 'hit'; readonly step: number; readonly owner: number; readonly refs: number }
  | { readonly kind: 'allocate'; readonly step: number; readonly owner: number }
  | {
      readonly kind: 'evict';
      readonly step: number;
      /** Who needed the block. */
      readonly owner: number;
      /** Who gave it back last, at which step and why. */
      readonly last: { readonly owner: number; readonly step: number; readonly reason: ReleaseReason };
    }
  | {
      readonly kind: 'store';
      readonly step: number;
      readonly owner: number;
      readonly index: number;
      readonly duplicate: boolean;
    }
  | {
      readonly kind: 'release';
      readonly step: number;
      readonly owner: number;
      readonly reason: ReleaseReason;
      readonly refs: number;
      readonly to: 'front' | 'back' | 'shared';
    };

export interface BlockStories {
  /** Events of a step later than all told so far; those of earlier steps are known and passed over. */
  tell(step: number, events: readonly BlockEvent[]): void;
  /** The story of a block up to and including `step`, oldest first, at most the last `most` entries. */
  of(block: number, step: number, most?: number): StoryEntry[];
  /** The block whose content was lost last, up to and including `step`. */
  lastEvicted(step: number): number | undefined;
}

export function createBlockStories(): BlockStories {
  const byBlock = new Map<number, StoryEntry[]>();
  const evictions: { step: number; block: number }[] = [];
  let told = -1;

  const entry = (step: number, event: BlockEvent, before: readonly StoryEntry[]): StoryEntry => {
    const { block, ...rest } = event;
    if (rest.kind !== 'evict') return { step, ...rest };
    // Read from the story itself: a scheduler that was restored no longer remembers.
    const last = before.findLast((one) => one.kind === 'release');
    return {
      kind: 'evict',
      step,
      owner: rest.owner,
      last: last ?? { owner: rest.lastOwner, step: rest.freedStep, reason: rest.freedBy },
    };
  };

  return {
    tell(step, events) {
      if (step <= told) return;
      told = step;
      for (const event of events) {
        const story = byBlock.get(event.block) ?? [];
        byBlock.set(event.block, story);
        story.push(entry(step, event, story));
        if (event.kind === 'evict') evictions.push({ step, block: event.block });
      }
    },
    of(block, step, most = Number.POSITIVE_INFINITY) {
      const story = byBlock.get(block) ?? [];
      let end = story.length;
      while (end > 0 && story[end - 1].step > step) end--;
      return story.slice(Math.max(0, end - most), end);
    },
    lastEvicted(step) {
      let low = 0;
      let high = evictions.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (evictions[middle].step <= step) low = middle + 1;
        else high = middle;
      }
      return evictions[low - 1]?.block;
    },
  };
}
