/** A radix cache that replays a list of operations, one per `step()`, and answers each with a plain record. */
import { BookError, ensure } from '../../errors';
import { RadixCache, type RadixCacheConfig } from './radix-cache';
import type { RadixNode } from './radix-node';
import { listTree, type RadixListing } from './radix-state';

export interface RadixOperation {
  readonly op: 'insert' | 'match' | 'lock' | 'unlock' | 'evict' | 'reset' | (string & {});
  readonly tokens?: readonly number[];
  readonly extra_key?: string | null;
  readonly priority?: number | null;
  readonly chunked?: boolean | null;
  /** Which operation (counted from 0, a match) returned the node to lock or unlock. */
  readonly ref?: number;
  /** How much to evict. */
  readonly n?: number;
}

export interface RadixStep {
  readonly [field: string]: number | readonly unknown[];
  readonly evictable: number;
  readonly protected: number;
  readonly total: number;
}

export class ScriptedRadixCache extends RadixCache {
  private readonly ops: readonly RadixOperation[];
  private readonly matched = new Map<number, RadixNode>();
  private at = 0;
  /** First slot of the next insertion: every token inserted is given a slot number never used before. */
  private nextSlot = 1;

  constructor(config: RadixCacheConfig & { readonly ops?: readonly RadixOperation[] }) {
    super(config);
    this.ops = config.ops ?? [];
  }

  isDone(): boolean {
    return this.at >= this.ops.length;
  }

  /** Runs the next operation. Returns null when there is none. */
  step(): RadixStep | null {
    if (this.isDone()) return null;
    const outcome = this.run(this.ops[this.at]);
    this.at++;
    return {
      ...outcome,
      evictable: this.evictableSize,
      protected: this.protectedSize,
      total: this.totalSize,
    };
  }

  /** The tree as nested lists: see `listTree`. */
  tree(): RadixListing[] {
    return listTree(this.root);
  }

  private run(operation: RadixOperation): Record<string, number | readonly unknown[]> {
    const { op, tokens = [], extra_key: extraKey = null } = operation;
    if (op === 'insert') {
      const base = this.nextSlot;
      this.nextSlot += tokens.length;
      const slots = tokens.map((_, index) => base + index);
      const { priority, chunked } = operation;
      const length = this.insert(tokens, slots, {
        extraKey,
        priority: priority ?? 0,
        chunked: chunked ?? false,
      });
      return { value_base: base, prefix_len: length };
    }
    if (op === 'match') {
      const { length, slots, node } = this.match(tokens, extraKey);
      this.matched.set(this.at, node);
      return { len: length, indices: slots };
    }
    if (op === 'lock') return { delta: this.lock(this.nodeOf(operation)) };
    if (op === 'unlock') return { delta: this.unlock(this.nodeOf(operation)) };
    if (op === 'evict') {
      const { count, freed } = this.evict(operation.n ?? 0);
      return { num_evicted: count, freed: freed.map((slots) => Array.from(slots)) };
    }
    if (op !== 'reset') throw new BookError('serving.operation', { op });
    this.reset();
    return {};
  }

  private nodeOf({ op, ref = -1 }: RadixOperation): RadixNode {
    const node = this.matched.get(ref);
    ensure(node, 'serving.notMatched', { op, ref });
    return node;
  }
}

/**
 * A radix cache to use by hand (`match`, `insert`, `lock`, `unlock`, `evict`, `reset`) or, given `ops`, step by step.
 * Worked: insert [1, 2, 3] then match [1, 2, 9] → length 2, and the node of three is split in two.
 */
export function createRadixCache(
  config: RadixCacheConfig & { readonly ops?: readonly RadixOperation[] } = {},
): ScriptedRadixCache {
  return new ScriptedRadixCache(config);
}
