/**
 * What decoding showed on a machine: the small model through a runtime, and a chain of large layers through our own
 * kernels. Plain JSON, an optional part of a machine report. Times, bytes and counts are as measured; what follows from
 * them (tokens per second, share of a bound) is made here, so that a report never holds two numbers that disagree.
 */
import {
  type MachineReport,
  type MeasuredResult,
  rateOf,
  type reportClocks,
  type reportStates,
  type Spread,
  type skipReasons,
} from './report';
import { fastestBytes } from './roofline';

/** fp16 keeps its weights in two bytes and multiplies in fp32; q8 and q4 keep a scale for each 32 weights. */
export const decodeFormats = ['fp32', 'fp16', 'q8', 'q4'] as const;
export type DecodeFormat = (typeof decodeFormats)[number];

/** The formats of Pocket here. */
export const pocketFormats = ['fp32', 'q8', 'q4'] as const satisfies readonly DecodeFormat[];
export type PocketFormat = (typeof pocketFormats)[number];

/** Pocket runs through onnxruntime, the chain through kernels of this book: WGSL, or plain JavaScript. */
export const pocketPlaces = ['wasm', 'webgpu'] as const;
export type PocketPlace = (typeof pocketPlaces)[number];
export const chainPlaces = ['processor', 'webgpu'] as const;
export type ChainPlace = (typeof chainPlaces)[number];

interface Skipped {
  readonly state: 'skipped';
  readonly reason: (typeof skipReasons)[number];
  /** The feature, the limit, the bytes that were needed, or the device's own words. */
  readonly detail: string;
}

interface Measured {
  readonly state: 'measured';
  /** Of one token. */
  readonly seconds: Spread;
  /** Weights and cache that one token reads at least. */
  readonly bytes: number;
  /** Of one token: dispatches on a GPU, nodes of the graph in WebAssembly, loops over a matrix in JavaScript. */
  readonly launches: number;
  /** Largest difference from the reference that was seen: of a logit, or of a sum in units of its magnitude. */
  readonly error: number;
}

export type PocketDecode = { readonly place: PocketPlace; readonly format: PocketFormat } & (
  | (Measured & {
      /** Tokens that were timed. */
      readonly tokens: number;
      /** Times that work was handed to the GPU's queue for one token; 0 in WebAssembly. */
      readonly submits: number;
    })
  | Skipped
);

export type ChainDecode = { readonly place: ChainPlace; readonly format: DecodeFormat } & (
  | (Measured & {
      /** Layers in the chain; a token of the chain goes through each of them once. */
      readonly layers: number;
      readonly clock: (typeof reportClocks)[number];
    })
  | Skipped
);

export type MeasuredPocket = Extract<PocketDecode, { state: 'measured' }>;
export type MeasuredChain = Extract<ChainDecode, { state: 'measured' }>;

export interface DecodeResult {
  /** How the measuring ended, or that it has not. Whatever it is, the rows that stand are whole. */
  readonly state: (typeof reportStates)[number];
  /** What it took in all. */
  readonly seconds: number;
  /** The last-level cache as it was guessed; every chain reads at least eight times as much. */
  readonly cacheBytes: number;
  readonly pocket: readonly PocketDecode[];
  readonly chain: readonly ChainDecode[];
  /** The processor's own reading, where it was measured beside a GPU's: the bound of what ran in WebAssembly. */
  readonly processorRead?: MeasuredResult;
}

/** Bytes per second that were measured: what a token's bytes are set against. */
export interface DecodeBounds {
  readonly processor?: number;
  readonly webgpu?: number;
}

/** The bandwidth that a report holds for each place. A processor's report has no GPU's. */
export function decodeBounds(report: Pick<MachineReport, 'results' | 'clock' | 'decode'>): DecodeBounds {
  const own = fastestBytes(report)?.value;
  const beside = report.decode?.processorRead;
  return report.clock === 'processor'
    ? { processor: own }
    : { webgpu: own, processor: beside && rateOf(beside).value };
}

export const tokensPerSecond = ({ seconds }: Pick<Measured, 'seconds'>) => 1 / seconds.median;

/** Seconds of a token for each launch. Worked: 2 ms and 100 launches → 20 µs. */
export const secondsPerLaunch = ({ seconds, launches }: Pick<Measured, 'seconds' | 'launches'>) =>
  seconds.median / launches;

/** The share of the measured bandwidth that a token reaches. Worked: 1 GB in 10 ms where 200 GB/s were measured → 0.5. */
export function shareOfBound(
  { bytes, seconds, place }: Pick<Measured, 'bytes' | 'seconds'> & { place: PocketPlace | ChainPlace },
  bounds: DecodeBounds,
): number | undefined {
  const bound = place === 'webgpu' ? bounds.webgpu : bounds.processor;
  return bound === undefined ? undefined : bytes / seconds.median / bound;
}

/** Tokens per second of all `modelLayers` layers, each as fast as those of the chain. Worked: 2 layers in 4 ms → 15.6 for 32. */
export const modelTokensPerSecond = ({ layers, seconds }: MeasuredChain, modelLayers = 32) =>
  layers / modelLayers / seconds.median;
