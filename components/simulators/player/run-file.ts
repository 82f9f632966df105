/** A run as a file: what it depends on and the moment shown. It is computed anew from that, to the same end. */
import { BookError, ensure } from '@/kernels/errors';
import { defaultParams, type ParamSpec, type ParamValues } from '@/kernels/simulator';

export interface SavedRun {
  readonly preset: string;
  readonly params: ParamValues;
  readonly seed: number;
  readonly nowSeconds: number;
}

export interface RunFormat<R extends SavedRun> {
  write(run: R): string;
  /** Throws `BookError('run.file')` when the text is no run of this simulator. */
  read(text: string): R;
}

/** Longer than any run with all its requests. */
const MOST_CHARACTERS = 20_000_000;

/**
 * The format of a simulator's runs.
 * @param specs all its dials
 * @param presets its scenes
 */
export function runFormat(
  simulator: string,
  specs: readonly ParamSpec[],
  presets: readonly string[],
): RunFormat<SavedRun> {
  return {
    write: ({ preset, params, seed, nowSeconds }) =>
      JSON.stringify({
        format: `${simulator}-run/1`,
        preset,
        params: { ...defaultParams(specs), ...params },
        seed,
        nowSeconds,
      }),
    read: (text) => readFields(fieldsOf(simulator, text), specs, presets),
  };
}

/** The fields of a file of this simulator, unread. */
export function fieldsOf(simulator: string, text: string): Readonly<Record<string, unknown>> {
  ensure(text.length <= MOST_CHARACTERS, 'run.file');
  let data: Record<string, unknown> | null;
  try {
    data = JSON.parse(text);
  } catch {
    throw new BookError('run.file');
  }
  ensure(data !== null && typeof data === 'object' && data.format === `${simulator}-run/1`, 'run.file');
  return data;
}

/** The fields that all runs have. A dial that is missing, or none of its values, has been lost: the run is another one. */
export function readFields(
  { preset, params, seed, nowSeconds }: Readonly<Record<string, unknown>>,
  specs: readonly ParamSpec[],
  presets: readonly string[],
): SavedRun {
  ensure(typeof params === 'object' && params !== null, 'run.file');
  ensure(Number.isSafeInteger(seed) && (seed as number) >= 0, 'run.file');
  ensure(Number.isFinite(nowSeconds) && (nowSeconds as number) >= 0, 'run.file');
  ensure(typeof preset === 'string' && presets.includes(preset), 'run.file');
  const values: Record<string, number | string> = {};
  for (const { key, kind, choices, min = 0, max = 0 } of specs) {
    const value = (params as Record<string, unknown>)[key];
    const fine =
      kind === 'choice'
        ? typeof value === 'string' && choices?.includes(value)
        : typeof value === 'number' && value >= min && value <= max;
    ensure(fine, 'run.file');
    values[key] = value as number | string;
  }
  return { preset, params: values, seed: seed as number, nowSeconds: nowSeconds as number };
}
