/**
 * The page's side of the worker: starts it, hears it, replaces it one rung lower when the GPU fails, ends it.
 * Loaded on the first interaction only.
 */
import * as Comlink from 'comlink';
import { asset } from '@/components/base-path';
import type { Grid, Mode } from './params';
import type { QuantizeWorker, WorkerSetup } from './quantize.worker';
import { beginRun, canStepDown, type RunState, reduceRun, stepDown } from './run-state';
import type { LabEvent, LabResult } from './types';

export interface FileBytes {
  readonly model: number;
  readonly wasm: number;
  readonly webgpu: number;
}

export interface RunOrder {
  readonly grid: Grid;
  readonly rung: 'wasm' | 'webgpu';
  readonly mode: Mode;
  readonly lang: string;
  readonly tensor: string;
  /** What the page shows when the order is given. */
  readonly shown: LabResult;
  /** Grids of a sweep; absent for a run. */
  readonly sweep?: readonly Grid[];
}

export interface Controller {
  start(order: RunOrder): void;
  cancel(): void;
  /** Ends the worker and gives back all that it holds. */
  dispose(): void;
  /** Whether a rung's files are loaded already. */
  isReady(rung: string): boolean;
}

interface Hired {
  readonly rung: RunOrder['rung'];
  readonly thread: Worker;
  readonly api: Comlink.Remote<QuantizeWorker>;
  ready: boolean;
}

export function createController(bytes: FileBytes, onState: (state: RunState) => void): Controller {
  let hired: Hired | undefined;
  let state: RunState | undefined;
  let frame = 0;
  /** Counts orders, so that what an old one still says is not heard. */
  let serial = 0;

  const publish = (next: RunState) => {
    state = next;
    if (frame) return;
    // One drawing per frame however fast events come; a hidden page has no frames, so it waits a little instead.
    const draw = () => {
      frame = 0;
      if (state) onState(state);
    };
    frame = document.hidden ? window.setTimeout(draw, 200) : requestAnimationFrame(draw);
  };

  const dismiss = () => {
    hired?.api[Comlink.releaseProxy]();
    hired?.thread.terminate();
    hired = undefined;
  };

  const hire = (rung: RunOrder['rung'], onCrash: (reason: string) => void): Hired => {
    if (hired?.rung === rung) return hired;
    dismiss();
    const thread = new Worker(new URL('./quantize.worker.ts', import.meta.url), { type: 'module' });
    thread.addEventListener('error', (event) => {
      event.preventDefault();
      onCrash(event.message || 'worker');
    });
    hired = { rung, thread, api: Comlink.wrap<QuantizeWorker>(thread), ready: false };
    return hired;
  };

  const setupFor = (rung: RunOrder['rung']): WorkerSetup => {
    const at = (path: string) => new URL(asset(path), location.href).href;
    return {
      provider: rung,
      ortFolder: at('/ort/'),
      modelFolder: at('/models/pocket/'),
      heldoutFolder: at('/models/heldout/'),
      threads: 1,
      bytes: { runtime: bytes[rung], model: bytes.model },
    };
  };

  const work = async (order: RunOrder, rung: RunOrder['rung']) => {
    const mine = ++serial;
    let over = false;
    const goDown = (next: RunState) => {
      over = true;
      dismiss();
      publish(next);
      void work(order, 'wasm');
    };
    const hear = (event: LabEvent) => {
      if (mine !== serial || over || !state) return;
      if (event.kind === 'lost') return goDown(stepDown(state, { id: 'lost' }));
      if (event.kind === 'failed' && rung === 'webgpu' && canStepDown(event.id)) {
        return goDown(stepDown(state, { id: 'stepDown', error: event }));
      }
      if (event.kind === 'failed' && event.id !== 'lab.cancelled') {
        // A worker that failed half-way may hold anything.
        over = true;
        dismiss();
      }
      publish(reduceRun(state, event));
    };
    const worker = hire(rung, (reason) => hear({ kind: 'failed', id: 'lab.unexpected', data: { reason } }));
    const emit = Comlink.proxy((event: LabEvent) => {
      if (event.kind === 'tensor' || event.kind === 'point') worker.ready = true;
      hear(event);
    });
    const setup = setupFor(rung);
    const { grid, lang, mode, tensor, sweep } = order;
    if (sweep) await worker.api.sweep(setup, sweep, emit);
    else await worker.api.run(setup, { grid, lang, mode, tensor }, emit);
  };

  return {
    start(order) {
      const { grid, rung, shown, sweep } = order;
      const expected = { runtime: bytes[rung], model: bytes.model };
      publish(beginRun(sweep ? 'sweep' : 'run', grid, rung, shown, expected));
      void work(order, rung);
    },
    cancel: () => void hired?.api.cancel(),
    dispose() {
      serial++;
      dismiss();
    },
    isReady: (rung) => hired?.rung === rung && hired.ready,
  };
}
