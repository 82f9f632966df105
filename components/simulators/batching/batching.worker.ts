/** Simulates away from the page. Between two policies it looks whether newer settings have come. */
import { BookError } from '@/kernels/errors';
import type { FromWorker, ToWorker } from './client';
import { createSession } from './session';

const session = createSession();
const send = (message: FromWorker, transfer: Transferable[] = []) => self.postMessage(message, { transfer });
const breath = () => new Promise((resolve) => setTimeout(resolve));
let newest = 0;

self.onmessage = async ({ data }: MessageEvent<ToWorker>) => {
  const { ticket } = data;
  try {
    if (data.kind === 'inspect') {
      const report = data.policy && session.inspect(data.policy, data.seconds ?? 0, data.by ?? 0);
      return send({ kind: 'step', ticket, report: report || undefined });
    }
    newest = ticket;
    if (data.settings) session.begin(data.settings);
    // A slider that is being dragged sends many settings; only the last one of a burst is worth the work.
    await breath();
    if (newest !== ticket) return;
    for (const policy of data.order ?? []) {
      const result = session.run(policy);
      const arrays = Object.values(result.timeline).filter(ArrayBuffer.isView);
      send({ kind: 'result', ticket, result }, [
        ...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer)),
      ]);
      await breath();
      if (newest !== ticket) return;
    }
    send({ kind: 'done', ticket });
  } catch (error) {
    const known =
      error instanceof BookError ? error : new BookError('batching.failed', { reason: String(error) });
    send({ kind: 'error', ticket, id: known.id, data: { ...known.data } });
  }
};
