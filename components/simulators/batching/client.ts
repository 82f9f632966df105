/** The page's end of the worker: the newest settings win, and what is on show comes first. */

import type { RunSettings } from '@/kernels/serving/batching/policy-run';
import type { PolicyId } from './policies';
import type { PolicyResult, StepReport } from './types';

export interface ToWorker {
  readonly kind: 'run' | 'inspect';
  readonly ticket: number;
  readonly settings?: RunSettings;
  readonly order?: readonly PolicyId[];
  readonly policy?: PolicyId;
  readonly seconds?: number;
  /** Iterations further on, or back. */
  readonly by?: number;
}

export type FromWorker =
  | { readonly kind: 'result'; readonly ticket: number; readonly result: PolicyResult }
  | { readonly kind: 'done'; readonly ticket: number }
  | { readonly kind: 'step'; readonly ticket: number; readonly report: StepReport | undefined }
  | {
      readonly kind: 'error';
      readonly ticket: number;
      readonly id: string;
      readonly data: Record<string, string | number>;
    };

export interface Listener {
  onResult(result: PolicyResult): void;
  onDone(): void;
  onStep(report: StepReport | undefined): void;
  onError(id: string, data: Record<string, string | number>): void;
}

export interface Client {
  run(settings: RunSettings, order: readonly PolicyId[]): void;
  /** One iteration: the one that runs at that moment, or one some places from it. */
  inspect(policy: PolicyId, seconds: number, by?: number): void;
  close(): void;
}

export function createClient(listener: Listener): Client {
  let worker: Worker | undefined;
  let ticket = 0;
  let asked = 0;
  const start = () => {
    worker ??= new Worker(new URL('./batching.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'step') {
        if (data.ticket === asked) listener.onStep(data.report);
      } else if (data.ticket !== ticket) return;
      else if (data.kind === 'result') listener.onResult(data.result);
      else if (data.kind === 'done') listener.onDone();
      else listener.onError(data.id, data.data);
    };
    worker.onerror = () => listener.onError('batching.worker', {});
    return worker;
  };
  return {
    run(settings, order) {
      ticket += 1;
      start().postMessage({ kind: 'run', ticket, settings, order } satisfies ToWorker);
    },
    inspect(policy, seconds, by = 0) {
      asked += 1;
      start().postMessage({ kind: 'inspect', ticket: asked, policy, seconds, by } satisfies ToWorker);
    },
    close() {
      worker?.terminate();
      worker = undefined;
    },
  };
}
