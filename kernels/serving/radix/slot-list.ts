/** The free slots of a cache, in a ring: taken at the front, given back at the end. */
import { ensure } from '../../errors';

/** Free slots, front first. */
export type SavedSlots = readonly number[];

export class SlotList {
  private readonly ring: Int32Array;
  private front = 0;
  private length: number;

  /** Slots 1 … `size`; 0 is kept for padding. @param free the free ones, front first, when not all are */
  constructor(size: number, free?: SavedSlots) {
    ensure(!free || free.length <= size, 'serving.poolSize', { size });
    this.ring = new Int32Array(size);
    if (free) this.ring.set(free);
    else for (let slot = 0; slot < size; slot++) this.ring[slot] = slot + 1;
    this.length = free?.length ?? size;
  }

  get count(): number {
    return this.length;
  }

  take(count: number): number[] {
    ensure(count <= this.length, 'serving.poolEmpty', { size: this.ring.length });
    const taken = new Array<number>(count);
    for (let i = 0; i < count; i++) taken[i] = this.ring[(this.front + i) % this.ring.length];
    this.front = (this.front + count) % this.ring.length;
    this.length -= count;
    return taken;
  }

  /** Gives back slots[from … to), in that order. */
  give(slots: ArrayLike<number>, from: number, to: number): void {
    ensure(this.length + Math.max(0, to - from) <= this.ring.length, 'serving.doubleFree', {
      block: slots[from],
    });
    for (let at = from; at < to; at++) {
      this.ring[(this.front + this.length++) % this.ring.length] = slots[at];
    }
  }

  save(): number[] {
    return Array.from({ length: this.length }, (_, i) => this.ring[(this.front + i) % this.ring.length]);
  }
}
