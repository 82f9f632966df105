/** Requests of a run: Poisson arrivals, lengths log-normal about their means. A rate stretches the same pattern. */
import { createRandom } from '../../numbers/random';
import type { ServingRequest } from '../request';

/** Standard deviation of the logarithm of a length. */
const SPREAD = 0.4;

export interface TrafficOptions {
  readonly requests: number;
  readonly arrivalsPerSecond: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
}

/** Seeded requests in order of arrival. Twice the rate is the same requests at half the distance. */
export function traffic(options: TrafficOptions, seed: number): ServingRequest[] {
  const random = createRandom(seed);
  let unit = 0;
  // exp(−σ²/2) keeps the mean where it is asked for.
  const length = (mean: number) =>
    Math.max(1, Math.round(mean * Math.exp(SPREAD * random.normal() - SPREAD ** 2 / 2)));
  return Array.from({ length: options.requests }, (_, id) => {
    unit += random.exponential(1);
    const promptTokens = length(options.promptTokens);
    return {
      id,
      arrivalSeconds: unit / options.arrivalsPerSecond,
      promptTokens,
      outputTokens: length(options.outputTokens),
    };
  });
}
