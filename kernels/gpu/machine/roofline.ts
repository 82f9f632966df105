/**
 * A measured machine as a roofline: the fastest that bytes moved, the fastest that each format multiplied, and the
 * kernels as points under them. Leaves out caches: a kernel that finds its numbers there may stand above the slope.
 * Source of the picture: Williams, Waterman, Patterson 2009 (CACM 52:4).
 */
import type { MicroId, MicroVariant } from '../micro/ids';
import { bestRates, type MachineReport, type MeasuredResult } from './report';

export const machineFormats = ['fp32', 'fp16', 'int8'] as const;
export type MachineFormat = (typeof machineFormats)[number];

const ceilingOf: Readonly<Record<MachineFormat, MicroId>> = {
  fp32: 'matmul-f32',
  fp16: 'matmul-f16',
  int8: 'matmul-int8',
};
/** What each kernel multiplies in. */
const formatOf: Partial<Record<MicroId, MachineFormat>> = {
  'matvec-q4': 'fp32',
  'matmul-f32': 'fp32',
  'matmul-f16': 'fp16',
  'matmul-int8': 'int8',
};

export interface MachineRoof {
  readonly format: MachineFormat;
  /** Operations per second. */
  readonly rate: number;
  /** Operations per byte at which this format becomes the limit. */
  readonly ridge: number;
}

export interface MachinePoint {
  readonly benchmark: MicroId;
  readonly variant: MicroVariant;
  /** Operations per byte, each byte counted once. */
  readonly intensity: number;
  /** Operations per second. */
  readonly rate: number;
  readonly boundBy: 'memory' | 'compute';
}

export interface MachineRoofline {
  readonly bytesPerSecond: number;
  readonly movedBy: 'read' | 'copy';
  /** Highest first. */
  readonly roofs: readonly MachineRoof[];
  readonly points: readonly MachinePoint[];
}

export interface FastestBytes {
  readonly value: number;
  readonly by: 'read' | 'copy';
  readonly result: MeasuredResult;
}

/**
 * The fastest that bytes moved, reading or copying: on a software GPU folding a sum may cost more than the reading.
 * Undefined where neither was measured. Worked: read 100 GB/s, copy 90 GB/s → 100 GB/s by `read`.
 */
export function fastestBytes(report: Pick<MachineReport, 'results'>): FastestBytes | undefined {
  const best = bestRates(report);
  const found = (['read', 'copy'] as const).flatMap((by) => {
    const rate = best[by];
    return rate ? [{ value: rate.value, by, result: rate.result }] : [];
  });
  return found.length === 2 && found[1].value > found[0].value ? found[1] : found[0];
}

/**
 * Undefined where no bytes were measured: without a slope there is no roof.
 * Worked: 100 GB/s and 1 TFLOP/s in fp32 → ridge 10; a kernel of 4 operations per byte is bound by memory.
 */
export function machineRoofline(report: Pick<MachineReport, 'results'>): MachineRoofline | undefined {
  const moved = fastestBytes(report);
  if (!moved) return undefined;
  const best = bestRates(report);
  const roofs = machineFormats
    .flatMap((format) => {
      const rate = best[ceilingOf[format]]?.value;
      return rate ? [{ format, rate, ridge: rate / moved.value }] : [];
    })
    .sort((a, b) => b.rate - a.rate);
  const points = (Object.keys(formatOf) as MicroId[]).flatMap((benchmark): MachinePoint[] => {
    const rate = best[benchmark];
    if (!rate) return [];
    const { work, seconds, variant } = rate.result;
    const intensity = work.operations / work.bytes;
    const ridge = roofs.find(({ format }) => format === formatOf[benchmark])?.ridge;
    return [
      {
        benchmark,
        variant,
        intensity,
        rate: work.operations / seconds.median,
        boundBy: ridge !== undefined && intensity >= ridge ? 'compute' : 'memory',
      },
    ];
  });
  return { bytesPerSecond: moved.value, movedBy: moved.by, roofs, points };
}
