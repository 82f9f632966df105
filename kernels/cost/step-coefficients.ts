/** The six coefficients of step-bound.ts for a Setup, from the catalogue. */
import { kvCacheBytes, weightBytes, weightBytesRead } from './bytes';
import { decodeStepFlops, receipt } from './receipt';
import { modelOf, type Setup } from './setup';
import type { StepCoefficients } from './step-bound';

/** Coefficients of a Setup; its batch and context do not matter. Worked: the running example reads 139,006,066,688 B of weights. */
export function stepCoefficients(setup: Setup): StepCoefficients {
  const { bytesPerSecond, flopsPerSecond } = receipt(setup);
  const flopsAt = (contextTokens: number) => decodeStepFlops({ ...setup, batch: 1, contextTokens });
  return {
    weightsReadBytes: weightBytesRead(modelOf(setup), setup.weightFormat),
    weightsStoredBytes: weightBytes(modelOf(setup), setup.weightFormat),
    cacheBytesPerToken: kvCacheBytes(modelOf(setup), { tokens: 1, kvFormat: setup.kvFormat }),
    flopsPerSequence: flopsAt(0),
    flopsPerCachedToken: flopsAt(1) - flopsAt(0),
    bytesPerSecond,
    flopsPerSecond,
  };
}
