/**
 * The traffic: requests arrive as a Poisson process; prompt and answer lengths are log-normal, cut to what the model
 * can take; a share of requests asks for a second answer to the same prompt (a fork).
 * Leaves out: bursts, users who wait for an answer before they ask again, requests that are cancelled.
 */
import { createRandom, type Random } from '../../numbers/random';
import type { PagingSetup } from './params';

export interface Request {
  readonly arrivalSeconds: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Length of the second answer; 0 when none is asked for. */
  readonly secondOutputTokens: number;
}

/** Spread of the logarithm of a length. 0.7 puts the median at 78 % of the mean, with a long tail, as chats have. */
const LENGTH_SIGMA = 0.7;
const SHORTEST_TOKENS = 4;

/**
 * All requests of a run, in order of arrival. Every request takes the same number of random draws whatever the
 * parameters, so that turning one dial leaves the rest of the traffic as it was.
 */
export function makeTraffic(setup: PagingSetup, seed: number): readonly Request[] {
  const random = createRandom(seed);
  const requests: Request[] = [];
  let arrivalSeconds = 0;
  for (let count = 0; count < setup.requests; count++) {
    arrivalSeconds += random.exponential(1 / setup.arrivalsPerSecond);
    const prompt = logNormal(random, setup.promptTokens);
    const output = logNormal(random, setup.outputTokens);
    const second = logNormal(random, setup.outputTokens);
    const forks = random.uniform() < setup.forkShare;
    const promptTokens = clamp(prompt, setup.maxModelTokens - SHORTEST_TOKENS);
    const room = setup.maxModelTokens - promptTokens;
    requests.push({
      arrivalSeconds,
      promptTokens,
      outputTokens: clamp(output, room),
      secondOutputTokens: forks ? clamp(second, room) : 0,
    });
  }
  return requests;
}

/** A log-normal draw with the given mean. */
function logNormal(random: Random, mean: number): number {
  return mean * Math.exp(LENGTH_SIGMA * random.normal() - (LENGTH_SIGMA * LENGTH_SIGMA) / 2);
}

function clamp(length: number, longest: number): number {
  return Math.max(SHORTEST_TOKENS, Math.min(longest, Math.round(length)));
}
