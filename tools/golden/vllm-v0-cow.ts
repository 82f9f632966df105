/** Replays a trace of vLLM V0's block tables (allocate, append, fork, free, copy-on-write) through ours. */
import { checkBlockPool, createBlockPool } from '../../kernels/serving/kv/block-pool';
import { type BlockTable, forkTable, freeTable, growTable } from '../../kernels/serving/kv/block-table';
import type { Mismatch } from './compare';

interface CowTrace {
  readonly config: { readonly num_blocks: number; readonly block_size: number };
  readonly ops: readonly { op: string; seq: string; tokens?: readonly number[]; child?: string }[];
  readonly results: readonly {
    readonly oom?: boolean;
    readonly cow: unknown;
    readonly tables: Readonly<Record<string, readonly number[]>>;
    readonly num_free: number;
    readonly slots_used: Readonly<Record<string, number>>;
  }[];
}

/** Compares copies, tables, free blocks and stored tokens after every operation; says the first that differs. */
export function checkCowTrace(json: Readonly<Record<string, unknown>>): Mismatch {
  const trace = json as unknown as CowTrace;
  const blockTokens = trace.config.block_size;
  // V0 had no null block.
  const pool = createBlockPool(trace.config.num_blocks, { nullBlock: false });
  const tables = new Map<string, BlockTable>();
  const stored = new Map<string, number>();
  const run = (at: number): { oom?: true; cow: number[][] } => {
    const { op, seq, tokens = [], child = '' } = trace.ops[at];
    const table = tables.get(seq) ?? [];
    const before = stored.get(seq) ?? 0;
    if (op === 'fork') {
      tables.set(child, forkTable(pool, table));
      stored.set(child, before);
      return { cow: [] };
    }
    if (op === 'free') {
      freeTable(pool, table);
      tables.delete(seq);
      stored.delete(seq);
      return { cow: [] };
    }
    if (op !== 'allocate' && op !== 'append') throw new Error(`operation ${op}`);
    const grown = growTable(pool, table, before, before + tokens.length, blockTokens);
    if (!grown) return { oom: true, cow: [] };
    tables.set(seq, grown.table);
    stored.set(seq, before + tokens.length);
    return { cow: grown.copy ? [[grown.copy.from, grown.copy.to]] : [] };
  };
  if (trace.results.length === 0) return 'no results';
  for (let at = 0; at < trace.results.length; at++) {
    const expected = trace.results[at];
    const { oom, cow } = run(at);
    if (oom || expected.oom) {
      // Memory ran out: the trace ends here, and ours must end here too.
      return oom && expected.oom && at === trace.results.length - 1
        ? null
        : `op ${at}: out of memory ${oom ?? false}`;
    }
    checkBlockPool(pool);
    const same =
      JSON.stringify(cow) === JSON.stringify(expected.cow) &&
      sameEntries(tables, expected.tables) &&
      sameEntries(stored, expected.slots_used) &&
      pool.freeCount === expected.num_free;
    if (!same) return `op ${at} (${trace.ops[at].op} ${trace.ops[at].seq}) differs`;
  }
  return null;
}

function sameEntries(ours: ReadonlyMap<string, unknown>, theirs: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(theirs);
  return (
    keys.length === ours.size &&
    keys.every((key) => JSON.stringify(ours.get(key)) === JSON.stringify(theirs[key]))
  );
}
