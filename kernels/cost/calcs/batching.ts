/** The numbers of the chapter on batching: steps of the reader's machine, the figure's first scene, a published run. */
import type { CalcDefinition } from '../calc';
import { batchingPublishedCalcs } from './batching-published';
import { batchingSimulatedCalcs } from './batching-simulated';
import { batchingStepCalcs } from './batching-step';

export const batchingCalcs: Record<string, CalcDefinition> = {
  ...batchingStepCalcs,
  ...batchingSimulatedCalcs,
  ...batchingPublishedCalcs,
};
