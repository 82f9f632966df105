/** Recommendations away from the page: a refusal tries hundreds of other questions. */
import { chooseAnswer } from '@/kernels/cost/choose/figure';
import { managerGrid } from '@/kernels/cost/quantization-manager/figure';
import { BookError } from '@/kernels/errors';
import type { Order, Reply } from './advice';

function reply(order: Order): Reply {
  try {
    return {
      answer:
        order.kind === 'choose' ? chooseAnswer(order.setup, order.values) : managerGrid(order.heldTokens),
    };
  } catch (error) {
    return error instanceof BookError
      ? { trouble: { id: error.id, data: error.data } }
      : { trouble: { id: 'advice.unknown', data: {} } };
  }
}

addEventListener('message', ({ data }: MessageEvent<Order>) => postMessage(reply(data)));
