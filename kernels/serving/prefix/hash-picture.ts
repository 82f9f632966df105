/**
 * The hash cache of a state as stretches: blocks that follow each other without a fork, and are in the same state, in
 * one piece. The cache itself knows no tree: a block knows its own name, which was made from the name before it.
 */
import { fastBlock, hashBlocks } from '../kv/block-hash';
import { freeBlocks } from '../kv/block-pool';
import { contentOf } from './lane';
import { type PictureBlock, type Stretch, stateOf } from './picture';
import type { PrefixState } from './simulator';

interface Link {
  readonly key: string;
  readonly parent: string | null;
  readonly index: number;
  readonly tokens: number;
  readonly request: number;
  readonly refs: number;
  readonly touched: number;
  readonly order: number | null;
  readonly block: PictureBlock;
}

export function hashStretches(state: PrefixState): Stretch[] {
  const links = [...namedLinks(state), ...partialLinks(state)];
  const children = new Map<string | null, Link[]>();
  for (const link of links) children.set(link.parent, [...(children.get(link.parent) ?? []), link]);
  const known = new Set(links.map(({ key }) => key));
  const path = lastPath(state);
  const { blockTokens } = state.setup;
  const stateOfLink = ({ key, index, refs }: Link) =>
    stateOf(index * blockTokens, refs, path.has(key), state, state.last?.hash.found ?? 0);
  const stretches: Stretch[] = [];
  const follow = (first: Link, parent: string | null): void => {
    const run = [first];
    let next = children.get(first.key) ?? [];
    while (
      next.length === 1 &&
      next[0].refs === first.refs &&
      stateOfLink(next[0]) === stateOfLink(first) &&
      next[0].touched === first.touched
    ) {
      run.push(next[0]);
      next = children.get(next[0].key) ?? [];
    }
    const last = run[run.length - 1];
    const from = first.index * blockTokens;
    const orders = run.flatMap(({ order }) => (order === null ? [] : [order]));
    stretches.push({
      id: first.key,
      parent,
      from,
      to: last.index * blockTokens + last.tokens,
      request: last.request,
      refs: first.refs,
      touched: first.touched,
      order: orders.length > 0 ? Math.min(...orders) : null,
      blocks: run.map(({ block }) => block),
      state: stateOfLink(first),
    });
    for (const link of next) follow(link, first.key);
  };
  // A block whose beginning was evicted before it hangs nowhere, and can no longer be found.
  for (const link of links) if (link.parent === null || !known.has(link.parent)) follow(link, null);
  return stretches;
}

/** One link per name; several blocks with the same content are one link. */
function namedLinks(state: PrefixState): Link[] {
  const { hash, setup } = state;
  const { hashes, refs } = hash.pool;
  const queue = new Map<number, number>();
  for (const block of freeBlocks(hash.pool)) if (hashes[block] !== null) queue.set(block, queue.size);
  return hash.map.map(([key, block, ...twins]) => {
    const { request, index, parent } = hash.origins[block]!;
    return {
      key: `b${key}`,
      parent: parent === null ? null : `b${parent}`,
      index,
      tokens: setup.blockTokens,
      request,
      refs: [block, ...twins].reduce((sum, one) => sum + refs[one], 0),
      touched: hash.touched[block],
      order: queue.get(block) ?? null,
      block: { block, key, twins },
    };
  });
}

/** The last blocks of running requests, not full yet: they have no name. */
function partialLinks(state: PrefixState): Link[] {
  const { blockTokens } = state.setup;
  return state.hash.running.flatMap(({ request, tokens, table, keys }) => {
    const index = Math.floor(tokens / blockTokens);
    if (index * blockTokens === tokens) return [];
    return [
      {
        key: `part-${request}`,
        parent: index > 0 ? `b${keys[index - 1]}` : null,
        index,
        tokens: tokens - index * blockTokens,
        request,
        refs: 1,
        touched: state.hash.touched[table[index]],
        order: null,
        block: { block: table[index], key: null, twins: [] },
      },
    ];
  });
}

/** Names along the tokens of the request of the last event. */
function lastPath(state: PrefixState): Set<string> {
  if (!state.last) return new Set();
  const request = state.plan.requests[state.last.request];
  const content = state.last.kind === 'admit' ? request.prompt : contentOf(request);
  const keys = hashBlocks(content, state.setup.blockTokens, null, fastBlock);
  return new Set([`part-${request.id}`, ...keys.map((key) => `b${key}`)]);
}
