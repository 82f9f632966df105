/** A state to begin a run at, as it travels in the page: what most blocks have alike is said once. */
import type { PagingState } from '@/kernels/serving/paging/simulator';

/** What a state at some step adds to the run's parameters and seed. */
export type HeadStart = Omit<PagingState, 'requests' | 'setup'>;

/** Values and how often each comes in a row, in turn. */
type Runs<T> = readonly (T | number)[];

type Paged = PagingState['lanes']['paged'];
type Pool = Paged['memory']['pool'];
type PackedPool = {
  readonly [Key in keyof Pool]: Pool[Key] extends (infer T)[] ? Runs<T> : Pool[Key];
};

export interface PackedHeadStart extends Omit<HeadStart, 'lanes'> {
  readonly lanes: Omit<HeadStart['lanes'], 'paged'> & {
    readonly paged: Omit<Paged, 'memory'> & {
      readonly memory: Omit<Paged['memory'], 'pool'> & { readonly pool: PackedPool };
    };
  };
}

export function headStartOf({ stepCount, nowSeconds, arrived, lanes }: PagingState): HeadStart {
  return { stepCount, nowSeconds, arrived, lanes };
}

function toRuns<T>(list: readonly T[]): Runs<T> {
  const runs: (T | number)[] = [];
  for (let at = 0, end = 0; at < list.length; at = end) {
    while (end < list.length && list[end] === list[at]) end++;
    runs.push(list[at], end - at);
  }
  return runs;
}

function fromRuns<T>(runs: Runs<T>): T[] {
  const list: T[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    for (let left = runs[at + 1] as number; left > 0; left--) list.push(runs[at] as T);
  }
  return list;
}

/** Every list of the pool through one function, its numbers as they are. */
function withPool<Out>(
  head: { readonly lanes: object },
  each: (list: readonly never[]) => readonly unknown[],
): Out {
  const { lanes } = head as HeadStart;
  const pool = Object.fromEntries(
    Object.entries(lanes.paged.memory.pool).map(([key, value]) => [
      key,
      Array.isArray(value) ? each(value as never[]) : value,
    ]),
  );
  const memory = { ...lanes.paged.memory, pool };
  return { ...head, lanes: { ...lanes, paged: { ...lanes.paged, memory } } } as Out;
}

export const packHeadStart = (head: HeadStart): PackedHeadStart => withPool(head, toRuns);

export const unpackHeadStart = (packed: PackedHeadStart): HeadStart => withPool(packed, fromRuns);
