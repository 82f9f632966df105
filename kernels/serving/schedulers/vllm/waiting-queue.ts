/**
 * Who waits. First come, first served: a ring that can be pushed at both ends. Priority: a binary heap over
 * (priority, arrival time, id). Both in constant or logarithmic time, so that a queue of 100,000 costs no more per
 * step than one of ten. A request that leaves is only marked, and dropped when it comes to the head.
 * Source: vLLM V1 `request_queue.py`.
 */
import type { RequestState } from './request';

export interface WaitingQueue {
  /** Requests that wait. */
  readonly size: number;
  push(request: RequestState): void;
  /** Back to the head: preempted, or passed over. In a heap there is no head to choose. */
  pushFront(request: RequestState): void;
  peek(): RequestState | undefined;
  pop(): RequestState | undefined;
  /** The request waits no more; its status says so already. */
  leave(): void;
  /** All that wait, next one first. */
  list(): RequestState[];
}

const waits = (request: RequestState) => request.status === 'WAITING' || request.status === 'PREEMPTED';

export function createFcfsQueue(): WaitingQueue {
  let ring = new Array<RequestState | undefined>(16).fill(undefined);
  let head = 0;
  let filled = 0;
  let size = 0;
  const at = (offset: number) => (head + offset) & (ring.length - 1);
  const grow = () => {
    if (filled < ring.length) return;
    const wider = new Array<RequestState | undefined>(ring.length * 2).fill(undefined);
    for (let i = 0; i < filled; i++) wider[i] = ring[at(i)];
    ring = wider;
    head = 0;
  };
  const drop = () => {
    const request = ring[head];
    ring[head] = undefined;
    head = at(1);
    filled--;
    return request;
  };
  const skipGone = () => {
    while (filled > 0 && !waits(ring[head]!)) drop();
  };
  return {
    get size() {
      return size;
    },
    push(request) {
      grow();
      ring[at(filled)] = request;
      filled++;
      size++;
    },
    pushFront(request) {
      // One that left may still stand at the head; it is dropped with the next look.
      grow();
      head = at(-1);
      ring[head] = request;
      filled++;
      size++;
    },
    peek() {
      skipGone();
      return filled > 0 ? ring[head] : undefined;
    },
    pop() {
      skipGone();
      if (filled === 0) return undefined;
      size--;
      return drop();
    },
    leave() {
      size--;
    },
    list() {
      const all: RequestState[] = [];
      for (let i = 0; i < filled; i++) if (waits(ring[at(i)]!)) all.push(ring[at(i)]!);
      return all;
    },
  };
}

/** Negative when `a` goes before `b`. Ids are compared as text, as vLLM's are, unless both are numbers. */
export function comparePriority(a: RequestState, b: RequestState): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.arrivalTime !== b.arrivalTime) return a.arrivalTime - b.arrivalTime;
  if (typeof a.id === 'number' && typeof b.id === 'number') return a.id - b.id;
  const [left, right] = [String(a.id), String(b.id)];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function createPriorityQueue(): WaitingQueue {
  const heap: RequestState[] = [];
  let size = 0;
  const before = (i: number, j: number) => comparePriority(heap[i], heap[j]) < 0;
  const swap = (i: number, j: number) => {
    const kept = heap[i];
    heap[i] = heap[j];
    heap[j] = kept;
  };
  const drop = () => {
    const top = heap[0];
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      for (let parent = 0; ; ) {
        let least = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2]) {
          if (child < heap.length && before(child, least)) least = child;
        }
        if (least === parent) break;
        swap(parent, least);
        parent = least;
      }
    }
    return top;
  };
  const skipGone = () => {
    while (heap.length > 0 && !waits(heap[0])) drop();
  };
  const push = (request: RequestState) => {
    heap.push(request);
    size++;
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!before(child, parent)) break;
      swap(child, parent);
      child = parent;
    }
  };
  return {
    get size() {
      return size;
    },
    push,
    pushFront: push,
    peek() {
      skipGone();
      return heap[0];
    },
    pop() {
      skipGone();
      if (heap.length === 0) return undefined;
      size--;
      return drop();
    },
    leave() {
      size--;
    },
    list: () => heap.filter(waits).sort(comparePriority),
  };
}
