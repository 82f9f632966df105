/**
 * Reads a machine report that anyone may have written. Every field is checked, and the first one that is wrong is named
 * by its path; fields that version 1 does not know are left out.
 */
import { BookError, ensure } from '../../errors';
import { microIds, microVariants } from '../micro/ids';
import {
  type MachineReport,
  type MachineResult,
  reportClocks,
  reportStates,
  type Spread,
  skipReasons,
} from './report';

const MOST_CHARACTERS = 200_000;
const MOST_TEXT = 400;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Errors: `machine-report.too-long` {characters, most}, `machine-report.not-json` {reason},
 * `machine-report.not-a-report` {found}, `machine-report.version` {found}, `machine-report.bad-field` {path, expected, found}.
 */
export function readMachineReport(text: string): MachineReport {
  ensure(text.length <= MOST_CHARACTERS, 'machine-report.too-long', {
    characters: text.length,
    most: MOST_CHARACTERS,
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new BookError('machine-report.not-json', { reason: String(error).slice(0, 120) });
  }
  const schema = isFields(json) ? json.schema : json;
  ensure(isFields(json) && schema === 'machine-report', 'machine-report.not-a-report', {
    found: show(schema),
  });
  ensure(json.version === 1, 'machine-report.version', { found: show(json.version) });
  const report: MachineReport = {
    schema: 'machine-report',
    version: 1,
    name: words(json.name, 'name'),
    browser: words(json.browser, 'browser'),
    date: dateOf(json.date, 'date'),
    clock: oneOf(json.clock, 'clock', reportClocks),
    state: oneOf(json.state, 'state', reportStates),
    features: list(json.features, 'features').map((entry, i) => words(entry, `features[${i}]`)),
    budgetSeconds: number(json.budgetSeconds, 'budgetSeconds', 'above 0'),
    seconds: number(json.seconds, 'seconds', '0 or more'),
    results: list(json.results, 'results').map((entry, i) => resultOf(entry, `results[${i}]`)),
  };
  const seen = new Set<string>();
  for (const [i, { benchmark, variant }] of report.results.entries()) {
    const name = `${benchmark} ${variant}`;
    if (seen.has(name)) wrong(`results[${i}]`, 'a variant not named before', name);
    seen.add(name);
  }
  return report;
}

function resultOf(value: unknown, path: string): MachineResult {
  const fields = object(value, path);
  const benchmark = oneOf(fields.benchmark, `${path}.benchmark`, microIds);
  const variant = oneOf(fields.variant, `${path}.variant`, microVariants[benchmark]);
  const state = oneOf(fields.state, `${path}.state`, ['measured', 'skipped'] as const);
  if (state === 'skipped') {
    const reason = oneOf(fields.reason, `${path}.reason`, skipReasons);
    return { benchmark, variant, state, reason, detail: words(fields.detail, `${path}.detail`) };
  }
  const extents = Object.entries(object(fields.size, `${path}.size`));
  if (extents.length === 0 || extents.length > 4) wrong(`${path}.size`, '1 to 4 extents', extents.length);
  const work = object(fields.work, `${path}.work`);
  return {
    benchmark,
    variant,
    state,
    size: Object.fromEntries(
      extents.map(([name, extent]) => {
        if (!/^[a-z]{1,20}$/.test(name)) wrong(`${path}.size`, 'lower-case names', name);
        return [name, number(extent, `${path}.size.${name}`, 'a whole number above 0')];
      }),
    ),
    work: {
      bytes: number(work.bytes, `${path}.work.bytes`, 'a whole number above 0'),
      operations: number(work.operations, `${path}.work.operations`, '0 or more'),
    },
    seconds: spreadOf(fields.seconds, `${path}.seconds`),
    error: number(fields.error, `${path}.error`, '0 or more'),
  };
}

function spreadOf(value: unknown, path: string): Spread {
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

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const show = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 80);

function wrong(path: string, expected: string, found: unknown): never {
  throw new BookError('machine-report.bad-field', { path, expected, found: show(found) });
}

function object(value: unknown, path: string): Fields {
  return isFields(value) ? value : wrong(path, 'an object', value);
}

function list(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) && value.length <= 100 ? value : wrong(path, 'a list of at most 100', value);
}

function words(value: unknown, path: string): string {
  const fits = typeof value === 'string' && value.length <= MOST_TEXT;
  return fits ? value : wrong(path, `text of at most ${MOST_TEXT} characters`, value);
}

function dateOf(value: unknown, path: string): string {
  const text = words(value, path);
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;
  return text === '' || iso.test(text) ? text : wrong(path, 'an ISO 8601 date, or nothing', value);
}

type Range = '0 or more' | 'above 0' | 'a whole number above 0';

function number(value: unknown, path: string, range: Range): number {
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (range === '0 or more' ? value >= 0 : value > 0) &&
    (range !== 'a whole number above 0' || Number.isSafeInteger(value));
  return fits ? value : wrong(path, range, value);
}

function oneOf<T extends string>(value: unknown, path: string, allowed: readonly T[]): T {
  const known = allowed.find((entry) => entry === value);
  return known ?? wrong(path, allowed.join(', '), value);
}
