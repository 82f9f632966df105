/** What the figure's two recorded reports say, and a real model on a graphics card to set them against. */
import record from '../../../content/data/recorded/your-machine.json';
import { measuredRow } from '../../catalog/measurements';
import { layerBytes, llama7b } from '../../gpu/chain/plan';
import {
  decodeBounds,
  type MeasuredChain,
  type MeasuredPocket,
  shareOfBound,
} from '../../gpu/machine/decode';
import { bestRates, type MachineReport, rateOf } from '../../gpu/machine/report';
import { machineRoofline } from '../../gpu/machine/roofline';
import type { MicroId, MicroVariant } from '../../gpu/micro/ids';
import type { CalcDefinition, CalcTerm, CostAxis } from '../calc';
import { againstBound } from '../measured';
import { term } from './term';
import { START_SECONDS } from './your-machine-setup';

type Unit = CalcTerm['unit'];
type Terms = readonly [symbol: string, value: number, unit: Unit][];

const reports = record.reports as unknown as Readonly<Record<'processor' | 'software', MachineReport>>;
const { processor, software } = reports;
const SOURCE = 'yourmachinerecord';

function of(
  value: number,
  unit: Unit,
  axis: CostAxis,
  formula: string,
  terms: Terms,
  sources: string[] = [SOURCE],
): CalcDefinition {
  return () => ({
    value,
    unit,
    axis,
    formula,
    terms: terms.map(([symbol, amount, unitOf]) => term(symbol, amount, unitOf)),
    sources,
  });
}

/** Bytes over seconds of one variant, or of the fastest. */
function rate(report: MachineReport, benchmark: MicroId, variant?: MicroVariant): CalcDefinition {
  const result = variant ? measured(report, benchmark, variant) : bestRates(report)[benchmark]?.result;
  const bytes = result?.work.bytes ?? Number.NaN;
  const seconds = result?.seconds.median ?? Number.NaN;
  return of(
    bytes / seconds,
    'bytesPerSecond',
    'memory',
    '\\memory{\\beta} = \\dfrac{\\memory{B}}{\\latency{t}}',
    [
      ['B', bytes, 'bytes'],
      ['t', seconds, 'seconds'],
    ],
  );
}

const measured = (report: MachineReport, benchmark: MicroId, variant: MicroVariant) => {
  const found = report.results.find((one) => one.benchmark === benchmark && one.variant === variant);
  return found?.state === 'measured' ? found : undefined;
};

/** How many times as fast one variant works as another; their sizes may differ. */
function gainOf(report: MachineReport, benchmark: MicroId, fast: MicroVariant, slow: MicroVariant) {
  const [to, from] = [fast, slow].map((variant) => {
    const result = measured(report, benchmark, variant);
    return result ? rateOf(result).value : Number.NaN;
  });
  const unit = benchmark.startsWith('matmul') ? 'flopsPerSecond' : 'bytesPerSecond';
  return of(to / from, 'ratio', 'latency', '\\dfrac{r_2}{r_1}', [
    ['r_2', to, unit],
    ['r_1', from, unit],
  ]);
}

/** Barriers of a workgroup of `read`: one before folding 256 sums by halves, and one after each half. */
const BARRIERS = 9;
/** Time of `read` for each barrier in it. */
function barrierSeconds(variant: MicroVariant, groupsOf: (words: number) => number): CalcDefinition {
  const result = measured(software, 'read', variant);
  const seconds = result?.seconds.median ?? Number.NaN;
  const barriers = groupsOf(result?.size.words ?? Number.NaN) * BARRIERS;
  return of(seconds / barriers, 'seconds', 'latency', '\\dfrac{\\latency{t}}{9\\,N_\\mathrm{groups}}', [
    ['t', seconds, 'seconds'],
    ['N_\\mathrm{groups}', barriers / BARRIERS, 'count'],
  ]);
}

function ridgeOf(report: MachineReport): CalcDefinition {
  const roofline = machineRoofline(report);
  const roof = roofline?.roofs.find(({ format }) => format === 'fp32');
  return of(
    roof?.ridge ?? Number.NaN,
    'flopsPerByte',
    'compute',
    'I^{*} = \\dfrac{\\compute{\\Pi}}{\\memory{\\beta}}',
    [
      ['\\Pi', roof?.rate ?? Number.NaN, 'flopsPerSecond'],
      ['\\beta', roofline?.bytesPerSecond ?? Number.NaN, 'bytesPerSecond'],
    ],
  );
}

const pocketRow = (report: MachineReport, place: 'wasm' | 'webgpu', format: 'fp32' | 'q8' | 'q4') =>
  report.decode?.pocket.find(
    (row): row is MeasuredPocket & { place: typeof place; format: typeof format } =>
      row.state === 'measured' && row.place === place && row.format === format,
  );
const chainRow = (
  report: MachineReport,
  place: 'processor' | 'webgpu',
  format: 'fp32' | 'fp16' | 'q8' | 'q4',
) =>
  report.decode?.chain.find(
    (row): row is MeasuredChain & { place: typeof place; format: typeof format } =>
      row.state === 'measured' && row.place === place && row.format === format,
  );

/** Bytes over seconds, over the bandwidth measured in the same place. */
function share(
  report: MachineReport,
  row: ReturnType<typeof pocketRow> | ReturnType<typeof chainRow>,
): CalcDefinition {
  const bounds = decodeBounds(report);
  const bound = (row?.place === 'webgpu' ? bounds.webgpu : bounds.processor) ?? Number.NaN;
  return of(
    (row && shareOfBound(row, bounds)) ?? Number.NaN,
    'percent',
    'memory',
    '\\dfrac{\\memory{B}/\\latency{t}}{\\memory{\\beta}}',
    [
      ['B', row?.bytes ?? Number.NaN, 'bytes'],
      ['t', row?.seconds.median ?? Number.NaN, 'seconds'],
      ['\\beta', bound, 'bytesPerSecond'],
    ],
  );
}

/** How many times as fast a layer passes in 4 bits as in 32. */
function chainGain(report: MachineReport, place: 'processor' | 'webgpu'): CalcDefinition {
  const [slow, fast] = (['fp32', 'q4'] as const).map((format) => {
    const row = chainRow(report, place, format);
    return row ? row.seconds.median / row.layers : Number.NaN;
  });
  return of(slow / fast, 'ratio', 'latency', '\\dfrac{\\latency{t_{32}}}{\\latency{t_4}}', [
    ['t_{32}', slow, 'seconds'],
    ['t_4', fast, 'seconds'],
  ]);
}

const tokenSeconds = (row: ReturnType<typeof pocketRow>) =>
  of(row?.seconds.median ?? Number.NaN, 'seconds', 'latency', '\\latency{t}', [
    ['t', row?.seconds.median ?? Number.NaN, 'seconds'],
  ]);
const tokens = (row: ReturnType<typeof pocketRow>) =>
  of(1 / (row?.seconds.median ?? Number.NaN), 'count', 'latency', '1 / \\latency{t}', [
    ['t', row?.seconds.median ?? Number.NaN, 'seconds'],
  ]);

const pocket = {
  wasm: pocketRow(processor, 'wasm', 'fp32'),
  wasm4: pocketRow(processor, 'wasm', 'q4'),
  gpu: pocketRow(software, 'webgpu', 'fp32'),
  gpu4: pocketRow(software, 'webgpu', 'q4'),
};
const launches = pocket.gpu?.launches ?? Number.NaN;
const calm = (bits: number) =>
  againstBound(
    measuredRow({ model: 'llama-2-7b', hardware: 'rtx-4090', weight_bits: bits, context_tokens: 16 }),
  );
const calmShare = (bits: number) =>
  of(
    calm(bits).fraction,
    'percent',
    'memory',
    '\\dfrac{\\memory{t_\\mathrm{mem}}}{\\latency{t}}',
    [
      ['t_\\mathrm{mem}', calm(bits).boundSeconds, 'seconds'],
      ['t', calm(bits).measuredSeconds, 'seconds'],
    ],
    ['calmreadme'],
  );

export const yourMachineRecordedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'your-machine.processorReadOne': rate(processor, 'read', 'v1'),
  'your-machine.processorReadFour': rate(processor, 'read', 'v2'),
  'your-machine.processorRead': rate(processor, 'read'),
  'your-machine.gpuRead': rate(software, 'read'),
  'your-machine.processorMatvec': rate(processor, 'matvec-q4'),
  'your-machine.processorRidge': ridgeOf(processor),
  'your-machine.gpuRidge': ridgeOf(software),
  'your-machine.readSlower': gainOf(software, 'read', 'v1', 'v2'),
  'your-machine.barrierV2': barrierSeconds('v2', (words) => words / 256),
  'your-machine.barrierV3': barrierSeconds('v3', (words) => Math.min(2048, Math.ceil(words / 16 / 256))),
  'your-machine.readOpen': gainOf(software, 'read', 'v4', 'v1'),
  'your-machine.matvecSlower': gainOf(software, 'matvec-q4', 'v1', 'v2'),
  'your-machine.matvecGain': gainOf(software, 'matvec-q4', 'v4', 'v1'),
  'your-machine.matmulGain': gainOf(software, 'matmul-f32', 'v4', 'v1'),
  'your-machine.packedGain': gainOf(software, 'matmul-int8', 'v2', 'v1'),
  'your-machine.launches': of(launches, 'count', 'latency', 'n', [['n', launches, 'count']]),
  'your-machine.launchesFour': of(pocket.gpu4?.launches ?? Number.NaN, 'count', 'latency', 'n', [
    ['n', pocket.gpu4?.launches ?? Number.NaN, 'count'],
  ]),
  'your-machine.startsSeconds': of(
    launches * START_SECONDS,
    'seconds',
    'latency',
    '\\latency{n\\,t_0}',
    [
      ['n', launches, 'count'],
      ['t_0', START_SECONDS, 'seconds'],
    ],
    [SOURCE, 'maczan2026'],
  ),
  'your-machine.pocketBytes': of(pocket.gpu?.bytes ?? Number.NaN, 'bytes', 'memory', '\\memory{W}', [
    ['W', pocket.gpu?.bytes ?? Number.NaN, 'bytes'],
  ]),
  'your-machine.pocketShrinks': of(
    (pocket.gpu4?.bytes ?? Number.NaN) / (pocket.gpu?.bytes ?? Number.NaN),
    'percent',
    'memory',
    '\\memory{W_4 / W}',
    [
      ['W_4', pocket.gpu4?.bytes ?? Number.NaN, 'bytes'],
      ['W', pocket.gpu?.bytes ?? Number.NaN, 'bytes'],
    ],
  ),
  'your-machine.wasmTokens': tokens(pocket.wasm),
  'your-machine.wasmTokensFour': tokens(pocket.wasm4),
  'your-machine.wasmShare': share(processor, pocket.wasm),
  'your-machine.gpuTokenSeconds': tokenSeconds(pocket.gpu),
  'your-machine.gpuTokenSecondsFour': tokenSeconds(pocket.gpu4),
  'your-machine.gpuShare': share(software, pocket.gpu),
  'your-machine.layerWeights': of(
    layerBytes(llama7b, 'fp32') / 4,
    'parameters',
    'memory',
    '4\\,d^2 + 3\\,d\\,m',
    [
      ['d', llama7b.hidden, 'count'],
      ['m', llama7b.inner, 'count'],
    ],
    [],
  ),
  'your-machine.chainShare32': share(software, chainRow(software, 'webgpu', 'fp32')),
  'your-machine.chainShare4': share(software, chainRow(software, 'webgpu', 'q4')),
  'your-machine.coreShare32': share(processor, chainRow(processor, 'processor', 'fp32')),
  'your-machine.coreShare4': share(processor, chainRow(processor, 'processor', 'q4')),
  'your-machine.coreGain': chainGain(processor, 'processor'),
  'your-machine.calmShare16': calmShare(16),
  'your-machine.calmShare4': calmShare(4),
  'your-machine.calmGain': of(
    calm(16).measuredSeconds / calm(4).measuredSeconds,
    'ratio',
    'latency',
    '\\dfrac{\\latency{t_{16}}}{\\latency{t_4}}',
    [
      ['t_{16}', calm(16).measuredSeconds, 'seconds'],
      ['t_4', calm(4).measuredSeconds, 'seconds'],
    ],
    ['calmreadme'],
  ),
};
