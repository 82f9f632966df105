/** What the decode stage is handed, and what it tells on the way. */

import type { DecodeResult } from '@/kernels/gpu/machine/decode';

/** `pocket` and `chain` measure; the share is of the whole stage. */
export type DecodeProgress =
  | { readonly kind: 'download'; readonly file: string; readonly loaded: number; readonly total: number }
  | {
      readonly kind: 'phase';
      readonly phase: 'starting' | 'chain' | 'pocket';
      /** What is measured at the moment: a place and a format. */
      readonly what?: string;
      readonly share: number;
    }
  /** All that is known so far, in state `running`. */
  | { readonly kind: 'result'; readonly result: DecodeResult };

export interface DecodeOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DecodeProgress) => void;
  /** The device that measured the machine, with its adapter's limits. Without one, the processor does all. */
  readonly device?: GPUDevice;
  /** Absolute URLs with their slash; a worker knows no base path. See runtime/model-setup.ts. */
  readonly ortFolder: string;
  readonly modelFolder: string;
  readonly bytes: { readonly wasm: number; readonly webgpu: number; readonly model: number };
  /** `navigator.hardwareConcurrency`, to guess the cache by. */
  readonly logicalProcessors?: number;
  /** `navigator.deviceMemory`, in GiB, where the browser says it. */
  readonly deviceMemory?: number;
  /** The last-level cache, where it is known. */
  readonly cacheBytes?: number;
  /** For all formats of the chain together; slow ones are left out then. */
  readonly chainSeconds?: number;
}
