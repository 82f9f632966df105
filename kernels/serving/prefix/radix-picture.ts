/** The radix tree of a state as stretches: one per node. */
import { evictionRank } from '../radix/eviction';
import type { SavedNode } from '../radix/radix-state';
import { contentOf } from './lane';
import { type Stretch, stateOf } from './picture';
import type { PrefixState } from './simulator';

export function radixStretches(state: PrefixState): Stretch[] {
  const { server, origins, clocks } = state.radix;
  const { nodes } = server.cache;
  const ends: number[] = [];
  for (const { parent, slots } of nodes) ends.push(parent < 0 ? 0 : ends[parent] + slots.length);
  const path = lastPath(state, nodes, ends);
  const order = evictionOrder(nodes, state);
  return nodes.flatMap((node, place) => {
    if (node.parent < 0) return [];
    const from = ends[node.parent];
    return [
      {
        id: `n${node.id}`,
        parent: nodes[node.parent].parent < 0 ? null : `n${nodes[node.parent].id}`,
        from,
        to: ends[place],
        request: origins[node.id],
        refs: node.locks,
        touched: eventAt(clocks, node.accessed),
        order: order.get(place) ?? null,
        hits: node.hits,
        state: stateOf(from, node.locks, path.has(place), state, state.last?.radix.found ?? 0),
      },
    ];
  });
}

/** The event during which the tree's clock stood there. */
function eventAt(clocks: readonly number[], clock: number): number {
  let [low, high] = [0, clocks.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (clocks[middle] >= clock) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Places of the nodes along the tokens of the request of the last event. */
function lastPath(state: PrefixState, nodes: readonly SavedNode[], ends: readonly number[]): Set<number> {
  const path = new Set([0]);
  if (!state.last) return path;
  const request = state.plan.requests[state.last.request];
  const content = state.last.kind === 'admit' ? request.prompt : contentOf(request);
  // Parents come before their children, so one pass follows the path.
  for (let place = 1; place < nodes.length; place++) {
    const { parent, tokens } = nodes[place];
    const from = ends[parent];
    if (path.has(parent) && tokens.every((token, at) => content[from + at] === token)) path.add(place);
  }
  return path;
}

/** What eviction would take, one leaf after the other, if nothing else happened: place → how many go before. */
function evictionOrder(nodes: readonly SavedNode[], state: PrefixState): Map<number, number> {
  const policy = state.setup.evictionPolicy;
  const children = nodes.map(() => 0);
  for (const { parent } of nodes) if (parent >= 0) children[parent]++;
  const free = (place: number) => place > 0 && nodes[place].locks === 0 && children[place] === 0;
  const leaves = nodes.flatMap((_, place) => (free(place) ? [place] : []));
  const ranks = nodes.map((node) => evictionRank(policy, node));
  const order = new Map<number, number>();
  while (leaves.length > 0) {
    let first = 0;
    for (let at = 1; at < leaves.length; at++) {
      const [a, b] = [ranks[leaves[at]], ranks[leaves[first]]];
      if (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])) first = at;
    }
    const [place] = leaves.splice(first, 1);
    order.set(place, order.size);
    const { parent } = nodes[place];
    children[parent]--;
    if (free(parent)) leaves.push(parent);
  }
  return order;
}
