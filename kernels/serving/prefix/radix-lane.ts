/** SGLang's prefix cache: a tree over single tokens, with whole leaves evicted in the order of a policy. */
import { ensure } from '../../errors';
import type { RadixNode } from '../radix/radix-node';
import { RadixServer, type RadixServerState } from '../radix/radix-server';
import { checkRadix } from '../radix/radix-state';
import type { ContentRequest } from '../workload/shared-prefix';
import {
  type Ghost,
  type LaneCounts,
  type LaneOutcome,
  NO_COUNTS,
  type PrefixLane,
  storedTokens,
} from './lane';
import type { PrefixSetup } from './params';

export interface RadixLaneState {
  readonly counts: LaneCounts;
  readonly server: RadixServerState;
  /** By node: a request whose tokens it holds. */
  readonly origins: Readonly<Record<number, number>>;
  /** The tree's clock after each event, so that a node's time of access can be read as an event. */
  readonly clocks: readonly number[];
}

export class RadixLane implements PrefixLane<RadixLaneState> {
  counts: LaneCounts;
  private readonly server: RadixServer;
  private readonly origins: Record<number, number>;
  private readonly clocks: number[];
  private evicted: Ghost[] = [];
  private current = 0;

  constructor(setup: PrefixSetup, saved?: RadixLaneState) {
    this.server = new RadixServer(
      { policy: setup.evictionPolicy, pool_tokens: setup.poolTokens },
      saved?.server,
    );
    this.counts = saved?.counts ?? NO_COUNTS;
    this.origins = { ...saved?.origins };
    this.clocks = saved?.clocks.slice() ?? [0];
    this.server.cache.onEvent = (event) => {
      if (event.kind === 'insert') this.origins[event.node.id] = this.current;
      else if (event.kind === 'split') this.origins[event.upper.id] = this.origins[event.node.id];
      else {
        const to = endOf(event.node);
        this.evicted.push({ request: this.origins[event.node.id], from: to - event.node.length, to });
        delete this.origins[event.node.id];
      }
    };
  }

  admit(request: ContentRequest): LaneOutcome {
    this.current = request.id;
    const { hit, alloc } = this.server.admit(request);
    ensure(alloc, 'serving.poolEmpty', { size: this.server.poolTokens });
    const computed = request.prompt.length - hit;
    return this.settle(hit, computed, computed);
  }

  finish(request: ContentRequest): LaneOutcome {
    this.current = request.id;
    const answer = storedTokens(request) - request.prompt.length;
    for (let token = 0; token < answer; token++) {
      ensure(this.server.decode(request.id).alloc, 'serving.poolEmpty', { size: this.server.poolTokens });
    }
    this.server.finish(request.id);
    return this.settle(0, 0, answer);
  }

  save(): RadixLaneState {
    return {
      counts: this.counts,
      server: this.server.save(),
      origins: { ...this.origins },
      clocks: this.clocks.slice(),
    };
  }

  check(): void {
    checkRadix(this.server.cache);
    const { cache, free, poolTokens } = this.server;
    ensure(cache.totalSize + free.count <= poolTokens, 'serving.slots', { free: free.count });
  }

  private settle(found: number, computed: number, stored: number): LaneOutcome {
    const evicted = this.evicted;
    this.evicted = [];
    this.clocks.push(this.server.cache.clock);
    const lost = evicted.reduce((sum, { from, to }) => sum + to - from, 0);
    this.counts = {
      cachedTokens: this.counts.cachedTokens + found,
      computedTokens: this.counts.computedTokens + computed,
      evictions: this.counts.evictions + evicted.length,
      evictedTokens: this.counts.evictedTokens + lost,
    };
    return { found, stored, evicted };
  }
}

/** Tokens from the root to the end of a node. */
function endOf(node: RadixNode): number {
  let tokens = 0;
  for (let at: RadixNode | null = node; at; at = at.parent) tokens += at.length;
  return tokens;
}
