/**
 * vLLM's prefix cache: full blocks are named by a hash over their tokens and the name of the block before, and found
 * again by that name as long as nobody else needed the memory.
 */
import { ensure } from '../../errors';
import { type BlockKey, fastBlock } from '../kv/block-hash';
import { type BlockPool, checkBlockPool, cloneBlockPool } from '../kv/block-pool';
import { type BlockEvent, createBlockJournal } from '../kv/events';
import {
  type BlockHolder,
  createKvCache,
  findPrefix,
  freeHolder,
  type KvCache,
  storeFullBlocks,
  takeBlocks,
} from '../kv/kv-cache';
import { findBlock, listPrefixMap, readPrefixMap } from '../kv/prefix-cache';
import type { ContentRequest } from '../workload/shared-prefix';
import {
  contentOf,
  type Ghost,
  type LaneCounts,
  type LaneOutcome,
  NO_COUNTS,
  type PrefixLane,
  storedTokens,
} from './lane';
import type { PrefixSetup } from './params';
import { blocksOf } from './plan';

/** Where the content of a block came from: block `index` of a request. */
export interface BlockOrigin {
  readonly request: number;
  readonly index: number;
  /** Name of the block before it; null for a first block. */
  readonly parent: BlockKey | null;
}

export interface HashState {
  readonly counts: LaneCounts;
  readonly events: number;
  readonly pool: BlockPool;
  readonly map: ReturnType<typeof listPrefixMap>;
  readonly running: readonly {
    readonly request: number;
    readonly tokens: number;
    readonly table: readonly number[];
    readonly keys: readonly BlockKey[];
    readonly stored: number;
  }[];
  /** By block. */
  readonly origins: readonly (BlockOrigin | null)[];
  /** By block: the event that last had to do with it. */
  readonly touched: readonly number[];
}

export class HashLane implements PrefixLane<HashState> {
  counts: LaneCounts;
  private readonly cache: KvCache;
  private readonly journal = createBlockJournal();
  private readonly running = new Map<number, BlockHolder>();
  private readonly origins: (BlockOrigin | null)[];
  private readonly touched: number[];
  private events: number;

  constructor(setup: PrefixSetup, requests: readonly ContentRequest[], saved?: HashState) {
    const blocks = blocksOf(setup) + 1;
    const empty = createKvCache({
      blocks,
      blockTokens: setup.blockTokens,
      caching: true,
      hashBlock: fastBlock,
      journal: this.journal,
    });
    this.cache = saved
      ? { ...empty, pool: cloneBlockPool(saved.pool), byKey: readPrefixMap(saved.map) }
      : empty;
    this.counts = saved?.counts ?? NO_COUNTS;
    this.events = saved?.events ?? 0;
    this.origins = saved?.origins.slice() ?? new Array(blocks).fill(null);
    this.touched = saved?.touched.slice() ?? new Array(blocks).fill(0);
    for (const { request, tokens, table, keys, stored } of saved?.running ?? []) {
      const holder = newHolder(requests[request], tokens);
      this.running.set(request, Object.assign(holder, { table: table.slice(), keys: keys.slice(), stored }));
    }
  }

  admit(request: ContentRequest): LaneOutcome {
    const holder = newHolder(request, request.prompt.length);
    this.running.set(request.id, holder);
    const hits = findPrefix(this.cache, holder, false);
    const found = hits.length * this.cache.blockTokens;
    takeBlocks(this.cache, holder, holder.length, hits);
    storeFullBlocks(this.cache, holder, holder.length);
    return this.settle(holder, found, request.prompt.length - found, request.prompt.length - found);
  }

  finish(request: ContentRequest): LaneOutcome {
    const holder = this.running.get(request.id);
    ensure(holder, 'serving.noSuchRequest', { request: request.id });
    this.running.delete(request.id);
    const before = holder.length;
    holder.length = storedTokens(request);
    takeBlocks(this.cache, holder, holder.length, []);
    storeFullBlocks(this.cache, holder, holder.length);
    freeHolder(this.cache, holder, 'finish');
    return this.settle(holder, 0, 0, holder.length - before);
  }

  save(): HashState {
    return {
      counts: this.counts,
      events: this.events,
      pool: cloneBlockPool(this.cache.pool),
      map: listPrefixMap(this.cache.byKey),
      running: [...this.running].map(([request, { length, table, keys, stored }]) => ({
        request,
        tokens: length,
        table: table.slice(),
        keys: keys.slice(),
        stored,
      })),
      origins: this.origins.slice(),
      touched: this.touched.slice(),
    };
  }

  check(): void {
    const { pool, byKey } = this.cache;
    checkBlockPool(pool);
    const refs = new Array<number>(pool.size).fill(0);
    for (const { table } of this.running.values()) for (const block of table) refs[block]++;
    let named = 0;
    for (let block = pool.firstBlock; block < pool.size; block++) {
      ensure(refs[block] === pool.refs[block], 'serving.references', { block, tables: refs[block] });
      const key = pool.hashes[block];
      if (key === null) continue;
      named++;
      ensure(findBlock(byKey, key) !== undefined, 'serving.lostBlock', { block });
    }
    const listed = listPrefixMap(byKey).reduce((sum, [, ...blocks]) => sum + blocks.length, 0);
    ensure(listed === named, 'serving.prefixMap', { listed, named });
  }

  /** Reads the journal of one operation. */
  private settle(holder: BlockHolder, found: number, computed: number, stored: number): LaneOutcome {
    this.events++;
    const { blockTokens } = this.cache;
    const evicted: Ghost[] = [];
    for (const event of this.journal.events) {
      this.touched[event.block] = this.events;
      if (event.kind === 'evict') evicted.push(this.ghost(event, blockTokens));
      if (event.kind === 'store') {
        const parent = event.index > 0 ? holder.keys[event.index - 1] : null;
        this.origins[event.block] = { request: event.owner, index: event.index, parent };
      }
    }
    this.journal.events = [];
    this.counts = {
      cachedTokens: this.counts.cachedTokens + found,
      computedTokens: this.counts.computedTokens + computed,
      evictions: this.counts.evictions + evicted.length,
      evictedTokens: this.counts.evictedTokens + evicted.length * blockTokens,
    };
    return { found, stored, evicted };
  }

  private ghost(event: BlockEvent, blockTokens: number): Ghost {
    const { request, index } = this.origins[event.block]!;
    this.origins[event.block] = null;
    return { request, from: index * blockTokens, to: (index + 1) * blockTokens };
  }
}

function newHolder(request: ContentRequest, length: number): BlockHolder {
  const content = contentOf(request);
  return {
    index: request.id,
    token: (position) => content[position],
    salt: null,
    length,
    computed: 0,
    table: [],
    keys: [],
    stored: 0,
  };
}
