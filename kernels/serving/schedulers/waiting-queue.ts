/** The line before a server: joined at the end, left at the front, and rejoined at the front by whoever is thrown out. */
export class WaitingQueue {
  private readonly returned: number[] = [];
  private line: number[] = [];
  private head = 0;

  get length(): number {
    return this.returned.length + this.line.length - this.head;
  }

  /** The first in line. Undefined when nobody waits. */
  peek(): number | undefined {
    return this.returned.length > 0 ? this.returned[this.returned.length - 1] : this.line[this.head];
  }

  join(request: number): void {
    this.line.push(request);
  }

  rejoin(request: number): void {
    this.returned.push(request);
  }

  leave(): number | undefined {
    if (this.returned.length > 0) return this.returned.pop();
    if (this.head === this.line.length) return undefined;
    const request = this.line[this.head++];
    // What has left is let go now and then, so that a long run needs no more memory than its line.
    if (this.head > 1024 && this.head * 2 > this.line.length) {
      this.line = this.line.slice(this.head);
      this.head = 0;
    }
    return request;
  }

  /** Everybody in line, first in line first. */
  toArray(): number[] {
    return [...this.returned.toReversed(), ...this.line.slice(this.head)];
  }
}
