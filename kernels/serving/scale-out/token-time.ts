/**
 * How long one token takes when a model is spread over more and more devices, by cutting every layer (tensor parallel)
 * or by cutting between layers (pipeline), and where more devices stop helping. Closed forms over the step-time model,
 * for a batch that is full at all times.
 */
import type { StepItem } from '../step-time/step-time';
import { decodeItems, hopSeconds, type Machine, type MachineQuery, machineOf, passTimeOf } from './machine';

export interface TokenTime {
  readonly devices: number;
  readonly tensorParallel: number;
  readonly pipelineStages: number;
  /** From one token of a sequence to its next. */
  readonly seconds: number;
  /** What it is made of: reading, arithmetic that reading does not hide, sending bytes, and waiting for messages. */
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly linkSeconds: number;
  readonly latencySeconds: number;
  /** Tokens per second of one device. */
  readonly tokensPerDeviceSecond: number;
  /** Whether weights and the caches of all batches under way fit. */
  readonly fits: boolean;
}

/**
 * The token time of one split. A pipeline holds as many batches as stages, each of the batch's share of sequences, so
 * that no stage waits; a single batch would leave all stages but one idle. Worked in the header of `tokenCurve`.
 */
export function tokenTime(query: MachineQuery, sequences: number, contextTokens: number): TokenTime {
  const machine = machineOf(query);
  const { stages, devices } = machine;
  const each = Math.max(1, Math.round(sequences / stages));
  const parts = passParts(machine, decodeItems(each, contextTokens));
  const hops = (stages - 1) * hopSeconds(machine, each);
  const hopLatency = (stages - 1) * (stages > 1 ? machine.hop.latencySeconds : 0);
  // A batch runs through all stages; the next of its tokens enters when the last batch before it has.
  const seconds = parts.seconds + hops;
  return {
    devices,
    tensorParallel: query.tensorParallel,
    pipelineStages: stages,
    seconds,
    memorySeconds: parts.memorySeconds,
    computeSeconds: parts.computeSeconds,
    linkSeconds: parts.linkSeconds + hops - hopLatency,
    latencySeconds: parts.latencySeconds + hopLatency,
    tokensPerDeviceSecond: sequences / seconds / devices,
    fits: machine.capacityTokens >= each * stages * (contextTokens + 1),
  };
}

function passParts(machine: Machine, items: readonly StepItem[]) {
  const { seconds, memorySeconds, communicationSeconds } = passTimeOf(machine)(items);
  const { link } = machine;
  const wire = { ...(link.wire ?? link), latencySeconds: 0 };
  const silent = { ...machine, link: { ...link, wire, latencySeconds: 0, startSeconds: 0 } };
  const latencySeconds = communicationSeconds - passTimeOf(silent)(items).communicationSeconds;
  const work = seconds - communicationSeconds;
  // Attention and products each take at least their reading, so reading is never more than the work.
  const reading = Math.min(work, memorySeconds);
  return {
    seconds,
    memorySeconds: reading,
    computeSeconds: work - reading,
    linkSeconds: communicationSeconds - latencySeconds,
    latencySeconds,
  };
}

/** Devices of the curve. */
export const CURVE = [1, 2, 4, 8, 16, 32] as const;

export interface TokenCurve {
  readonly tensor: readonly TokenTime[];
  readonly pipeline: readonly TokenTime[];
  /** Devices with the fastest token among the tensor splits that fit (of all, where none fits). */
  readonly fastestDevices: number;
  /** Devices after which doubling them makes a token less than a quarter faster. */
  readonly kneeDevices: number;
}

/** Doubling the devices should halve the time; a gain of less than this factor is past the knee. */
const WORTH = 1.25;

/**
 * Both curves. Worked: llama-3.1-70b, one sequence, A100s at 300 GB/s and 20 µs an all-reduce: 49 ms on two devices,
 * 15.9 ms on eight, and past sixteen, two nodes, hardly less.
 */
export function tokenCurve(query: MachineQuery, sequences: number, contextTokens: number): TokenCurve {
  const at = (tensorParallel: number, pipelineStages: number) =>
    tokenTime({ ...query, tensorParallel, pipelineStages }, sequences, contextTokens);
  const tensor = CURVE.map((devices) => at(devices, 1));
  const pipeline = CURVE.map((devices) => at(1, devices));
  const usable = tensor.some((point) => point.fits) ? tensor.filter((point) => point.fits) : tensor;
  const fastest = usable.reduce((a, b) => (b.seconds < a.seconds ? b : a));
  const knee = usable.find((point, index) => {
    const next = usable[index + 1];
    return !next || point.seconds / next.seconds < WORTH;
  });
  return { tensor, pipeline, fastestDevices: fastest.devices, kneeDevices: knee?.devices ?? fastest.devices };
}
