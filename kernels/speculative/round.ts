/**
 * One round with everything a reader may ask about it: each guess with p, q, the number drawn and the verdict, and the
 * distribution that the round's last token was drawn from.
 * A chain is drawn from the draft and judged by min(1, p/q). A tree offers the draft's likeliest words: each is taken
 * with the target's own chance of it, and after a refusal that word is struck from the target's row.
 * Source: acceptance.ts; trees as in SafeAILab/EAGLE, eagle/model/utils.py, evaluate_posterior.
 */
import type { Random } from '../numbers/random';
import { accepts, residual, residualWithout, sampleAt } from './acceptance';
import { eagleTree } from './eagle-tree';
import type { SpeculativeSetup } from './params';
import { REACH, toyDraft, toyTarget } from './toy-text';
import { bestTree, parentsOf, type TreePath } from './tree';

/** Children that a node may have, and the width of a dynamic tree's beam. */
export const BRANCHES = 4;

export interface Guess {
  readonly word: number;
  /** Index of the guess before it; −1 behind the text. */
  readonly parent: number;
  readonly depth: number;
  /** The target's and the draft's chance of the word, after the guesses before it. */
  readonly p: number;
  readonly q: number;
  /** Chance to stand when it was tried; what `uniform` is compared with. 0 for one never tried. */
  readonly chance: number;
  readonly uniform: number | null;
  /** `unread`: an earlier verdict made it void. */
  readonly verdict: 'accepted' | 'rejected' | 'unread';
}

export interface Round {
  readonly guesses: readonly Guess[];
  readonly accepted: number;
  /** The words that came out: the accepted guesses and the last one. */
  readonly words: readonly number[];
  readonly end: {
    /** The correction after a refusal, or the bonus word. */
    readonly kind: 'correction' | 'bonus';
    readonly word: number;
    readonly uniform: number;
    readonly distribution: readonly number[];
  };
  /** Tokens that such a round yields on average after this text. */
  readonly expectedTokens: number;
}

/** The shape of a fixed tree: the nodes with the likeliest paths, at most `BRANCHES` below each. */
export function fixedTree(ranks: readonly (readonly number[])[], nodes: number): TreePath[] {
  return bestTree(
    ranks.map((row) => row.slice(0, BRANCHES)),
    nodes,
  );
}

/** Plays a round after `before`. @param tree the nodes of a fixed tree; others ignore it */
export function playRound(
  { shape, alphas, nodes }: SpeculativeSetup,
  before: readonly number[],
  random: Random,
  tree: readonly TreePath[],
): Round {
  const text = before.slice(-REACH);
  if (shape === 'chain') return playChain(alphas, text, random);
  const draft = remember((path) => toyDraft([...text, ...path], alphas[path.length] ?? 1));
  const paths = shape === 'fixed' ? wordsOf(tree, draft) : dynamicPaths(draft, alphas.length, nodes);
  return playTree(paths, text, draft, random);
}

function playChain(alphas: readonly number[], text: readonly number[], random: Random): Round {
  const drafted = alphas.map((alpha) => ({ alpha, word: 0, p: [] as number[], q: [] as number[] }));
  const path = [...text];
  for (const step of drafted) {
    step.p = toyTarget(path);
    step.q = toyDraft(path, step.alpha);
    step.word = sampleAt(step.q, random.uniform());
    path.push(step.word);
  }
  let stopped = -1;
  const guesses = drafted.map(({ word, p, q }, at): Guess => {
    const common = { word, parent: at - 1, depth: at, p: p[word], q: q[word] };
    if (stopped >= 0) return { ...common, chance: 0, uniform: null, verdict: 'unread' };
    const uniform = random.uniform();
    const stands = accepts(p[word], q[word], uniform);
    if (!stands) stopped = at;
    const chance = Math.min(1, p[word] / q[word]);
    return { ...common, chance, uniform, verdict: stands ? 'accepted' : 'rejected' };
  });
  const accepted = stopped < 0 ? alphas.length : stopped;
  const refused = drafted[stopped];
  const left = refused ? (residual(refused.p, refused.q) ?? refused.p) : toyTarget(path);
  let reached = 1;
  let expectedTokens = 1;
  for (const alpha of alphas) {
    reached *= alpha;
    expectedTokens += reached;
  }
  return close(guesses, accepted, drafted, left, stopped >= 0, random, expectedTokens);
}

function playTree(paths: readonly TreePath[], text: readonly number[], draft: Rows, random: Random): Round {
  const parents = parentsOf(paths);
  // Both rows at each place, by the node before it.
  const rows = new Map<number, { readonly p: readonly number[]; readonly q: readonly number[] }>();
  const guesses: Guess[] = paths.map((path, at) => {
    const before = path.slice(0, -1);
    const word = path[path.length - 1];
    const common = { word, parent: parents[at], depth: before.length };
    const row = rows.get(parents[at]) ?? { p: toyTarget([...text, ...before]), q: draft(before) };
    rows.set(parents[at], row);
    return { ...common, p: row.p[word], q: row.q[word], chance: 0, uniform: null, verdict: 'unread' };
  });
  const way: Guess[] = [];
  let here = -1;
  let left: ArrayLike<number> = toyTarget(text);
  let refused = false;
  for (;;) {
    const children = guesses.flatMap(({ parent }, at) => (parent === here ? [at] : []));
    refused = children.length > 0;
    let next = -1;
    for (const child of children) {
      const guess = guesses[child];
      const uniform = random.uniform();
      const chance = left[guess.word];
      const stands = uniform < chance;
      guesses[child] = { ...guess, chance, uniform, verdict: stands ? 'accepted' : 'rejected' };
      if (stands) {
        next = child;
        break;
      }
      left = residualWithout(left, guess.word) ?? left;
    }
    if (next < 0) break;
    here = next;
    way.push(guesses[next]);
    left = toyTarget([...text, ...paths[next]]);
  }
  return close(guesses, way.length, way, left, refused, random, 1 + sumOfPaths(guesses));
}

type Rows = (path: readonly number[]) => number[];

/** Each row of a round is worked out once. */
function remember(rowAfter: Rows): Rows {
  const known = new Map<string, number[]>();
  return (path) => {
    const key = path.join();
    const row = known.get(key) ?? rowAfter(path);
    known.set(key, row);
    return row;
  };
}

/** Every node is reached with the product of the target's chances along its path, and each one reached is a token. */
function sumOfPaths(guesses: readonly Guess[]): number {
  const reached: number[] = [];
  guesses.forEach(({ p, parent }, at) => {
    reached[at] = p * (parent < 0 ? 1 : reached[parent]);
  });
  return reached.reduce((a, b) => a + b, 0);
}

function close(
  guesses: readonly Guess[],
  accepted: number,
  way: readonly { readonly word: number }[],
  left: ArrayLike<number>,
  refused: boolean,
  random: Random,
  expectedTokens: number,
): Round {
  const uniform = random.uniform();
  const word = sampleAt(left, uniform);
  return {
    guesses,
    accepted,
    words: [...way.slice(0, accepted).map((guess) => guess.word), word],
    end: { kind: refused ? 'correction' : 'bonus', word, uniform, distribution: Array.from(left) },
    expectedTokens,
  };
}

/** Ranks into words: [0, 2] is the draft's third choice after its first. */
function wordsOf(tree: readonly TreePath[], draft: Rows): number[][] {
  const likeliest = remember((path) => {
    const row = draft(path);
    return row.map((_, word) => word).sort((a, b) => row[b] - row[a] || a - b);
  });
  return tree.map((ranks) => {
    const path: number[] = [];
    for (const rank of ranks) path.push(likeliest(path)[rank]);
    return path;
  });
}

/** EAGLE-2's tree after this text, from the draft's own confidence. */
function dynamicPaths(draft: Rows, levels: number, totalTokens: number): number[][] {
  const options = { topK: BRANCHES, depth: levels - 1, totalTokens };
  return eagleTree(0, (path) => draft(path).map(Math.log), options).paths.slice(1);
}
