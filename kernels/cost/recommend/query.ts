/**
 * What a recommendation is asked for, and what stands where nothing was asked. Leaves out prompts that are being read
 * while others decode, and how requests arrive: the workload is a number of sequences that are decoded together.
 */
import { type AcceleratorRow, acceleratorById, accelerators } from '../../catalog/accelerators';
import type { ModelRow } from '../../catalog/models';
import { ensure } from '../../errors';
import { type ModelRef, resolveModel } from '../bytes';
import { type EngineId, engineIds } from '../engines';
import { peakRate } from '../flops';
import { bitsPerWeight } from '../formats';
import type { SetupGuesses } from '../setup';
import type { Links } from './links';
import { nativeFormat } from './quality';

export interface Workload {
  /** Tokens that every sequence holds, prompt and answer, at its longest. */
  readonly contextTokens: number;
  /** Sequences decoded at the same time, over all devices; as many as fit in time when not given. */
  readonly concurrency?: number;
  /** Most seconds from one token of a sequence to its next; no goal when not given. */
  readonly tpotSeconds?: number;
}

export type RankedBy = 'cost' | 'latency' | 'throughput';

export interface RecommendQuery {
  /** Row or id of the catalogue; `modelFromConfig` makes a row of a pasted `config.json`. */
  readonly model: ModelRef;
  readonly workload: Workload;
  /** Id; every accelerator of the catalogue when not given. */
  readonly accelerator?: string;
  /** 1, 2, 4 and 8 when not given. */
  readonly devices?: number;
  /** Those of `usualWeightFormats` when not given, and the format the model was published in. */
  readonly weightFormats?: readonly string[];
  /** 16 bits and `fp8` when not given. */
  readonly kvFormats?: readonly string[];
  /** Largest relative rise of perplexity, 0.01 for one per cent; no floor when not given. */
  readonly largestPerplexityRise?: number;
  /** With a floor: whether formats without a published perplexity pass it. Default false. */
  readonly acceptUnpublished?: boolean;
  /** Whose memory plan; `vllm` when not given. */
  readonly engine?: EngineId;
  /** What joins the devices, when the reader knows better than the catalogue. */
  readonly links?: Links;
  /** Prices are the reader's own: for all devices, and per accelerator where they differ. */
  readonly guesses?: SetupGuesses;
  readonly guessesByAccelerator?: Readonly<Record<string, SetupGuesses>>;
  /** `cost` when not given. */
  readonly rankedBy?: RankedBy;
  /** Configurations returned at most; 12 when not given. */
  readonly most?: number;
}

export const DEVICE_STEPS = [1, 2, 4, 8] as const;
/** Of one server; beyond it nobody splits one model. */
const MOST_DEVICES = 1024;

export const usualWeightFormats: readonly string[] = [
  'bf16',
  'fp8',
  'int8',
  'Q8_0',
  'Q6_K',
  'Q4_K',
  'int4-g128-zp',
];
const usualKvFormats: readonly string[] = ['bf16', 'fp8'];

/** A query with nothing left open. */
export interface Asked {
  readonly model: ModelRow;
  readonly machines: readonly AcceleratorRow[];
  readonly counts: readonly number[];
  readonly weightFormats: readonly string[];
  readonly kvFormats: readonly string[];
  readonly engine: EngineId;
  readonly workload: Workload;
  readonly query: RecommendQuery;
}

/** 16 bits as a device can multiply them: `fp16` where it has no unit for bf16. Worked: t4, fp16. */
export function wideName(accelerator: AcceleratorRow, format: string): string {
  const noBf16 = peakRate(accelerator, 'bf16') === undefined && peakRate(accelerator, 'fp16') !== undefined;
  return format === 'bf16' && noBf16 ? 'fp16' : format;
}

/**
 * Fills in and checks a query. Throws `BookError` `recommend.bad-count` (a count that is no whole number from 1 on),
 * `recommend.bad-number` (a goal or floor that is negative or no number), `recommend.no-formats`, `plan.unknown-engine`,
 * `format.unknown` and those of the catalogue.
 */
export function asked(query: RecommendQuery): Asked {
  const { workload, devices, engine = 'vllm' } = query;
  const model = resolveModel(query.model);
  const native = nativeFormat(model);
  const usual = native ? [...usualWeightFormats, native] : usualWeightFormats;
  const weightFormats = query.weightFormats ?? usual;
  const kvFormats = query.kvFormats ?? usualKvFormats;
  const { contextTokens, concurrency = 1, tpotSeconds = 1 } = workload;
  for (const [name, value] of Object.entries({
    contextTokens,
    concurrency,
    devices: devices ?? 1,
    most: query.most ?? 1,
  }))
    ensure(Number.isSafeInteger(value) && value >= 1, 'recommend.bad-count', { name, value: String(value) });
  const tooMany = { name: 'devices', value: String(devices), most: MOST_DEVICES };
  ensure((devices ?? 1) <= MOST_DEVICES, 'recommend.bad-count', tooMany);
  const { largestPerplexityRise = 0 } = query;
  for (const [name, value, least] of [
    ['tpotSeconds', tpotSeconds, Number.MIN_VALUE],
    ['largestPerplexityRise', largestPerplexityRise, 0],
  ] as const)
    ensure(value >= least, 'recommend.bad-number', { name, value: String(value) });
  ensure(weightFormats.length > 0 && kvFormats.length > 0, 'recommend.no-formats');
  for (const format of [...weightFormats, ...kvFormats]) bitsPerWeight(format);
  ensure(engineIds.includes(engine), 'plan.unknown-engine', {
    engine: String(engine).slice(0, 40),
    near: engineIds.join(', '),
  });
  return {
    model,
    machines: query.accelerator === undefined ? accelerators : [acceleratorById(query.accelerator)],
    counts: devices === undefined ? DEVICE_STEPS : [devices],
    weightFormats,
    kvFormats,
    engine,
    workload,
    query,
  };
}
