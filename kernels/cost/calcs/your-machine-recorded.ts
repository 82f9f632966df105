/** The peaks of the figure's two recorded reports: reading, multiplying, and what barriers cost. */
import { bestRates, type MachineReport, rateOf } from '../../gpu/machine/report';
import { machineRoofline } from '../../gpu/machine/roofline';
import type { MicroId, MicroVariant } from '../../gpu/micro/ids';
import type { CalcDefinition } from '../calc';
import { measured, of, processor, software } from './your-machine-reports';

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

/** Workgroups of `read` on so many words: one per 256, and as many as stride over them with 16 words a thread. */
const groupsOf = {
  v2: (words: number) => words / 256,
  v3: (words: number) => Math.min(2048, Math.ceil(words / 16 / 256)),
};
type Folding = keyof typeof groupsOf;

/** Barriers of a workgroup of `read`: one before folding 256 sums by halves, and one after each half. */
const BARRIERS = 9;
/** Time of `read` for each barrier in it. */
function barrierSeconds(variant: Folding): CalcDefinition {
  const result = measured(software, 'read', variant);
  const seconds = result?.seconds.median ?? Number.NaN;
  const barriers = groupsOf[variant](result?.size.words ?? Number.NaN) * BARRIERS;
  return of(seconds / barriers, 'seconds', 'latency', '\\dfrac{\\latency{t}}{9\\,N_\\mathrm{groups}}', [
    ['t', seconds, 'seconds'],
    ['N_\\mathrm{groups}', barriers / BARRIERS, 'count'],
  ]);
}

/** Barriers per word of v2 over those of v3, at the sizes that were timed. */
function barrierRatio(): CalcDefinition {
  const [v2, v3] = (['v2', 'v3'] as const).map((variant) => {
    const words = measured(software, 'read', variant)?.size.words ?? Number.NaN;
    return { words, groups: groupsOf[variant](words) };
  });
  return of(
    v2.groups / v2.words / (v3.groups / v3.words),
    'ratio',
    'latency',
    '\\dfrac{N_2 / w_2}{N_3 / w_3}',
    [
      ['N_2', v2.groups, 'count'],
      ['w_2', v2.words, 'count'],
      ['N_3', v3.groups, 'count'],
      ['w_3', v3.words, 'count'],
    ],
  );
}

/** The array that one variant of `read` was timed on. */
function readSize(variant: MicroVariant): CalcDefinition {
  const bytes = measured(software, 'read', variant)?.work.bytes ?? Number.NaN;
  return of(bytes, 'bytesBinary', 'memory', '\\memory{B}', [['B', bytes, 'bytesBinary']]);
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

export const yourMachineRecordedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'your-machine.processorReadOne': rate(processor, 'read', 'v1'),
  'your-machine.processorReadFour': rate(processor, 'read', 'v2'),
  'your-machine.processorRead': rate(processor, 'read'),
  'your-machine.gpuRead': rate(software, 'read'),
  'your-machine.processorMatvec': rate(processor, 'matvec-q4'),
  'your-machine.processorRidge': ridgeOf(processor),
  'your-machine.gpuRidge': ridgeOf(software),
  'your-machine.readSlower': gainOf(software, 'read', 'v1', 'v2'),
  'your-machine.barrierV2': barrierSeconds('v2'),
  'your-machine.barrierV3': barrierSeconds('v3'),
  'your-machine.barrierRatio': barrierRatio(),
  'your-machine.readLarge': readSize('v1'),
  'your-machine.readSmall': readSize('v2'),
  'your-machine.readOpen': gainOf(software, 'read', 'v4', 'v1'),
  'your-machine.matvecSlower': gainOf(software, 'matvec-q4', 'v1', 'v2'),
  'your-machine.matvecGain': gainOf(software, 'matvec-q4', 'v4', 'v1'),
  'your-machine.matmulGain': gainOf(software, 'matmul-f32', 'v4', 'v1'),
  'your-machine.packedGain': gainOf(software, 'matmul-int8', 'v2', 'v1'),
};
