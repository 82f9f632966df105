/** The decode stage of a measurement, for a worker: the chain first, which fetches nothing, then Pocket. */
import { BookError } from '@/kernels/errors';
import { measureChain } from '@/kernels/gpu/chain/measure';
import type { DecodeResult } from '@/kernels/gpu/machine/decode';
import { cacheGuess, measureProcessor } from '@/kernels/gpu/machine/processor';
import { bestRates, type reportStates } from '@/kernels/gpu/machine/report';
import { createPace } from '../../runtime/pace';
import { isSoftware } from '../open-device';
import { pocketRows } from './pocket-rows';
import type { DecodeOptions } from './types';

const GIB = 2 ** 30;
const READ_SECONDS = 5;
/** Bytes of the largest cache that a graphics card of a personal computer is known to have, rounded up. */
const GPU_CACHE_BYTES = 96 * 2 ** 20;
/** So long after its first failure a lost device is known to be lost. */
const LOSING_SECONDS = 0.1;
/** How far along the stage is when the chain is done. */
const CHAIN_SHARE = 0.5;

type State = (typeof reportStates)[number];

/** Never throws for what a device or a download does: that is in the rows, or in `state`. */
export async function measureDecode(options: DecodeOptions): Promise<DecodeResult> {
  const { signal, device, onProgress } = options;
  let ended: Extract<State, 'cancelled' | 'lost'> | undefined;
  let interrupt: () => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => reject(new BookError('lab.cancelled'));
  });
  interrupted.catch(() => {});
  const end = (why: typeof ended) => {
    ended ??= why;
    interrupt();
  };
  const onAbort = () => end('cancelled');
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  void device?.lost.then(() => end('lost'));
  const pace = createPace(() => ended !== undefined);
  const guard = <T>(call: () => Promise<T>) => Promise.race([call(), interrupted]);

  const start = pace.now();
  let result: DecodeResult = {
    state: 'running',
    seconds: 0,
    cacheBytes: options.cacheBytes ?? guessCache(options),
    pocket: [],
    chain: [],
  };
  const add = (more: Partial<DecodeResult>) => {
    result = { ...result, ...more, seconds: pace.now() - start };
    onProgress?.({ kind: 'result', result });
  };
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve, LOSING_SECONDS * 1000));
    await pace.breathe();
  };
  const tools = { ...pace, guard, settle, onLost: () => end('lost') };
  onProgress?.({ kind: 'phase', phase: 'starting', share: 0 });
  try {
    if (device) await guard(() => readProcessor(options, pace.now).then(add));
    await guard(() =>
      measureChain({
        ...tools,
        device,
        cacheBytes: result.cacheBytes,
        memoryBytes: ((options.deviceMemory ?? 4) * GIB) / 4,
        budgetSeconds: options.chainSeconds,
        onFormat: (what, share) =>
          onProgress?.({ kind: 'phase', phase: 'chain', what, share: share * CHAIN_SHARE }),
        onRow: (row) => add({ chain: [...result.chain, row] }),
      }),
    );
    await pocketRows(options, {
      ...tools,
      onFormat: (what, share) =>
        onProgress?.({
          kind: 'phase',
          phase: 'pocket',
          what,
          share: CHAIN_SHARE + share * (1 - CHAIN_SHARE),
        }),
      onRow: (row) => add({ pocket: [...result.pocket, row] }),
    });
    add({ state: 'complete' });
  } catch (error) {
    if (ended === undefined) throw error;
    add({ state: ended });
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
  return result;
}

/** The processor's own reading beside a GPU's: the bound of what runs in WebAssembly. */
async function readProcessor(
  { device, logicalProcessors, cacheBytes, signal }: DecodeOptions,
  now: () => number,
): Promise<Pick<DecodeResult, 'processorRead'>> {
  const wait = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
  const report = await measureProcessor({
    clock: { now, wait },
    about: { name: '', browser: '', date: '' },
    benchmarks: ['read'],
    budgetSeconds: READ_SECONDS,
    signal,
    logicalProcessors,
    // What is known is the cache of the device that measures; a software adapter's is the processor's.
    ...(isSoftware(device) && { cacheBytes }),
  });
  const processorRead = bestRates(report).read?.result;
  return processorRead ? { processorRead } : {};
}

function guessCache({ device, logicalProcessors }: DecodeOptions): number {
  return device && !isSoftware(device) ? GPU_CACHE_BYTES : cacheGuess(logicalProcessors);
}
