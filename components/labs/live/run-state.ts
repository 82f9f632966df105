/** How each event from the worker changes what the page knows of a run. Pure. */
import type { LiveEvent, LiveNote, LiveRun, LiveRung } from './types';

export function beginRun<R>(key: string, rung: LiveRung, totalBytes: number): LiveRun<R> {
  return {
    key,
    rung,
    status: 'loading',
    phase: 'starting',
    loadedBytes: 0,
    totalBytes,
    files: {},
    notes: [],
  };
}

export function reduceRun<R>(run: LiveRun<R>, event: LiveEvent<R>): LiveRun<R> {
  switch (event.kind) {
    case 'download': {
      const { file, loaded, total } = event;
      const files = { ...run.files, [file]: { loaded, total } };
      const loadedBytes = Object.values(files).reduce((sum, one) => sum + one.loaded, 0);
      const share = run.totalBytes > 0 ? Math.min(1, loadedBytes / run.totalBytes) : undefined;
      return { ...run, files, loadedBytes, phase: 'fetching', share };
    }
    case 'phase':
      return { ...run, status: 'running', phase: event.phase, share: event.share };
    case 'result':
      return { ...run, status: 'running', result: event.result };
    case 'note':
      return run.notes.some(({ id }) => id === event.note)
        ? run
        : { ...run, notes: [...run.notes, { id: event.note }] };
    case 'failed': {
      const { id, data } = event;
      const over = { ...run, phase: undefined, share: undefined };
      if (id === 'lab.cancelled' || id === 'fetch.cancelled') return { ...over, status: 'cancelled' };
      return { ...over, status: 'error', error: { id, data } };
    }
    case 'finished':
      return { ...run, status: 'done', phase: undefined, share: undefined };
    case 'lost':
      return run;
  }
}

/** Failures of the GPU rung after which the processor can go on; a bad file fails everywhere. */
export function canStepDown(id: string): boolean {
  return /^(?:webgpu|gpu)\./.test(id) || id === 'ort.load-failed' || id === 'lab.unexpected';
}

/** The run begins again a rung lower; what it says of itself stays. */
export function stepDown<R>(run: LiveRun<R>, note: LiveNote, totalBytes: number): LiveRun<R> {
  const fresh = beginRun<R>(run.key, 'wasm', totalBytes);
  return { ...fresh, notes: [...run.notes.filter(({ id }) => id === 'budget'), note] };
}

export function isBusy(run: LiveRun<unknown> | undefined): boolean {
  return run?.status === 'loading' || run?.status === 'running';
}
