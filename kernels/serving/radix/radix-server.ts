/**
 * The life of a request on a radix cache: matched and locked when admitted, its prompt put into the tree once it is
 * prefilled, one slot per decoded token, everything put into the tree when it finishes.
 * Models SGLang's order of slots: taken from the front of the free list, given back at its end. Pages of one token.
 * Leaves out: the scheduler that decides what is admitted when.
 * Source: SGLang RadixCache (cache_unfinished_req, cache_finished_req) and its token allocator (mid 2026).
 */
import { ensure } from '../../errors';
import type { EvictionPolicy } from './eviction';
import { RadixCache } from './radix-cache';
import type { RadixNode } from './radix-node';
import { type RadixState, restoreRadix, saveRadix } from './radix-state';
import { type SavedSlots, SlotList } from './slot-list';

export interface RadixServerConfig {
  /** Only pages of one token. */
  readonly page_size?: 1;
  readonly policy?: EvictionPolicy;
  readonly pool_tokens: number;
}

export interface RadixRequest {
  readonly id: string | number;
  readonly prompt: readonly number[];
  /** Tokens it will generate. */
  readonly output: readonly number[];
  readonly extraKey?: string | null;
  readonly priority?: number;
}

interface Running {
  readonly request: RadixRequest;
  /** Slots of the tokens stored so far: first those of the tree, then its own. */
  slots: number[];
  /** How many of them belong to the tree. */
  kept: number;
  node: RadixNode;
}

export interface Allocation {
  /** Slots taken, or null when memory was short even after eviction. */
  readonly alloc: readonly number[] | null;
  /** Tokens evicted for it; undefined when nothing had to be. */
  readonly evicted: number | undefined;
}

export interface Admission extends Allocation {
  /** Tokens found in the tree. */
  readonly hit: number;
  /** All slots of the prompt once prefilled; null when it was dropped. */
  readonly slots: readonly number[] | null;
}

export interface RadixServerState {
  readonly cache: RadixState;
  readonly free: SavedSlots;
  readonly running: readonly {
    readonly request: RadixRequest;
    readonly slots: readonly number[];
    readonly kept: number;
    readonly node: number;
  }[];
}

export class RadixServer {
  readonly cache: RadixCache;
  readonly free: SlotList;
  private readonly running = new Map<string | number, Running>();
  readonly poolTokens: number;

  constructor(config: RadixServerConfig, saved?: RadixServerState) {
    const { page_size = 1, policy = 'lru', pool_tokens } = config;
    ensure(page_size === 1, 'serving.pageSize', { page_size });
    ensure(Number.isSafeInteger(pool_tokens) && pool_tokens >= 1, 'serving.poolSize', { size: pool_tokens });
    this.poolTokens = pool_tokens;
    const restored = saved && restoreRadix(saved.cache);
    this.cache = restored?.cache ?? new RadixCache({ page_size, policy });
    this.free = new SlotList(pool_tokens, saved?.free);
    for (const { request, slots, kept, node: id } of saved?.running ?? []) {
      const node = restored?.nodes.get(id);
      ensure(node, 'serving.savedTree', { node: id });
      this.running.set(request.id, { request, slots: slots.slice(), kept, node });
    }
  }

  get runningCount(): number {
    return this.running.size;
  }

  isRunning(id: string | number): boolean {
    return this.running.has(id);
  }

  /** Slots a running request uses, those of the tree first. */
  slotsOf(id: string | number): readonly number[] {
    return this.get(id).slots;
  }

  /** Matches, makes room, prefills and puts the prompt into the tree; or drops the request and changes nothing else. */
  admit(request: RadixRequest): Admission {
    ensure(!this.running.has(request.id), 'serving.requestTwice', { request: request.id });
    const { prompt, extraKey = null } = request;
    // The last token is always computed: its output is what the first answer token is sampled from.
    const match = this.cache.match(prompt.slice(0, -1), extraKey);
    this.cache.lock(match.node);
    const taken = this.allocate(prompt.length - match.length);
    if (!taken.alloc) {
      this.cache.unlock(match.node);
      return { ...taken, hit: match.length, slots: null };
    }
    const running: Running = {
      request,
      slots: [...match.slots, ...taken.alloc],
      kept: match.length,
      node: match.node,
    };
    this.running.set(request.id, running);
    this.store(running, prompt);
    return { ...taken, hit: match.length, slots: running.slots.slice() };
  }

  /** One more token stored, if a slot can be had. */
  decode(id: string | number): Allocation {
    const running = this.get(id);
    const taken = this.allocate(1);
    if (taken.alloc) running.slots.push(...taken.alloc);
    return taken;
  }

  /** Puts everything stored into the tree and ends the request. Returns how many tokens that were. */
  finish(id: string | number): number {
    const running = this.end(id);
    const { request, slots, kept, node } = running;
    const tokens = storedTokens(running);
    const { extraKey, priority } = request;
    const present = this.cache.insert(tokens, slots, { extraKey, priority });
    this.free.give(slots, kept, present);
    this.cache.unlock(node);
    return slots.length;
  }

  /** Ends the request and frees what is its own, without putting it into the tree. Returns the tokens it had stored. */
  retract(id: string | number): number {
    const { slots, kept, node } = this.end(id);
    this.free.give(slots, kept, slots.length);
    this.cache.unlock(node);
    return slots.length;
  }

  save(): RadixServerState {
    return {
      cache: saveRadix(this.cache),
      free: this.free.save(),
      running: [...this.running.values()].map(({ request, slots, kept, node }) => ({
        request,
        slots: slots.slice(),
        kept,
        node: node.id,
      })),
    };
  }

  /** After a prefill: the prompt goes into the tree, and slots whose tokens were there already are given back. */
  private store(running: Running, tokens: readonly number[]): void {
    const { extraKey = null, priority } = running.request;
    const present = this.cache.insert(tokens, running.slots, { extraKey, priority });
    this.free.give(running.slots, running.kept, present);
    const match = this.cache.match(tokens, extraKey);
    running.slots = match.slots.slice();
    running.kept = match.length;
    this.cache.unlock(running.node);
    this.cache.lock(match.node);
    running.node = match.node;
  }

  /** The whole need is asked of the tree, not only what is missing. */
  private allocate(count: number): Allocation {
    if (this.free.count >= count) return { alloc: this.free.take(count), evicted: undefined };
    const { count: evicted, freed } = this.cache.evict(count);
    for (const slots of freed) this.free.give(slots, 0, slots.length);
    return { alloc: this.free.count >= count ? this.free.take(count) : null, evicted };
  }

  private get(id: string | number): Running {
    const running = this.running.get(id);
    ensure(running, 'serving.noSuchRequest', { request: id });
    return running;
  }

  private end(id: string | number): Running {
    const running = this.get(id);
    this.running.delete(id);
    return running;
  }
}

/** The tokens whose keys and values are stored: the last one sampled never is. */
function storedTokens({ request, slots }: Running): number[] {
  const { prompt, output } = request;
  ensure(slots.length <= prompt.length + output.length, 'serving.tooManyTokens', { request: request.id });
  return [...prompt, ...output].slice(0, slots.length);
}

/** A server on a fresh pool. Worked: pool 8, admit a prompt of 3 → slots 1, 2, 3; 5 left. */
export function createRadixServer(config: RadixServerConfig): RadixServer {
  return new RadixServer(config);
}

export function restoreRadixServer(config: RadixServerConfig, saved: RadixServerState): RadixServer {
  return new RadixServer(config, saved);
}
