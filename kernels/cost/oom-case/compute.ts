/**
 * The out-of-memory case: the reader's version of the six terms against every published row. Terms, sources and
 * omissions are those of six-term.ts; here each can be switched off or made larger, to see which rows object. The runs
 * are handed in, see runs.ts.
 */
import type { ParamValues } from '../../simulator';
import { peakBytes, type SixTerms } from '../six-term';

const GIB = 2 ** 30;
/** What the A10G of the report offers, as the report prints it. */
export const CASE_CAPACITY = 21.99 * GIB;
/** How far a prediction may lie off: nothing is known to be missing in 16 bits; hidden states and masks are in AWQ. */
export const TOLERANCE = { fp16: 0.01, awq: 0.07 } as const;

export type Arm = keyof typeof TOLERANCE;
export type CaseGroup = 'a10g' | 'a100' | 'rtx4090';

export interface CaseRow {
  readonly group: CaseGroup;
  readonly arm: Arm;
  readonly batch: number;
  readonly tokens: number;
  readonly terms: SixTerms;
  readonly peak: number;
  /** Undefined for the run that did not fit. */
  readonly reported?: number;
  /** (predicted − reported) / reported. */
  readonly error?: number;
  readonly matched: boolean;
}

/** A published run with every term computed once; the reader's switches only scale them. */
export interface CaseRun extends Pick<CaseRow, 'group' | 'arm' | 'batch' | 'tokens' | 'terms' | 'reported'> {
  /** Bytes of the same weights in 16 bits. */
  readonly unpacked: number;
  readonly vocab: number;
}

export interface CaseResult {
  readonly rows: readonly CaseRow[];
  readonly matched: number;
  readonly solved: boolean;
  /** Largest deviation of a row that has a report. */
  readonly worst: number;
  /** Prediction for the run that did not fit. */
  readonly outOfMemoryPeak: number;
}

function switched(
  terms: SixTerms,
  unpacked: number,
  batch: number,
  vocab: number,
  arm: Arm,
  values: ParamValues,
): SixTerms {
  const logits = { off: 0, last: 2 * batch * vocab, all: terms.logits }[String(values.logits)] ?? 0;
  const cache = { off: 0, prompt: 1, twice: 2 }[String(values.cache)] ?? 1;
  const writes = values.writer === 'both' || values.writer === arm;
  return {
    weights: values.weightsAs === 'unpacked' ? unpacked : terms.weights,
    rotaryTables: values.tables === 'on' && arm === 'fp16' ? terms.rotaryTables : 0,
    kvCache: cache * terms.kvCache,
    logits,
    logitsFp32: values.cast === 'on' ? 2 * logits : 0,
    scores: writes ? (terms.scores * Number(values.scores)) / 10 : 0,
  };
}

/** The reader's six terms against all runs. Worked: the terms as the code has them match 13 of 13, worst 5.7 % low. */
export function matchRuns(runs: readonly CaseRun[], values: ParamValues): CaseResult {
  const rows = runs.map(({ arm, group, batch, tokens, reported, ...one }): CaseRow => {
    const terms = switched(one.terms, one.unpacked, batch, one.vocab, arm, values);
    const peak = peakBytes(terms);
    const error = reported === undefined ? undefined : (peak - reported) / reported;
    const matched = error === undefined ? peak > CASE_CAPACITY : Math.abs(error) <= TOLERANCE[arm];
    return { group, arm, batch, tokens, terms, peak, reported, error, matched };
  });
  const matched = rows.filter((row) => row.matched).length;
  return {
    rows,
    matched,
    solved: matched === rows.length,
    worst: Math.max(...rows.map(({ error = 0 }) => Math.abs(error))),
    outOfMemoryPeak: rows.find((row) => row.reported === undefined)?.peak ?? 0,
  };
}
