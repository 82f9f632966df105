import { describe, expect, it } from 'vitest';
import * as kernels from '../../kernels/index';
import { defaultParams, type Simulator, type SimulatorState } from '../../kernels/simulator';

type Any = Simulator<SimulatorState, unknown>;

const simulators: readonly Any[] = Object.entries(kernels)
  .filter(([name, value]) => name.endsWith('Simulator') && typeof value === 'object')
  .map(([, value]) => value as unknown as Any);

/** Steps of a run that are looked at: enough for every kind of event to happen. */
const STEPS = 60;

it('every simulator that the kernels offer is among them', () => {
  expect(simulators.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['batching', 'paging', 'prefix', 'scale-out', 'speculative', 'structured']),
  );
});

describe.each(simulators.map((simulator) => [simulator.id, simulator] as const))('%s', (_, simulator) => {
  const scenes = Object.entries(simulator.presets).slice(0, 2);
  const usual = defaultParams(simulator.params);

  it.each(scenes)('%s: a step leaves the state it was given, and gives the same one twice', (_, scene) => {
    let state = simulator.init({ ...usual, ...scene.params }, scene.seed);
    for (let count = 0; count < STEPS; count++) {
      const before = JSON.stringify(state);
      const once = simulator.step(state);
      const again = simulator.step(state);
      // As text: a comparison of large states member by member takes longer than the run.
      const after = JSON.stringify(once.state);
      expect(JSON.stringify(state) === before, `step ${count} changed its state`).toBe(true);
      expect(JSON.stringify(again.state) === after, `step ${count} differs the second time`).toBe(true);
      expect(JSON.stringify(again.events)).toBe(JSON.stringify(once.events));
      simulator.metrics(state);
      simulator.describe(state);
      if (count % 8 === 0) simulator.invariants(state);
      expect(JSON.stringify(state) === before, `looking at step ${count} changed its state`).toBe(true);
      state = once.state;
    }
  });

  it('goes on from a state read back from its text as from the state itself', () => {
    const [, scene] = scenes[0];
    let state = simulator.init({ ...usual, ...scene.params }, scene.seed);
    for (let count = 0; count < 12; count++) state = simulator.step(state).state;
    let read = JSON.parse(JSON.stringify(state)) as SimulatorState;
    for (let count = 0; count < 12; count++) {
      state = simulator.step(state).state;
      read = simulator.step(read).state;
    }
    expect(JSON.stringify(read) === JSON.stringify(state)).toBe(true);
    simulator.invariants(read);
  });
});
