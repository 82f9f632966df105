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
  readonly ticket: number;
  readonly answer?: ChooseAnswer | ManagerGrid;
  readonly trouble?: Trouble;
}

/** The worker could not be loaded, or died. */
export const NO_WORKER: Trouble = { id: 'advice.no-worker', data: {} };

const waiting = new Map<number, (reply: Reply) => void>();
let worker: Worker | undefined;
let tickets = 0;

function start(): Worker {
  const one = new Worker(new URL('./advice.worker.ts', import.meta.url), { type: 'module' });
  one.onmessage = ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.ticket)?.(data);
    waiting.delete(data.ticket);
  };
  one.onerror = () => {
    // The next question tries again with a new one.
    worker = undefined;
    for (const [ticket, answer] of waiting) answer({ ticket, trouble: NO_WORKER });
    waiting.clear();
  };
  return one;
}

/** Asks the page's one worker. Never rejects. */
export function ask(order: Order): Promise<Reply> {
  const ticket = ++tickets;
  return new Promise((resolve) => {
    waiting.set(ticket, resolve);
    try {
      worker ??= start();
      worker.postMessage({ ticket, order });
    } catch {
      waiting.delete(ticket);
      resolve({ ticket, trouble: NO_WORKER });
    }
  });
}
