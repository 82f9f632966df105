/** The GPU for a whole measurement, with all that its adapter gives: large matrices must fit. */
import { BookError } from '@/kernels/errors';
import { microFeatures } from '@/kernels/gpu/micro/meta';

export interface OpenDevice {
  readonly device: GPUDevice;
  /** What the adapter calls itself. */
  readonly name: string;
  close(): void;
}

const wanted = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const;

/** Errors: `webgpu.absent`, `gpu.failed` {reason}. */
export async function openDevice(): Promise<OpenDevice> {
  const adapter = await navigator.gpu
    ?.requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) throw new BookError('webgpu.absent');
  const requiredLimits = Object.fromEntries(wanted.map((limit) => [limit, adapter.limits[limit]]));
  const requiredFeatures = microFeatures.filter((feature) => adapter.features.has(feature));
  const device = await adapter.requestDevice({ requiredFeatures, requiredLimits }).catch((error: unknown) => {
    throw new BookError('gpu.failed', { reason: String(error).slice(0, 200) });
  });
  // Older browsers tell it another way, or not at all.
  const { vendor, architecture, description } = (adapter.info ?? {}) as Partial<GPUAdapterInfo>;
  return {
    device,
    name: description || [vendor, architecture].filter(Boolean).join(' ') || 'GPU',
    close: () => device.destroy(),
  };
}

/** A software adapter computes in the processor's memory, behind the processor's cache. */
export const isSoftware = (device: GPUDevice | undefined) =>
  device?.adapterInfo?.isFallbackAdapter || device?.adapterInfo?.architecture === 'swiftshader';
