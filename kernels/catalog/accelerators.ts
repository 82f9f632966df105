/**
 * Typed access to content/data/accelerators.json: memory, bandwidth and arithmetic of devices, with their sources.
 * Peaks are dense (no 2:4 sparsity); `null` means the device has no such unit or nobody states the figure.
 */
import acceleratorsFile from '../../content/data/accelerators.json';
import { findById } from './find';

export interface AcceleratorRow {
  readonly id: string;
  readonly name: string;
  /** Marketing gigabytes; the chips hold `memory_gb` × 2^30 bytes, see `capacityBytes`. */
  readonly memory_gb: number;
  /** 10^9 bytes per second. */
  readonly bandwidth_gbs: number;
  /** 10^12 operations per second, per number format. */
  readonly fp32_tflops: number | null;
  readonly tf32_tflops: number | null;
  readonly fp16_tflops: number | null;
  readonly bf16_tflops: number | null;
  readonly fp8_tflops: number | null;
  readonly int8_tops: number | null;
  readonly int4_tops: number | null;
  readonly fp4_tflops: number | null;
  readonly tdp_w: number | null;
  readonly nvlink_gbs_bidir: number | null;
  /** Devices that one NVLink bridge joins; all of a server where not given. */
  readonly nvlink_devices?: number;
  /** Sixteen lanes of this generation; given where messages between devices have to take them. */
  readonly pcie_generation?: number;
  readonly year: number | null;
  readonly source: string;
  readonly ridge_flop_per_byte_fp16?: number;
  /** Fields without a source of their own: labelled as such wherever they are shown. */
  readonly unverified_fields: readonly string[];
  readonly note?: string;
}

/** All accelerators, in the order of the file. */
export const accelerators: readonly AcceleratorRow[] = acceleratorsFile.accelerators;

/**
 * The accelerator with this id. Throws `BookError('catalog.unknown-accelerator')` naming near ids.
 * Worked: a100-80-sxm moves 2,039 GB/s.
 */
export function acceleratorById(id: string): AcceleratorRow {
  return findById(accelerators, id, 'catalog.unknown-accelerator');
}

/** Bytes of memory on one device: `memory_gb` × 2^30. Worked: a100-80-sxm holds 85,899,345,920 bytes. */
export function capacityBytes(accelerator: AcceleratorRow | string): number {
  const row = typeof accelerator === 'string' ? acceleratorById(accelerator) : accelerator;
  return row.memory_gb * 2 ** 30;
}
