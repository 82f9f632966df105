/** Numbers of the chapter that no Setup changes: the running example at 64 sequences, data sheets, what others measured. */
import { acceleratorById } from '../../catalog/accelerators';
import { type DecodeMeasurement, measuredRow } from '../../catalog/measurements';
import type { CalcDefinition, CalcTerm, CostAxis } from '../calc';
import { type ArithmeticFormat, peakRate, ridge } from '../flops';
import { againstBound } from '../measured';
import { type RoofPoint, roofline } from '../roofline/compute';
import { rooflinePresets } from '../roofline/params';
import { RUNNING_EXAMPLE } from '../running-example';
import type { Setup } from '../setup';
import { term } from './term';

type Unit = CalcTerm['unit'];
const SHEETS = 'mlengineering';
const SIXTY_FOUR = 64;
const ofRunning = (change: Partial<Setup>, sequences = 0) =>
  roofline({ ...RUNNING_EXAMPLE, ...change }, { ...rooflinePresets.setup.params, sequences }).points;
const sixtyFour = ofRunning({}, SIXTY_FOUR);

const fixed =
  (
    value: number,
    unit: Unit,
    axis: CostAxis,
    formula: string,
    terms: CalcTerm[],
    sources?: string[],
  ): CalcDefinition =>
  () => ({ value, unit, axis, formula, terms, sources });

const timeTerms = ({ memorySeconds, computeSeconds }: RoofPoint) => [
  term('t_\\mathrm{mem}', memorySeconds, 'seconds'),
  term('t_\\mathrm{comp}', computeSeconds, 'seconds'),
];

/** FLOPs per byte of a device's data sheet. */
function sheetRidge(id: string, format: ArithmeticFormat): CalcDefinition {
  const accelerator = acceleratorById(id);
  const rate = peakRate(accelerator, format) ?? Number.NaN;
  return fixed(
    ridge(accelerator, format) ?? Number.NaN,
    'flopsPerByte',
    'compute',
    'I^{*} = \\dfrac{\\compute{\\Pi}}{\\memory{\\beta}}',
    [
      term('\\Pi', rate, 'flops', accelerator.name),
      term('\\beta', accelerator.bandwidth_gbs * 1e9, 'bytesPerSecond', accelerator.name),
    ],
    [SHEETS],
  );
}

/** Best matrix product that somebody reached, over the data sheet's rate. */
function achieved(id: string, teraflops: number): CalcDefinition {
  const rate = peakRate(acceleratorById(id), 'bf16') ?? Number.NaN;
  return fixed(
    (teraflops * 1e12) / rate,
    'percent',
    'compute',
    '\\dfrac{\\compute{\\Pi_\\mathrm{measured}}}{\\compute{\\Pi}}',
    [term('\\Pi_\\mathrm{measured}', teraflops * 1e12, 'flops', SHEETS), term('\\Pi', rate, 'flops')],
    [SHEETS],
  );
}

/** AutoAWQ, Mistral-7B on an RTX 4090, 64 tokens in and 64 out: two kernels for the same bytes. */
const awq = (kernel: 'GEMM' | 'GEMV', batch: number) =>
  measuredRow({ model: 'mistral-7b', software: `AutoAWQ ${kernel} fused`, batch, context_tokens: 96 });
const calm = (bits: number) =>
  measuredRow({
    model: 'llama-2-7b',
    hardware: 'rtx-4090',
    weight_bits: bits,
    context_tokens: 16,
  });

/** How many times the tokens per second of the first row the second has. */
const gain = (one: DecodeMeasurement, many: DecodeMeasurement, source: string): CalcDefinition =>
  fixed(
    many.tokens_per_s / one.tokens_per_s,
    'ratio',
    'latency',
    '\\dfrac{r_2}{r_1}',
    [term('r_1', one.tokens_per_s, 'tokensPerSecond'), term('r_2', many.tokens_per_s, 'tokensPerSecond')],
    [source],
  );

const perStep = (row: DecodeMeasurement) => againstBound(row).boundSeconds / row.batch;

const mha = ofRunning({ modelId: 'llama-2-7b' }).attention;
const mla = ofRunning({ modelId: 'deepseek-v3' }).attention;
const attention = ({ intensity, flops, bytes }: RoofPoint, model: string): CalcDefinition =>
  fixed(intensity, 'flopsPerByte', 'compute', 'I_\\mathrm{a} = \\dfrac{\\compute{F}}{\\memory{B}}', [
    term('F', flops, 'flops', model),
    term('B', bytes, 'bytes', model),
  ]);

export const rooflinePublishedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'roofline.busyAtSixtyFour': fixed(
    sixtyFour.step.computeSeconds / sixtyFour.step.seconds,
    'percent',
    'compute',
    '\\dfrac{\\compute{t_\\mathrm{comp}}}{\\max(\\memory{t_\\mathrm{mem}}, \\compute{t_\\mathrm{comp}})}',
    timeTerms(sixtyFour.step),
  ),
  'roofline.intensityAtSixtyFour': fixed(
    sixtyFour.step.intensity,
    'flopsPerByte',
    'compute',
    'I = \\dfrac{\\compute{F}}{\\memory{B}}',
    [term('F', sixtyFour.step.flops, 'flops'), term('B', sixtyFour.step.bytes, 'bytes')],
  ),
  'roofline.ridgeA100': sheetRidge('a100-80-sxm', 'bf16'),
  'roofline.ridgeH100': sheetRidge('h100-sxm', 'bf16'),
  'roofline.ridgeH200': sheetRidge('h200-sxm', 'bf16'),
  'roofline.ridgeB200Fp4': sheetRidge('b200-sxm', 'fp4'),
  'roofline.achievedA100': achieved('a100-80-sxm', 271),
  'roofline.achievedMi300x': achieved('mi300x', 668),
  'roofline.attentionMha': attention(mha, 'llama-2-7b'),
  'roofline.attentionMla': attention(mla, 'deepseek-v3'),
  'roofline.calmSpeed': gain(calm(16), calm(8), 'calmreadme'),
  'roofline.gemvGain': gain(awq('GEMV', 1), awq('GEMV', 8), 'autoawqreadme'),
  'roofline.gemmGain': gain(awq('GEMM', 1), awq('GEMM', 8), 'autoawqreadme'),
  'roofline.floorGain': fixed(
    perStep(awq('GEMM', 1)) / perStep(awq('GEMM', 8)),
    'ratio',
    'latency',
    '\\dfrac{\\latency{t_1}}{\\latency{t_8}/8}',
    [
      term('t_1', againstBound(awq('GEMM', 1)).boundSeconds, 'seconds'),
      term('t_8', againstBound(awq('GEMM', 8)).boundSeconds, 'seconds'),
    ],
  ),
};
