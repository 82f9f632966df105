/**
 * Reads a machine report that anyone may have written. Every field is checked, and the first one that is wrong is named
 * by its path; fields that version 1 does not know are left out.
 */
import { BookError, ensure } from '../../errors';
import { microIds, microVariants } from '../micro/ids';
import { dateOf, isFields, list, number, object, oneOf, show, spreadOf, words, wrong } from './fields';
import { type MachineReport, type MachineResult, reportClocks, reportStates, skipReasons } from './report';

const MOST_CHARACTERS = 200_000;

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
    ...(json.hidden === true && { hidden: true }),
  };
  const seen = new Set<string>();
  for (const [i, { benchmark, variant }] of report.results.entries()) {
    const name = `${benchmark} ${variant}`;
    if (seen.has(name)) wrong(`results[${i}]`, 'a variant not named before', name);
    seen.add(name);
  }
  return report;
}

/** One variant's time, or why it has none. */
export function resultOf(value: unknown, path: string): MachineResult {
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
