/** How long work in a worker yields, so that a cancel is heard and events go out. */
import { BookError } from '@/kernels/errors';

/** The outside world of a measurement. */
export interface Pace {
  /** Seconds, from any start. */
  readonly now: () => number;
  /** Lets messages in, and throws when the reader has cancelled. */
  readonly breathe: () => Promise<void>;
}

const BREATH_SECONDS = 0.03;

/** A worker's pace. @param cancelled asked at every breath. Error: `lab.cancelled`. */
export function createPace(cancelled: () => boolean): Pace {
  // A macrotask without the four milliseconds that timers wait.
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  const now = () => performance.now() / 1000;
  let lastBreath = 0;
  return {
    now,
    async breathe() {
      if (now() - lastBreath > BREATH_SECONDS) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          channel.port2.postMessage(0);
        });
        lastBreath = now();
      }
      if (cancelled()) throw new BookError('lab.cancelled');
    },
  };
}
