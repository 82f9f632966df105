/** What the lab measures, as plain data: recorded to a file, sent from the worker, drawn by the page. */
import type { ProbeScore } from '@/kernels/transformer/probes';
import type { Grid, Rung } from './params';

export interface Sizes {
  /** Codes alone; of the original, its fp16 weights. */
  readonly payloadBytes: number;
  /** Scales and zero points. */
  readonly scaleBytes: number;
  /** Tensors that are not quantized, in fp16. */
  readonly keptBytes: number;
  readonly totalBytes: number;
  /** Over the quantized tensors alone. */
  readonly bitsPerWeight: number;
  /** Over the whole model. */
  readonly modelBitsPerWeight: number;
}

export interface QualityFigures {
  readonly perplexity: number;
  /** Nats per token; 0 for the original. */
  readonly kl: number;
  readonly topOneAgreement: number;
  readonly predictions: number;
  readonly documents: number;
}

export interface Speed {
  readonly tokensPerSecond: number;
  /** Tokens the figure rests on. */
  readonly tokens: number;
}

/** One side of the comparison. What has not been measured is absent. */
export interface Column {
  readonly sizes: Sizes;
  readonly quality?: QualityFigures;
  readonly probes?: readonly ProbeScore[];
  readonly speed?: Speed;
  /** The generated text, in the smallest readable pieces of whole tokens. */
  readonly text?: readonly string[];
}

/** The weights of one tensor, and how their grid lies. */
export interface TensorView {
  readonly name: string;
  /** Histogram over [low, high]. */
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  /** Smallest and largest weight of the narrowest, the middle and the widest group; of one group where there is one. */
  readonly ranges: readonly (readonly [low: number, high: number])[];
  /** Absent when the tensor is not among the quantized ones. */
  readonly sqnrDecibel?: number;
  readonly rms?: number;
}

export interface LabResult {
  readonly grid: Grid;
  readonly rung: Rung;
  /** Beginning of the text that both columns continue. */
  readonly prompt: string;
  readonly original: Column;
  readonly quantized: Column;
  readonly tensor: TensorView;
}

export interface SweepPoint {
  readonly grid: Grid;
  readonly bitsPerWeight: number;
  readonly totalBytes: number;
  readonly perplexity: number;
  readonly kl: number;
  readonly topOneAgreement: number;
}

export type LabEvent =
  | {
      readonly kind: 'download';
      readonly file: 'runtime' | 'model';
      readonly loaded: number;
      readonly total: number;
    }
  | { readonly kind: 'phase'; readonly phase: 'starting' | 'graph' | 'quality' | 'text' | 'probes' }
  | {
      readonly kind: 'tensor';
      readonly name: string;
      readonly done: number;
      readonly total: number;
      readonly bytes: number;
    }
  | { readonly kind: 'sizes'; readonly original: Sizes; readonly quantized: Sizes }
  | { readonly kind: 'view'; readonly view: TensorView }
  | {
      readonly kind: 'quality';
      readonly original: QualityFigures;
      readonly quantized: QualityFigures;
      readonly share: number;
    }
  | {
      readonly kind: 'text';
      readonly column: 'original' | 'quantized';
      readonly lang: string;
      /** The beginning that the text continues. */
      readonly prompt: string;
      readonly text: readonly string[];
      readonly speed?: Speed;
    }
  | {
      readonly kind: 'probes';
      readonly column: 'original' | 'quantized';
      readonly probes: readonly ProbeScore[];
      readonly share: number;
    }
  | { readonly kind: 'point'; readonly point: SweepPoint; readonly done: number; readonly total: number }
  | { readonly kind: 'note'; readonly note: 'chunked' | 'plain' | 'budget' }
  | { readonly kind: 'failed'; readonly id: string; readonly data: Readonly<Record<string, string | number>> }
  /** The last event of a run or a sweep that came to its end. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'lost' };

export type Emit = (event: LabEvent) => void;
