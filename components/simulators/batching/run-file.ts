/** A run as a file: what it depends on and the moment shown. It is computed anew from that, to the same end. */
import { BookError, ensure } from '@/kernels/errors';
import type { Traffic } from '@/kernels/serving/workload/csv';
import { type ParamSpec, type ParamValues, parseParams } from '@/kernels/simulator';

export interface SavedRun {
  readonly preset: string;
  readonly params: ParamValues;
  readonly seed: number;
  /** The reader's own requests, or lengths. */
  readonly own?: Traffic;
  readonly nowSeconds: number;
}

const FORMAT = 'batching-run/1';
const MOST_REQUESTS = 100_000;

export function writeRunFile({ own, ...run }: SavedRun): string {
  return JSON.stringify({ format: FORMAT, ...run, rows: own && rowsOf(own) });
}

/** Three numbers are a request, two are lengths. */
function rowsOf(own: Traffic): number[][] {
  if (own.kind === 'lengths')
    return own.pairs.map(({ promptTokens, outputTokens }) => [promptTokens, outputTokens]);
  return own.requests.map(({ arrivalSeconds, promptTokens, outputTokens }) => [
    arrivalSeconds,
    promptTokens,
    outputTokens,
  ]);
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
  const { preset, params, seed, rows, nowSeconds } = data;
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
    own: rows === undefined ? undefined : readRows(rows),
  };
}

function readRows(rows: unknown): Traffic {
  ensure(Array.isArray(rows) && rows.length >= 1 && rows.length <= MOST_REQUESTS, 'batching.file');
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  ensure(width === 2 || width === 3, 'batching.file');
  let before = 0;
  const requests = rows.map((row, id) => {
    ensure(Array.isArray(row) && row.length === width, 'batching.file');
    const [arrivalSeconds, promptTokens, outputTokens] = width === 3 ? row : [0, ...row];
    const counts = [promptTokens, outputTokens].every((n) => Number.isSafeInteger(n) && n >= 1);
    ensure(counts && Number.isFinite(arrivalSeconds) && arrivalSeconds >= before, 'batching.file');
    before = arrivalSeconds;
    return { id, arrivalSeconds, promptTokens, outputTokens };
  });
  return width === 3 ? { kind: 'trace', requests } : { kind: 'lengths', pairs: requests };
}
