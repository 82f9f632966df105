/** What the paged-attention page can do: bundled by onnx/workbench.ts, called from tests and benchmarks. */
import { measureAttention } from '../../../components/labs/paged-attention/measure';
import type { AttentionResult } from '../../../components/labs/paged-attention/types';
import { createPagedAttention } from '../../../kernels/gpu/paged-attention/host';
import { attentionVariants } from '../../../kernels/gpu/paged-attention/ids';
import { optionalFeatures } from '../../../kernels/gpu/paged-attention/meta';
import {
  type AttentionProblem,
  makeAttentionProblem,
  type ProblemOptions,
} from '../../../kernels/gpu/paged-attention/problem';
import { attendReference } from '../../../kernels/gpu/paged-attention/reference';
import type { ParamValues } from '../../../kernels/simulator';

export interface AgreementCase extends Omit<ProblemOptions, 'value'> {
  /** What the numbers are like. `poisoned`: what no token owns holds a huge number. */
  readonly numbers?: 'even' | 'lively' | 'zero' | 'extreme' | 'poisoned';
}

/** Largest differences of one variant over one case. */
export interface Agreement {
  readonly variant: string;
  readonly pagedToContiguous: number;
  readonly pagedToReference: number;
  /** How many numbers of the paged answer are not finite. */
  readonly broken: number;
}

async function openDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('no adapter');
  const requiredFeatures = optionalFeatures.filter((feature) => adapter.features.has(feature));
  return adapter.requestDevice({ requiredFeatures });
}

function problemOf({ numbers = 'even', ...options }: AgreementCase): AttentionProblem {
  const value = { even: 1, lively: 3, poisoned: 1, zero: 0, extreme: 1e3 }[numbers];
  const problem = makeAttentionProblem({ ...options, value: (uniform) => uniform * value });
  if (numbers === 'poisoned') {
    // Slots of the last block that hold no token yet, as a server's memory would have left them.
    const { shape, lengths, paged, tableWidth } = problem;
    const size = shape.kvHeads * shape.headDim;
    for (const [s, length] of lengths.entries()) {
      const spare = (shape.blockTokens - (length % shape.blockTokens)) % shape.blockTokens;
      if (spare === 0) continue;
      const block = paged.places[s * tableWidth + Math.floor(length / shape.blockTokens)];
      const end = (block + 1) * shape.blockTokens * size;
      for (const data of [paged.keys, paged.values]) data.fill(1e30, end - spare * size, end);
    }
  }
  return problem;
}

const largest = (a: Float32Array, b: Float32Array) => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
};

const workbench = {
  async agree(cases: readonly AgreementCase[]): Promise<Agreement[][]> {
    const device = await openDevice();
    const out: Agreement[][] = [];
    for (const given of cases) {
      const problem = problemOf(given);
      const expected = attendReference(problem, 'contiguous');
      const attention = createPagedAttention(device, problem);
      const row: Agreement[] = [];
      for (const variant of attentionVariants) {
        const contiguous = await attention.run(variant, 'contiguous');
        const paged = await attention.run(variant, 'paged');
        row.push({
          variant,
          pagedToContiguous: largest(paged, contiguous),
          pagedToReference: largest(paged, expected),
          broken: paged.reduce((count, number) => count + (Number.isFinite(number) ? 0 : 1), 0),
        });
      }
      attention.destroy();
      out.push(row);
    }
    device.destroy();
    return out;
  },

  /** Errors of the host, by id: a device too small, and a shader that does not compile. */
  async refuse(): Promise<string[]> {
    const device = await openDevice();
    const shape = { heads: 2, kvHeads: 1, headDim: 4, blockTokens: 16 };
    const ids: string[] = [];
    const note = (error: unknown) => ids.push((error as { id?: string }).id ?? String(error));
    const deep = createPagedAttention(device, makeAttentionProblem({ shape, lengths: [9000], seed: 1 }));
    await deep.run('v2', 'paged').catch(note);
    await deep.run('v3', 'paged').then(() => ids.push('ran'), note);
    deep.destroy();
    device.destroy();
    return ids;
  },

  /** What the lab shows for these settings, measured here. */
  async measure(values: ParamValues): Promise<AttentionResult> {
    const device = await openDevice();
    const now = () => performance.now() / 1000;
    const pace = { now, breathe: async () => {} };
    const result = await measureAttention({ values, device, adapter: '', pace, onResult: () => {} });
    device.destroy();
    return result;
  },
};

export type AttentionWorkbench = typeof workbench;
Object.assign(globalThis, { workbench });
