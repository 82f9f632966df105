/** A run as a file: what it depends on and the moment shown. It is computed anew from that, to the same end. */
import { BookError, ensure } from '@/kernels/errors';
import type { ServingRequest } from '@/kernels/serving/request';
import { type ParamSpec, type ParamValues, parseParams } from '@/kernels/simulator';

export interface SavedRun {
  readonly preset: string;
  readonly params: ParamValues;
  readonly seed: number;
  readonly trace?: readonly ServingRequest[];
  readonly nowSeconds: number;
}

const FORMAT = 'batching-run/1';
const MOST_REQUESTS = 100_000;

export function writeRunFile(run: SavedRun): string {
  const trace = run.trace?.map(({ arrivalSeconds, promptTokens, outputTokens }) => [
    arrivalSeconds,
    promptTokens,
    outputTokens,
  ]);
  return JSON.stringify({ format: FORMAT, ...run, trace });
}

/**
 * Reads a saved run; what is out of range takes the nearest legal value.
 * Throws `BookError('batching.file')` when it is none.
 */
export function readRunFile(text: string, specs: readonly ParamSpec[], presets: readonly string[]): SavedRun {
  let data: Record<string, unknown>;
  try {
    data = JSON.parse(text);
  } catch {
    throw new BookError('batching.file');
  }
  ensure(data !== null && typeof data === 'object' && data.format === FORMAT, 'batching.file');
  const { preset, params, seed, trace, nowSeconds } = data;
  ensure(typeof params === 'object' && params !== null, 'batching.file');
  const given = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
  const whole = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  ensure(whole(seed) && typeof nowSeconds === 'number' && nowSeconds >= 0, 'batching.file');
  ensure(typeof preset === 'string' && presets.includes(preset), 'batching.file');
  return {
    preset,
    params: parseParams(specs, given).values,
    seed: seed as number,
    nowSeconds,
    trace: trace === undefined ? undefined : readRows(trace),
  };
}

function readRows(rows: unknown): ServingRequest[] {
  ensure(Array.isArray(rows) && rows.length >= 1 && rows.length <= MOST_REQUESTS, 'batching.file');
  return rows.map((row, id) => {
    ensure(Array.isArray(row) && row.length === 3, 'batching.file');
    const [arrivalSeconds, promptTokens, outputTokens] = row as number[];
    const counts = [promptTokens, outputTokens].every((n) => Number.isSafeInteger(n) && n >= 1);
    ensure(counts && Number.isFinite(arrivalSeconds) && arrivalSeconds >= 0, 'batching.file');
    return { id, arrivalSeconds, promptTokens, outputTokens };
  });
}
