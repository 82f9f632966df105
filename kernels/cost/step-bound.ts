/**
 * The floor of a decode step as a function of batch and context alone, for one fixed model and machine: a few
 * coefficients instead of the catalogue, so that a page can follow a slider without loading it.
 * Same model and same omissions as receipt.ts; a test holds the two equal. Imports nothing: the catalogue stays on
 * the server, which makes the coefficients (step-coefficients.ts).
 */

export interface StepCoefficients {
  /** Bytes of weights read in one step, whatever the batch. */
  readonly weightsReadBytes: number;
  /** Bytes of weights stored. */
  readonly weightsStoredBytes: number;
  /** Bytes of keys and values per cached token, in layers that keep every token. */
  readonly cacheBytesPerToken: number;
  /** The same in layers that keep a window; 0 without one. */
  readonly windowCacheBytesPerToken: number;
  /** Tokens of that window; 0 without one. */
  readonly windowTokens: number;
  /** FLOPs of one sequence's step without context. */
  readonly flopsPerSequence: number;
  /** FLOPs that each cached token adds, in layers that keep every token, and in those that keep a window. */
  readonly flopsPerCachedToken: number;
  readonly windowFlopsPerCachedToken: number;
  readonly bytesPerSecond: number;
  readonly flopsPerSecond: number;
}

export interface StepBound {
  readonly weightsSeconds: number;
  readonly cacheSeconds: number;
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly floorSeconds: number;
  readonly boundBy: 'memory' | 'compute';
  /** Bytes that must be held: weights and cache. */
  readonly storedBytes: number;
  readonly tokensPerSecond: number;
}

/** The floor for `batch` sequences of `contextTokens` tokens each. Worked: 32 × 8,192 on the running example, 27.6 ms. */
export function stepBound(c: StepCoefficients, batch: number, contextTokens: number): StepBound {
  const inWindow = Math.min(contextTokens, c.windowTokens);
  const cacheBytes = (c.cacheBytesPerToken * contextTokens + c.windowCacheBytesPerToken * inWindow) * batch;
  const attention = c.flopsPerCachedToken * contextTokens + c.windowFlopsPerCachedToken * inWindow;
  const weightsSeconds = c.weightsReadBytes / c.bytesPerSecond;
  const cacheSeconds = cacheBytes / c.bytesPerSecond;
  const memorySeconds = weightsSeconds + cacheSeconds;
  const computeSeconds = (batch * (c.flopsPerSequence + attention)) / c.flopsPerSecond;
  const floorSeconds = Math.max(memorySeconds, computeSeconds);
  return {
    weightsSeconds,
    cacheSeconds,
    memorySeconds,
    computeSeconds,
    floorSeconds,
    boundBy: memorySeconds >= computeSeconds ? 'memory' : 'compute',
    storedBytes: c.weightsStoredBytes + cacheBytes,
    tokensPerSecond: batch / floorSeconds,
  };
}
