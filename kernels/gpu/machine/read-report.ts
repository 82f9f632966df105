/**
 * Reads a machine report that anyone may have written. Every field is checked, and the first one that is wrong is named
 * by its path; fields that version 1 does not know are left out.
 */
import { BookError, ensure } from '../../errors';
import type { CoresResult } from './core';
import { dateOf, isFields, list, number, object, oneOf, show, words, wrong } from './fields';
import { readDecode } from './read-decode';
import { readResult } from './read-result';
import { type MachineReport, reportClocks, reportStates } from './report';

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
    results: list(json.results, 'results').map((entry, i) => readResult(entry, `results[${i}]`)),
    ...(json.decode !== undefined && { decode: readDecode(json.decode, 'decode') }),
    ...(json.cores !== undefined && { cores: coresOf(json.cores, 'cores') }),
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

function coresOf(value: unknown, path: string): CoresResult {
  const fields = object(value, path);
  const [read, fp32] = [object(fields.read, `${path}.read`), object(fields.fp32, `${path}.fp32`)];
  return {
    count: number(fields.count, `${path}.count`, 'a whole number above 0'),
    read: {
      bytes: number(read.bytes, `${path}.read.bytes`, 'a whole number above 0'),
      seconds: number(read.seconds, `${path}.read.seconds`, 'above 0'),
    },
    fp32: {
      operations: number(fp32.operations, `${path}.fp32.operations`, 'a whole number above 0'),
      seconds: number(fp32.seconds, `${path}.fp32.seconds`, 'above 0'),
    },
  };
}
