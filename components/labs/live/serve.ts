/**
 * A measuring worker's door. One worker serves one rung of the ladder; what it holds dies with it. Errors go out as
 * events, because an error thrown across the border loses its id.
 */
import * as Comlink from 'comlink';
import { BookError } from '@/kernels/errors';
import { createPace, type Pace } from '../runtime/pace';
import type { Emit, LiveRung } from './types';

export interface Tools<R> {
  readonly pace: Pace;
  readonly signal: AbortSignal;
  readonly emit: Emit<R>;
  /** To be called when the GPU device is lost, then or ever after. */
  readonly onLost: () => void;
}

export interface LiveWorker<Setup, Order, R> {
  run(setup: Setup, order: Order, emit: Emit<R>): Promise<void>;
  cancel(): void;
}

const LOSS_REPORT_SECONDS = 2;

/** Serves one task; its end and whatever goes wrong become events, on the one port that keeps their order. */
export function serve<Setup extends { readonly provider: LiveRung }, Order, R>(
  task: (setup: Setup, order: Order, tools: Tools<R>) => Promise<void>,
): void {
  let abort = new AbortController();
  let latest: Emit<R> | undefined;
  let deviceIsLost = false;
  const pace = createPace(() => abort.signal.aborted);
  const onLost = () => {
    deviceIsLost = true;
    latest?.({ kind: 'lost' });
  };
  const lossReported = async () => {
    const giveUpAt = pace.now() + LOSS_REPORT_SECONDS;
    while (!deviceIsLost && pace.now() < giveUpAt) await new Promise((resolve) => setTimeout(resolve, 50));
    return deviceIsLost;
  };
  const api: LiveWorker<Setup, Order, R> = {
    async run(setup, order, emit) {
      abort = new AbortController();
      latest = emit;
      try {
        await task(setup, order, { pace, signal: abort.signal, emit, onLost });
        emit({ kind: 'finished' });
      } catch (error) {
        const known = error instanceof BookError;
        const fromGpu = !known || error.id === 'gpu.failed';
        // A call that breaks because the device is going may fail a little before the loss itself is reported.
        if (fromGpu && setup.provider === 'webgpu' && (await lossReported())) return;
        emit({
          kind: 'failed',
          id: known ? error.id : 'lab.unexpected',
          data: known ? error.data : { reason: String(error).slice(0, 200) },
        });
      }
    },
    cancel: () => abort.abort(),
  };
  Comlink.expose(api);
}
