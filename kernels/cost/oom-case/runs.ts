/**
 * The published runs of the out-of-memory case, and what its cure does to them. Computed at build, so that a page
 * carries thirteen runs instead of all measurements. Sources and omissions: see six-term.ts.
 */
import { publishedRuns } from '../published-runs';
import { fusedGrowth, type LinearGrowth, peakBytes, sixTerms } from '../six-term';
import { type Arm, CASE_CAPACITY, type CaseGroup, type CaseRun } from './compute';

const CASE = { model: 'mistral-7b', batch: 5, tokens: 4096 } as const;

/** The rows of the story itself, those of one card together. */
export const caseRuns: readonly CaseRun[] = publishedRuns
  .filter((published) => published.hasFormula)
  .map(({ row, run, reported }): CaseRun => {
    const arm: Arm = run.weightFormat === 'fp16' ? 'fp16' : 'awq';
    const group: CaseGroup = row.setup.includes('A10G')
      ? 'a10g'
      : row.setup.includes('4090')
        ? 'rtx4090'
        : 'a100';
    const terms = sixTerms({ ...run, materialised: true, rotaryTables: true });
    const unpacked = sixTerms({ ...run, weightFormat: 'fp16' }).weights;
    const vocab = terms.logits / (2 * run.batch * run.tokens);
    return { arm, group, terms, unpacked, vocab, reported, batch: run.batch, tokens: run.tokens };
  })
  .sort((a, b) => 'a10g a100 rtx4090'.indexOf(a.group) - 'a10g a100 rtx4090'.indexOf(b.group));

export interface Cure {
  /** Peaks of the AWQ run on the A10G over the length of its five prompts. */
  readonly points: readonly { readonly tokens: number; readonly written: number; readonly fused: number }[];
  /** Longest prompts that fit, with the scores written out and without. */
  readonly longestWritten: number;
  readonly longestFused: number;
  /** The run that did not fit, with fused attention. */
  readonly peak: number;
  /** Growth from 2,048 to 4,096 tokens after the change of kernel: published, and by the terms that are left. */
  readonly published: number;
  readonly growth: LinearGrowth;
}

const casePeak = (tokens: number, materialised: boolean) =>
  peakBytes(sixTerms({ ...CASE, tokens, weightFormat: 'int4-g128-zp', materialised, rotaryTables: false }));

/** Longest prompt in steps of 64 tokens that fits on the A10G, never beyond the model's own context. */
function longest(materialised: boolean): number {
  let tokens = 64;
  while (tokens < 32_768 && casePeak(tokens + 64, materialised) <= CASE_CAPACITY) tokens += 64;
  return tokens;
}

/** What fused attention does to the case. Worked: the peak falls from 31.4 to 10.0 GiB. */
export function cureOf(): Cure {
  const later = publishedRuns.filter(
    (published) => !published.hasFormula && published.reported !== undefined,
  );
  const [from, to] = later;
  return {
    points: Array.from({ length: 33 }, (_, index) => index * 256).map((tokens) => ({
      tokens,
      written: casePeak(tokens, true),
      fused: casePeak(tokens, false),
    })),
    longestWritten: longest(true),
    longestFused: longest(false),
    peak: casePeak(CASE.tokens, false),
    published: (to.reported ?? 0) - (from.reported ?? 0),
    growth: fusedGrowth(to.run.model, to.run.batch, from.run.tokens, to.run.tokens),
  };
}
