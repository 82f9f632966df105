/**
 * Which block holds which content: the map from a block's name to the blocks that carry it, oldest first.
 * Two blocks with the same content are both kept, because tables only grow and are never rewritten.
 * Source: vLLM V1 `BlockPool.cached_block_hash_to_block`.
 */
import type { BlockKey } from './block-hash';

/** A single block in most cases; a set, in order of insertion, once a second one had the same name. */
export type PrefixMap = Map<BlockKey, number | Set<number>>;

/** The oldest block of that name, or undefined. */
export function findBlock(map: PrefixMap, key: BlockKey): number | undefined {
  const found = map.get(key);
  if (found === undefined || typeof found === 'number') return found;
  for (const block of found) return block;
  return undefined;
}

/** Returns true when the content was there already in another block. */
export function storeBlock(map: PrefixMap, key: BlockKey, block: number): boolean {
  const found = map.get(key);
  if (found === undefined) {
    map.set(key, block);
    return false;
  }
  if (typeof found === 'number') map.set(key, new Set([found, block]));
  else found.add(block);
  return true;
}

export function forgetBlock(map: PrefixMap, key: BlockKey, block: number): void {
  const found = map.get(key);
  if (found === block) {
    map.delete(key);
  } else if (found instanceof Set) {
    found.delete(block);
    if (found.size === 0) map.delete(key);
  }
}

/** Plain lists, for saving. */
export function listPrefixMap(map: PrefixMap): [BlockKey, ...number[]][] {
  return Array.from(map, ([key, found]) => [key, ...(typeof found === 'number' ? [found] : found)]);
}

export function readPrefixMap(entries: readonly (readonly [BlockKey, ...number[]])[]): PrefixMap {
  return new Map(entries.map(([key, ...blocks]) => [key, blocks.length === 1 ? blocks[0] : new Set(blocks)]));
}
