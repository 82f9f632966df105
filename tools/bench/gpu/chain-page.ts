/** What the page of the chain can do: bundled by onnx/workbench.ts, called from tests. */
import { createChain } from '../../../kernels/gpu/chain/host';
import { type ChainShape, llama7b } from '../../../kernels/gpu/chain/plan';
import { createProcessorChain } from '../../../kernels/gpu/chain/processor';
import type { DecodeFormat } from '../../../kernels/gpu/machine/decode';
import { fillUniform } from '../../../kernels/gpu/micro/problem';

const now = () => performance.now() / 1000;

export interface ChainCase {
  readonly shape?: ChainShape;
  readonly format: DecodeFormat;
  readonly layers: number;
  /** Bytes; less than a matrix cuts it into parts. */
  readonly largestBuffer?: number;
}

export interface ChainOutcome {
  readonly launches: number;
  /** Of the steps, at a few places; -1 stands for infinite. */
  readonly error: number;
  /** Largest difference between the two chains' last answers; none where the processor has no such format. */
  readonly fromProcessor?: number;
  readonly seconds: number;
  readonly bytes: number;
}

const workbench = {
  async chains(cases: readonly ChainCase[]): Promise<ChainOutcome[]> {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) throw new Error('no adapter');
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    const requiredFeatures = (['timestamp-query'] as const).filter((name) => adapter.features.has(name));
    const requiredLimits = { maxBufferSize, maxStorageBufferBindingSize };
    const device = await adapter.requestDevice({ requiredFeatures, requiredLimits });
    const out: ChainOutcome[] = [];
    for (const { shape = llama7b, format, layers, largestBuffer } of cases) {
      const input = fillUniform(shape.hidden, 9);
      const problem = { shape, format, layers, seed: 4, input };
      const chain = await createChain(device, problem, { now, largestBuffer });
      const error = await chain.check(16);
      const seconds = await chain.time(2);
      const answer = await chain.answer();
      let fromProcessor: number | undefined;
      if (shape !== llama7b && format !== 'fp16') {
        const twin = await createProcessorChain(problem, { now, breathe: async () => {} });
        await twin.check(1);
        const other = await twin.answer();
        fromProcessor = answer.reduce((most, x, i) => Math.max(most, Math.abs(x - other[i])), 0);
      }
      chain.destroy();
      const { launches, bytes } = chain;
      out.push({
        launches,
        bytes,
        error: Number.isFinite(error) ? error : -1,
        ...(fromProcessor !== undefined && { fromProcessor }),
        seconds: seconds / 2,
      });
    }
    device.destroy();
    return out;
  },
};

export type ChainWorkbench = typeof workbench;
Object.assign(globalThis, { workbench });
