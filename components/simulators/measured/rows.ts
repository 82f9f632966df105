import { acceleratorById, capacityBytes } from '@/kernels/catalog/accelerators';
import { outOfMemoryRows, shapeOfMeasured } from '@/kernels/catalog/measurements';
import { modelById } from '@/kernels/catalog/models';
import { weightBytes, weightBytesRead } from '@/kernels/cost/bytes';
import type { DeviceId, SoftwareId } from '@/kernels/cost/latency/measured-params';
import type { Claimed } from '@/kernels/cost/latency/suspects';
import { type MeasuredRow, measuredRows } from '@/kernels/cost/measured';

/** A row as the page needs it: names instead of ids, and everything its arithmetic is made of. */
export interface ShownRow extends Omit<Claimed, 'seconds'> {
  /** Its number, from 1. */
  readonly at: number;
  readonly kind: 'timed' | 'speculative' | 'out-of-memory';
  readonly softwareId: SoftwareId;
  readonly deviceId: DeviceId;
  readonly software: string;
  readonly source: string;
  readonly note?: string;
  readonly boundSeconds: number;
  /** Nothing where the run did not fit. */
  readonly measuredSeconds?: number;
  readonly fraction?: number;
}

const families: readonly (readonly [RegExp, SoftwareId])[] = [
  [/^calm/, 'calm'],
  [/^gpt-fast/, 'gpt-fast'],
  [/^llama\.cpp/, 'llama.cpp'],
  [/^MLC/, 'mlc'],
  [/^ExLlama/, 'exllama'],
  [/^vLLM/, 'vllm'],
  [/^AutoAWQ/, 'autoawq'],
  [/^HF/, 'transformers'],
];
const devices: readonly (readonly [RegExp, DeviceId])[] = [
  [/^a100/, 'a100'],
  [/^h100/, 'h100'],
  [/^rtx/, 'rtx'],
  [/^apple/, 'apple'],
];

const softwareOf = (software: string): SoftwareId =>
  families.find(([pattern]) => pattern.test(software))?.[1] ?? 'unstated';
const deviceOf = (hardware: string): DeviceId =>
  devices.find(([pattern]) => pattern.test(hardware))?.[1] ?? 'other';

function machine(hardware: string, gpus: number) {
  const accelerator = acceleratorById(hardware);
  return {
    hardware: accelerator.name,
    gpus,
    bytesPerSecond: accelerator.bandwidth_gbs * 1e9 * gpus,
    capacityBytes: capacityBytes(accelerator) * gpus,
  };
}

function shownRow(measured: MeasuredRow, index: number): ShownRow {
  const { row } = measured;
  return {
    at: index + 1,
    kind: measured.kind,
    model: modelById(shapeOfMeasured(row)).name,
    ...machine(row.hardware, row.gpus),
    bits: row.weight_bits,
    batch: row.batch,
    context: row.context_tokens,
    bytes: measured.weightBytes + measured.cacheBytes,
    weightBytes: measured.weightBytes,
    softwareId: softwareOf(row.software),
    deviceId: deviceOf(row.hardware),
    software: row.software,
    source: row.source,
    note: row.note,
    boundSeconds: measured.boundSeconds,
    measuredSeconds: measured.measuredSeconds,
    fraction: measured.fraction,
  };
}

/** All rows of the file: those with a time in its order, then those that did not fit. */
export function shownRows(): ShownRow[] {
  const timed = measuredRows.map(shownRow);
  const tooLarge = outOfMemoryRows.map((row, index): ShownRow => {
    const bytes = weightBytesRead(row.model, 'fp16');
    const where = machine(row.hardware, row.gpus);
    return {
      at: timed.length + index + 1,
      kind: 'out-of-memory',
      model: modelById(row.model).name,
      ...where,
      bits: row.weight_bits,
      batch: row.batch,
      context: 0,
      bytes,
      weightBytes: weightBytes(row.model, 'fp16'),
      softwareId: softwareOf(row.software),
      deviceId: deviceOf(row.hardware),
      software: row.software,
      source: row.source,
      note: row.note,
      boundSeconds: bytes / where.bytesPerSecond,
    };
  });
  return [...timed, ...tooLarge];
}

/** Figures that the study notes print and that no machine can have produced: claims 0.47 and 2.18. */
export function printedClaims(): Claimed[] {
  const claim = (model: string, hardware: string, tokensPerSecond: number): Claimed => {
    const read = weightBytesRead(model, 'fp16');
    return {
      model: modelById(model).name,
      ...machine(hardware, 1),
      bits: 16,
      batch: 1,
      context: 0,
      bytes: read,
      weightBytes: weightBytes(model, 'fp16'),
      seconds: 1 / tokensPerSecond,
    };
  };
  return [
    claim('llama-2-70b', 'a100-80-sxm', 75),
    claim('llama-2-7b', 'l40s', 80),
    claim('llama-2-7b', 't4', 30),
  ];
}
