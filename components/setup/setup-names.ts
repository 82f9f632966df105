import { fill, type Lang } from '@/components/lang';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { planMemory } from '@/kernels/cost/plan-memory';
import { modelOf, type Setup } from '@/kernels/cost/setup';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { formatLabel } from './format-label';
import { setupMessages } from './messages';

/** What each part of a Setup is called in a sentence, by the name that `<SetupName part>` gives it. */
export function setupNames(setup: Setup, lang: Lang): Readonly<Record<string, string>> {
  const words = setupMessages[lang];
  const accelerator = acceleratorById(setup.acceleratorId).name.replace('NVIDIA ', '');
  const plan = planMemory({ ...setup, model: modelOf(setup), accelerator: setup.acceleratorId });
  const gigabytes = (value: number) => formatQuantity(value, 'bytes', { lang });
  const names = {
    model: modelOf(setup).name,
    weights: formatLabel(setup.weightFormat),
    accelerator,
    devices: `${setup.devices} × ${accelerator}`,
    kv: `KV ${formatLabel(setup.kvFormat)}`,
    // A narrow space is too narrow beside a word.
    batch: formatQuantity(setup.batch, 'requests', { lang, digits: 9 }).replace('\u202f', ' '),
    context: fill(words.contextEach, { n: formatNumber(setup.contextTokens, 9) }),
    fits: fill(plan.fits ? words.fits : words.doesNotFit, {
      used: gigabytes(plan.total),
      capacity: gigabytes(plan.capacity),
    }),
  };
  const { model, weights, devices, kv, batch, context, fits } = names;
  const verdict = plan.fits ? 'yes' : 'no';
  return { ...names, verdict, all: [model, weights, devices, kv, batch, context, fits].join(' · ') };
}
