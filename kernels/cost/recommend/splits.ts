/**
 * Ways to spread a model over devices: matrices cut over `tensorParallel` of them, layers over `pipelineStages` such
 * groups, and `replicas` of all that. Leaves out expert parallelism, context parallelism and stages of unequal width.
 * Machines that nothing joins (notebooks, phones, a processor with its memory) work side by side only.
 */
import type { AcceleratorRow } from '../../catalog/accelerators';
import type { ModelRow } from '../../catalog/models';
import { NODE_DEVICES } from '../../serving/scale-out/params';

export interface Split {
  readonly tensorParallel: number;
  readonly pipelineStages: number;
  /** Copies of the model, each on tensorParallel × pipelineStages devices. */
  readonly replicas: number;
}

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
