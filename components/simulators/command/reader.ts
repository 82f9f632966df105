/** The page's end of the worker: the newest text wins, and one that takes too long is given up. */
import type { Paste, PasteReport } from '@/kernels/engines/paste';

/** Far longer than any command takes; what is still being read then would never end. */
const PATIENCE_MS = 8000;

export interface Listener {
  onReport(report: PasteReport): void;
  /** The text could not be read to its end. */
  onTrouble(): void;
}

export interface PasteReader {
  read(paste: Paste): void;
  close(): void;
}

export function createReader({ onReport, onTrouble }: Listener): PasteReader {
  let worker: Worker | undefined;
  let ticket = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = () => {
    clearTimeout(timer);
    worker?.terminate();
    worker = undefined;
  };
  const give = () => {
    close();
    onTrouble();
  };
  return {
    read(paste) {
      ticket += 1;
      worker ??= new Worker(new URL('./command.worker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<{ ticket: number; report: PasteReport }>) => {
        if (data.ticket !== ticket) return;
        clearTimeout(timer);
        onReport(data.report);
      };
      worker.onerror = give;
      clearTimeout(timer);
      timer = setTimeout(give, PATIENCE_MS);
      worker.postMessage({ ticket, paste });
    },
    close,
  };
}
