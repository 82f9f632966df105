import type { Lang } from '@/components/lang';
import { setupNames } from '@/components/setup/setup-names';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import type { Setup } from '@/kernels/cost/setup';
import type { StepCoefficients } from '@/kernels/cost/step-bound';
import { stepCoefficients } from '@/kernels/cost/step-coefficients';

/** What the home page's figure stands on: a Setup as coefficients, so that its sliders need no catalogue. */
export interface StepBasis {
  readonly coefficients: StepCoefficients;
  readonly capacityBytes: number;
  readonly batch: number;
  readonly contextTokens: number;
  readonly model: string;
  readonly devices: string;
}

/** Throws `BookError` where the device has no rate for the format. */
export function stepBasis(setup: Setup, lang: Lang): StepBasis {
  const { model, devices } = setupNames(setup, lang);
  return {
    coefficients: stepCoefficients(setup),
    capacityBytes: acceleratorById(setup.acceleratorId).memory_gb * 2 ** 30 * setup.devices,
    batch: setup.batch,
    contextTokens: setup.contextTokens,
    model,
    devices,
  };
}
