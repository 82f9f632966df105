import type { CalcDefinition } from '@/kernels/cost/calc';

type Calcs = Readonly<Record<string, CalcDefinition>>;

/**
 * The calcs of a chapter by its id, each in a chunk of its own: a page loads those it shows. Where a chapter also has
 * numbers that no Setup changes, from a simulator or a recording, only the others are here.
 */
export const calcModules: Readonly<Record<string, () => Promise<Calcs>>> = {
  // The case happened once; only the plan follows the Setup.
  bytes: async () => (await import('@/kernels/cost/calcs/bytes-plan')).planCalcs,
  // The table, published runs and published logs stand as they are.
  engines: async () => (await import('@/kernels/cost/calcs/engines-setup')).enginesSetupCalcs,
  errata: async () => (await import('@/kernels/cost/calcs/errata')).errataCalcs,
  // The figure's first scene and a published run stand as they are.
  batching: async () => (await import('@/kernels/cost/calcs/batching-step')).batchingStepCalcs,
  bill: async () => (await import('@/kernels/cost/calcs/bill')).billCalcs,
  // Scenes, published runs and the audit stand as they are.
  choose: async () => (await import('@/kernels/cost/calcs/choose-setup')).chooseSetupCalcs,
  // Named models and published runs stay; the reader's model is counted anew.
  flops: async () => (await import('@/kernels/cost/calcs/flops-setup')).flopsSetupCalcs,
  // The measured rows stand as they are; only the request follows the Setup.
  latency: async () => (await import('@/kernels/cost/calcs/latency-request')).requestCalcs,
  // What others measured stands as it is.
  money: async () => (await import('@/kernels/cost/calcs/money-time')).deviceTimeCalcs,
  paging: async () => {
    const [{ memoryCalcs }, { stepCalcs }] = await Promise.all([
      import('@/kernels/cost/calcs/paging-memory'),
      import('@/kernels/cost/calcs/paging-step'),
    ]);
    return { ...memoryCalcs, ...stepCalcs };
  },
  // What the simulators find stands as it is.
  prefix: async () => {
    const [{ prefixBytesCalcs }, { prefixTimeCalcs }] = await Promise.all([
      import('@/kernels/cost/calcs/prefix-bytes'),
      import('@/kernels/cost/calcs/prefix-time'),
    ]);
    return { ...prefixBytesCalcs, ...prefixTimeCalcs };
  },
  quantize: async () => {
    const [{ bytesCalcs }, { normalCalcs }] = await Promise.all([
      import('@/kernels/cost/calcs/quantize-bytes'),
      import('@/kernels/cost/calcs/quantize-normal'),
    ]);
    return { ...bytesCalcs, ...normalCalcs };
  },
  roofline: async () => (await import('@/kernels/cost/calcs/roofline-setup')).rooflineSetupCalcs,
  // What was measured and what was simulated stands as it is.
  'scale-out': async () => (await import('@/kernels/cost/calcs/scale-out-setup')).scaleOutSetupCalcs,
  // The rule, the closed forms and what others measured stand as they are.
  speculative: async () => (await import('@/kernels/cost/calcs/speculative-setup')).speculativeSetupCalcs,
  // What Pocket wrote, and what was compiled, stands as it is.
  structured: async () => (await import('@/kernels/cost/calcs/structured-setup')).structuredSetupCalcs,
  // What was counted and what was measured stands as it is.
  'your-machine': async () => (await import('@/kernels/cost/calcs/your-machine-setup')).yourMachineSetupCalcs,
};
