/**
 * The KV cache of an engine: block pool, names of full blocks, and the three operations a scheduler asks for:
 * find what is there already, make room, give back.
 * Models vLLM V1's KV cache manager for full attention. Leaves out: sliding windows, connectors, LoRA and images.
 * Source: vLLM main 017e9f44 `KVCacheManager`, `BlockPool`; v0.9.2 where it differs (`unhashedGo`).
 */
import { type BlockKey, fastBlock, type HashBlock, type HashedContent } from './block-hash';
import {
  type BlockPool,
  createBlockPool,
  popBlock,
  releaseBlocks,
  touchBlock,
  type UnhashedGo,
} from './block-pool';
import { type BlockJournal, journalEviction, journalRelease, type ReleaseReason } from './events';
import { findBlock, forgetBlock, type PrefixMap, storeBlock } from './prefix-cache';

export interface KvCache {
  readonly pool: BlockPool;
  readonly blockTokens: number;
  /** Without it nothing is named and nothing is found again. */
  readonly caching: boolean;
  readonly unhashedGo: UnhashedGo;
  readonly hashBlock: HashBlock;
  readonly byKey: PrefixMap;
  /** Written to when there is one. */
  readonly journal: BlockJournal | null;
}

/** What the cache must know of a sequence. */
export interface BlockHolder extends HashedContent {
  readonly index: number;
  /** Tokens known: prompt and output so far. */
  length: number;
  /** Tokens whose keys and values are stored. */
  computed: number;
  /** Its blocks, in order. Only ever grows at its end, until all are given back. */
  table: number[];
  /** Names of its leading full blocks, as far as anyone asked. */
  keys: BlockKey[];
  /** Leading blocks of the table that are findable. */
  stored: number;
}

export function createKvCache(options: {
  blocks: number;
  blockTokens: number;
  caching: boolean;
  unhashedGo?: UnhashedGo;
  hashBlock?: HashBlock;
  journal?: BlockJournal | null;
}): KvCache {
  return {
    pool: createBlockPool(options.blocks),
    blockTokens: options.blockTokens,
    caching: options.caching,
    unhashedGo: options.unhashedGo ?? 'front',
    hashBlock: options.hashBlock ?? fastBlock,
    byKey: new Map(),
    journal: options.journal ?? null,
  };
}

function extendKeys(cache: KvCache, holder: BlockHolder, count: number): void {
  const { keys } = holder;
  while (keys.length < count) {
    const parent = keys.length > 0 ? keys[keys.length - 1] : null;
    keys.push(cache.hashBlock(parent, holder, keys.length, cache.blockTokens));
  }
}

const NO_HITS: readonly number[] = [];

/**
 * Blocks that hold the beginning of the sequence already. At least one token is always left to compute, for the model
 * must run to give the next one; so a prompt that is all there and fills its blocks computes its last block again.
 * `dropLast` gives up one more block (EAGLE needs the hidden states of the last one). Nothing is changed by looking.
 */
export function findPrefix(cache: KvCache, holder: BlockHolder, dropLast: boolean): readonly number[] {
  if (!cache.caching) return NO_HITS;
  const most = Math.floor((holder.length - 1) / cache.blockTokens);
  const hits: number[] = [];
  for (let index = 0; index < most; index++) {
    // Only as many names are made as can be of use.
    if (index >= holder.keys.length) extendKeys(cache, holder, index + 1);
    const block = findBlock(cache.byKey, holder.keys[index]);
    if (block === undefined) break;
    hits.push(block);
  }
  if (dropLast) hits.pop();
  return hits;
}

/** Blocks that leave the free queue when `holder` grows to `slots` tokens: new ones, and hits that nobody uses now. */
export function blocksTaken(
  cache: KvCache,
  holder: BlockHolder,
  slots: number,
  hits: readonly number[],
): number {
  const { refs } = cache.pool;
  let taken = Math.max(0, Math.ceil(slots / cache.blockTokens) - holder.table.length - hits.length);
  for (const block of hits) if (refs[block] === 0) taken++;
  return taken;
}

/**
 * Gives `holder` the hits and new blocks up to `slots` tokens. The caller has made sure that they are there.
 * Hits are taken first: they may stand in the free queue, where the new blocks come from. Returns how many are new.
 */
export function takeBlocks(
  cache: KvCache,
  holder: BlockHolder,
  slots: number,
  hits: readonly number[],
): number {
  const { pool, journal } = cache;
  const { table } = holder;
  for (const block of hits) {
    touchBlock(pool, block);
    table.push(block);
    journal?.events.push({ kind: 'hit', block, owner: holder.index, refs: pool.refs[block] });
  }
  // Content that was found is findable already.
  if (hits.length > 0) holder.stored = hits.length;
  const before = table.length;
  while (table.length * cache.blockTokens < slots) {
    const front = pool.next[pool.size];
    const key = pool.hashes[front];
    if (key !== null && key !== undefined) {
      forgetBlock(cache.byKey, key, front);
      if (journal) journalEviction(journal, front, holder.index);
    }
    table.push(popBlock(pool));
    journal?.events.push({ kind: 'allocate', block: front, owner: holder.index });
  }
  return table.length - before;
}

/**
 * Names every block that is full at `tokens` tokens, before the model has filled it, so that a later sequence of the
 * same step finds it.
 */
export function storeFullBlocks(cache: KvCache, holder: BlockHolder, tokens: number): void {
  if (!cache.caching || tokens < (holder.stored + 1) * cache.blockTokens) return;
  const { pool, byKey, journal } = cache;
  const { table, keys } = holder;
  const full = Math.min(Math.floor(tokens / cache.blockTokens), table.length);
  extendKeys(cache, holder, full);
  for (let index = holder.stored; index < full; index++) {
    const block = table[index];
    pool.hashes[block] = keys[index];
    const duplicate = storeBlock(byKey, keys[index], block);
    journal?.events.push({ kind: 'store', block, owner: holder.index, index, duplicate });
  }
  holder.stored = full;
}

/** Takes all blocks from `holder`, tail first, so that the head of a prefix outlives its tail. */
export function freeHolder(cache: KvCache, holder: BlockHolder, reason: ReleaseReason): void {
  const { pool, journal, unhashedGo } = cache;
  const tailFirst = holder.table.reverse();
  releaseBlocks(pool, tailFirst, unhashedGo);
  if (journal) {
    for (const block of tailFirst) {
      const to = unhashedGo === 'front' && pool.hashes[block] === null ? 'front' : 'back';
      journalRelease(journal, block, holder.index, reason, pool.refs[block], to);
    }
  }
  holder.table = [];
  holder.stored = 0;
}

/** Forgets all content. Only while no block is in use; says whether it was done. */
export function resetPrefixCache(cache: KvCache): boolean {
  const { pool, byKey } = cache;
  if (pool.freeCount !== pool.size - pool.firstBlock) return false;
  byKey.clear();
  pool.hashes.fill(null);
  return true;
}

/** Leading blocks of `table` that all of `holders` sequences share: work a cascade attention does once. */
export function sharedByAll(cache: KvCache, table: readonly number[], holders: number): number {
  let count = 0;
  while (count < table.length && cache.pool.refs[table[count]] === holders) count++;
  return count;
}
