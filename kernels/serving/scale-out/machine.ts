/**
 * One instance: a model split over tensorParallel × pipelineStages devices. Every matrix is cut over the devices of a
 * stage, the layers over the stages, all evenly. Leaves out that the output head makes the last stage longer, and
 * activations' own memory. Between stages go the activations of the step's tokens; between instances keys and values.
 */
import { capacityBytes } from '../../catalog/accelerators';
import { kvCacheBytes, type ModelRef, weightBytes } from '../../cost/bytes';
import { type StepShape, stepShape } from '../step-time/step-shape';
import {
  countedStepTime,
  type Link,
  type StepCost,
  type StepCounts,
  type StepItem,
  type StepTime,
  stepTimeOf,
  type Wire,
} from '../step-time/step-time';
import { MEMORY_SHARE, NODE_DEVICES } from './params';

export interface MachineQuery {
  readonly model: ModelRef;
  readonly accelerator: string;
  readonly weightFormat: string;
  readonly kvFormat: string;
  readonly tensorParallel: number;
  readonly pipelineStages: number;
  readonly link: Link;
  readonly wire: Wire;
}

/** Plain data, so that it can be kept, sent and compared. */
export interface Machine {
  readonly shape: StepShape;
  readonly stages: number;
  readonly devices: number;
  readonly link: Link;
  /** What stages are joined by: the link inside a node, the network beyond it. */
  readonly hop: Wire;
  readonly wire: Wire;
  /** Tokens whose keys and values fit beside the weights; 0 or less when the weights do not fit. */
  readonly capacityTokens: number;
  /** Keys and values of one token, all layers, each number once. */
  readonly cacheBytesPerToken: number;
}

/** The instance of a query. Worked: llama-3.1-70b on 4 × a100-80-sxm holds 513,071 tokens. Throws the catalogue's errors. */
export function machineOf(query: MachineQuery): Machine {
  const { tensorParallel, pipelineStages, link, wire } = query;
  const devices = tensorParallel * pipelineStages;
  const shape = stepShape({ ...query, tensorParallel });
  const room =
    capacityBytes(query.accelerator) * MEMORY_SHARE - weightBytes(query.model, query.weightFormat) / devices;
  // Where there are more devices than key heads, each device holds more than its share of a token.
  const kept = (shape.cacheBytes * shape.layers) / pipelineStages;
  return {
    shape,
    stages: pipelineStages,
    devices,
    link,
    hop: devices <= NODE_DEVICES ? link : wire,
    wire,
    capacityTokens: Math.floor(room / kept),
    cacheBytesPerToken: kvCacheBytes(query.model, { tokens: 1, kvFormat: query.kvFormat }),
  };
}

/** The whole pass, as if one stage held all layers. */
export function passTimeOf(machine: Machine): StepTime {
  return stepTimeOf(machine.shape, { link: machine.link });
}

/** The same on sums, for a run of many iterations. */
export type PassTime = (counts: StepCounts) => StepCost;

export function countedPassOf(machine: Machine): PassTime {
  return countedStepTime(machine.shape, { link: machine.link });
}

/** Seconds that activations of `tokens` tokens take from one stage to the next; 0 with one stage. */
export function hopSeconds(machine: Machine, tokens: number): number {
  if (machine.stages === 1) return 0;
  const { latencySeconds, bytesPerSecond } = machine.hop;
  return latencySeconds + (tokens * machine.shape.activationBytes) / bytesPerSecond;
}

/**
 * Seconds that a prompt's keys and values take to another instance: every device sends its share over its own wire.
 * Worked: 2,048 tokens of llama-3.1-70b from 4 devices at 25 GB/s: 6.7 ms.
 */
export function transferSeconds(machine: Machine, tokens: number): number {
  const { bytesPerSecond, latencySeconds } = machine.wire;
  return latencySeconds + (tokens * machine.cacheBytesPerToken) / (bytesPerSecond * machine.devices);
}

/** `sequences` sequences that each decode one token at `contextTokens`. */
export function decodeItems(sequences: number, contextTokens: number): StepItem[] {
  return Array.from({ length: sequences }, () => ({ newTokens: 1, contextTokens, kind: 'decode' as const }));
}
