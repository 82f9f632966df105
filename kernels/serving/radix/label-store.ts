/**
 * Where the nodes keep their tokens and slots: stretches of typed arrays of a few pages each, filled from front to
 * back. Splitting a node then copies nothing, and the collector of a million tokens has little to look at. An array
 * goes when the last node in it does; it is kept small so that one node that stays keeps little else.
 */
const CHUNK_NUMBERS = 4096;

export class LabelStore {
  /** The array with the stretch last taken. */
  chunk = new Int32Array(0);
  private used = 0;

  /** Takes room for `count` numbers. Returns where it starts in `chunk`. */
  take(count: number): number {
    if (this.used + count > this.chunk.length) {
      this.chunk = new Int32Array(Math.max(CHUNK_NUMBERS, count));
      this.used = 0;
    }
    const at = this.used;
    this.used += count;
    return at;
  }
}
