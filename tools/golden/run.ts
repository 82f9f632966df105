/**
 * Runs golden files: walks folders, checks each case or trace through the kernels, adds up per family.
 * Nothing that a file contains can stop the run: what cannot be read or throws is a failed check.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Mismatch, Note } from './compare';
import { caseChecks, traceChecks } from './families';
import { isRecord, readFamily } from './family-file';

export interface FamilyResult {
  readonly family: string;
  passed: number;
  total: number;
  /** Where the first failed check went wrong; empty when none failed. */
  firstMismatch: string;
  /** What passed checks have to say. */
  readonly notes: string[];
}

/** All results, families in alphabetical order. A folder that does not exist or holds no golden file is a failure. */
export function runGolden(folders: readonly string[]): FamilyResult[] {
  const results = new Map<string, FamilyResult>();
  const record = (family: string, where: string, outcome: Mismatch | Note) => {
    const result = results.get(family) ?? { family, passed: 0, total: 0, firstMismatch: '', notes: [] };
    results.set(family, result);
    result.total++;
    if (typeof outcome !== 'string') {
      result.passed++;
      if (outcome) result.notes.push(`${where}: ${outcome.note}`);
    } else if (!result.firstMismatch) result.firstMismatch = `${where}: ${outcome}`;
  };
  for (const folder of folders) {
    const files = jsonFiles(folder);
    if (files.length === 0) record(basename(folder) || folder, folder, 'no golden files here');
    for (const file of files) runFile(file, record);
  }
  return [...results.values()].sort((a, b) => (a.family < b.family ? -1 : 1));
}

/** One line per family and one per note below it, then the totals. */
export function summary(results: readonly FamilyResult[]): { lines: string[]; failed: number } {
  const width = Math.max(0, ...results.map((result) => result.family.length));
  const lines = results.flatMap(({ family, passed, total, firstMismatch, notes }) => [
    `${family.padEnd(width)}  ${passed}/${total}  ${firstMismatch}`.trimEnd(),
    ...notes.map((note) => `  ${note}`),
  ]);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const total = results.reduce((sum, result) => sum + result.total, 0);
  lines.push(`${passed} passed, ${total - passed} failed`);
  return { lines, failed: total - passed };
}

type RecordCheck = (family: string, where: string, outcome: Mismatch | Note) => void;

function runFile(file: string, record: RecordCheck): void {
  const name = basename(file, '.json');
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    record(name, basename(file), `unreadable: ${(error as Error).message}`);
    return;
  }
  if (isRecord(json) && typeof json.schema === 'string') {
    runTrace(file, json.schema, json, record);
    return;
  }
  try {
    const { family, cases } = readFamily(file, json);
    if (cases.length === 0) record(family, basename(file), 'no cases');
    for (const golden of cases) {
      record(family, golden.id, 'problem' in golden ? golden.problem : runCase(family, golden));
    }
  } catch (error) {
    record(name, basename(file), (error as Error).message);
  }
}

function runCase(family: string, golden: Parameters<(typeof caseChecks)[string][string]>[0]): Mismatch {
  const kinds = Object.hasOwn(caseChecks, family) ? caseChecks[family] : undefined;
  if (!kinds) return 'unknown family';
  if (!Object.hasOwn(kinds, golden.kind)) return `unknown kind ${golden.kind}`;
  return attempt(() => kinds[golden.kind](golden));
}

/** A trace's family is the folder it lies in; its check is found by its schema. */
function runTrace(file: string, schema: string, trace: Record<string, unknown>, record: RecordCheck): void {
  const family = basename(dirname(file));
  const key = schema.split('/')[0];
  const check = Object.hasOwn(traceChecks, key) ? traceChecks[key] : undefined;
  record(family, basename(file), check ? attempt(() => check(trace)) : `unknown schema ${schema}`);
}

function attempt<Outcome>(check: () => Outcome): Outcome | string {
  try {
    return check();
  } catch (error) {
    return `threw ${(error as Error).message}`;
  }
}

function jsonFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}
