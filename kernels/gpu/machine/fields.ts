/** What a field of a report may hold. Each check gives the value back, or names the field that is wrong by its path. */
import { BookError } from '../../errors';
import type { Spread } from './report';

const MOST_TEXT = 400;

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);

/** Error: `machine-report.bad-field` {path, expected, found}. */
export function wrong(path: string, expected: string, found: unknown): never {
  throw new BookError('machine-report.bad-field', { path, expected, found: show(found) });
}

export function object(value: unknown, path: string): Fields {
  return isFields(value) ? value : wrong(path, 'an object', value);
}

export function list(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) && value.length <= 100 ? value : wrong(path, 'a list of at most 100', value);
}

export function words(value: unknown, path: string): string {
  const fits = typeof value === 'string' && value.length <= MOST_TEXT;
  return fits ? value : wrong(path, `text of at most ${MOST_TEXT} characters`, value);
}

export function dateOf(value: unknown, path: string): string {
  const text = words(value, path);
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
  return text === '' || iso.test(text) ? text : wrong(path, 'an ISO 8601 date, or nothing', value);
}

type Range = '0 or more' | 'above 0' | 'a whole number above 0';

export function number(value: unknown, path: string, range: Range): number {
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (range === '0 or more' ? value >= 0 : value > 0) &&
    (range !== 'a whole number above 0' || Number.isSafeInteger(value));
  return fits ? value : wrong(path, range, value);
}

export function oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  const known = allowed.find((entry) => entry === value);
  return known ?? wrong(path, allowed.join(', '), value);
}

export function spreadOf(value: unknown, path: string): Spread {
  const fields = object(value, path);
  const spread: Spread = {
    median: number(fields.median, `${path}.median`, 'above 0'),
    low: number(fields.low, `${path}.low`, 'above 0'),
    high: number(fields.high, `${path}.high`, 'above 0'),
    repeats: number(fields.repeats, `${path}.repeats`, 'a whole number above 0'),
  };
  if (spread.low > spread.median) wrong(`${path}.low`, 'at most the median', spread.low);
  if (spread.high < spread.median) wrong(`${path}.high`, 'at least the median', spread.high);
  return spread;
}
