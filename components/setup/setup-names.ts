import { fill, type Lang } from '@/components/lang';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { planMemory } from '@/kernels/cost/plan-memory';
import { modelOf, type Setup } from '@/kernels/cost/setup';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { setupMessages } from './messages';

/** What each part of a Setup is called in a sentence, by the name that `<SetupName part>` gives it. */
export function setupNames(setup: Setup, lang: Lang): Readonly<Record<string, string>> {
  const words = setupMessages[lang];
  const accelerator = acceleratorById(setup.acceleratorId).name.replace('NVIDIA ', '');
  const plan = planMemory({ ...setup, model: modelOf(setup), accelerator: setup.acceleratorId });
  const gigabytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const names = {
    model: modelOf(setup).name,
    weights: setup.weightFormat.toUpperCase(),
    accelerator,
    devices: `${setup.devices} × ${accelerator}`,
    kv: `KV ${setup.kvFormat.toUpperCase()}`,
    batch: fill(words.requests, { n: formatNumber(setup.batch, 9) }),
    context: fill(words.contextEach, { n: formatNumber(setup.contextTokens, 9) }),
    fits: fill(plan.fits ? words.fits : words.doesNotFit, {
      used: gigabytes(plan.total),
      capacity: gigabytes(plan.capacity),
    }),
  };
  const { model, weights, devices, kv, batch, context, fits } = names;
  return { ...names, all: [model, weights, devices, kv, batch, context, fits].join(' · ') };
}
