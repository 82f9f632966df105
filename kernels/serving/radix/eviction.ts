/**
 * Which leaf goes next. Each policy ranks a node by one or two numbers; the smallest rank is evicted first.
 * The heap holds exactly the leaves that nobody uses. SGLang builds it anew for every eviction; here it is kept, which
 * gives the same order, because no two leaves ever have the same rank: one operation touches one path, and a path has
 * one leaf.
 * Source: SGLang's eviction policies.
 */
import type { RadixNode } from './radix-node';

export type EvictionPolicy = 'lru' | 'lfu' | 'fifo' | 'mru' | 'filo' | 'priority' | 'slru';
export const EVICTION_POLICIES: readonly EvictionPolicy[] = [
  'lru',
  'lfu',
  'fifo',
  'mru',
  'filo',
  'priority',
  'slru',
];

/** Insertions that make a node "protected" under slru. */
const SLRU_HITS = 2;

/** What a ranking looks at: of a node, or of one that was saved. */
type Ranked = Pick<RadixNode, 'accessed' | 'created' | 'hits' | 'priority'>;

interface Ranking {
  /** Compared first. */
  rank(node: Ranked): number;
  /** Compared among equals. */
  time(node: Ranked): number;
  /** A use moves the node towards the front of the queue, not away from it. */
  readonly useAdvances?: boolean;
}

const same = () => 0;
const accessed = (node: Ranked) => node.accessed;

const rankings: Readonly<Record<EvictionPolicy, Ranking>> = {
  /** Least recently used. */
  lru: { rank: same, time: accessed },
  /** Fewest insertions through it. */
  lfu: { rank: (node) => node.hits, time: accessed },
  /** Oldest. */
  fifo: { rank: same, time: (node) => node.created },
  /** Most recently used. */
  mru: { rank: same, time: (node) => -node.accessed, useAdvances: true },
  /** Youngest. */
  filo: { rank: same, time: (node) => -node.created },
  /** Lowest priority. */
  priority: { rank: (node) => node.priority, time: accessed },
  /** Seen once before seen again. */
  slru: { rank: (node) => (node.hits >= SLRU_HITS ? 1 : 0), time: accessed },
};

/** The two numbers a policy compares, first first: for a view that says why a node would go next. */
export function evictionRank(policy: EvictionPolicy, node: Ranked): readonly [number, number] {
  return [rankings[policy].rank(node), rankings[policy].time(node)];
}

/**
 * A binary heap of nodes that know their place in it. Ranks are copied in when a node enters. A use can only raise a
 * rank (but for mru, see `touch`), so a copy is never too large, and putting right the one on top when it is asked for
 * is enough.
 */
export class EvictionHeap {
  private readonly ranking: Ranking;
  /** Whether `touch` has anything to do. */
  readonly followsUse: boolean;
  private readonly nodes: RadixNode[] = [];
  private readonly ranks: number[] = [];
  private readonly times: number[] = [];

  constructor(policy: EvictionPolicy) {
    this.ranking = rankings[policy];
    this.followsUse = this.ranking.useAdvances ?? false;
  }

  get size(): number {
    return this.nodes.length;
  }

  add(node: RadixNode): void {
    this.nodes.push(node);
    this.ranks.push(0);
    this.times.push(0);
    this.rise(node, this.nodes.length - 1);
  }

  remove(node: RadixNode): void {
    const at = node.heapAt;
    node.heapAt = -1;
    const last = this.nodes.pop()!;
    const rank = this.ranks.pop()!;
    const time = this.times.pop()!;
    if (last === node) return;
    this.put(last, rank, time, at);
    this.sink(at);
    if (last.heapAt === at) this.lift(at);
  }

  /** A node in the heap was used: under mru it now goes earlier. */
  touch(node: RadixNode): void {
    this.rise(node, node.heapAt);
  }

  /** The node that goes next, or undefined. It stays where it is. */
  peek(): RadixNode | undefined {
    while (this.nodes.length > 0) {
      const top = this.nodes[0];
      const rank = this.ranking.rank(top);
      const time = this.ranking.time(top);
      if (rank === this.ranks[0] && time === this.times[0]) return top;
      this.ranks[0] = rank;
      this.times[0] = time;
      this.sink(0);
    }
    return undefined;
  }

  private put(node: RadixNode, rank: number, time: number, at: number): void {
    this.nodes[at] = node;
    this.ranks[at] = rank;
    this.times[at] = time;
    node.heapAt = at;
  }

  private rise(node: RadixNode, at: number): void {
    this.put(node, this.ranking.rank(node), this.ranking.time(node), at);
    this.lift(at);
  }

  private lift(from: number): void {
    const { nodes, ranks, times } = this;
    const [node, rank, time] = [nodes[from], ranks[from], times[from]];
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (ranks[above] < rank || (ranks[above] === rank && times[above] <= time)) break;
      this.put(nodes[above], ranks[above], times[above], at);
      at = above;
    }
    if (at !== from) this.put(node, rank, time, at);
  }

  private sink(from: number): void {
    const { nodes, ranks, times } = this;
    const [node, rank, time] = [nodes[from], ranks[from], times[from]];
    let at = from;
    while (true) {
      let below = 2 * at + 1;
      if (below >= nodes.length) break;
      const right = below + 1;
      if (
        right < nodes.length &&
        (ranks[right] < ranks[below] || (ranks[right] === ranks[below] && times[right] < times[below]))
      ) {
        below = right;
      }
      if (rank < ranks[below] || (rank === ranks[below] && time <= times[below])) break;
      this.put(nodes[below], ranks[below], times[below], at);
      at = below;
    }
    if (at !== from) this.put(node, rank, time, at);
  }
}
