/**
 * Ways to spread a model over devices: matrices cut over `tensorParallel` of them, layers over `pipelineStages` such
 * groups, and `replicas` of all that. Leaves out expert parallelism, context parallelism and stages of unequal width.
 * Machines that nothing joins (notebooks, phones, a processor with its memory) work side by side only. Sources of the
 * link's figures: the catalogue; hop and start as in kernels/serving/scale-out.
 */
import type { AcceleratorRow } from '../../catalog/accelerators';
import type { ModelRow } from '../../catalog/models';
import { HOP_SECONDS, NODE_DEVICES, WIRE_HOP_SECONDS } from '../../serving/scale-out/params';
import type { Link, Wire } from '../../serving/step-time/step-time';

export interface Split {
  readonly tensorParallel: number;
  readonly pipelineStages: number;
  /** Copies of the model, each on tensorParallel × pipelineStages devices. */
  readonly replicas: number;
}

/** What starting an all-reduce costs, from gpt-fast's published runs; one network port of a node, 200 Gb/s. */
const START_SECONDS = 20e-6;
const NETWORK: Wire = { bytesPerSecond: 25e9, latencySeconds: WIRE_HOP_SECONDS };

/** Whole machines of one device. */
const alone = /^(?:apple-|snapdragon-|igpu-|ryzen-)/;

/** Whether several of a device can hold one model together. Worked: h100-sxm yes, apple-m2-ultra no. */
export function joins(accelerator: AcceleratorRow): boolean {
  return !alone.test(accelerator.id);
}

const divisors = (count: number) => {
  const found: number[] = [];
  for (let divisor = 1; divisor <= count; divisor++) if (count % divisor === 0) found.push(divisor);
  return found;
};

/** Whether attention heads can be cut over so many devices: evenly, and keys and values evenly or each kept whole. */
function headsDivide({ heads, kv_heads, mla }: ModelRow, devices: number): boolean {
  if (heads % devices !== 0) return false;
  const keys = mla ? 1 : (kv_heads ?? heads);
  return keys % devices === 0 || devices % keys === 0;
}

/**
 * Every split of `devices` devices, fewest stages first. Worked: llama-3.1-8b on two A100s, three: two cut, two stages,
 * two replicas; on two M2 Ultras, replicas alone. Qwen2.5-7B has 28 heads, so none of its splits cuts over eight.
 */
export function splitsOf(model: ModelRow, accelerator: AcceleratorRow, devices: number): Split[] {
  if (!joins(accelerator)) return [{ tensorParallel: 1, pipelineStages: 1, replicas: devices }];
  const splits: Split[] = [];
  for (const pipelineStages of divisors(devices)) {
    if (pipelineStages > model.layers) continue;
    for (const tensorParallel of divisors(devices / pipelineStages)) {
      if (tensorParallel > NODE_DEVICES || !headsDivide(model, tensorParallel)) continue;
      splits.push({ tensorParallel, pipelineStages, replicas: devices / pipelineStages / tensorParallel });
    }
  }
  return splits;
}

/** What joins devices of a kind; `undefined` where nobody states it, and then nothing is charged. Worked: h100-sxm, 450 GB/s one way. */
export function linkOf(accelerator: AcceleratorRow): Link | undefined {
  const both = accelerator.nvlink_gbs_bidir;
  if (!both) return undefined;
  return {
    bytesPerSecond: (both / 2) * 1e9,
    latencySeconds: HOP_SECONDS,
    startSeconds: START_SECONDS,
    nodeDevices: NODE_DEVICES,
    wire: NETWORK,
  };
}

/** From one stage to the next: the link inside a node, the network beyond it; 0 where no link is stated. */
export function hopSeconds(link: Link | undefined, devices: number, bytes: number): number {
  if (!link) return 0;
  const { latencySeconds, bytesPerSecond } =
    devices <= (link.nodeDevices ?? devices) ? link : (link.wire ?? link);
  return latencySeconds + bytes / bytesPerSecond;
}
