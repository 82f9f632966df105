/**
 * The published prefill rows as runs of the six-term model. Apart from the model, so that a page which has the rows
 * already need not carry all measurements. Sources and omissions: see six-term.ts.
 */
import { type MemoryMeasurement, memoryMeasurements } from '../catalog/measurements';
import { afterFusedKernel, type PrefillRun, peakBytes, type SixTerms, sixTerms } from './six-term';

export interface PublishedRun {
  readonly row: MemoryMeasurement;
  readonly run: PrefillRun;
  readonly terms: SixTerms;
  readonly peak: number;
  /** Reported bytes; undefined for the run that did not fit. */
  readonly reported?: number;
  /** Whether the row is of the story itself; the pair after the change of kernel is its control experiment. */
  readonly hasFormula: boolean;
}

const GIB = 2 ** 30;

/** A published row as a run of the model. */
function publishedRun(row: MemoryMeasurement): PublishedRun {
  const model = row.setup.startsWith('Mistral')
    ? 'mistral-7b'
    : row.setup.startsWith('Llama-3.1-8B')
      ? 'llama-3.1-8b'
      : 'llama-2-7b';
  const awq = row.setup.includes('AWQ');
  const hasFormula = row.formula !== 'linear in S';
  const shape = { model, batch: row.batch, tokens: row.prefill_tokens };
  const weightFormat = awq ? 'int4-g128-zp' : 'fp16';
  const run: PrefillRun = hasFormula
    ? { ...shape, weightFormat, materialised: awq, rotaryTables: !awq }
    : afterFusedKernel({ ...shape, weightFormat });
  const terms = sixTerms(run);
  const reported = typeof row.reported_peak_gib === 'number' ? row.reported_peak_gib * GIB : undefined;
  return { row, run, terms, peak: peakBytes(terms), reported, hasFormula };
}

/** All published prefill rows, in the order of the file. */
export const publishedRuns: readonly PublishedRun[] = memoryMeasurements.map(publishedRun);
