/**
 * A node of the radix tree: an edge label (`tokens`), one cache slot per unit of it, and what eviction needs to know.
 * A unit is a token, or with bigrams a pair of neighbours: n units are then n + 1 tokens, the last of which is also
 * the first token of the children.
 */
export class RadixNode {
  readonly id: number;
  parent: RadixNode | null = null;
  tokens: readonly number[];
  slots: readonly number[];
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
    tokens: readonly number[],
    slots: readonly number[],
    extraKey: string | null,
    now: number,
  ) {
    this.id = id;
    this.tokens = tokens;
    this.slots = slots;
    this.extraKey = extraKey;
    this.accessed = now;
    this.created = now;
  }
}

/** Hash of a page of `width` tokens from `at`. A page of one token is its own hash. */
export function pageHash(tokens: readonly number[], at: number, width: number): number {
  if (width === 1) return tokens[at];
  let hash = 0x811c9dc5;
  for (let i = at; i < at + width; i++) hash = Math.imul(hash ^ tokens[i], 0x01000193);
  return hash;
}

/** How many of at most `most` tokens of `label` agree with `tokens` from `at` on. */
export function commonTokens(
  label: readonly number[],
  tokens: readonly number[],
  at: number,
  most: number,
): number {
  let count = 0;
  while (count < most && label[count] === tokens[at + count]) count++;
  return count;
}

export function addChild(parent: RadixNode, child: RadixNode, pageTokens: number): void {
  const hash = pageHash(child.tokens, 0, pageTokens);
  child.parent = parent;
  child.twin = parent.children.get(hash) ?? null;
  parent.children.set(hash, child);
}

/** Takes a child away. Its own `parent` stays, so that who holds it can still walk up. */
export function removeChild(parent: RadixNode, child: RadixNode, pageTokens: number): void {
  const hash = pageHash(child.tokens, 0, pageTokens);
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
    const own = at.slots;
    end -= own.length;
    for (let i = 0; i < own.length; i++) slots[end + i] = own[i];
  }
  return slots;
}
