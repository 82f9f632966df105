/** The step time of the reader's machine: all devices of the Setup as one server, its matrices split over them. */
import { modelOf, type Setup } from '../../cost/setup';
import { createStepTime, type StepTime } from './step-time';

/** Communication between the devices is left out: a Setup does not say what joins them. Throws as `createStepTime`. */
export function setupStepTime(setup: Setup): StepTime {
  return createStepTime({
    model: modelOf(setup),
    accelerator: setup.acceleratorId,
    tensorParallel: setup.devices,
    weightFormat: setup.weightFormat,
    kvFormat: setup.kvFormat,
  });
}
