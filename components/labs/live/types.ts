/** What labs that measure have in common: events from the worker, and what the page knows of a run. */

export type LiveRung = 'wasm' | 'webgpu';

export interface LiveError {
  readonly id: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export type LiveEvent<R> =
  | {
      readonly kind: 'download';
      readonly file: string;
      readonly loaded: number;
      readonly total: number;
    }
  | { readonly kind: 'phase'; readonly phase: string; readonly share?: number }
  /** All that is known so far; the last one before `finished` is the whole result. */
  | { readonly kind: 'result'; readonly result: R }
  | { readonly kind: 'note'; readonly note: string }
  | ({ readonly kind: 'failed' } & LiveError)
  /** The last event of a run that came to its end. */
  | { readonly kind: 'finished' }
  /** The GPU device is gone; may come long after the run that opened it. */
  | { readonly kind: 'lost' };

export type Emit<R> = (event: LiveEvent<R>) => void;

export interface LiveNote {
  readonly id: string;
  /** Of `stepDown`: the error that led to it. */
  readonly error?: LiveError;
}

export interface LiveRun<R> {
  /** Which settings the run was started with. */
  readonly key: string;
  readonly rung: LiveRung;
  readonly status: 'loading' | 'running' | 'done' | 'cancelled' | 'error';
  readonly phase?: string;
  /** 0 … 1 within the phase, where that is known. */
  readonly share?: number;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  readonly files: Readonly<Record<string, { readonly loaded: number; readonly total: number }>>;
  readonly result?: R;
  readonly notes: readonly LiveNote[];
  readonly error?: LiveError;
}
