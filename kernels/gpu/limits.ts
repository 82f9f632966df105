/** The limits of a device that the kernels here touch, and the check of them before anything is built. */
import { BookError } from '../errors';

/** Named as WebGPU names them. Bytes, but for the last two. */
export interface DeviceLimits {
  readonly maxStorageBufferBindingSize: number;
  readonly maxBufferSize: number;
  readonly maxComputeWorkgroupStorageSize: number;
  readonly maxComputeWorkgroupsPerDimension: number;
}

/** Errors: `gpu.limit` {limit, needed, given} for the first limit that a device does not reach. */
export function checkLimits(needed: DeviceLimits, given: DeviceLimits): void {
  for (const limit of Object.keys(needed) as (keyof DeviceLimits)[]) {
    if (needed[limit] > given[limit]) {
      throw new BookError('gpu.limit', { limit, needed: needed[limit], given: given[limit] });
    }
  }
}
