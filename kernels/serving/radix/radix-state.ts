/**
 * A radix cache as data: saved and restored, listed as the recorded traces list it, and checked.
 * A saved state is plain JSON.
 */
import { ensure } from '../../errors';
import { LabelStore } from './label-store';
import { RadixCache, type RadixCacheConfig } from './radix-cache';
import { addChild, childrenOf, newNode, type RadixNode, subtree } from './radix-node';

export interface SavedNode {
  readonly id: number;
  /** Place of the parent in the list; −1 for the root, which comes first. */
  readonly parent: number;
  readonly tokens: readonly number[];
  readonly slots: readonly number[];
  readonly locks: number;
  readonly hits: number;
  readonly priority: number;
  readonly accessed: number;
  readonly created: number;
  readonly extraKey: string | null;
}

export interface RadixState {
  readonly config: Required<RadixCacheConfig>;
  readonly clock: number;
  readonly nodeCount: number;
  readonly evictable: number;
  readonly protected: number;
  /** Parents before their children. */
  readonly nodes: readonly SavedNode[];
}

export function saveRadix(cache: RadixCache): RadixState {
  const nodes = subtree(cache.root);
  const places = new Map(nodes.map((node, place) => [node, place]));
  return {
    config: cache.config,
    clock: cache.clock,
    nodeCount: cache.nodeCount,
    evictable: cache.evictableSize,
    protected: cache.protectedSize,
    nodes: nodes.map(({ id, parent, tokens, slots, locks, hits, priority, accessed, created, extraKey }) => ({
      id,
      parent: parent ? places.get(parent)! : -1,
      tokens,
      slots,
      locks,
      hits,
      priority,
      accessed,
      created,
      extraKey,
    })),
  };
}

/** The cache as it was, and its nodes by id. Throws `BookError` when the state contradicts itself. */
export function restoreRadix(state: RadixState): {
  cache: RadixCache;
  nodes: ReadonlyMap<number, RadixNode>;
} {
  const overlap = state.config.is_eagle ? 1 : 0;
  const pageTokens = state.config.page_size + overlap;
  const store = new LabelStore();
  const list: RadixNode[] = [];
  const nodes = new Map<number, RadixNode>();
  for (const saved of state.nodes) {
    const { id, created, extraKey, tokens, slots } = saved;
    const node = newNode(store, id, created, extraKey, tokens, slots, 0, slots.length, overlap);
    node.locks = saved.locks;
    node.hits = saved.hits;
    node.priority = saved.priority;
    node.accessed = saved.accessed;
    ensure((saved.parent === -1) === (list.length === 0), 'serving.savedTree', { node: saved.id });
    ensure(saved.parent < list.length && !nodes.has(saved.id), 'serving.savedTree', { node: saved.id });
    if (saved.parent >= 0) addChild(list[saved.parent], node, pageTokens);
    list.push(node);
    nodes.set(saved.id, node);
  }
  ensure(list.length > 0, 'serving.savedTree', { node: 0 });
  const { clock, nodeCount, evictable } = state;
  const cache = new RadixCache(state.config, {
    store,
    root: list[0],
    clock,
    nodeCount,
    evictable,
    protected: state.protected,
  });
  return { cache, nodes };
}

/** [tokens, slots, locks, hits, priority, extra key, children] */
export type RadixListing = readonly [
  readonly number[],
  readonly number[],
  number,
  number,
  number,
  string | null,
  readonly RadixListing[],
];

/** The tree as nested lists, children in the order of extra key (as text) and tokens. */
export function listTree(node: RadixNode): RadixListing[] {
  return childrenOf(node)
    .sort(byKey)
    .map((child) => [
      child.tokens,
      child.slots,
      child.locks,
      child.hits,
      child.priority,
      child.extraKey,
      listTree(child),
    ]);
}

/** Where there is no extra key, its text is Python's. */
const keyText = (node: RadixNode) => node.extraKey ?? 'None';

function byKey(a: RadixNode, b: RadixNode): number {
  if (keyText(a) !== keyText(b)) return keyText(a) < keyText(b) ? -1 : 1;
  const shorter = Math.min(a.tokens.length, b.tokens.length);
  for (let i = 0; i < shorter; i++) if (a.tokens[i] !== b.tokens[i]) return a.tokens[i] - b.tokens[i];
  return a.tokens.length - b.tokens.length;
}

/**
 * Throws `BookError` when a rule of the tree is broken: sizes add up, lengths are whole pages, a parent is locked at
 * least as often as its children together, no slot stands in the tree twice, siblings differ in their first page.
 */
export function checkRadix(cache: RadixCache): void {
  const { page_size, is_eagle } = cache.config;
  const overlap = is_eagle ? 1 : 0;
  const owners = new Set<number>();
  let evictable = 0;
  let locked = 0;
  let leaves = 0;
  for (const node of subtree(cache.root)) {
    const children = childrenOf(node);
    const { id, slots, tokens } = node;
    if (node !== cache.root) {
      ensure(slots.length > 0 && slots.length % page_size === 0, 'serving.nodePages', { node: id });
      ensure(tokens.length === slots.length + overlap, 'serving.nodeLength', { node: id });
      const below = children.reduce((sum, child) => sum + child.locks, 0);
      ensure(node.locks >= below, 'serving.locks', { node: id, locks: node.locks, below });
      if (node.locks > 0) locked += slots.length;
      else evictable += slots.length;
      const free = children.length === 0 && node.locks === 0;
      ensure(free === node.heapAt >= 0, 'serving.evictionHeap', { node: id });
      if (free) leaves++;
    }
    for (const slot of slots) {
      ensure(!owners.has(slot), 'serving.slotTwice', { slot, node: id });
      owners.add(slot);
    }
    const pages = new Set(
      children.map((child) => JSON.stringify([child.extraKey, child.tokens.slice(0, page_size + overlap)])),
    );
    ensure(pages.size === children.length, 'serving.siblings', { node: id });
    for (const child of children) ensure(child.parent === node, 'serving.parent', { node: child.id });
  }
  ensure(evictable === cache.evictableSize, 'serving.evictable', { counted: evictable });
  ensure(locked === cache.protectedSize, 'serving.protected', { counted: locked });
  ensure(leaves === cache.evictableLeaves, 'serving.evictionHeap', { leaves });
}
