/**
 * Drafts with branches: several continuations are checked in one pass of the target, each token attending only to its
 * own ancestors. What a fixed tree yields, which tree yields most, and the attention mask.
 * A node is named by its choices from the root: [0, 2] is the third guess after the first guess. `ranks[depth][rank]`
 * is the chance that the draft's guess number `rank` at `depth` is the target's token, given that its parent was.
 * Source: Cai et al. 2024, Medusa (arXiv 2401.10774), §2.3.1; Chen et al. 2024, Sequoia (arXiv 2402.12374), §4.1.
 */
import { ensure } from '../errors';

export type TreePath = readonly number[];

/** For each node, the index of its parent among the nodes; −1 below the root. A parent that is missing is an error. */
export function parentsOf(nodes: readonly TreePath[]): number[] {
  const index = new Map(nodes.map((path, at) => [path.join(), at]));
  ensure(index.size === nodes.length, 'speculative.treeTwice', {
    nodes: nodes.length,
    different: index.size,
  });
  return nodes.map((path) => {
    ensure(path.length > 0, 'speculative.treeRoot', {});
    if (path.length === 1) return -1;
    const parent = index.get(path.slice(0, -1).join());
    ensure(parent !== undefined, 'speculative.treeOrphan', { path: path.join() });
    return parent as number;
  });
}

/** The chance of each node to be accepted: the product of its path's ranks. */
export function pathProbabilities(
  ranks: readonly (readonly number[])[],
  nodes: readonly TreePath[],
): number[] {
  return nodes.map((path) => path.reduce((product, rank, depth) => product * (ranks[depth]?.[rank] ?? 0), 1));
}

/** Guesses accepted per round on average: the sum over all nodes, since at most one of each depth can be. */
export function expectedAccepted(ranks: readonly (readonly number[])[], nodes: readonly TreePath[]): number {
  return pathProbabilities(ranks, nodes).reduce((a, b) => a + b, 0);
}

/**
 * The `count` nodes with the most probable paths, best first; a node's parent always comes before it. Equal ones in the
 * order in which they came into reach. Worked: ([[.6, .2], [.5, .1]], 3) → [0], [0, 0], [1].
 */
export function bestTree(ranks: readonly (readonly number[])[], count: number): TreePath[] {
  interface Candidate {
    readonly path: TreePath;
    readonly chance: number;
  }
  const chosen: TreePath[] = [];
  const reach: Candidate[] = [];
  const offer = (path: TreePath, chance: number) => {
    (ranks[path.length] ?? []).forEach((rate, rank) => {
      reach.push({ path: [...path, rank], chance: chance * rate });
    });
  };
  offer([], 1);
  while (chosen.length < count && reach.length > 0) {
    let best = 0;
    for (let at = 1; at < reach.length; at++) if (reach[at].chance > reach[best].chance) best = at;
    const [{ path, chance }] = reach.splice(best, 1);
    chosen.push(path);
    offer(path, chance);
  }
  return chosen;
}

/**
 * Most tokens that a tree of `nodes` nodes, the root among them, yields per round, where a node's guess number k is
 * accepted with chance `ranks[k]` at every depth and guesses stand in order. Dynamic programming over how many nodes go
 * below each guess. Worked: ([.6, .2, .1], 4) → 2.176, a plain chain.
 */
export function bestExpectedTokens(ranks: readonly number[], nodes: number): number {
  ensure(Number.isInteger(nodes) && nodes >= 1, 'speculative.treeNodes', { nodes });
  // trees[n]: the best tree of n nodes. below[k][m]: the best way to spend m nodes on the guesses from k on.
  const trees = new Float64Array(nodes + 1);
  const below = Array.from({ length: ranks.length + 1 }, () => new Float64Array(nodes));
  for (let n = 1; n <= nodes; n++) {
    const spent = n - 1;
    for (let k = ranks.length - 1; k >= 0; k--) {
      let best = 0;
      for (let size = 1; size <= spent; size++) {
        best = Math.max(best, ranks[k] * trees[size] + below[k + 1][spent - size]);
      }
      below[k][spent] = best;
    }
    trees[n] = 1 + (ranks.length > 0 ? below[0][spent] : 0);
  }
  return trees[nodes];
}

/**
 * Which positions each position of the pass may attend to: itself, its ancestors and the root, which is position 0.
 * @param parents parent's position of each position; the root's is −1
 */
export function treeMask(parents: readonly number[]): boolean[][] {
  return parents.map((_, position) => {
    const row: boolean[] = new Array(parents.length).fill(false);
    for (let at = position; at >= 0; at = parents[at]) {
      ensure(!row[at], 'speculative.treeLoop', { position });
      row[at] = true;
    }
    return row;
  });
}

/** The path from the root to every leaf as positions, padded with −1 to the longest: what is compared after the pass. */
export function leafPaths(parents: readonly number[]): number[][] {
  const inner = new Set(parents);
  const paths: number[][] = [];
  for (let leaf = 0; leaf < parents.length; leaf++) {
    if (inner.has(leaf)) continue;
    const path: number[] = [];
    for (let at = leaf; at >= 0; at = parents[at]) path.unshift(at);
    paths.push(path);
  }
  const longest = Math.max(...paths.map((path) => path.length));
  return paths.map((path) => [...path, ...new Array(longest - path.length).fill(-1)]);
}
