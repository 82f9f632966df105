/** What the figure knows of a task's automaton: its drawing and its size. Made at build, and in a worker. */
import type { Automaton } from '@/kernels/structured/automaton';
import { automatonGraph, compressedStates, type Graph, placesOf } from '@/kernels/structured/graph';
import type { Spacing } from '@/kernels/structured/json-text';
import type { Task } from '@/kernels/structured/presets';
import { compileTask } from '@/kernels/structured/task';

export interface Compiled {
  readonly graph: Graph;
  /** Node, or −1 − move, by state. */
  readonly places: Readonly<Record<number, number>>;
  readonly states: number;
  readonly compressedStates: number;
}

/** More states than this do not fit on a drawing that can be read. */
const MOST_NODES = 48;

export function describeAutomaton(automaton: Automaton): Compiled {
  const graph = automatonGraph(automaton, { most: MOST_NODES });
  return {
    graph,
    places: placesOf(automaton, graph),
    states: automaton.states,
    compressedStates: compressedStates(automaton),
  };
}

export const compileScene = (task: Pick<Task, 'kind' | 'source'>, spacing: Spacing): Compiled =>
  describeAutomaton(compileTask(task, spacing));
