/**
 * A node of the radix tree: an edge label of tokens, one cache slot per unit of it, and what eviction needs to know.
 * A unit is a token, or with bigrams a pair of neighbours: n units are then n + 1 tokens, the last of which is also
 * the first token of the children. Tokens and slots are 32-bit integers.
 */
import type { LabelStore } from './label-store';

export class RadixNode {
  readonly id: number;
  parent: RadixNode | null = null;
  /** Units of the label. */
  length: number;
  /** Tokens the label has more than units: 1 with bigrams. */
  readonly overlap: number;
  /** The array both are in, and where each starts. */
  readonly numbers: Int32Array;
  tokensAt: number;
  slotsAt: number;
  /** Requests that use it or something below it. */
  locks = 0;
  /** Times an insertion came past; chunks of a prompt do not count. */
  hits = 0;
  priority = 0;
  /** Logical times: a larger one is later. */
  accessed: number;
  readonly created: number;
  /** Separates trees whose caches differ though the tokens agree, e.g. an adapter's name. */
  readonly extraKey: string | null;
  /** Children by hash of their first page. */
  readonly children = new Map<number, RadixNode>();
  /** Next child of the same parent with the same hash. */
  twin: RadixNode | null = null;
  /** Place in the eviction heap; -1 when it may not be evicted. */
  heapAt = -1;
  evicted = false;

  constructor(
    id: number,
    now: number,
    extraKey: string | null,
    numbers: Int32Array,
    tokensAt: number,
    slotsAt: number,
    length: number,
    overlap: number,
  ) {
    this.id = id;
    this.accessed = now;
    this.created = now;
    this.extraKey = extraKey;
    this.numbers = numbers;
    this.tokensAt = tokensAt;
    this.slotsAt = slotsAt;
    this.length = length;
    this.overlap = overlap;
  }

  /** The label. */
  get tokens(): readonly number[] {
    return Array.from(this.numbers.subarray(this.tokensAt, this.tokensAt + this.length + this.overlap));
  }

  /** The slots of its units. */
  get slots(): readonly number[] {
    return Array.from(this.slotsView);
  }

  /** The same without a copy. */
  get slotsView(): Int32Array {
    return this.numbers.subarray(this.slotsAt, this.slotsAt + this.length);
  }
}

/** A node with copies of units [from, to) of a sequence. */
export function newNode(
  store: LabelStore,
  id: number,
  now: number,
  extraKey: string | null,
  tokens: ArrayLike<number>,
  slots: ArrayLike<number>,
  from: number,
  to: number,
  overlap: number,
): RadixNode {
  const length = to - from;
  const tokensAt = store.take(2 * length + overlap);
  const slotsAt = tokensAt + length + overlap;
  const { chunk } = store;
  for (let i = 0; i < length + overlap; i++) chunk[tokensAt + i] = tokens[from + i];
  for (let i = 0; i < length; i++) chunk[slotsAt + i] = slots[from + i];
  return new RadixNode(id, now, extraKey, chunk, tokensAt, slotsAt, length, overlap);
}

/** Hash of a page of `width` tokens from `at`. A page of one token is its own hash. */
export function pageHash(tokens: ArrayLike<number>, at: number, width: number): number {
  if (width === 1) return tokens[at];
  let hash = 0x811c9dc5;
  for (let i = at; i < at + width; i++) hash = Math.imul(hash ^ tokens[i], 0x01000193);
  return hash;
}

/** How many of at most `most` tokens of the node's label agree with `tokens` from `at` on. */
export function commonTokens(node: RadixNode, tokens: readonly number[], at: number, most: number): number {
  const { numbers, tokensAt } = node;
  let count = 0;
  while (count < most && numbers[tokensAt + count] === tokens[at + count]) count++;
  return count;
}

export function addChild(parent: RadixNode, child: RadixNode, pageTokens: number): void {
  const hash = pageHash(child.numbers, child.tokensAt, pageTokens);
  child.parent = parent;
  const first = parent.children.get(hash);
  if (!first) {
    parent.children.set(hash, child);
    return;
  }
  let last = first;
  while (last.twin) last = last.twin;
  last.twin = child;
}

/** Takes a child away. Its own `parent` stays, so that who holds it can still walk up. */
export function removeChild(parent: RadixNode, child: RadixNode, pageTokens: number): void {
  const hash = pageHash(child.numbers, child.tokensAt, pageTokens);
  const first = parent.children.get(hash);
  if (first === child) {
    if (child.twin) parent.children.set(hash, child.twin);
    else parent.children.delete(hash);
  } else {
    let before = first!;
    while (before.twin !== child) before = before.twin!;
    before.twin = child.twin;
  }
  child.twin = null;
}

/** All children, in no particular order. */
export function childrenOf(node: RadixNode): RadixNode[] {
  const all: RadixNode[] = [];
  for (let child of node.children.values()) {
    all.push(child);
    while (child.twin) {
      child = child.twin;
      all.push(child);
    }
  }
  return all;
}

/** The node and everything below it, parents before their children. */
export function subtree(root: RadixNode): RadixNode[] {
  const nodes = [root];
  for (let at = 0; at < nodes.length; at++) nodes.push(...childrenOf(nodes[at]));
  return nodes;
}

/** Slots of the path from the root down to the node. */
export function pathSlots(node: RadixNode, length: number): number[] {
  const slots = new Array<number>(length);
  let end = length;
  for (let at: RadixNode | null = node; at?.parent; at = at.parent) {
    const { numbers, slotsAt, length: own } = at;
    end -= own;
    for (let i = 0; i < own; i++) slots[end + i] = numbers[slotsAt + i];
  }
  return slots;
}
