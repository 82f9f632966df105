/** Decoding in the two recorded reports, and a real model on a graphics card to set it against. */
import { measuredRow } from '../../catalog/measurements';
import { layerBytes, llama7b } from '../../gpu/chain/plan';
import {
  decodeBounds,
  type MeasuredChain,
  type MeasuredPocket,
  shareOfBound,
} from '../../gpu/machine/decode';
import type { MachineReport } from '../../gpu/machine/report';
import type { CalcDefinition } from '../calc';
import { againstBound } from '../measured';
import { POCKET_CALL_SECONDS } from './speculative-recorded';
import { of, processor, SOURCE, software } from './your-machine-reports';
import { START_SECONDS } from './your-machine-setup';

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

/** Bytes over seconds, over the bandwidth measured in the same place; or what is missing from the whole of it. */
function share(
  report: MachineReport,
  row: ReturnType<typeof pocketRow> | ReturnType<typeof chainRow>,
  missing = false,
): CalcDefinition {
  const bounds = decodeBounds(report);
  const bound = (row?.place === 'webgpu' ? bounds.webgpu : bounds.processor) ?? Number.NaN;
  const reached = (row && shareOfBound(row, bounds)) ?? Number.NaN;
  const formula = '\\dfrac{\\memory{B}/\\latency{t}}{\\memory{\\beta}}';
  return of(missing ? 1 - reached : reached, 'percent', 'memory', missing ? `1 - ${formula}` : formula, [
    ['B', row?.bytes ?? Number.NaN, 'bytes'],
    ['t', row?.seconds.median ?? Number.NaN, 'seconds'],
    ['\\beta', bound, 'bytesPerSecond'],
  ]);
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

export const yourMachineDecodeCalcs: Readonly<Record<string, CalcDefinition>> = {
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
  'your-machine.otherCallSeconds': of(
    POCKET_CALL_SECONDS,
    'seconds',
    'latency',
    '\\latency{t}',
    [['t', POCKET_CALL_SECONDS, 'seconds']],
    ['speculativerecord'],
  ),
  'your-machine.otherCallRate': of(
    (pocket.wasm?.bytes ?? Number.NaN) / POCKET_CALL_SECONDS,
    'bytesPerSecond',
    'memory',
    '\\dfrac{\\memory{B}}{\\latency{t}}',
    [
      ['B', pocket.wasm?.bytes ?? Number.NaN, 'bytes'],
      ['t', POCKET_CALL_SECONDS, 'seconds'],
    ],
    [SOURCE, 'speculativerecord'],
  ),
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
  'your-machine.coreMissing': share(processor, chainRow(processor, 'processor', 'fp32'), true),
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
