/**
 * Places for the drawing of an automaton: states in layers from left to right, as far apart as the words on the moves
 * need. Lengths are in characters and rows; the view has the pixels.
 */
import type { Graph, GraphEdge } from '@/kernels/structured/graph';

export interface GraphLayout {
  /** Left edge of each node, in characters, and its row. */
  readonly nodes: readonly { readonly x: number; readonly row: number }[];
  readonly width: number;
  readonly rows: number;
}

/** Characters between two layers besides the words. */
const GAP = 4;
/** Room for a move of one character. */
const SHORTEST = 3;

/** @param label the words on a move. Moves back and loops take no part in the layers. */
export function layoutGraph({ nodes, edges }: Graph, label: (edge: GraphEdge) => string): GraphLayout {
  const at = new Map(nodes.map(({ state }, index) => [state, index]));
  const out = nodes.map(() => [] as { to: number; length: number }[]);
  for (const edge of edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (from !== undefined && to !== undefined && from !== to)
      out[from].push({ to, length: Math.max(SHORTEST, width(label(edge))) });
  }
  const forward = withoutBackMoves(out);
  const x = nodes.map(() => 0);
  // Along the order in which everything behind a node has been seen: then all that leads to it is placed before it.
  for (const node of topological(forward)) {
    for (const { to, length } of forward[node]) x[to] = Math.max(x[to], x[node] + length + GAP);
  }
  const parents = nodes.map(() => [] as number[]);
  forward.forEach((moves, from) => {
    for (const { to } of moves) parents[to].push(from);
  });
  // Each node as near to the row of what leads to it as the ones already in its neighbourhood allow.
  const row = nodes.map(() => 0);
  const taken: { x: number; row: number }[] = [];
  for (const node of [...x.keys()].sort((a, b) => x[a] - x[b] || a - b)) {
    const from = parents[node];
    const mean = from.length > 0 ? from.reduce((sum, parent) => sum + row[parent], 0) / from.length : 0;
    // Where a longer move starts at the same place, it stays straight and the nearer state steps aside.
    const passedBy = from.some((parent) => forward[parent].some(({ to }) => x[to] > x[node]));
    const wished = mean + (passedBy ? 1 : 0);
    const near = (candidate: number) =>
      taken.some((other) => other.row === candidate && Math.abs(other.x - x[node]) < GAP + 2);
    let best = Math.round(wished);
    for (let step = 1; near(best); step++)
      best = Math.round(wished) + (step % 2 ? 1 : -1) * Math.ceil(step / 2);
    row[node] = best;
    taken.push({ x: x[node], row: best });
  }
  const top = Math.min(...row);
  return {
    nodes: x.map((left, index) => ({ x: left, row: row[index] - top })),
    width: Math.max(...x) + 2,
    rows: Math.max(...row) - top + 1,
  };
}

/** Characters of other scripts take two places. Worked: `中a` is 3 wide. */
export function width(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + ((character.codePointAt(0) as number) > 0x2e7f ? 2 : 1),
    0,
  );
}

type Moves = readonly (readonly { readonly to: number; readonly length: number }[])[];

/** Leaves out the moves that close a circle, found by going deep first. */
function withoutBackMoves(out: Moves): Moves {
  const state = out.map(() => 0);
  const kept = out.map(() => [] as { to: number; length: number }[]);
  // 1 while on the way, 2 when done; an own stack, since a chain may be long.
  const stack: { node: number; next: number }[] = [{ node: 0, next: 0 }];
  if (out.length > 0) state[0] = 1;
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    const move = out[top.node][top.next++];
    if (!move) {
      state[top.node] = 2;
      stack.pop();
    } else if (state[move.to] !== 1) {
      kept[top.node].push(move);
      if (state[move.to] === 0) {
        state[move.to] = 1;
        stack.push({ node: move.to, next: 0 });
      }
    }
  }
  return kept;
}

function topological(forward: Moves): number[] {
  const incoming = forward.map(() => 0);
  for (const moves of forward) for (const { to } of moves) incoming[to]++;
  const order = [...incoming.keys()].filter((node) => incoming[node] === 0);
  for (let at = 0; at < order.length; at++) {
    for (const { to } of forward[order[at]]) if (--incoming[to] === 0) order.push(to);
  }
  return order;
}
