/** What the figures of this chapter ask of the worker, and what comes back. */
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import type { ManagerGrid } from '@/kernels/cost/quantization-manager/figure';
import type { Setup } from '@/kernels/cost/setup';
import type { ParamValues } from '@/kernels/simulator';

export type Order =
  | { readonly kind: 'choose'; readonly setup: Setup; readonly values: ParamValues }
  | { readonly kind: 'manager'; readonly heldTokens: number };

export interface Trouble {
  readonly id: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface Reply {
  readonly answer?: ChooseAnswer | ManagerGrid;
  readonly trouble?: Trouble;
}

interface Job {
  readonly order: Order;
  readonly resolve: (reply: Reply) => void;
}

/** The worker could not be loaded, or died. */
const NO_WORKER: Reply = { trouble: { id: 'advice.no-worker', data: {} } };

/** The newest question of each kind that has not been sent yet: while one is answered, older ones are overtaken. */
const waiting = new Map<Order['kind'], Job>();
let asked: Job | undefined;
let worker: Worker | undefined;

function settle(reply: Reply): void {
  asked?.resolve(reply);
  asked = undefined;
  send();
}

function start(): Worker {
  const one = new Worker(new URL('./advice.worker.ts', import.meta.url), { type: 'module' });
  one.onmessage = ({ data }: MessageEvent<Reply>) => settle(data);
  one.onerror = () => {
    // The next question tries again with a new one.
    one.terminate();
    worker = undefined;
    settle(NO_WORKER);
  };
  return one;
}

function send(): void {
  if (asked) return;
  const [job] = waiting.values();
  if (!job) return;
  waiting.delete(job.order.kind);
  asked = job;
  try {
    worker ??= start();
    worker.postMessage(job.order);
  } catch {
    settle(NO_WORKER);
  }
}

/** Asks the page's one worker. Never rejects; never answers a question that a newer one of its kind overtook. */
export function ask(order: Order): Promise<Reply> {
  return new Promise((resolve) => {
    waiting.set(order.kind, { order, resolve });
    send();
  });
}
