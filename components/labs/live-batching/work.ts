/** The requests of the lab: real beginnings of held-out texts, seeded lengths and gaps. */
import { createRandom } from '@/kernels/numbers/random';
import type { PlannedRequest } from './drive';
import type { WorkOptions } from './params';

export interface LiveRequest extends PlannedRequest {
  readonly prompt: readonly number[];
}

const SEED = 4;
const SHORTEST_PROMPT = 6;
/** One kernel of onnxruntime has been seen to go wrong when a call brings more than 31 new tokens per row. */
const LONGEST_PROMPT = 28;

/** @param texts token ids of documents · @param begin tokens that every document begins with */
export function makeRequests(
  texts: readonly (readonly number[])[],
  begin: readonly number[],
  { requests, meanOutput, gapSteps }: WorkOptions,
): LiveRequest[] {
  const random = createRandom(SEED);
  let arrivalSteps = 0;
  return Array.from({ length: requests }, (_, id) => {
    const length = random.integer(SHORTEST_PROMPT, LONGEST_PROMPT);
    const gap = random.exponential(gapSteps);
    if (id > 0) arrivalSteps += gap;
    const outputTokens = Math.min(4 * meanOutput, Math.max(1, Math.round(random.exponential(meanOutput))));
    const text = texts[id % texts.length];
    const prompt = [...begin, ...text].slice(0, length);
    return { id, arrivalSteps, prompt, promptTokens: prompt.length, outputTokens };
  });
}
