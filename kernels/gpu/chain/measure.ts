/** Times a chain in one format after the other: right first, then fast. Device, clock and way out are handed in. */
import { BookError } from '../../errors';
import { type ChainDecode, type ChainPlace, type DecodeFormat, decodeFormats } from '../machine/decode';
import { spreadOf } from '../machine/quartiles';
import type { skipReasons } from '../machine/report';
import { fillUniform } from '../micro/problem';
import { type Chain, type ChainProblem, createChain } from './host';
import { type ChainShape, chainSteps, llama7b, planChain } from './plan';
import { createProcessorChain } from './processor';
import { processorFormats } from './wasm-rows';

export interface MeasureChainOptions {
  /** Without one the processor runs. */
  readonly device?: GPUDevice;
  readonly cacheBytes: number;
  readonly memoryBytes: number;
  readonly now: () => number;
  /** Lets messages in; what it throws ends the measuring. */
  readonly breathe: () => Promise<void>;
  /** The same after a failure: by then a device that is going away is known to be gone. */
  readonly settle: () => Promise<void>;
  readonly onRow: (row: ChainDecode) => void;
  /** Called before a format, with the share of all formats that is done. */
  readonly onFormat?: (format: DecodeFormat, share: number) => void;
  /** For all formats together; what would not fit is left out and says so. */
  readonly budgetSeconds?: number;
  readonly shape?: ChainShape;
  readonly seed?: number;
}

const BUDGET_SECONDS = 15;
/** For the timings of one format. */
const TIMING_SECONDS = 1.5;
const MOST_REPEATS = 15;
const FEWEST_REPEATS = 3;
const MOST_TOKENS_IN_ONE = 64;
/** A timing's least length: a GPU's clock may tick in steps of 0.1 ms, a queue has delays. */
const LEAST_SECONDS = { device: 0.004, queue: 0.02, processor: 0 };
/** Filling, checking and the fewest timings, in tokens. */
const TOKENS_IN_ALL = 6;
const PLACES = 16;

/** Formats in the order in which they are measured: the shortest first, so that a slow machine shows something. */
export const chainFormats = (place: ChainPlace): readonly DecodeFormat[] =>
  [...(place === 'processor' ? processorFormats : decodeFormats)].reverse();

/** A row for each format. Never throws for what a device does, only what `breathe` throws. */
export async function measureChain(options: MeasureChainOptions): Promise<void> {
  const {
    device,
    now,
    breathe,
    settle,
    onRow,
    onFormat,
    budgetSeconds = BUDGET_SECONDS,
    shape = llama7b,
  } = options;
  const place: ChainPlace = device ? 'webgpu' : 'processor';
  const formats = chainFormats(place);
  const end = now() + budgetSeconds;
  /** Seconds per byte and per weight of the slowest format so far. */
  let slowest = { byte: 0, weight: 0 };
  for (const [i, format] of formats.entries()) {
    onFormat?.(format, i / formats.length);
    await breathe();
    const skip = (reason: (typeof skipReasons)[number], detail: string) =>
      onRow({ place, format, state: 'skipped', reason, detail: detail.slice(0, 300) });
    const plan = planChain(shape, format, options);
    if ('needed' in plan) {
      skip('memory', String(plan.needed));
      continue;
    }
    const weights = plan.layers * weightsOf(shape);
    // Where memory is the limit bytes decide, where arithmetic is, weights do.
    const expected = Math.min(plan.bytes * slowest.byte, weights * slowest.weight);
    if (expected * TOKENS_IN_ALL > end - now()) {
      skip('time', '');
      continue;
    }
    let chain: Chain | undefined;
    try {
      const problem = { shape, format, layers: plan.layers, seed: options.seed ?? 1, input: inputOf(shape) };
      chain = await open(problem, options);
      await breathe();
      const error = await chain.check(PLACES);
      if (!(error <= chain.tolerance)) {
        skip('wrong', String(error));
        continue;
      }
      const seconds = spreadOf(await timings(chain, now, breathe));
      slowest = {
        byte: Math.max(slowest.byte, seconds.median / plan.bytes),
        weight: Math.max(slowest.weight, seconds.median / weights),
      };
      await breathe();
      const { bytes, launches, clock } = chain;
      const { layers } = plan;
      onRow({ place, format, state: 'measured', layers, bytes, launches, clock, seconds, error });
    } catch (error) {
      // A cancel, or a device that is gone: the caller's business.
      await settle();
      const [reason, detail] = reasonOf(error);
      skip(reason, detail);
    } finally {
      chain?.destroy();
    }
  }
}

const weightsOf = (shape: ChainShape) =>
  chainSteps(shape).reduce((sum, { width, rows }) => sum + width * rows, 0);

const open = (problem: ChainProblem, { device, now, breathe }: MeasureChainOptions) =>
  device ? createChain(device, problem, { now }) : createProcessorChain(problem, { now, breathe });

/** A root mean square of 1, as every later vector has it, nearly. */
const inputOf = ({ hidden }: ChainShape) => fillUniform(hidden, 9).map((x) => x * Math.sqrt(3));

async function timings(chain: Chain, now: () => number, breathe: () => Promise<void>): Promise<number[]> {
  const once = await chain.time(1);
  const count = Math.min(
    MOST_TOKENS_IN_ONE,
    Math.max(1, Math.ceil(LEAST_SECONDS[chain.clock] / Math.max(once, 1e-6))),
  );
  const taken: number[] = [];
  const end = now() + TIMING_SECONDS;
  while (taken.length < MOST_REPEATS && (taken.length < FEWEST_REPEATS || now() < end)) {
    await breathe();
    const seconds = (await chain.time(count)) / count;
    // A clock that was set back, or that did not tick at all, has nothing to say.
    if (seconds > 0 && Number.isFinite(seconds)) taken.push(seconds);
    else if (now() > end) break;
  }
  if (taken.length === 0) throw new BookError('gpu.failed', { reason: 'clock' });
  return taken;
}

function reasonOf(error: unknown): [(typeof skipReasons)[number], string] {
  if (error instanceof RangeError) return ['memory', error.message];
  if (!(error instanceof BookError)) return ['failed', String(error)];
  const { id, data } = error;
  if (id === 'gpu.limit') return ['limit', String(data.limit)];
  return ['failed', String(data.reason ?? id)];
}
