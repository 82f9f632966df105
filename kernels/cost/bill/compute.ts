/**
 * One decode step and its trade: what a reader gets against what the machine gives. Models the floor of step-bound.ts;
 * the three limits are straight lines in (machine, reader), both in tokens per second:
 *   bandwidth   W · reader + k n · machine = β     arithmetic   F₁ · machine = Π     memory   machine / reader ≤ most
 * Leaves out what receipt.ts leaves out, and prompts, which take time of the same machine.
 */
import { capacityBytes } from '../../catalog/accelerators';
import { BookError } from '../../errors';
import type { ParamValues } from '../../simulator';
import { largestBatch } from '../crossovers';
import type { Setup } from '../setup';
import { type StepBound, type StepCoefficients, stepBound } from '../step-bound';
import { stepCoefficients } from '../step-coefficients';

export interface TradePoint {
  readonly sequences: number;
  /** Tokens per second that each reader gets, and that the machine writes for all. */
  readonly readerRate: number;
  readonly machineRate: number;
}

/** Ends of the lines that bound the trade. */
export interface TradeLimits {
  /** Steps per second if only weights were read, and tokens per second if only caches were: ends of the bandwidth line. */
  readonly readerLimit: number;
  readonly machineLimit: number;
  /** Tokens per second at which arithmetic never rests. */
  readonly arithmeticLimit: number;
}

export interface BillResult extends TradeLimits {
  readonly sequences: number;
  readonly tokensEach: number;
  readonly step: StepBound;
  /** The step with one sequence of the same length. */
  readonly alone: StepBound;
  readonly here: TradePoint;
  /** One token's share of what the step moves and computes. */
  readonly share: { readonly weightsBytes: number; readonly cacheBytes: number; readonly flops: number };
  readonly capacityBytes: number;
  /** Most sequences of this length that fit beside the weights. */
  readonly largestSequences: number;
  readonly fits: boolean;
}

/**
 * The figure's numbers; undefined for a device that states no rate of arithmetic.
 * Worked: the running example, 27.6 ms for all, 0.862 ms a token; alone it would be 17.4 ms.
 */
export function bill(setup: Setup, values: ParamValues): BillResult | undefined {
  const c = coefficientsOf(setup);
  if (!c) return undefined;
  const sequences = Number(values.sequences) || setup.batch;
  const tokensEach = Number(values.tokensEach) || setup.contextTokens;
  const step = stepBound(c, sequences, tokensEach);
  const capacity = capacityBytes(setup.acceleratorId) * setup.devices;
  const one = stepBound(c, 1, tokensEach);
  const limits = {
    readerLimit: 1 / one.weightsSeconds,
    machineLimit: 1 / one.cacheSeconds,
    arithmeticLimit: 1 / one.computeSeconds,
  };
  const largestSequences = largestBatch({ ...setup, contextTokens: tokensEach });
  return {
    sequences,
    tokensEach,
    step,
    alone: one,
    here: rateAt(limits, sequences),
    share: {
      weightsBytes: c.weightsReadBytes / sequences,
      cacheBytes: one.cacheSeconds * c.bytesPerSecond,
      flops: one.computeSeconds * c.flopsPerSecond,
    },
    capacityBytes: capacity,
    largestSequences,
    fits: sequences <= largestSequences,
    ...limits,
  };
}

/** A point of the trade. Worked: 32 sequences of the running example, 36.3 for each reader, 1,160 for the machine. */
export function rateAt(limits: TradeLimits, sequences: number): TradePoint {
  const memorySeconds = 1 / limits.readerLimit + sequences / limits.machineLimit;
  const floorSeconds = Math.max(memorySeconds, sequences / limits.arithmeticLimit);
  return { sequences, readerRate: 1 / floorSeconds, machineRate: sequences / floorSeconds };
}

function coefficientsOf(setup: Setup): StepCoefficients | undefined {
  try {
    return stepCoefficients(setup);
  } catch (error) {
    if (error instanceof BookError && error.id === 'accelerator.no-rate') return undefined;
    throw error;
  }
}
