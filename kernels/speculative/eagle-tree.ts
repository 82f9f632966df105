/**
 * EAGLE-2's dynamic tree: the draft's own confidence decides where the tree grows.
 * Round 0 offers the root's `topK` likeliest tokens. Each of `depth` further rounds expands the beam, `topK` nodes, to
 * their `topK` likeliest children each, and keeps as the next beam the `topK` likeliest of those paths. In the end the
 * `totalTokens` likeliest of all that was ever offered make the tree, in the order they were offered.
 * Source: Li et al. 2024, EAGLE-2 (arXiv 2406.16858), §4; SafeAILab/EAGLE, eagle/model/cnets.py (topK_genrate).
 */
import { ensure } from '../errors';
import { leafPaths } from './tree';

export interface EagleOptions {
  readonly topK: number;
  /** Rounds after the root's: the tree has up to depth + 1 levels below the root. */
  readonly depth: number;
  /** Nodes kept, without the root. */
  readonly totalTokens: number;
}

export interface EagleTree {
  /** The root's token, then the tokens of the kept nodes. */
  readonly tokens: number[];
  /** Position of each node's parent; −1 for the root. */
  readonly parents: number[];
  /** Tokens from below the root to each node. */
  readonly paths: number[][];
  /** Depth of each node, which is its position id behind the context. */
  readonly depths: number[];
  /** Sum of the draft's log-probabilities along each path. */
  readonly logProbabilities: number[];
  /** Positions from the root to each leaf, padded with −1. */
  readonly leafPaths: number[][];
}

interface Offer {
  readonly path: number[];
  readonly score: number;
}

/**
 * Grows the tree.
 * @param logProbabilities the draft's log-probabilities [vocab] after the context and a path of tokens
 */
export function eagleTree(
  rootToken: number,
  logProbabilities: (path: readonly number[]) => ArrayLike<number>,
  { topK, depth, totalTokens }: EagleOptions,
): EagleTree {
  ensure(topK >= 1 && depth >= 0 && totalTokens >= 1, 'speculative.treeShape', { topK, depth, totalTokens });
  const expand = ({ path, score }: Offer): Offer[] => {
    const row = logProbabilities(path);
    return likeliest(row, topK).map((token) => ({ path: [...path, token], score: score + row[token] }));
  };
  const offers = expand({ path: [], score: 0 });
  let beam = offers.slice();
  for (let round = 0; round < depth; round++) {
    const children = beam.flatMap(expand);
    offers.push(...children);
    const scores = children.map((child) => child.score);
    beam = likeliest(scores, topK).map((at) => children[at]);
  }
  const kept = likeliest(
    offers.map((offer) => offer.score),
    totalTokens,
  )
    .sort((a, b) => a - b)
    .map((at) => offers[at]);

  const position = new Map([['', 0], ...kept.map(({ path }, at) => [path.join(), at + 1] as const)]);
  const parents = kept.map(({ path }) => position.get(path.slice(0, -1).join()) ?? 0);
  return {
    tokens: [rootToken, ...kept.map(({ path }) => path[path.length - 1])],
    parents: [-1, ...parents],
    paths: [[], ...kept.map(({ path }) => path)],
    depths: [0, ...kept.map(({ path }) => path.length)],
    logProbabilities: [0, ...kept.map(({ score }) => score)],
    leafPaths: leafPaths([-1, ...parents]),
  };
}

/** Indices of the `count` largest values, largest first; of equals the earlier first. */
function likeliest(values: ArrayLike<number>, count: number): number[] {
  return Array.from({ length: values.length }, (_, at) => at)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, count);
}
