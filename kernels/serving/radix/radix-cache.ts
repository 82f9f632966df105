/**
 * SGLang's radix cache: every cached token sequence is a path in one tree; sequences with the same beginning share it.
 * Models matching, insertion with splits, locks, page sizes, seven eviction policies, extra keys and the bigram keys
 * of EAGLE drafts. Leaves out: the tensors, host-memory tiers and everything a device does.
 * Source: SGLang RadixCache (mid 2026); Zheng et al. 2024, §3 (RadixAttention).
 */
import { ensure } from '../../errors';
import { EVICTION_POLICIES, EvictionHeap, type EvictionPolicy } from './eviction';
import { LabelStore } from './label-store';
import {
  addChild,
  commonTokens,
  newNode,
  pageHash,
  pathSlots,
  RadixNode,
  removeChild,
  subtree,
} from './radix-node';

export interface RadixCacheConfig {
  /** Units per page: lengths are cut down to whole pages. Default 1. */
  readonly page_size?: number;
  /** Default lru. */
  readonly policy?: EvictionPolicy;
  /** Keys are pairs of neighbouring tokens, as an EAGLE draft model needs. Default false. */
  readonly is_eagle?: boolean;
}

export interface RadixMatch {
  /** Units found. */
  readonly length: number;
  /** Their slots, in order. */
  readonly slots: readonly number[];
  /** Where the match ends: what to lock. */
  readonly node: RadixNode;
}

export interface InsertOptions {
  readonly extraKey?: string | null;
  readonly priority?: number;
  /** A chunk of a prompt still being processed: does not count as a hit. */
  readonly chunked?: boolean;
}

export interface RadixEviction {
  /** Units freed; may exceed what was asked, because nodes go whole. */
  readonly count: number;
  /** Slots of each evicted node, in order of eviction. */
  readonly freed: readonly ArrayLike<number>[];
}

export type RadixEvent =
  | { readonly kind: 'insert' | 'evict'; readonly node: RadixNode }
  | { readonly kind: 'split'; readonly node: RadixNode; readonly upper: RadixNode };

/** What a cache is made of between two operations: see `radix-state.ts`. */
export interface RadixParts {
  readonly store: LabelStore;
  root: RadixNode;
  clock: number;
  nodeCount: number;
  evictable: number;
  protected: number;
}

export class RadixCache {
  readonly pageSize: number;
  readonly policy: EvictionPolicy;
  readonly bigram: boolean;
  /** Called for each change of the tree's shape. */
  onEvent: ((event: RadixEvent) => void) | undefined;
  private readonly parts: RadixParts;
  private heap: EvictionHeap;
  /** Tokens that decide which child to follow. */
  private readonly pageTokens: number;
  /** Tokens a label has more than units. */
  private readonly overlap: number;
  private readonly store: LabelStore;

  constructor(config: RadixCacheConfig, parts?: RadixParts) {
    const { page_size = 1, policy = 'lru', is_eagle = false } = config;
    ensure(Number.isSafeInteger(page_size) && page_size >= 1, 'serving.pageSize', { page_size });
    ensure(EVICTION_POLICIES.includes(policy), 'serving.evictionPolicy', { policy: String(policy) });
    this.pageSize = page_size;
    this.policy = policy;
    this.bigram = is_eagle;
    this.overlap = is_eagle ? 1 : 0;
    this.pageTokens = page_size + this.overlap;
    this.store = parts?.store ?? new LabelStore();
    this.heap = new EvictionHeap(policy);
    this.parts = parts ?? {
      store: this.store,
      root: newRoot(),
      clock: 0,
      nodeCount: 1,
      evictable: 0,
      protected: 0,
    };
    if (parts) for (const node of subtree(parts.root)) if (isFreeLeaf(node)) this.heap.add(node);
  }

  get config(): Required<RadixCacheConfig> {
    return { page_size: this.pageSize, policy: this.policy, is_eagle: this.bigram };
  }
  get root(): RadixNode {
    return this.parts.root;
  }
  /** Units in leaves and branches that nobody uses. */
  get evictableSize(): number {
    return this.parts.evictable;
  }
  /** Units some request uses. */
  get protectedSize(): number {
    return this.parts.protected;
  }
  get totalSize(): number {
    return this.parts.evictable + this.parts.protected;
  }
  /** The logical clock, and how many nodes were ever made: part of a saved state. */
  get clock(): number {
    return this.parts.clock;
  }
  get nodeCount(): number {
    return this.parts.nodeCount;
  }
  /** Leaves that may be evicted. */
  get evictableLeaves(): number {
    return this.heap.size;
  }
  /** The node that would be evicted next. */
  get nextVictim(): RadixNode | undefined {
    return this.heap.peek();
  }

  /** The longest cached beginning of `tokens`. Marks the path as used; splits a node that agrees only in part. */
  match(tokens: ArrayLike<number>, extraKey: string | null = null): RadixMatch {
    const key = plainArray(tokens);
    const units = this.wholePages(this.unitsOf(key.length));
    const { node, length } = this.walk(key, units, extraKey, Number.NEGATIVE_INFINITY, 0);
    return { length, slots: pathSlots(node, length), node };
  }

  /**
   * Puts a sequence into the tree. `slots` holds one slot per token; those of the part already there are not taken
   * up. Returns how many units were there.
   */
  insert(tokens: ArrayLike<number>, slots: ArrayLike<number>, options: InsertOptions = {}): number {
    const key = plainArray(tokens);
    const { extraKey = null, priority = 0, chunked = false } = options;
    const units = this.wholePages(this.unitsOf(key.length));
    ensure(slots.length >= units, 'serving.slotsShort', { units, slots: slots.length });
    const counted = chunked ? 0 : 1;
    const { node, length } = this.walk(key, units, extraKey, priority, counted);
    if (length === units) return length;
    const now = ++this.parts.clock;
    const id = this.parts.nodeCount++;
    const leaf = newNode(this.store, id, now, extraKey, key, slots, length, units, this.overlap);
    leaf.priority = priority;
    leaf.hits = counted;
    if (node.heapAt >= 0) this.heap.remove(node);
    addChild(node, leaf, this.pageTokens);
    this.parts.evictable += units - length;
    this.heap.add(leaf);
    this.onEvent?.({ kind: 'insert', node: leaf });
    return length;
  }

  /** Protects the path down to a node. Returns the change of the evictable size. */
  lock(node: RadixNode): number {
    this.ensureHere(node);
    let delta = 0;
    for (let at = node; at.parent; at = at.parent) {
      if (at.locks === 0) {
        delta -= at.length;
        if (at.heapAt >= 0) this.heap.remove(at);
      }
      at.locks++;
    }
    this.parts.evictable += delta;
    this.parts.protected -= delta;
    return delta;
  }

  unlock(node: RadixNode): number {
    this.ensureHere(node);
    let delta = 0;
    for (let at = node; at.parent; at = at.parent) {
      ensure(at.locks > 0, 'serving.notLocked', { node: at.id });
      at.locks--;
      if (at.locks > 0) continue;
      delta += at.length;
      if (isFreeLeaf(at)) this.heap.add(at);
    }
    this.parts.evictable += delta;
    this.parts.protected -= delta;
    return delta;
  }

  /** Frees whole leaves, in the policy's order, until at least `count` units are free or nothing is left to free. */
  evict(count: number): RadixEviction {
    const freed: ArrayLike<number>[] = [];
    let done = 0;
    while (done < count) {
      const leaf = this.heap.peek();
      if (!leaf) break;
      this.heap.remove(leaf);
      done += leaf.length;
      freed.push(leaf.slotsView);
      const parent = leaf.parent!;
      removeChild(parent, leaf, this.pageTokens);
      leaf.evicted = true;
      if (isFreeLeaf(parent)) this.heap.add(parent);
      this.onEvent?.({ kind: 'evict', node: leaf });
    }
    this.parts.evictable -= done;
    return { count: done, freed };
  }

  /** Forgets everything. Nodes from before are no longer part of the tree. */
  reset(): void {
    this.parts.root = newRoot();
    this.parts.evictable = 0;
    this.parts.protected = 0;
    this.heap = new EvictionHeap(this.policy);
  }

  /** Evicted nodes and those from before a reset cannot be locked. */
  private ensureHere(node: RadixNode): void {
    let top = node;
    while (top.parent) top = top.parent;
    ensure(!node.evicted && top === this.parts.root, 'serving.nodeGone', { node: node.id });
  }

  private unitsOf(tokens: number): number {
    return this.bigram ? Math.max(0, tokens - 1) : tokens;
  }

  private wholePages(units: number): number {
    return units - (units % this.pageSize);
  }

  /** Follows `key` down as far as it goes. */
  private walk(
    key: readonly number[],
    units: number,
    extraKey: string | null,
    priority: number,
    counted: number,
  ): { node: RadixNode; length: number } {
    const { pageSize, pageTokens, heap, overlap } = this;
    const now = ++this.parts.clock;
    let node = this.parts.root;
    let length = 0;
    while (length < units) {
      let child = node.children.get(pageHash(key, length, pageTokens)) ?? null;
      let common = 0;
      for (; child; child = child.twin) {
        if (child.extraKey !== extraKey) continue;
        const most = Math.min(child.length, units - length) + overlap;
        common = commonTokens(child, key, length, most) - overlap;
        if (common >= pageSize) break;
      }
      if (!child) break;
      common -= common % pageSize;
      child.accessed = now;
      if (heap.followsUse && child.heapAt >= 0) heap.touch(child);
      node = common < child.length ? this.split(child, common) : child;
      if (priority > node.priority) node.priority = priority;
      node.hits += counted;
      length += common;
      // What follows a split in the key differs from what follows it in the tree.
      if (node !== child) break;
    }
    return { node, length };
  }

  /** Puts a new node with the first `units` of a node above it; the old one keeps the rest and its place in time. */
  private split(lower: RadixNode, units: number): RadixNode {
    const parent = lower.parent!;
    const upper = new RadixNode(
      this.parts.nodeCount++,
      ++this.parts.clock,
      lower.extraKey,
      lower.numbers,
      lower.tokensAt,
      lower.slotsAt,
      units,
      this.overlap,
    );
    upper.locks = lower.locks;
    upper.hits = lower.hits;
    upper.priority = lower.priority;
    removeChild(parent, lower, this.pageTokens);
    lower.tokensAt += units;
    lower.slotsAt += units;
    lower.length -= units;
    addChild(parent, upper, this.pageTokens);
    addChild(upper, lower, this.pageTokens);
    this.onEvent?.({ kind: 'split', node: lower, upper });
    return upper;
  }
}

const newRoot = () => new RadixNode(0, 0, null, new Int32Array(0), 0, 0, 0, 0);

/** A plain array, because comparing two kinds of array is slower than comparing two of one kind. */
const plainArray = (values: ArrayLike<number>): readonly number[] =>
  Array.isArray(values) ? values : Array.from(values);

const isFreeLeaf = (node: RadixNode) => node.parent !== null && node.locks === 0 && node.children.size === 0;
