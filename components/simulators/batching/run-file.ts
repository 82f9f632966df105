/** A run of the batching figure as a file: the reader's own requests go along. */
import { ensure } from '@/kernels/errors';
import type { Traffic } from '@/kernels/serving/workload/csv';
import type { ParamSpec } from '@/kernels/simulator';
import { fieldsOf, type RunFormat, readFields, runFormat, type SavedRun } from '../player/run-file';

export interface BatchingRun extends SavedRun {
  /** The reader's own requests, or lengths. */
  readonly own?: Traffic;
}

const MOST_REQUESTS = 100_000;

export function batchingFormat(
  specs: readonly ParamSpec[],
  presets: readonly string[],
): RunFormat<BatchingRun> {
  const plain = runFormat('batching', specs, presets);
  return {
    write: (run) => JSON.stringify({ ...JSON.parse(plain.write(run)), rows: run.own && rowsOf(run.own) }),
    read(text) {
      const fields = fieldsOf('batching', text);
      const own = fields.rows === undefined ? undefined : readRows(fields.rows);
      return { ...readFields(fields, specs, presets), own };
    },
  };
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

function readRows(rows: unknown): Traffic {
  ensure(Array.isArray(rows) && rows.length >= 1 && rows.length <= MOST_REQUESTS, 'run.file');
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  ensure(width === 2 || width === 3, 'run.file');
  let before = 0;
  const requests = rows.map((row, id) => {
    ensure(Array.isArray(row) && row.length === width, 'run.file');
    const [arrivalSeconds, promptTokens, outputTokens] = width === 3 ? row : [0, ...row];
    const counts = [promptTokens, outputTokens].every((n) => Number.isSafeInteger(n) && n >= 1);
    ensure(counts && Number.isFinite(arrivalSeconds) && arrivalSeconds >= before, 'run.file');
    before = arrivalSeconds;
    return { id, arrivalSeconds, promptTokens, outputTokens };
  });
  return width === 3 ? { kind: 'trace', requests } : { kind: 'lengths', pairs: requests };
}
