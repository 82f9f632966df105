/**
 * A candidate as it is handed to a reader: memory by part, time, cost of a million tokens, what is left of each, and the
 * reasons as ids with values. Money is the reader's own or absent (money.ts).
 */
import { capacityBytes } from '../../catalog/accelerators';
import { isCalibrated } from '../../serving/step-time/knee';
import type { StepCost } from '../../serving/step-time/step-time';
import { peakRate, wideFormat } from '../flops';
import { bitsPerWeight } from '../formats';
import { type TokenCost, tokenCost } from '../money';
import { cacheCopies, type PlanTerm, planTerms } from '../plan-memory';
import type { SetupGuesses } from '../setup';
import { largestBatchOf } from './best-split';
import { onNvlink, pcieBytesPerSecond } from './links';
import type { KnownQuality } from './quality';
import type { Asked } from './query';
import type { Candidate } from './search';
import type { Split } from './splits';

/** Message ids; the view words them. */
export type ReasonId =
  | 'fits'
  | 'goal-met'
  | 'bound-by'
  | 'as-published'
  | 'perplexity-rise'
  | 'quality-unpublished'
  | 'cache-copied'
  | 'replicas'
  | 'uneven-stages'
  | 'over-pcie'
  | 'nvlink-in-pairs'
  | 'rate-unstated'
  | 'shares-assumed'
  | 'widened-arithmetic';

export interface Reason {
  readonly id: ReasonId;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Configuration {
  readonly acceleratorId: string;
  readonly devices: number;
  readonly split: Split;
  readonly weightFormat: string;
  readonly kvFormat: string;
  /** Sequences of one replica, and of all. */
  readonly batch: number;
  readonly sequences: number;
  /** Bytes; parts, total and capacity are of one replica. */
  readonly memory: Readonly<Record<PlanTerm, number>> & {
    readonly total: number;
    readonly capacity: number;
    readonly fullestDevice: number;
    /** Free on the fullest device, in bytes and as a share of it. */
    readonly margin: number;
    readonly marginShare: number;
  };
  readonly boundBy: StepCost['boundBy'];
  /** Expected time of a step at calibrated rates, and the floor at the peaks. */
  readonly stepSeconds: number;
  readonly floorSeconds: number;
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly communicationSeconds: number;
  /** Share of the goal that the step leaves; absent without a goal. */
  readonly goalMargin?: number;
  /** Of all sequences together. */
  readonly tokensPerSecond: number;
  readonly perMillionTokens: TokenCost & { readonly deviceHours: number };
  readonly quality: KnownQuality;
  /** Sequences, over all replicas, that would still fit in time. */
  readonly largestConcurrency: number;
  readonly reasons: readonly Reason[];
}

const MILLION = 1e6;

/** What the reader guesses about a device: of the accelerator where given, of all otherwise. */
export function guessesOf({ query }: Asked, acceleratorId: string): SetupGuesses {
  const own = query.guessesByAccelerator;
  return { ...query.guesses, ...(own && Object.hasOwn(own, acceleratorId) ? own[acceleratorId] : {}) };
}

/** Cost of a million tokens at full use. Throws as `tokenCost` does. */
export function millionTokens(asked: Asked, candidate: Candidate): Configuration['perMillionTokens'] {
  const { accelerator, devices, tokensPerSecond } = candidate;
  const one = tokenCost({ tokensPerSecond, devices }, guessesOf(asked, accelerator.id));
  const times = (value: number | undefined) => (value === undefined ? undefined : value * MILLION);
  return {
    deviceHours: (MILLION * devices) / (tokensPerSecond * 3600),
    rent: times(one.rent),
    energyJoules: times(one.energyJoules),
    electricity: times(one.electricity),
    carbonGrams: times(one.carbonGrams),
  };
}

function qualityReason(quality: KnownQuality): Reason {
  switch (quality.kind) {
    case 'reference':
      return { id: 'as-published', values: {} };
    case 'published':
      return {
        id: 'perplexity-rise',
        values: {
          rise: quality.rise,
          method: quality.method,
          activationBits: quality.activationBits,
          source: quality.source,
        },
      };
    case 'none':
      return { id: 'quality-unpublished', values: {} };
  }
}

function reasonsOf(asked: Asked, candidate: Candidate, free: number): Reason[] {
  const { accelerator, split, weightFormat, time, quality } = candidate;
  const { tpotSeconds: goal } = asked.workload;
  const inside = split.tensorParallel * split.pipelineStages;
  const reasons: Reason[] = [{ id: 'fits', values: { free, device: capacityBytes(accelerator) } }];
  if (goal !== undefined) reasons.push({ id: 'goal-met', values: { seconds: time.stepSeconds, goal } });
  reasons.push({ id: 'bound-by', values: { bound: time.boundBy } }, qualityReason(quality));
  const copies = cacheCopies(asked.model, inside);
  if (copies > 1) reasons.push({ id: 'cache-copied', values: { copies } });
  if (split.replicas > 1) reasons.push({ id: 'replicas', values: { replicas: split.replicas } });
  const { layers } = asked.model;
  if (layers % split.pipelineStages !== 0)
    reasons.push({ id: 'uneven-stages', values: { layers, stages: split.pipelineStages } });
  const { pcie_generation: generation, nvlink_devices: pair } = accelerator;
  if (inside > 1 && generation && !asked.query.links && !onNvlink(accelerator, inside)) {
    const values = { devices: inside, generation, link: pcieBytesPerSecond(generation) };
    reasons.push({ id: pair ? 'nvlink-in-pairs' : 'over-pcie', values });
  }
  if (!wideFormat(accelerator, weightFormat)) reasons.push({ id: 'rate-unstated', values: {} });
  if (!isCalibrated(accelerator.id)) reasons.push({ id: 'shares-assumed', values: {} });
  // The model charges 16-bit arithmetic; these devices could multiply the format as it is.
  const unit = weightFormat === 'fp8' || weightFormat === 'int8' ? weightFormat : undefined;
  if (bitsPerWeight(weightFormat) < 16)
    reasons.push({
      id: 'widened-arithmetic',
      values: { native: unit && peakRate(accelerator, unit) !== undefined ? 'yes' : 'no' },
    });
  return reasons;
}

/** The candidate in full. Worked in the header of recommend.ts. */
export function configurationOf(asked: Asked, candidate: Candidate): Configuration {
  const { accelerator, devices, split, weightFormat, kvFormat, batch, sequences, memory, time, quality } =
    candidate;
  const { tpotSeconds: goal } = asked.workload;
  const parts = Object.fromEntries(
    planTerms.map((term) => [term, term === 'overhead' ? memory.overhead : memory.terms[term]]),
  ) as Record<PlanTerm, number>;
  parts.weights += candidate.replica.beyondPlan;
  const device = capacityBytes(accelerator);
  const margin = device - memory.fullest;
  const most = largestBatchOf(candidate.replica, split, goal ?? Number.POSITIVE_INFINITY);
  return {
    acceleratorId: accelerator.id,
    devices,
    split,
    weightFormat,
    kvFormat,
    batch,
    sequences,
    memory: {
      ...parts,
      total: memory.total,
      capacity: memory.capacity,
      fullestDevice: memory.fullest,
      margin,
      marginShare: margin / device,
    },
    ...time,
    ...(goal === undefined ? {} : { goalMargin: 1 - time.stepSeconds / goal }),
    tokensPerSecond: candidate.tokensPerSecond,
    perMillionTokens: millionTokens(asked, candidate),
    quality,
    largestConcurrency: Math.max(most, batch) * split.replicas,
    reasons: reasonsOf(asked, candidate, margin),
  };
}
