/** What the lab measures, as plain data: recorded to a file, sent from the worker, drawn by the page. */
import type { VariantId } from '@/kernels/gpu/paged-attention/ids';

export interface Times {
  /** Seconds of one run: median and quartiles. */
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Timings that the three rest on. */
  readonly repeats: number;
}

export interface KernelResult {
  /** `cpu` is the reference in plain JavaScript. */
  readonly kernel: VariantId | 'cpu';
  readonly contiguous?: Times;
  readonly paged?: Times;
  /** Largest difference between the two layouts' answers. */
  readonly difference?: number;
  /** Largest difference of the paged answer from the float64 reference. */
  readonly fromReference?: number;
  /** The limit of the device that is too low for this variant. */
  readonly tooLarge?: string;
}

export interface AttentionResult {
  /** Of the settings: problemKey. */
  readonly key: string;
  /** What the GPU calls itself; empty on the processor. */
  readonly adapter: string;
  readonly clock: 'device' | 'queue' | 'processor';
  readonly lengths: readonly number[];
  /** Keys and values that a run reads at least, and what paging adds. */
  readonly keyValueBytes: number;
  readonly tableBytes: number;
  /** Slots of last blocks that hold no token. */
  readonly spareBytes: number;
  readonly kernels: readonly KernelResult[];
}
