/** What the chapter reads off published measurements: shares of the bound, and lines through them. No Setup enters. */
import { acceleratorById } from '../../catalog/accelerators';
import { type DecodeMeasurement, measuredRow, outOfMemoryRows } from '../../catalog/measurements';
import type { CalcDefinition, CalcTerm } from '../calc';
import { type EfficiencyBand, efficiencyBand, efficiencyBands } from '../efficiency';
import { line } from '../latency/line';
import { againstBound, type MeasuredRow, measuredRows } from '../measured';
import type { Setup } from '../setup';
import { prefillBound, requestTimes } from '../times';
import { term } from './term';

type Unit = CalcTerm['unit'];
const NOTE_TABLE = 'not stated (16-bit, single card, average)';
const GPT_FAST = 'gpt-fast (torch.compile)';
const A100 = 'a100-80-sxm';

const table = (model: string, hardware: string) => measuredRow({ model, hardware, software: NOTE_TABLE });
const qwenTable = table('qwen-7b', A100);
const gptFastSixteen = measuredRow({ software: GPT_FAST, model: 'llama-2-7b', weight_bits: 16 });
const gptFast = measuredRows.filter(
  ({ row }) => row.software === GPT_FAST && row.model === 'llama-2-7b' && row.hardware === A100,
);
const llamaCpp = (hardware: string) =>
  measuredRows.filter(
    ({ row }) =>
      row.model === 'llama-3-8b' && row.hardware === hardware && row.software.endsWith('(May 2024)'),
  );
const qwenReadme = (bits: number) =>
  measuredRow({ model: 'qwen-7b', weight_bits: bits, software: 'HF transformers / AutoGPTQ' });
const eight = measuredRow({ model: 'llama-2-7b', gpus: 8 });
const speculative = measuredRow({ software: 'gpt-fast speculative sampling, Llama-7B int4 draft' });
const withoutDraft = measuredRow({ software: GPT_FAST, model: 'llama-2-70b', weight_bits: 5 });
const timed = measuredRows.filter(({ kind }) => kind === 'timed');
const divided = measuredRow({ software: 'AutoAWQ GEMM fused', batch: 8 });

const boundSeconds = (row: DecodeMeasurement) => againstBound(row).boundSeconds;
const stepSeconds = (row: DecodeMeasurement) => againstBound(row).measuredSeconds;

/** A measured time, as its source prints it. */
const time =
  (row: DecodeMeasurement, source: string): CalcDefinition =>
  () => ({
    value: stepSeconds(row),
    unit: 'seconds',
    axis: 'latency',
    formula: '\\latency{t}',
    terms: [term('t^{-1}', row.tokens_per_s, 'tokensPerSecond', source)],
    sources: [source],
  });

const share =
  (row: DecodeMeasurement, source: string): CalcDefinition =>
  () => ({
    value: againstBound(row).fraction,
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula: '\\dfrac{\\memory{t_\\mathrm{mem}}}{\\latency{t}}',
    terms: [
      term('t_\\mathrm{mem}', boundSeconds(row), 'seconds'),
      term('t', stepSeconds(row), 'seconds', source),
    ],
    sources: [source],
  });

/** Median share of the bound in a class of rows. */
const median =
  (band: () => EfficiencyBand | undefined, sources: string[] = []): CalcDefinition =>
  () => ({
    value: band()?.median ?? Number.NaN,
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula: '\\operatorname{median}\\left(\\memory{t_\\mathrm{mem}} / \\latency{t}\\right)',
    terms: [term('n', band()?.rows ?? 0, 'count')],
    sources,
  });
const engine = (name: string, sources: string[]) =>
  median(() => efficiencyBand(({ row }) => row.software.startsWith(name)), sources);

/** The line through rows that differ in their bytes only: what every step pays, and what a second of reading costs. */
const fitted =
  (rows: readonly MeasuredRow[], part: 'fixed' | 'slope', source: string): CalcDefinition =>
  () => {
    const fit = line(rows.map((row) => [row.boundSeconds, row.measuredSeconds]));
    return {
      value: part === 'fixed' ? fit.intercept : 1 / fit.slope,
      unit: part === 'fixed' ? 'seconds' : 'percent',
      axis: 'latency',
      digits: 2,
      formula: '\\latency{t} \\approx a + \\dfrac{\\memory{t_\\mathrm{mem}}}{e}',
      terms: [
        term('a', fit.intercept, 'seconds'),
        term('e', 1 / fit.slope, 'percent'),
        term('n', rows.length, 'count', source),
      ],
      sources: [source],
    };
  };

/** NVIDIA's published run: Llama-3.3-70B, the shape of 3.1, FP8 on two H100s, 5,000 tokens in and 500 out. */
const nim = {
  ttft: 0.40677,
  itl: 0.01858,
  prompt: 5000,
  answer: 500,
  busyItl: 0.05973,
  busy: 814.37,
  full: 7.99625,
};
const nimSetup: Setup = {
  modelId: 'llama-3.1-70b',
  acceleratorId: 'h100-sxm',
  devices: 2,
  weightFormat: 'fp8',
  kvFormat: 'bf16',
  batch: 1,
  contextTokens: nim.prompt,
};
const printed =
  (value: number, unit: Unit): CalcDefinition =>
  () => ({
    value,
    unit,
    axis: 'latency',
    digits: 3,
    formula: '\\latency{t}',
    terms: [],
    sources: ['nimperformance'],
  });

export const measuredCalcs: Readonly<Record<string, CalcDefinition>> = {
  'latency.rows': () => ({
    value: measuredRows.length + outOfMemoryRows.length,
    unit: 'count',
    formula: 'n',
    terms: [],
  }),
  'latency.rowsTimed': () => ({ value: timed.length, unit: 'count', formula: 'n', terms: [] }),
  'latency.rowsBelow': () => ({
    value: timed.filter((row) => row.fraction > 1).length,
    unit: 'count',
    formula: '\\left|\\{\\latency{t} < \\memory{t_\\mathrm{mem}}\\}\\right|',
    terms: [term('n', timed.length, 'count')],
  }),
  'latency.closest': () => ({
    value: Math.max(...timed.map((row) => row.fraction)),
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula: '\\max\\left(\\memory{t_\\mathrm{mem}} / \\latency{t}\\right)',
    terms: [term('n', timed.length, 'count')],
    sources: ['calmreadme'],
  }),
  'latency.farthest': () => ({
    value: Math.min(...timed.map((row) => row.fraction)),
    unit: 'percent',
    axis: 'latency',
    digits: 2,
    formula: '\\min\\left(\\memory{t_\\mathrm{mem}} / \\latency{t}\\right)',
    terms: [term('n', timed.length, 'count')],
    sources: ['qwenreadme'],
  }),
  'latency.tableShare': share(qwenTable, 'arthurchiao2024'),
  'latency.tableShareRtx': share(table('qwen-7b', 'rtx-4090'), 'arthurchiao2024'),
  'latency.tableShareV100': share(table('qwen-7b', 'v100-sxm2-32'), 'arthurchiao2024'),
  'latency.tableBound': () => ({
    value: boundSeconds(qwenTable),
    unit: 'seconds',
    axis: 'memory',
    formula: '\\dfrac{\\memory{W}}{\\beta}',
    terms: [
      term('W', boundSeconds(qwenTable) * acceleratorById(A100).bandwidth_gbs * 1e9, 'bytes', 'qwen-7b'),
      term('\\beta', acceleratorById(A100).bandwidth_gbs * 1e9, 'bytesPerSecond', A100),
    ],
  }),
  'latency.bandwidthRatio': () => ({
    value: acceleratorById(A100).bandwidth_gbs / acceleratorById('rtx-4090').bandwidth_gbs,
    unit: 'ratio',
    formula: '\\dfrac{\\beta_\\mathrm{A100}}{\\beta_\\mathrm{4090}}',
    terms: [
      term('\\beta_\\mathrm{A100}', acceleratorById(A100).bandwidth_gbs * 1e9, 'bytesPerSecond', A100),
      term(
        '\\beta_\\mathrm{4090}',
        acceleratorById('rtx-4090').bandwidth_gbs * 1e9,
        'bytesPerSecond',
        'rtx-4090',
      ),
    ],
  }),
  'latency.gptFastSeven': time(gptFastSixteen, 'gptfast'),
  'latency.gptFastFixed': fitted(gptFast, 'fixed', 'gptfast'),
  'latency.gptFastRate': fitted(gptFast, 'slope', 'gptfast'),
  'latency.llamaCppFixedRtx': fitted(llamaCpp('rtx-4090'), 'fixed', 'dai2024'),
  'latency.llamaCppRateRtx': fitted(llamaCpp('rtx-4090'), 'slope', 'dai2024'),
  'latency.llamaCppRateA100': fitted(llamaCpp(A100), 'slope', 'dai2024'),
  'latency.tunedWide': median(() => efficiencyBands().tuned.wide),
  'latency.tunedEight': median(() => efficiencyBands().tuned.eight),
  'latency.tunedNarrow': median(() => efficiencyBands().tuned.narrow),
  'latency.generalWide': median(() => efficiencyBands().general.wide),
  'latency.generalEight': median(() => efficiencyBands().general.eight),
  'latency.generalNarrow': median(() => efficiencyBands().general.narrow),
  'latency.calmMedian': engine('calm', ['calmreadme', 'zeux2024']),
  'latency.llamaCppMedian': engine('llama.cpp', ['dai2024']),
  'latency.qwenSixteen': time(qwenReadme(16), 'qwenreadme'),
  'latency.qwenEight': time(qwenReadme(8), 'qwenreadme'),
  'latency.eightSpeed': () => ({
    value: eight.tokens_per_s / gptFastSixteen.tokens_per_s,
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{v_8}{v_1}',
    terms: [
      term('v_8', eight.tokens_per_s, 'tokensPerSecond', 'gptfast'),
      term('v_1', gptFastSixteen.tokens_per_s, 'tokensPerSecond', 'gptfast'),
    ],
    sources: ['gptfast'],
  }),
  'latency.speculativeShare': share(speculative, 'gptfast'),
  'latency.speculativeGain': () => ({
    value: speculative.tokens_per_s / withoutDraft.tokens_per_s,
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{v_\\mathrm{draft}}{v}',
    terms: [
      term('v_\\mathrm{draft}', speculative.tokens_per_s, 'tokensPerSecond', 'gptfast'),
      term('v', withoutDraft.tokens_per_s, 'tokensPerSecond', 'gptfast'),
    ],
    sources: ['gptfast'],
  }),
  'latency.dividedByBatch': () => ({
    value: 1 / divided.tokens_per_s,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\dfrac{\\latency{t}}{s}',
    terms: [term('t', stepSeconds(divided), 'seconds', 'autoawq'), term('s', divided.batch, 'requests')],
    sources: ['autoawq'],
  }),
  'latency.dividedBound': () => ({
    value: boundSeconds(divided),
    unit: 'seconds',
    axis: 'memory',
    formula: '\\memory{t_\\mathrm{mem}}',
    terms: [term('t', stepSeconds(divided), 'seconds', 'autoawq')],
  }),
  'latency.nimTtft': printed(nim.ttft, 'seconds'),
  'latency.nimItl': printed(nim.itl, 'seconds'),
  'latency.nimBusyItl': printed(nim.busyItl, 'seconds'),
  'latency.nimBusyThroughput': printed(nim.busy, 'tokensPerSecond'),
  'latency.nimQueueTtft': printed(nim.full, 'seconds'),
  'latency.nimTtftBound': () => {
    // The Setup's peak is that of 16-bit arithmetic; both sides of these products are FP8.
    const { bf16_tflops, fp8_tflops } = acceleratorById(nimSetup.acceleratorId);
    const seconds =
      (prefillBound(nimSetup, nim.prompt).computeSeconds * (bf16_tflops ?? 0)) / (fp8_tflops ?? 1);
    return {
      value: seconds,
      unit: 'seconds',
      axis: 'compute',
      formula: '\\dfrac{\\compute{F(p)}}{\\Pi}',
      terms: [
        term('p', nim.prompt, 'tokens', 'nimperformance'),
        term('\\Pi', 2 * (fp8_tflops ?? 0) * 1e12, 'flops', 'h100-sxm'),
      ],
    };
  },
  'latency.nimItlBound': () => ({
    value: requestTimes(nimSetup, nim.prompt, nim.answer).tpotSeconds,
    unit: 'seconds',
    axis: 'memory',
    formula: '\\dfrac{\\memory{W + \\bar n k}}{\\beta}',
    terms: [
      term('\\bar n', nim.prompt + nim.answer / 2, 'tokens', 'nimperformance'),
      term('\\beta', 2 * acceleratorById('h100-sxm').bandwidth_gbs * 1e9, 'bytesPerSecond', 'h100-sxm'),
    ],
  }),
  'latency.nimEndToEnd': () => ({
    value: nim.ttft + (nim.answer - 1) * nim.itl,
    unit: 'seconds',
    axis: 'latency',
    formula: '\\mathrm{TTFT} + (o - 1)\\,\\mathrm{TPOT}',
    terms: [
      term('\\mathrm{TTFT}', nim.ttft, 'seconds', 'nimperformance'),
      term('\\mathrm{TPOT}', nim.itl, 'seconds', 'nimperformance'),
      term('o', nim.answer, 'tokens', 'nimperformance'),
    ],
    sources: ['nimperformance'],
  }),
};
