'use client';

import { useEffect, useMemo, useRef } from 'react';
import type { GraphEdge } from '@/kernels/structured/graph';
import type { Compiled } from './compiled';
import { layoutGraph, width } from './layout';
import type { StructuredMessages } from './messages';
import styles from './structured.module.css';
import { edgeLabel, shorten } from './words';

const CHAR = 7.3;
const ROW = 54;
const LEFT = 26;
const RADIUS = 7;
/** Between moves that share both ends. */
const FAN = 19;

export interface AutomatonDrawingProps {
  readonly compiled: Compiled;
  /** Node, or −1 − move, where the text stands; undefined when it is not on the drawing. */
  readonly place: number | undefined;
  /** Nodes and moves passed on the way. */
  readonly passed: ReadonlySet<number>;
  /** The drawing is of an older text than the one that stands there now. */
  readonly stale: boolean;
  readonly messages: StructuredMessages;
  readonly ref?: React.Ref<SVGSVGElement>;
}

interface Movable {
  readonly edge: GraphEdge;
  readonly path: string;
  readonly x: number;
  y: number;
  readonly label: string;
  readonly full: string;
}

/** States from left to right, singular paths as one move, the place of the text marked. */
export function AutomatonDrawing({ compiled, place, passed, stale, messages, ref }: AutomatonDrawingProps) {
  const drawn = useMemo(() => draw(compiled, messages.anyOther), [compiled, messages]);
  const scroller = useRef<HTMLDivElement>(null);
  const here = place === undefined ? undefined : place >= 0 ? drawn.nodes[place] : drawn.edges[-1 - place];

  // The place of the text stays in sight; the page itself does not move.
  const at = here?.x;
  useEffect(() => {
    const box = scroller.current;
    if (!box || at === undefined) return;
    const [from, to] = [box.scrollLeft, box.scrollLeft + box.clientWidth];
    if (at < from + 60 || at > to - 90) box.scrollLeft = at - box.clientWidth / 2;
  }, [at]);

  return (
    <section
      ref={scroller}
      data-stale={stale || undefined}
      className={styles.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard
      tabIndex={0}
      aria-label={messages.drawing}
    >
      <svg
        ref={ref}
        role="img"
        aria-label={messages.drawing}
        width={drawn.width}
        height={drawn.height}
        viewBox={`0 ${drawn.top} ${drawn.width} ${drawn.height}`}
        className={styles.automaton}
      >
        {drawn.edges.map(({ edge, path, x, y, label, full }, index) => (
          <g
            key={`${edge.from}-${edge.to}-${full}`}
            data-passed={passed.has(-1 - index) || undefined}
            data-here={place === -1 - index || undefined}
          >
            <title>{full}</title>
            <path d={path} className={styles.move} />
            <text x={x} y={y} className={styles.moveLabel} textAnchor="middle">
              {label}
            </text>
          </g>
        ))}
        <path d={`M4 ${drawn.nodes[0].y} H${LEFT - RADIUS - 3}`} className={styles.move} />
        {drawn.nodes.map(({ x, y, state, accepting, cut }, index) => (
          <g
            key={state}
            data-passed={passed.has(index) || undefined}
            data-here={place === index || undefined}
            className={styles.node}
          >
            <circle cx={x} cy={y} r={RADIUS} />
            {accepting && <circle cx={x} cy={y} r={RADIUS - 3} />}
            {cut && (
              <text x={x + RADIUS + 3} y={y + 4} className={styles.moveLabel}>
                …
              </text>
            )}
          </g>
        ))}
      </svg>
    </section>
  );
}

function draw({ graph }: Compiled, other: string) {
  const labels = graph.edges.map((edge) => edgeLabel(edge, other));
  const layout = layoutGraph(graph, (edge) => shorten(edgeLabel(edge, other)));
  const index = new Map(graph.nodes.map(({ state }, at) => [state, at]));
  const spot = (state: number) => {
    const { x, row } = layout.nodes[index.get(state) ?? 0];
    return { x: LEFT + x * CHAR, y: 34 + row * ROW };
  };
  const nodes = graph.nodes.map((node) => ({ ...node, ...spot(node.state) }));
  const together = new Map<string, number>();
  const pair = ({ from, to }: GraphEdge) => `${from}-${to}`;
  for (const edge of graph.edges) together.set(pair(edge), (together.get(pair(edge)) ?? 0) + 1);
  const used = new Map<string, number>();
  const edges = graph.edges.map((edge, at): Movable => {
    const [from, to] = [spot(edge.from), spot(edge.to)];
    const label = shorten(labels[at]);
    const full = labels[at];
    if (edge.from === edge.to) {
      const loop = `M${from.x - 5} ${from.y - 6} C${from.x - 16} ${from.y - 27} ${from.x + 16} ${from.y - 27} ${from.x + 5} ${from.y - 6}`;
      return { edge, path: loop, x: from.x, y: from.y - 25, label, full };
    }
    const key = pair(edge);
    const order = used.get(key) ?? 0;
    used.set(key, order + 1);
    const back = to.x <= from.x;
    // A move must not run through a state that it passes by.
    const inTheWay = nodes.some(
      ({ x, y }) =>
        from.y === to.y && y === from.y && x > Math.min(from.x, to.x) && x < Math.max(from.x, to.x),
    );
    const aside = (order - ((together.get(key) ?? 1) - 1) / 2) * FAN - (inTheWay && !back ? ROW * 0.55 : 0);
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + aside + (back ? ROW * 0.7 : 0) };
    const bend = { x: middle.x, y: 2 * middle.y - (from.y + to.y) / 2 };
    const [start, end] = back ? [-RADIUS, RADIUS] : [RADIUS, -RADIUS];
    const path = `M${from.x + start} ${from.y} Q${bend.x} ${bend.y} ${to.x + end} ${to.y}`;
    return { edge, path, x: middle.x, y: middle.y + 3.5, label, full };
  });
  keepApart(edges);
  const highest = Math.min(...edges.map(({ y }) => y - 14), ...nodes.map(({ y }) => y - 14));
  const lowest = Math.max(...edges.map(({ y }) => y + 8), ...nodes.map(({ y }) => y + 14));
  const widest = Math.max(
    LEFT + layout.width * CHAR + 14,
    ...edges.map(({ x, label }) => x + (width(label) * CHAR) / 2 + 6),
  );
  return {
    nodes,
    edges,
    top: Math.floor(highest),
    width: Math.ceil(widest),
    height: Math.ceil(lowest - highest) + 1,
  };
}

/** Words that would cover others move down a line. */
function keepApart(edges: readonly Movable[]): void {
  const half = ({ label }: Movable) => (width(label) * CHAR) / 2 + 3;
  edges.forEach((edge, at) => {
    const covers = (other: Movable) =>
      Math.abs(other.x - edge.x) < half(edge) + half(other) && Math.abs(other.y - edge.y) < 12;
    for (let tries = 0; tries < 12 && edges.slice(0, at).some(covers); tries++) edge.y += 6;
  });
}
