/** What the microbenchmarks ask of any machine: counted from their sizes and texts, measured nowhere. */
import { acceleratorById } from '../../catalog/accelerators';
import { machineSizes, roomySizes } from '../../gpu/machine/measure';
import type { CalcDefinition, CalcTerm, CostAxis } from '../calc';
import { term } from './term';

type Unit = CalcTerm['unit'];
const FP32 = 4;
/** Threads of a workgroup that folds its sums: `read` and `matvec-q4`. */
const FOLDING = { read: 256, matvec: 64 } as const;
const STRIDING_GROUPS = 2048;
/** The smallest piece of memory that an NVIDIA GPU fetches. */
const SECTOR_BYTES = 32;
const TIMES_THE_CACHE = 8;
const L40_CACHE_BYTES = 96 * 2 ** 20;
/** Chrome rounds a GPU's timestamps to this; a timing on the device's clock lasts at least the second. */
const TICK_SECONDS = 1e-4;
const LEAST_SECONDS = 4e-3;
const row = acceleratorById('a100-80-sxm');
const A100 = {
  bytesPerSecond: row.bandwidth_gbs * 1e9,
  flopsPerSecond: (row.fp32_tflops ?? Number.NaN) * 1e12,
};
/** An access of some hundreds of cycles, as an example; the clock of an A100. */
const LATENCY = { cycles: 400, hertz: 1.41e9 };
/** fp32 sums per second by SGEMM_CUDA's kernels on an A6000, 4092 × 4092, in 10^9. */
const SGEMM = { naive: 309, coalesced: 1986.5, tiled: 2980.3, registers: 15971.7, library: 23249.6 };
/** Milliseconds of MobileNet V2 on an RTX 3090 before and after onnxruntime-web replays its commands. */
const CAPTURE = { before: 6, after: 3.7 };

const largest = <Size>(sizes: readonly Size[]) => sizes[sizes.length - 1];
const words = largest(machineSizes.read).words;
const roomyWords = largest(roomySizes.read).words;
const square = { inner: 4096, columns: 4096 };

function fixed(
  value: number,
  unit: Unit,
  axis: CostAxis,
  formula: string,
  terms: CalcTerm[],
  sources?: string[],
): CalcDefinition {
  return () => ({ value, unit, axis, formula, terms, sources });
}

/** Operations per byte of memory when a tile of T × T answers reads its rows and columns once. */
const tileIntensity = (tile: number) =>
  fixed(
    (2 * tile) / (2 * FP32),
    'flopsPerByte',
    'compute',
    'I = \\dfrac{\\compute{2\\,T^2}}{\\memory{2\\,T\\,b}} = \\dfrac{T}{b}',
    [term('T', tile, 'count'), term('b', FP32, 'bytes')],
  );

const gain = (faster: number, slower: number) =>
  fixed(
    faster / slower,
    'ratio',
    'compute',
    '\\dfrac{\\compute{\\Pi_2}}{\\compute{\\Pi_1}}',
    [term('\\Pi_2', faster * 1e9, 'flopsPerSecond'), term('\\Pi_1', slower * 1e9, 'flopsPerSecond')],
    ['sgemmcuda'],
  );

const latencySeconds = LATENCY.cycles / LATENCY.hertz;
const inFlight = (threads: number, bytesEach: number) =>
  fixed(threads * bytesEach, 'bytes', 'latency', 'N_\\mathrm{threads} \\cdot b', [
    term('N_\\mathrm{threads}', threads, 'count'),
    term('b', bytesEach, 'bytes'),
  ]);

export const yourMachineKernelCalcs: Readonly<Record<string, CalcDefinition>> = {
  'your-machine.arrayBytes': fixed(words * 4, 'bytesBinary', 'memory', '4\\,N', [term('N', words, 'count')]),
  'your-machine.arrayRoomy': fixed(roomyWords * 4, 'bytesBinary', 'memory', '8\\,C', [
    term('C', L40_CACHE_BYTES, 'bytesBinary', 'l40cache2026'),
  ]),
  'your-machine.cacheError': fixed(1 / (TIMES_THE_CACHE - 1), 'percent', 'memory', '\\dfrac{N}{N - C} - 1', [
    term('N / C', TIMES_THE_CACHE, 'count'),
  ]),
  'your-machine.cacheFlatters': fixed(
    (words * 4) / (words * 4 - L40_CACHE_BYTES),
    'ratio',
    'memory',
    '\\dfrac{N}{N - C}',
    [term('N', words * 4, 'bytesBinary'), term('C', L40_CACHE_BYTES, 'bytesBinary', 'l40cache2026')],
    ['l40cache2026'],
  ),
  'your-machine.tickError': fixed(
    TICK_SECONDS / LEAST_SECONDS,
    'percent',
    'latency',
    '\\dfrac{\\latency{\\tau}}{\\latency{t}}',
    [term('\\tau', TICK_SECONDS, 'seconds'), term('t', LEAST_SECONDS, 'seconds')],
    ['chrometimestamps'],
  ),
  'your-machine.atomicsV1': fixed(words, 'count', 'latency', 'N', [term('N', words, 'count')]),
  'your-machine.atomicsV2': fixed(words / FOLDING.read, 'count', 'latency', 'N / 256', [
    term('N', words, 'count'),
  ]),
  'your-machine.atomicsV3': fixed(STRIDING_GROUPS, 'count', 'latency', 'N_\\mathrm{groups}', [
    term('N_\\mathrm{groups}', STRIDING_GROUPS, 'count'),
  ]),
  'your-machine.sectorShare': fixed(4 / SECTOR_BYTES, 'percent', 'memory', '\\dfrac{4}{b_\\mathrm{sector}}', [
    term('b_\\mathrm{sector}', SECTOR_BYTES, 'bytes', 'manningcoalescing'),
  ]),
  'your-machine.columnBytes': fixed(square.inner / 2, 'bytes', 'memory', 'K / 2', [
    term('K', square.inner, 'count'),
  ]),
  'your-machine.inFlightNeeded': fixed(
    A100.bytesPerSecond * latencySeconds,
    'bytes',
    'latency',
    '\\memory{\\beta}\\,\\latency{\\ell}',
    [
      term('\\beta', A100.bytesPerSecond, 'bytesPerSecond', 'a100-80-sxm'),
      term('\\ell', latencySeconds, 'seconds', 'modallittle'),
    ],
    ['modallittle', 'chipsandcheese2023'],
  ),
  'your-machine.latencySeconds': fixed(
    latencySeconds,
    'seconds',
    'latency',
    '\\dfrac{n_\\mathrm{cycles}}{f}',
    [term('n_\\mathrm{cycles}', LATENCY.cycles, 'count'), term('f', LATENCY.hertz, 'count')],
    ['modallittle', 'chipsandcheese2023'],
  ),
  'your-machine.inFlightV1': inFlight(square.columns, 4),
  'your-machine.inFlightV2': inFlight(square.columns * FOLDING.matvec, 4),
  'your-machine.matvecBytesPerWeight': fixed(
    (4 * 32 + 32) / 32 / 8,
    'bytes',
    'memory',
    '\\dfrac{32 \\cdot 4 + 32}{32 \\cdot 8}',
    [term('b', 5, 'bitsPerWeight')],
  ),
  'your-machine.matvecIntensity': fixed(
    2 / ((4 * 32 + 32) / 32 / 8),
    'flopsPerByte',
    'compute',
    '\\dfrac{\\compute{2}}{\\memory{b/8}}',
    [term('b', 5, 'bitsPerWeight')],
  ),
  'your-machine.naiveIntensity': fixed(
    2 / (2 * FP32),
    'flopsPerByte',
    'compute',
    '\\dfrac{\\compute{2}}{\\memory{2\\,b}}',
    [term('b', FP32, 'bytes')],
  ),
  'your-machine.tile16': tileIntensity(16),
  'your-machine.tile64': tileIntensity(64),
  'your-machine.wholeIntensity': fixed(
    1024 / 6,
    'flopsPerByte',
    'compute',
    'I = \\dfrac{\\compute{2\\,n^3}}{\\memory{3\\,n^2\\,b}}',
    [term('n', 1024, 'count'), term('b', FP32, 'bytes')],
  ),
  'your-machine.a100Ridge': fixed(
    A100.flopsPerSecond / A100.bytesPerSecond,
    'flopsPerByte',
    'compute',
    'I^{*} = \\dfrac{\\compute{\\Pi}}{\\memory{\\beta}}',
    [
      term('\\Pi', A100.flopsPerSecond, 'flopsPerSecond', 'a100-80-sxm'),
      term('\\beta', A100.bytesPerSecond, 'bytesPerSecond', 'a100-80-sxm'),
    ],
    ['mlengineering'],
  ),
  'your-machine.sgemmCoalesced': gain(SGEMM.coalesced, SGEMM.naive),
  'your-machine.sgemmTiled': gain(SGEMM.tiled, SGEMM.coalesced),
  'your-machine.sgemmRegisters': gain(SGEMM.registers, SGEMM.tiled),
  'your-machine.sgemmShare': fixed(
    SGEMM.registers / SGEMM.library,
    'percent',
    'compute',
    '\\dfrac{\\compute{\\Pi}}{\\compute{\\Pi_\\mathrm{cuBLAS}}}',
    [
      term('\\Pi', SGEMM.registers * 1e9, 'flopsPerSecond'),
      term('\\Pi_\\mathrm{cuBLAS}', SGEMM.library * 1e9, 'flopsPerSecond'),
    ],
    ['sgemmcuda'],
  ),
  'your-machine.captureGain': fixed(
    CAPTURE.before / CAPTURE.after,
    'ratio',
    'latency',
    '\\dfrac{\\latency{t_1}}{\\latency{t_2}}',
    [term('t_1', CAPTURE.before / 1e3, 'seconds'), term('t_2', CAPTURE.after / 1e3, 'seconds')],
    ['ortcapture'],
  ),
};
