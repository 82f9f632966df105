import { asset } from '@/components/base-path';
import type { Lang } from '@/components/lang';
import type { ReaderSetup } from '@/components/setup/store';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import type { Configuration } from '@/kernels/cost/recommend/configuration';

const MOST_BATCH = 4096;

/** One copy of a candidate as a Setup: what the memory planner can be shown, and what the book can go on with. */
export function setupOf(one: Configuration, answer: ChooseAnswer, reader: ReaderSetup): ReaderSetup {
  const { tensorParallel, pipelineStages } = one.split;
  const { customModel, shape, guesses, modelId } = reader;
  const own = customModel && answer.modelId === customModel.id;
  return {
    modelId: own ? modelId : answer.modelId,
    ...(own ? { customModel, shape } : {}),
    acceleratorId: one.acceleratorId,
    devices: tensorParallel * pipelineStages,
    weightFormat: one.weightFormat,
    kvFormat: one.kvFormat,
    batch: Math.min(MOST_BATCH, one.batch),
    contextTokens: answer.contextTokens,
    // A price is one of a device; it does not follow to another.
    ...(guesses && one.acceleratorId === reader.acceleratorId ? { guesses } : {}),
  };
}

/** The chapter of the memory planner with a Setup in its address. */
export function plannerHref(setup: ReaderSetup, lang: Lang): string {
  const query = new URLSearchParams({
    ...(setup.shape ? { shape: setup.shape } : { model: setup.modelId }),
    accelerator: setup.acceleratorId,
    devices: String(setup.devices),
    weights: setup.weightFormat,
    kv: setup.kvFormat,
    batch: String(setup.batch),
    context: String(setup.contextTokens),
    ...Object.fromEntries(Object.entries(setup.guesses ?? {}).map(([key, value]) => [key, String(value)])),
  });
  return `${asset(`/${lang}/bytes/`)}?${query}`;
}
