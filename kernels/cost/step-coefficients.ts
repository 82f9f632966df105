/** The coefficients of step-bound.ts for a Setup, from the catalogue. */
import { kvCacheBytes, weightBytes, weightBytesRead } from './bytes';
import { layersBySight } from './layers';
import { decodeStepFlops, receipt } from './receipt';
import { modelOf, type Setup } from './setup';
import type { StepCoefficients } from './step-bound';

/** Coefficients of a Setup; its batch and context do not matter. Worked: the running example reads 139,006,066,688 B of weights. */
export function stepCoefficients(setup: Setup): StepCoefficients {
  const model = modelOf(setup);
  const { bytesPerSecond, flopsPerSecond } = receipt(setup);
  const { global, local, window } = layersBySight(model);
  const globalShare = global / model.layers;
  const flopsAt = (contextTokens: number) => decodeStepFlops({ ...setup, batch: 1, contextTokens });
  const cachePerToken = kvCacheBytes(model, { tokens: 1, kvFormat: setup.kvFormat });
  const flopsPerToken = flopsAt(1) - flopsAt(0);
  return {
    weightsReadBytes: weightBytesRead(model, setup.weightFormat),
    weightsStoredBytes: weightBytes(model, setup.weightFormat),
    cacheBytesPerToken: cachePerToken * globalShare,
    windowCacheBytesPerToken: cachePerToken * (1 - globalShare),
    windowTokens: local > 0 ? window : 0,
    flopsPerSequence: flopsAt(0),
    flopsPerCachedToken: flopsPerToken * globalShare,
    windowFlopsPerCachedToken: flopsPerToken * (1 - globalShare),
    bytesPerSecond,
    flopsPerSecond,
  };
}
