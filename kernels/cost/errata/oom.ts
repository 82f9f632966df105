/**
 * Checks of the note on AutoAWQ's out-of-memory: claims 4.1 to 4.16. Peaks are those of six-term.ts, whose omissions
 * they share. Reports: AutoAWQ issues 276 and 381, pull request 656.
 */
import { memoryMeasurements } from '../../catalog/measurements';
import { ensure } from '../../errors';
import { peakBytes, sixTerms } from '../six-term';
import { type CheckedFigure, type ClaimChecks, figure } from './check';
import { GIB } from './quantities';

const MISTRAL = 'mistral-7b';
const LLAMA = 'llama-2-7b';
/** What the A10G offers, as the report prints it. */
const capacity = 21.99 * GIB;

/** The AWQ side: 4-bit weights, scores written out. `weightFormat` other than AWQ's for a thought experiment. */
const awq = (model: string, batch: number, tokens: number, weightFormat = 'int4-g128-zp') =>
  sixTerms({ model, weightFormat, batch, tokens, materialised: true, rotaryTables: false });
/** The 16-bit side: fused attention, rotary tables in every layer, logits for every position. */
const fp16 = (model: string, batch: number, tokens: number) =>
  sixTerms({ model, weightFormat: 'fp16', batch, tokens, materialised: false, rotaryTables: true });

const awqPeak = (model: string, batch: number, tokens: number) => peakBytes(awq(model, batch, tokens));
const fp16Peak = (batch: number, tokens: number) => peakBytes(fp16(MISTRAL, batch, tokens));
const report = awq(MISTRAL, 5, 4096);
const fp16Report = fp16(MISTRAL, 5, 4096);

/** A reported peak in bytes, by the beginning of its row's description. */
function reported(setup: string, batch: number, tokens: number): number {
  const row = memoryMeasurements.find(
    (one) => one.setup.startsWith(setup) && one.batch === batch && one.prefill_tokens === tokens,
  );
  ensure(typeof row?.reported_peak_gib === 'number', 'errata.reported-row', { setup, batch, tokens });
  return row.reported_peak_gib * GIB;
}
const mistralReport = (tokens: number) => reported('Mistral-7B-Instruct-v0.2 FP16', 5, tokens);
const llamaReport = (batch: number, tokens: number) => reported('Llama-2-7B AWQ', batch, tokens);
const laterReport = (tokens: number) => reported('Llama-3.1-8B AWQ', 1, tokens);

/** A predicted peak beside the reported one: hidden states and masks are left out, so up to 7 % may be missing. */
const beside = (predicted: number, said: number, within = 0.07): CheckedFigure =>
  figure(predicted, 'bytesBinary', { said, within, digits: 3 });
const gib = (bytes: number) => figure(bytes, 'bytesBinary');

export const oomChecks: ClaimChecks = {
  '4.2': () => ({
    reported: figure(0.9239 * capacity, 'bytesBinary', { said: 20.3 * GIB }),
    predicted: beside(fp16Peak(5, 4096), mistralReport(4096), 0.01),
    at32: beside(fp16Peak(5, 32), mistralReport(32), 0.01),
    at512: beside(fp16Peak(5, 512), mistralReport(512), 0.01),
    cache: gib(report.kvCache),
    logits: gib(fp16Report.logits + fp16Report.logitsFp32),
  }),
  '4.3': () => ({
    weights: gib(report.weights),
    share: figure(report.weights / capacity, 'percent', { said: 0.2, within: 0.15, digits: 2 }),
    total: figure(awqPeak(MISTRAL, 5, 4096), 'bytesBinary', { said: capacity, meant: 'atLeast' }),
  }),
  '4.4': () => ({
    predicted: figure((fp16Peak(5, 4096) - fp16Peak(5, 512)) / 3584, 'bytesBinary', {
      said: (mistralReport(4096) - mistralReport(512)) / 3584,
      within: 0.04,
    }),
  }),
  '4.5': () => ({
    scores: gib(report.scores),
    weights: gib(report.weights),
    cache: gib(report.kvCache),
    total: figure(awqPeak(MISTRAL, 5, 4096), 'bytesBinary', { said: capacity, meant: 'atLeast' }),
  }),
  '4.6': () => ({
    cache: gib(report.kvCache),
    doubled: gib(awq(MISTRAL, 5, 8192).kvCache),
    // Even 8,192 tokens of cache beside the 4-bit weights would leave more than half the card free.
    noteTotal: figure(report.weights + awq(MISTRAL, 5, 8192).kvCache, 'bytesBinary', {
      said: capacity,
      meant: 'atLeast',
    }),
  }),
  '4.7': () => ({
    wide: figure(peakBytes(awq(MISTRAL, 5, 4096, 'fp16')), 'bytesBinary', {
      said: awqPeak(MISTRAL, 5, 4096),
      meant: 'atMost',
    }),
    narrow: gib(awqPeak(MISTRAL, 5, 4096)),
  }),
  '4.8': () => ({
    // Twice the tokens, twice the cache; the note's square would be four times.
    growth: figure(report.kvCache / awq(MISTRAL, 5, 2048).kvCache, 'ratio', { said: 4 }),
    scores: figure(report.scores / awq(MISTRAL, 5, 2048).scores, 'ratio', { said: 4 }),
  }),
  '4.9': () => ({
    awq: beside(awqPeak(LLAMA, 8, 4096), llamaReport(8, 4096)),
    fp16: beside(peakBytes(fp16(LLAMA, 8, 4096)), reported('Llama-2-7B FP16', 8, 4096)),
    single: beside(awqPeak(LLAMA, 1, 4096), llamaReport(1, 4096)),
  }),
  '4.11': () => ({
    full: gib(report.scores),
    half: gib(awq(MISTRAL, 5, 2048).scores),
    total: figure(awqPeak(MISTRAL, 5, 2048), 'bytesBinary', { said: capacity, meant: 'atMost' }),
  }),
  '4.12': () => ({
    scores: gib(report.scores),
    // Any weights at all, even none, leave the card over-full.
    without: figure(report.kvCache + report.scores, 'bytesBinary', {
      said: capacity,
      meant: 'atMost',
    }),
  }),
  '4.13': () => ({
    three: figure(awqPeak(MISTRAL, 3, 4096), 'bytesBinary', { said: capacity, meant: 'atMost' }),
    two: figure(awqPeak(MISTRAL, 2, 4096), 'bytesBinary', { said: capacity, meant: 'atMost' }),
  }),
  '4.14': () => ({
    after: gib(laterReport(4096) - laterReport(2048)),
    before: gib(llamaReport(1, 4096) - llamaReport(1, 2048)),
  }),
};
