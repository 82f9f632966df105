/** Replays traces of SGLang's radix cache through ours: single operations, and the life of requests on it. */
import type { EvictionPolicy } from '../../kernels/serving/radix/eviction';
import { type RadixRequest, RadixServer } from '../../kernels/serving/radix/radix-server';
import { checkRadix, listTree } from '../../kernels/serving/radix/radix-state';
import { createRadixCache, type RadixOperation } from '../../kernels/serving/radix/scripted';
import type { Mismatch } from './compare';

type Fields = Readonly<Record<string, unknown>>;

interface RadixTrace {
  readonly config: {
    readonly page_size: number;
    readonly policy: EvictionPolicy;
    readonly is_eagle?: boolean;
  };
  readonly ops: readonly RadixOperation[];
  readonly results: readonly Fields[];
}

/** Compares every field of every result, the whole tree among them. */
export function checkRadixTrace(json: Fields): Mismatch {
  const { config, ops, results } = json as unknown as RadixTrace;
  if (ops.length === 0 || ops.length !== results.length)
    return `${results.length} results, ${ops.length} ops`;
  const cache = createRadixCache({ ...config, ops });
  for (let at = 0; !cache.isDone(); at++) {
    const step = cache.step();
    checkRadix(cache);
    const mismatch = differing({ ...step, tree: cache.tree() }, results[at]);
    if (mismatch) return `op ${at} (${ops[at].op}): ${mismatch}`;
  }
  return null;
}

interface RequestTrace {
  readonly config: { readonly page_size: 1; readonly policy: EvictionPolicy; readonly pool_tokens: number };
  readonly requests: readonly (RadixRequest & { readonly id: string; readonly extra_key?: string | null })[];
  readonly events: readonly (readonly [string, string])[];
  readonly results: readonly Fields[];
}

export function checkRequestTrace(json: Fields): Mismatch {
  const { config, requests, events, results } = json as unknown as RequestTrace;
  if (events.length === 0 || events.length !== results.length)
    return `${results.length} results, ${events.length} events`;
  const server = new RadixServer(config);
  const byId = new Map(requests.map((one) => [one.id, { ...one, extraKey: one.extra_key ?? null }]));
  const run = (kind: string, id: string): Fields => {
    if (kind === 'admit') {
      const { hit, alloc, slots, evicted } = server.admit(byId.get(id)!);
      return { hit, alloc, ...(slots && { slots }), ...(evicted !== undefined && { evicted }) };
    }
    // A request that found no room was dropped, and what was planned for it does not happen.
    if (!server.isRunning(id)) return { skipped: true };
    if (kind === 'decode') {
      const { alloc, evicted } = server.decode(id);
      return { alloc, ...(evicted !== undefined && { evicted }) };
    }
    if (kind === 'finish') return { committed: server.finish(id) };
    if (kind === 'retract') return { committed: server.retract(id) };
    throw new Error(`event ${kind}`);
  };
  for (let at = 0; at < events.length; at++) {
    const outcome = run(...events[at]);
    checkRadix(server.cache);
    const mismatch = differing(
      {
        ...outcome,
        free_list: server.free.save(),
        available: server.free.count,
        evictable: server.cache.evictableSize,
        protected: server.cache.protectedSize,
        tree: listTree(server.cache.root),
      },
      results[at],
    );
    if (mismatch) return `event ${at} (${events[at].join(' ')}): ${mismatch}`;
  }
  return null;
}

/** The first field that only one side has or that differs. */
function differing(ours: Fields, theirs: Fields): Mismatch {
  for (const name of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
    const [computed, expected] = [JSON.stringify(ours[name]), JSON.stringify(theirs[name])];
    if (computed !== expected)
      return `${name} is ${computed?.slice(0, 80)}, expected ${expected?.slice(0, 80)}`;
  }
  return null;
}
