/** Recommendations away from the page: a refusal tries hundreds of other questions. */
import { chooseAnswer } from '@/kernels/cost/choose/figure';
import { managerGrid } from '@/kernels/cost/quantization-manager/figure';
import { BookError } from '@/kernels/errors';
import type { Order, Reply } from './advice';

addEventListener('message', ({ data }: MessageEvent<{ ticket: number; order: Order }>) => {
  const { ticket, order } = data;
  let reply: Reply;
  try {
    const answer =
      order.kind === 'choose' ? chooseAnswer(order.setup, order.values) : managerGrid(order.heldTokens);
    reply = { ticket, answer };
  } catch (error) {
    const { id, data: facts } = error instanceof BookError ? error : { id: 'advice.unknown', data: {} };
    reply = { ticket, trouble: { id, data: facts } };
  }
  postMessage(reply);
});
