/** The lab's worker. It asks for the GPU itself, so that the page never waits for one. */
import { BookError } from '@/kernels/errors';
import { limitsFor, optionalFeatures } from '@/kernels/gpu/paged-attention/meta';
import type { ParamValues } from '@/kernels/simulator';
import { serve } from '../live/serve';
import type { LiveRung } from '../live/types';
import { measureAttention } from './measure';
import { lengthsOf, shapeOf } from './problem';
import type { AttentionResult } from './types';

export interface PagedSetup {
  readonly provider: LiveRung;
}

serve<PagedSetup, ParamValues, AttentionResult>(async ({ provider }, values, { pace, emit, onLost }) => {
  emit({ kind: 'phase', phase: 'starting' });
  const gpu = provider === 'webgpu' ? await openGpu(values, onLost) : undefined;
  try {
    emit({ kind: 'phase', phase: 'measuring', share: 0 });
    const result = await measureAttention({
      values,
      ...gpu,
      pace,
      onResult: (known, share) => {
        emit({ kind: 'result', result: known });
        emit({ kind: 'phase', phase: 'measuring', share });
      },
    });
    const wrong = result.kernels.find(({ kernel, paged, tooLarge }) => !paged && !tooLarge && kernel);
    if (wrong) emit({ kind: 'note', note: 'wrong' });
  } finally {
    gpu?.close();
  }
});

async function openGpu(values: ParamValues, onLost: () => void) {
  const adapter = await navigator.gpu?.requestAdapter().catch(() => null);
  if (!adapter) throw new BookError('webgpu.absent');
  const shape = shapeOf(values);
  const lengths = Uint32Array.from(lengthsOf(values));
  const tableWidth = Math.ceil(Math.max(...lengths) / shape.blockTokens);
  const needed = limitsFor({ shape, lengths, tableWidth });
  const limits = adapter.limits as unknown as Record<string, number>;
  // Only what is needed, and never more than there is: a variant that then does not fit says so itself.
  const requiredLimits = Object.fromEntries(
    Object.entries(needed).map(([limit, value]) => [limit, Math.min(value, limits[limit])]),
  );
  const requiredFeatures = optionalFeatures.filter((feature) => adapter.features.has(feature));
  const device = await adapter.requestDevice({ requiredFeatures, requiredLimits }).catch((error: unknown) => {
    throw new BookError('gpu.failed', { reason: String(error).slice(0, 200) });
  });
  let closing = false;
  void device.lost.then(() => {
    if (!closing) onLost();
  });
  const { vendor, architecture, description } = adapter.info;
  return {
    device,
    adapter: description || [vendor, architecture].filter(Boolean).join(' ') || 'GPU',
    close() {
      closing = true;
      device.destroy();
    },
  };
}
