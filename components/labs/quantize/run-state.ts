/** What the page knows of a run, and how each event from the worker changes it. Pure. */
import { type Grid, gridKey } from './params';
import type { Column, LabEvent, LabResult, SweepPoint, TensorView } from './types';

export interface Activity {
  readonly phase: 'fetching' | 'starting' | 'tensors' | 'graph' | 'quality' | 'text' | 'probes' | 'sweep';
  readonly done?: number;
  readonly total?: number;
  readonly bytes?: number;
  readonly name?: string;
  /** 0 … 1 within the phase, where that is known. */
  readonly share?: number;
}

export interface RunNote {
  readonly id: 'chunked' | 'plain' | 'budget' | 'lost' | 'stepDown';
  /** Of `stepDown`: the error that led to it. */
  readonly error?: RunError;
}

export interface RunError {
  readonly id: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface RunState {
  readonly key: string;
  readonly kind: 'run' | 'sweep';
  readonly rung: 'wasm' | 'webgpu';
  readonly status: 'loading' | 'running' | 'done' | 'cancelled' | 'error';
  readonly activity?: Activity;
  readonly result: LabResult;
  /** Whether anything of the result was measured in this run. */
  readonly measured: boolean;
  readonly view?: TensorView;
  readonly notes: readonly RunNote[];
  readonly error?: RunError;
  readonly points: readonly SweepPoint[];
  readonly loaded: Readonly<Record<'runtime' | 'model', { readonly loaded: number; readonly total: number }>>;
}

/** @param shown what the page shows at the moment: its sizes stay, its figures give way to those measured. */
export function beginRun(
  kind: RunState['kind'],
  grid: Grid,
  rung: RunState['rung'],
  shown: LabResult,
  expected: { readonly runtime: number; readonly model: number },
): RunState {
  const bare = (column: Column): Column => ({ sizes: column.sizes });
  const result =
    kind === 'run'
      ? { ...shown, rung, original: bare(shown.original), quantized: bare(shown.quantized) }
      : shown;
  return {
    key: gridKey(grid),
    kind,
    rung,
    status: 'loading',
    activity: { phase: 'starting' },
    result,
    measured: false,
    notes: [],
    points: [],
    loaded: {
      runtime: { loaded: 0, total: expected.runtime },
      model: { loaded: 0, total: expected.model },
    },
  };
}

export function reduceRun(state: RunState, event: LabEvent): RunState {
  const merge = (original: Partial<Column>, quantized: Partial<Column>): LabResult => ({
    ...state.result,
    original: { ...state.result.original, ...original },
    quantized: { ...state.result.quantized, ...quantized },
  });
  const running = { ...state, status: 'running' as const };
  switch (event.kind) {
    case 'download': {
      const { loaded, total } = event;
      const files = { ...state.loaded, [event.file]: { loaded, total } };
      const sum = (part: 'loaded' | 'total') => files.runtime[part] + files.model[part];
      const activity: Activity = {
        phase: 'fetching',
        done: sum('loaded'),
        total: sum('total'),
        share: sum('loaded') / sum('total'),
      };
      return { ...state, loaded: files, activity };
    }
    case 'phase':
      return { ...running, activity: { phase: event.phase } };
    case 'tensor': {
      const { name, done, total, bytes } = event;
      return { ...running, activity: { phase: 'tensors', name, done, total, bytes, share: done / total } };
    }
    case 'sizes':
      return { ...running, result: merge({ sizes: event.original }, { sizes: event.quantized }) };
    case 'view':
      return { ...running, view: event.view };
    case 'quality':
      return {
        ...running,
        measured: true,
        activity: { phase: 'quality', share: event.share },
        result: merge({ quality: event.original }, { quality: event.quantized }),
      };
    case 'text': {
      const { prompt, column, text, speed } = event;
      const change = { text, ...(speed && { speed }) };
      const result = column === 'original' ? merge(change, {}) : merge({}, change);
      return { ...running, measured: true, result: { ...result, prompt } };
    }
    case 'probes': {
      const { column, probes, share } = event;
      const result = column === 'original' ? merge({ probes }, {}) : merge({}, { probes });
      return { ...running, measured: true, activity: { phase: 'probes', share }, result };
    }
    case 'point': {
      const { done, total, point } = event;
      return {
        ...running,
        measured: true,
        activity: { phase: 'sweep', done, total, share: done / total },
        points: [...state.points, point],
      };
    }
    case 'note':
      return state.notes.some(({ id }) => id === event.note)
        ? state
        : { ...state, notes: [...state.notes, { id: event.note }] };
    case 'failed': {
      const { id, data } = event;
      if (id === 'lab.cancelled' || id === 'fetch.cancelled')
        return { ...state, status: 'cancelled', activity: undefined };
      return { ...state, status: 'error', activity: undefined, error: { id, data } };
    }
    case 'finished':
      return { ...state, status: 'done', activity: undefined };
    case 'lost':
      return state;
  }
}

/** Failures of the GPU rung after which the processor can go on; a bad file fails everywhere. */
export function canStepDown(id: string): boolean {
  return id.startsWith('webgpu.') || id === 'ort.load-failed' || id === 'lab.unexpected';
}

/** The run goes on a rung lower; what was measured stays until it is measured anew. */
export function stepDown(state: RunState, note: RunNote): RunState {
  return {
    ...state,
    rung: 'wasm',
    status: 'loading',
    activity: { phase: 'starting' },
    error: undefined,
    result: { ...state.result, rung: 'wasm' },
    notes: [...state.notes.filter(({ id }) => id === 'budget'), note],
  };
}
