/**
 * The page's side of a measuring worker: starts it, hears it, replaces it one rung lower when the GPU fails, ends it.
 * Loaded on the first interaction only.
 */
import * as Comlink from 'comlink';
import { beginRun, canStepDown, reduceRun, stepDown } from './run-state';
import type { LiveWorker } from './serve';
import type { LiveEvent, LiveRun, LiveRung } from './types';

export interface ControllerOptions<Setup, R> {
  /** `new Worker(new URL(…))`, written where the bundler can see it. */
  readonly spawn: () => Worker;
  readonly setupFor: (rung: LiveRung) => Setup;
  /** Bytes that a rung fetches before it starts. */
  readonly bytesFor: (rung: LiveRung) => number;
  readonly onRun: (run: LiveRun<R>) => void;
}

export interface Controller<Order> {
  start(key: string, rung: LiveRung, order: Order): void;
  cancel(): void;
  /** Ends the worker and gives back all that it holds. */
  dispose(): void;
  /** Whether a rung's files are loaded already. */
  isReady(rung: string): boolean;
}

export function createController<Setup, Order, R>({
  spawn,
  setupFor,
  bytesFor,
  onRun,
}: ControllerOptions<Setup, R>): Controller<Order> {
  interface Hired {
    readonly rung: LiveRung;
    readonly thread: Worker;
    readonly api: Comlink.Remote<LiveWorker<Setup, Order, R>>;
    ready: boolean;
  }
  let hired: Hired | undefined;
  let run: LiveRun<R> | undefined;
  let frame = 0;
  /** Counts orders, so that what an old one still says is not heard. */
  let serial = 0;

  const publish = (next: LiveRun<R>) => {
    run = next;
    if (frame) return;
    // One drawing per frame however fast events come; a hidden page has no frames, so it waits a little instead.
    const draw = () => {
      frame = 0;
      if (run) onRun(run);
    };
    frame = document.hidden ? window.setTimeout(draw, 200) : requestAnimationFrame(draw);
  };
  const dismiss = () => {
    hired?.api[Comlink.releaseProxy]();
    hired?.thread.terminate();
    hired = undefined;
  };
  const hire = (rung: LiveRung, onCrash: (reason: string) => void): Hired => {
    if (hired?.rung === rung) return hired;
    dismiss();
    const thread = spawn();
    thread.addEventListener('error', (event) => {
      event.preventDefault();
      onCrash(event.message || 'worker');
    });
    const api = Comlink.wrap<LiveWorker<Setup, Order, R>>(thread);
    hired = { rung, thread, api, ready: false };
    return hired;
  };

  const work = async (rung: LiveRung, order: Order) => {
    const mine = ++serial;
    let over = false;
    const goDown = (next: LiveRun<R>) => {
      over = true;
      dismiss();
      publish(next);
      void work('wasm', order);
    };
    const hear = (event: LiveEvent<R>) => {
      if (mine !== serial || over || !run) return;
      if (event.kind === 'lost') return goDown(stepDown(run, { id: 'lost' }, bytesFor('wasm')));
      if (event.kind === 'failed' && rung === 'webgpu' && canStepDown(event.id)) {
        return goDown(stepDown(run, { id: 'stepDown', error: event }, bytesFor('wasm')));
      }
      if (event.kind === 'failed' && !event.id.endsWith('.cancelled')) {
        // A worker that failed half-way may hold anything.
        over = true;
        dismiss();
      }
      publish(reduceRun(run, event));
    };
    const worker = hire(rung, (reason) => hear({ kind: 'failed', id: 'lab.unexpected', data: { reason } }));
    const emit = Comlink.proxy((event: LiveEvent<R>) => {
      if (event.kind === 'result') worker.ready = true;
      hear(event);
    });
    // The proxy's own type cannot tell a generic argument from one to be cloned.
    const remote = worker.api as unknown as LiveWorker<Setup, Order, R>;
    await remote.run(setupFor(rung), order, emit);
  };

  return {
    start(key, rung, order) {
      publish(beginRun(key, rung, bytesFor(rung)));
      void work(rung, order);
    },
    cancel: () => void hired?.api.cancel(),
    dispose() {
      serial++;
      dismiss();
    },
    isReady: (rung) => hired?.rung === rung && hired.ready,
  };
}
