/** Reads what was pasted, away from the page: however long it is, the page stays awake. */
import { type Paste, readPaste } from '@/kernels/engines/paste';

addEventListener('message', ({ data }: MessageEvent<{ ticket: number; paste: Paste }>) => {
  const { ticket, paste } = data;
  postMessage({ ticket, report: readPaste(paste) });
});
