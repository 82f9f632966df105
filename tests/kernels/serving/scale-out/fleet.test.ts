import { describe, expect, it } from 'vitest';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { createRandom } from '@/kernels/numbers/random';
import {
  fleetCapacity,
  fleetProblem,
  KEPT,
  kneeRate,
  machineQuery,
  newLanes,
  runFleet,
  sweepRates,
} from '@/kernels/serving/scale-out/fleet';
import { checkLane } from '@/kernels/serving/scale-out/invariants';
import { type LaneState, newLane } from '@/kernels/serving/scale-out/lane';
import { laneMetrics } from '@/kernels/serving/scale-out/lane-metrics';
import {
  countedPassOf,
  hopSeconds,
  machineOf,
  passTimeOf,
  transferSeconds,
} from '@/kernels/serving/scale-out/machine';
import { scaleOutParams, scaleOutPresets, scaleOutSetup } from '@/kernels/serving/scale-out/params';
import { type Recorder, runLane, stepLane } from '@/kernels/serving/scale-out/run';
import { isDone, scaleOutSimulator } from '@/kernels/serving/scale-out/simulator';
import { defaultParams } from '@/kernels/simulator';

const usual = defaultParams(scaleOutParams);
const fleetOf = (params: Record<string, number | string> = {}) => scaleOutSetup({ ...usual, ...params });
const machineFor = (fleet = fleetOf()) => machineOf(machineQuery(RUNNING_EXAMPLE, fleet));
const request = (id: number, arrivalSeconds: number, promptTokens: number, outputTokens: number) => ({
  id,
  arrivalSeconds,
  promptTokens,
  outputTokens,
});
const oneOf = (lane: LaneState, at = 0) => lane.jobs[at];

describe('an instance', () => {
  it('is what the headers say', () => {
    const machine = machineFor();
    expect(machine.capacityTokens).toBe(513_092);
    expect(transferSeconds(machine, 2048)).toBeCloseTo(0.0067, 4);
    expect(hopSeconds(machine, 100)).toBe(0);
  });

  it('reaches over the network past a node', () => {
    const inside = machineFor(fleetOf({ pipelineStages: '2' }));
    const outside = machineFor(fleetOf({ pipelineStages: '4' }));
    expect(hopSeconds(inside, 100)).toBeCloseTo(0.6e-6 + (100 * 16_384) / 300e9, 12);
    expect(hopSeconds(outside, 100)).toBeCloseTo(2.7e-6 + (100 * 16_384) / 25e9, 12);
  });
});

describe('one request, worked by hand', () => {
  const fleet = fleetOf();
  const machine = machineFor(fleet);
  const pass = passTimeOf(machine);
  const prefill = pass([{ newTokens: 1000, contextTokens: 0, kind: 'prefill' }]).seconds;
  const decode = (context: number) =>
    pass([{ newTokens: 1, contextTokens: context, kind: 'decode' }]).seconds;

  it('apart: prompt, wire, then a step for each other token', () => {
    const lane = newLane({ ...fleet, kind: 'apart', machine }, [request(0, 1, 1000, 3)]);
    expect(runLane(lane)).toBe(true);
    const { firstTokenSeconds, finishSeconds } = oneOf(lane);
    expect(firstTokenSeconds).toBeCloseTo(1 + prefill, 12);
    const sent = transferSeconds(machine, 1000);
    expect(finishSeconds).toBeCloseTo(1 + prefill + sent + decode(1000) + decode(1001), 12);
    expect(oneOf(lane).transferSeconds).toBeCloseTo(sent, 12);
  });

  it('together, prompt first: the same without the wire', () => {
    const lane = newLane({ ...fleet, chunked: false, kind: 'together', machine }, [request(0, 1, 1000, 3)]);
    runLane(lane);
    expect(oneOf(lane).finishSeconds).toBeCloseTo(1 + prefill + decode(1000) + decode(1001), 12);
  });

  it('together, in chunks of 512: the weights are read once more', () => {
    const lane = newLane({ ...fleet, kind: 'together', machine }, [request(0, 1, 1000, 1)]);
    runLane(lane);
    const first = pass([{ newTokens: 512, contextTokens: 0, kind: 'prefill' }]).seconds;
    const second = pass([{ newTokens: 488, contextTokens: 512, kind: 'prefill' }]).seconds;
    expect(oneOf(lane).finishSeconds).toBeCloseTo(1 + first + second, 12);
    expect(first + second).toBeGreaterThan(prefill);
  });

  it('through two stages: as long as through one, and the hop', () => {
    const two = fleetOf({ pipelineStages: '2' });
    const staged = machineFor(two);
    const lane = newLane({ ...two, chunked: false, kind: 'together', machine: staged }, [
      request(0, 0, 1000, 2),
    ]);
    runLane(lane);
    const hops = hopSeconds(staged, 1000) + hopSeconds(staged, 1);
    expect(oneOf(lane).finishSeconds).toBeCloseTo(prefill + decode(1000) + hops, 12);
  });
});

describe('a pipeline', () => {
  const fleet = fleetOf({ pipelineStages: '2', prefillDevices: 8, decodeDevices: 8 });
  const machine = machineFor(fleet);

  it('works on two batches at once, and one sequence alone leaves every other moment empty', () => {
    const spans = (requests: number) => {
      const lane = newLane(
        { ...fleet, chunked: false, kind: 'together', machine, prefillInstances: 1, decodeInstances: 0 },
        Array.from({ length: requests }, (_, id) => request(id, 0, 64, 200)),
      );
      const record: Recorder = { from: 0, to: 100, spans: [] };
      runLane(lane, record);
      return { lane, record };
    };
    const busy = ({ lane }: ReturnType<typeof spans>) =>
      lane.instances[0].busySeconds / (2 * lane.nowSeconds);
    expect(busy(spans(1))).toBeCloseTo(0.5, 2);
    expect(busy(spans(2))).toBeGreaterThan(0.95);
    // No stage does two things at a time.
    const { spans: all } = spans(6).record;
    for (const stage of [0, 1]) {
      const own = all.filter((span) => span.stage === stage).sort((a, b) => a.from - b.from);
      expect(own.every((span, at) => at === 0 || span.from >= own[at - 1].to - 1e-12)).toBe(true);
    }
  });
});

describe('over a thousand seeds', () => {
  it('no request is lost, memory adds up and time goes forward, after every event', () => {
    for (let seed = 0; seed < 1000; seed++) {
      const random = createRandom(seed);
      const fleet = fleetOf({
        tensorParallel: random.pick(['4', '8']),
        pipelineStages: random.pick(['1', '1', '2', '4']),
        prefillDevices: 32,
        decodeDevices: random.pick([32, 64]),
        arrivalsPerSecond: random.pick([1, 10, 40]),
        promptTokens: random.pick([128, 2048]),
        outputTokens: 16,
        wireGBPerSecond: random.pick([1, 25]),
        together: random.pick(['chunked', 'prefillFirst']),
      });
      const machine = { ...machineFor(fleet), capacityTokens: random.pick([3000, 9000, 100_000]) };
      const lanes = newLanes(RUNNING_EXAMPLE, fleet, seed, 8);
      for (const drawn of Object.values(lanes)) {
        const lane = newLane({ ...fleet, kind: drawn.kind, machine }, drawn.jobs);
        const pass = countedPassOf(machine);
        let events = 0;
        while (stepLane(lane, pass)) {
          // Every event of some, one in sixteen of all: the check itself takes longer than the event.
          if (seed % 50 === 0 || events % 16 === 0) checkLane(lane);
          events++;
        }
        checkLane(lane);
        const { finished, unfinished, impossible, requests } = laneMetrics(lane, fleet);
        expect(finished + impossible).toBe(requests);
        expect(unfinished).toBe(0);
      }
    }
  });

  it('a broken rule is noticed', () => {
    const lane = newLanes(RUNNING_EXAMPLE, fleetOf(), 1, 8).apart;
    runLane(lane, undefined, 30);
    checkLane(lane);
    const held = structuredClone(lane);
    held.instances[3].usedTokens += 1;
    const late = structuredClone(lane);
    late.nowSeconds = 1e9;
    for (const broken of [held, late]) expect(() => checkLane(broken)).toThrow(/serving.invariant/);
  });
});

describe('what cannot be', () => {
  it('a request larger than an instance is counted and never started', () => {
    const fleet = fleetOf();
    const machine = { ...machineFor(fleet), capacityTokens: 1000 };
    for (const kind of ['together', 'apart'] as const) {
      const lane = newLane({ ...fleet, kind, machine }, [request(0, 0, 990, 20), request(1, 0, 900, 20)]);
      runLane(lane);
      expect(laneMetrics(lane, fleet)).toMatchObject({
        finished: 1,
        impossible: 1,
        unfinished: 0,
        requests: 2,
      });
      expect(laneMetrics(lane, fleet).attainment).toBeLessThanOrEqual(0.5);
    }
  });

  it('a fleet that cannot run says why', () => {
    const problem = (params: Record<string, number | string>) => {
      const fleet = fleetOf(params);
      return fleetProblem(machineFor(fleet), fleet);
    };
    expect(problem({ tensorParallel: '1' })).toBe('weights');
    expect(problem({ tensorParallel: '16' })).toBe('pools');
    expect(problem({})).toBeUndefined();
    expect(() => scaleOutSetup({ ...usual, tensorParallel: '3' })).toThrow(/serving.param.*tensorParallel/);
    expect(() => scaleOutSetup({ ...usual, arrivalsPerSecond: 'many' })).toThrow(/arrivalsPerSecond/);
  });
});

describe('devices that make no instance', () => {
  it.each<Record<string, string | number>>([
    { tensorParallel: '8', prefillDevices: 4 },
    { tensorParallel: '1', pipelineStages: '8', prefillDevices: 4 },
    { tensorParallel: '32', prefillDevices: 4, decodeDevices: 4 },
  ])('%j: the lane is over at once, and has no metrics', (params) => {
    const first = scaleOutSimulator.init({ ...usual, ...params }, 3);
    const none = params.tensorParallel === '32';
    let state = first;
    for (let count = 0; count < 20; count++) state = scaleOutSimulator.step(state).state;
    scaleOutSimulator.invariants(state);
    expect(state.lanes.apart.events).toEqual([]);
    expect(isDone(state)).toBe(none);
    const { together, apart } = scaleOutSimulator.metrics(state);
    expect(apart).toBeNull();
    // With one pool's devices there is still an instance that does everything.
    expect(together === null).toBe(none);
    expect(scaleOutSimulator.describe(state).messageId).toBe('scaleOut.noFleet');
    expect(scaleOutSimulator.describe(state).values.apartShare).toBeUndefined();
  });

  it('every split and number of devices can be run', () => {
    const spec = (key: string) => scaleOutParams.find((one) => one.key === key)!;
    for (const tensorParallel of spec('tensorParallel').choices!) {
      for (const pipelineStages of spec('pipelineStages').choices!) {
        for (const [prefillDevices, decodeDevices] of [
          [4, 4],
          [4, 64],
          [64, 4],
          [8, 32],
        ]) {
          const params = { ...usual, tensorParallel, pipelineStages, prefillDevices, decodeDevices };
          let state = scaleOutSimulator.init(params, 1);
          for (let count = 0; count < 3; count++) state = scaleOutSimulator.step(state).state;
          scaleOutSimulator.invariants(state);
          expect(scaleOutSimulator.metrics(state).nowSeconds).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });
});

describe('the knee', () => {
  it('lies between the rates around nine in ten', () => {
    const points = [
      { arrivalsPerSecond: 1, attainment: 1 },
      { arrivalsPerSecond: 2, attainment: 0.8 },
      { arrivalsPerSecond: 3, attainment: 0.95 },
    ];
    expect(kneeRate(points)).toBeCloseTo(1.5, 12);
    expect(kneeRate(points.slice(0, 1))).toBe(1);
    expect(kneeRate(points.slice(1))).toBe(0);
    expect(kneeRate([])).toBe(0);
  });

  const attainment = (preset: string, kind: 'together' | 'apart', rate?: number) => {
    const fleet = scaleOutSetup(scaleOutPresets[preset].params);
    const arrivalsPerSecond = rate ?? fleet.arrivalsPerSecond;
    return runFleet(kind, machineFor(fleet), { ...fleet, arrivalsPerSecond }, scaleOutPresets[preset].seed)
      .attainment;
  };

  it('never lies past what the machines could sustain', () => {
    const fleet = fleetOf();
    const capacity = fleetCapacity(machineFor(fleet), fleet);
    const rates = sweepRates(capacity);
    expect(rates.at(-1)).toBeGreaterThan(capacity.together);
    expect(attainment('chat', 'together', capacity.together * 1.1)).toBeLessThan(KEPT);
    expect(attainment('chat', 'apart', capacity.apart * 1.2)).toBeLessThan(KEPT);
    expect(attainment('chat', 'together', capacity.apart)).toBeGreaterThan(KEPT);
  });

  it('lies further out with pools where prompts are long and limits strict, and a thin network takes that away', () => {
    expect(attainment('documents', 'apart')).toBeGreaterThan(0.95);
    expect(attainment('documents', 'together')).toBeLessThan(0.5);
    expect(attainment('thinWire', 'apart')).toBeLessThan(KEPT);
  });
});

describe('the simulator', () => {
  it('keeps its contract: states are not changed, both lanes advance, the same seed gives the same run', () => {
    const first = scaleOutSimulator.init(scaleOutPresets.chat.params, 7);
    const frozen = JSON.stringify(first);
    let state = first;
    const kinds = new Set<string>();
    for (let count = 0; count < 300; count++) {
      const { state: after, events } = scaleOutSimulator.step(state);
      expect(after.nowSeconds).toBeGreaterThanOrEqual(state.nowSeconds);
      for (const { kind } of events) kinds.add(kind);
      state = after;
    }
    scaleOutSimulator.invariants(state);
    expect(JSON.stringify(first)).toBe(frozen);
    expect([...kinds]).toEqual(
      expect.arrayContaining(['together.arrive', 'apart.arrive', 'apart.end', 'apart.landed']),
    );
    expect(scaleOutSimulator.describe(state).messageId).toBe('scaleOut.running');
    expect(JSON.stringify(scaleOutSimulator.init(scaleOutPresets.chat.params, 7))).toBe(frozen);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    expect(isDone(state)).toBe(false);
    expect(() => scaleOutSimulator.init(scaleOutPresets.chat.params, -1)).toThrow(/serving.seed/);
  });

  it('saved as text and read again, it goes on to the same end', () => {
    const fleet = fleetOf();
    const whole = newLanes(RUNNING_EXAMPLE, fleet, 3, 20).apart;
    const paused = newLanes(RUNNING_EXAMPLE, fleet, 3, 20).apart;
    runLane(whole);
    runLane(paused, undefined, 400);
    const loaded = JSON.parse(JSON.stringify(paused)) as LaneState;
    runLane(loaded);
    expect(loaded.jobs).toEqual(whole.jobs);
  });
});
