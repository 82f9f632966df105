/**
 * The automaton as a reader sees it: moves over characters instead of bytes, and, where asked for, singular paths as
 * one move. Only a neighbourhood is made, since a schema with counted strings has thousands of states.
 */
import { type Automaton, nextState } from './automaton';
import { onlyByte } from './jump';
import type { Range } from './pattern';

export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  /** The text of a singular path, or of a single character. */
  readonly text?: string;
  /** Characters of ASCII that lead there, when there are several. */
  readonly ranges?: readonly Range[];
  /** Whether characters beyond ASCII lead there too. */
  readonly beyond?: boolean;
}

export interface Graph {
  readonly nodes: readonly { readonly state: number; readonly accepting: boolean; readonly cut: boolean }[];
  readonly edges: readonly GraphEdge[];
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * States reachable from `start` in the order of their distance, at most `most` of them; `cut` marks those whose moves
 * are left out. Worked: `(true|false)` compressed has a start, an end and two moves with four and five characters.
 */
export function automatonGraph(
  automaton: Automaton,
  { start = 0, most = 60, compress = true }: { start?: number; most?: number; compress?: boolean } = {},
): Graph {
  const order = [start];
  const known = new Set(order);
  const edges: GraphEdge[] = [];
  const cut = new Set<number>();
  for (let at = 0; at < order.length; at++) {
    const out = moves(automaton, order[at]).map((edge) => (compress ? lengthen(automaton, edge) : edge));
    const fresh = new Set(out.map((edge) => edge.to).filter((state) => !known.has(state)));
    if (order.length + fresh.size > most) {
      cut.add(order[at]);
      continue;
    }
    for (const state of fresh) {
      known.add(state);
      order.push(state);
    }
    edges.push(...out);
  }
  return {
    nodes: order.map((state) => ({
      state,
      accepting: automaton.accepting[state] === 1,
      cut: cut.has(state),
    })),
    edges,
  };
}

/** One move per next state, over whole characters. */
function moves(automaton: Automaton, from: number): GraphEdge[] {
  const byTarget = new Map<number, { ascii: number[]; others: string[]; many: boolean }>();
  const entry = (to: number) => {
    const found = byTarget.get(to) ?? { ascii: [], others: [], many: false };
    byTarget.set(to, found);
    return found;
  };
  for (let byte = 0; byte < 0x80; byte++) {
    const to = nextState(automaton, from, byte);
    if (to >= 0) entry(to).ascii.push(byte);
  }
  for (let byte = 0xc2; byte <= 0xf4; byte++) {
    const to = nextState(automaton, from, byte);
    if (to >= 0) ends(automaton, to, [byte], entry);
  }
  return [...byTarget].map(([to, { ascii, others, many }]) => {
    const single = ascii.length + others.length === 1 && !many;
    if (single) return { from, to, text: others[0] ?? String.fromCharCode(ascii[0]) };
    // A few characters beyond ASCII are told apart by nothing on the drawing but their number.
    return { from, to, ranges: toRanges(ascii), beyond: many || others.length > 0 };
  });
}

/** Follows the later bytes of a character to the states where it ends. */
function ends(
  automaton: Automaton,
  state: number,
  bytes: readonly number[],
  entry: (to: number) => { others: string[]; many: boolean },
): void {
  const length = bytes[0] >= 0xf0 ? 4 : bytes[0] >= 0xe0 ? 3 : 2;
  if (bytes.length === length) {
    const found = entry(state);
    if (found.others.length < 2) found.others.push(decoder.decode(Uint8Array.from(bytes)));
    else found.many = true;
    return;
  }
  // One byte for each next state is enough to know where it leads; more than one says that there are many.
  const seen = new Map<number, number>();
  for (let byte = 0x80; byte <= 0xbf; byte++) {
    const to = nextState(automaton, state, byte);
    if (to < 0) continue;
    const times = (seen.get(to) ?? 0) + 1;
    seen.set(to, times);
    if (times <= 2) ends(automaton, to, [...bytes, byte], entry);
  }
}

/** Draws a move on along what is forced behind it. */
function lengthen(automaton: Automaton, edge: GraphEdge): GraphEdge {
  if (edge.text === undefined) return edge;
  const bytes = [...new TextEncoder().encode(edge.text)];
  let whole = { to: edge.to, length: bytes.length };
  let at = edge.to;
  for (let byte = onlyByte(automaton, at); byte >= 0; byte = onlyByte(automaton, at)) {
    bytes.push(byte);
    at = nextState(automaton, at, byte);
    if (endsCharacter(bytes)) whole = { to: at, length: bytes.length };
  }
  return {
    from: edge.from,
    to: whole.to,
    text: decoder.decode(Uint8Array.from(bytes.slice(0, whole.length))),
  };
}

function endsCharacter(bytes: readonly number[]): boolean {
  let back = 1;
  while ((bytes[bytes.length - back] & 0xc0) === 0x80) back++;
  const lead = bytes[bytes.length - back];
  return back === (lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);
}

/** Worked: [97, 98, 99, 120] → [[97, 99], [120, 120]]. */
function toRanges(codes: readonly number[]): Range[] {
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges.at(-1);
    if (last && code === last[1] + 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges;
}

/**
 * Where each state stands on the drawing: the number of its node, or −1 − the number of the move that passes through
 * it. States inside a character, or beyond what is drawn, are nowhere.
 */
export function placesOf(automaton: Automaton, { nodes, edges }: Graph): Record<number, number> {
  const places: Record<number, number> = {};
  edges.forEach(({ from, text }, at) => {
    if (text === undefined) return;
    let state = from;
    for (const byte of new TextEncoder().encode(text)) {
      state = nextState(automaton, state, byte);
      places[state] ??= -1 - at;
    }
  });
  nodes.forEach(({ state }, at) => {
    places[state] = at;
  });
  return places;
}

/** How many states are left when every singular path is one move. */
export function compressedStates(automaton: Automaton): number {
  const seen = new Set([0]);
  const stack = [0];
  while (stack.length > 0) {
    const state = stack.pop() as number;
    for (let byte = 0; byte < 256; byte++) {
      let to = nextState(automaton, state, byte);
      if (to < 0) continue;
      for (let only = onlyByte(automaton, to); only >= 0; only = onlyByte(automaton, to)) {
        to = nextState(automaton, to, only);
      }
      if (seen.has(to)) continue;
      seen.add(to);
      stack.push(to);
    }
  }
  return seen.size;
}
