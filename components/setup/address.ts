/**
 * The Setup in an address and in storage: the same keys, only what differs from the running example. Pure; reading never
 * throws, and says what it could not use.
 */
import { accelerators } from '@/kernels/catalog/accelerators';
import { editDistance, nearNames } from '@/kernels/catalog/find';
import { modelFromConfig, shortConfig } from '@/kernels/catalog/model-config';
import { models } from '@/kernels/catalog/models';
import { bitsPerWeight } from '@/kernels/cost/formats';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import type { SetupGuesses } from '@/kernels/cost/setup';
import { BookError } from '@/kernels/errors';
import type { ReaderSetup } from './store';

export const weightFormats = [
  'fp32',
  'bf16',
  'fp8',
  'int8',
  'int4-g128',
  'int4-g32',
  'Q8_0',
  'Q6_K',
  'Q4_K',
  'Q3_K',
  'Q2_K',
  'nf4',
  'mxfp4',
  'nvfp4',
] as const;
export const kvFormats = ['fp32', 'bf16', 'fp8', 'int8', 'int4'] as const;

/** Bounds of the counts a reader can set. */
export const bounds = {
  devices: { min: 1, max: 1024 },
  batch: { min: 1, max: 4096 },
  context: { min: 1, max: 10_000_000 },
} as const;

export const guessKeys = [
  'pricePerDeviceHour',
  'wattsPerDevice',
  'pricePerKilowattHour',
  'gramsPerKilowattHour',
] as const satisfies readonly (keyof SetupGuesses)[];

/** Something that was asked for and replaced. */
export interface SetupIssue {
  /** Key of the address, the second Setup's prefix included. */
  readonly key: string;
  readonly given: string;
  /** What stands in its place; absent where nothing does. */
  readonly used?: string;
  /** Why a shape was refused. */
  readonly trouble?: BookError;
}

export interface ReadSetup {
  readonly setup: ReaderSetup;
  readonly issues: readonly SetupIssue[];
}

/** A pasted `config.json` cut down to what is read of it. Throws what `modelFromConfig` throws. */
export function shapeOf(config: string): { shape: string; model: ReturnType<typeof modelFromConfig> } {
  return { shape: shortConfig(config), model: modelFromConfig(config) };
}

/** The name that was probably meant; what resembles none of them is nonsense, and gets the usual one. */
function nearest(given: string, all: readonly string[], usual: string): string {
  const near = nearNames(given, all, 1)[0] ?? usual;
  const [a, b] = [given.toLowerCase(), near.toLowerCase()];
  const alike = (a.length > 1 && (a.includes(b) || b.includes(a))) || editDistance(a, b) < a.length / 2;
  return alike ? near : usual;
}

/** Reads one Setup. @param prefix put before every key: the second Setup of a comparison has one */
export function readSetup(query: URLSearchParams, prefix = ''): ReadSetup {
  const issues: SetupIssue[] = [];
  const get = (key: string) => query.get(prefix + key);
  const replaced = (key: string, given: string, used?: string | number, trouble?: BookError) =>
    issues.push({
      key: prefix + key,
      given: given.slice(0, 40),
      ...(used !== undefined && { used: String(used) }),
      ...(trouble && { trouble }),
    });

  const choose = (key: string, usual: string, all: readonly string[]) => {
    const given = get(key);
    if (given === null || all.includes(given)) return given ?? usual;
    const used = nearest(given, all, usual);
    replaced(key, given, used);
    return used;
  };
  const count = (key: keyof typeof bounds, usual: number) => {
    const given = get(key);
    if (given === null) return usual;
    const { min, max } = bounds[key];
    const value = given.trim() === '' ? Number.NaN : Number(given);
    const used = Number.isFinite(value) ? Math.min(max, Math.max(min, Math.round(value))) : usual;
    if (used !== value) replaced(key, given, used);
    return used;
  };
  const format = (key: string, usual: string, known: readonly string[]) => {
    const given = get(key);
    if (given === null) return usual;
    try {
      bitsPerWeight(given);
      return given;
    } catch {
      const used = nearest(given, known, usual);
      replaced(key, given, used);
      return used;
    }
  };

  let custom: Pick<ReaderSetup, 'customModel' | 'shape'> = {};
  const shape = get('shape');
  if (shape !== null) {
    try {
      const read = shapeOf(shape);
      custom = { customModel: read.model, shape: read.shape };
    } catch (error) {
      replaced('shape', shape, undefined, error instanceof BookError ? error : undefined);
    }
  }
  const guesses: Record<string, number> = {};
  for (const key of guessKeys) {
    const given = get(key);
    if (given === null) continue;
    const value = given.trim() === '' ? Number.NaN : Number(given);
    if (Number.isFinite(value) && value >= 0 && value <= 1e9) guesses[key] = value;
    else replaced(key, given);
  }
  return {
    setup: {
      modelId: custom.customModel
        ? 'custom'
        : choose(
            'model',
            RUNNING_EXAMPLE.modelId,
            models.map(({ id }) => id),
          ),
      ...custom,
      acceleratorId: choose(
        'accelerator',
        RUNNING_EXAMPLE.acceleratorId,
        accelerators.map(({ id }) => id),
      ),
      devices: count('devices', RUNNING_EXAMPLE.devices),
      weightFormat: format('weights', RUNNING_EXAMPLE.weightFormat, weightFormats),
      kvFormat: format('kv', RUNNING_EXAMPLE.kvFormat, kvFormats),
      batch: count('batch', RUNNING_EXAMPLE.batch),
      contextTokens: count('context', RUNNING_EXAMPLE.contextTokens),
      ...(Object.keys(guesses).length > 0 && { guesses }),
    },
    issues,
  };
}

/** Puts a Setup into a query, other keys left as they are. */
export function writeSetup(query: URLSearchParams, setup: ReaderSetup | undefined, prefix = ''): void {
  const put = (key: string, value: string | number | undefined, usual?: string | number) => {
    if (value === undefined || value === usual) query.delete(prefix + key);
    else query.set(prefix + key, String(value));
  };
  const usual = RUNNING_EXAMPLE;
  put('shape', setup?.shape);
  put('model', setup?.shape ? undefined : setup?.modelId, usual.modelId);
  put('accelerator', setup?.acceleratorId, usual.acceleratorId);
  put('devices', setup?.devices, usual.devices);
  put('weights', setup?.weightFormat, usual.weightFormat);
  put('kv', setup?.kvFormat, usual.kvFormat);
  put('batch', setup?.batch, usual.batch);
  put('context', setup?.contextTokens, usual.contextTokens);
  for (const key of guessKeys) put(key, setup?.guesses?.[key]);
}

/** Keys of the second Setup. */
export const COMPARED = 'b.';
