import { figureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { formatLabel } from '@/components/setup/format-label';
import { accelerators } from '@/kernels/catalog/accelerators';
import { models } from '@/kernels/catalog/models';
import { chooseAnswer } from '@/kernels/cost/choose/figure';
import { chooseParams } from '@/kernels/cost/choose/params';
import { choosePresets } from '@/kernels/cost/choose/scenes';
import { cacheLadder, weightLadder } from '@/kernels/cost/recommend/ladders';
import { RUNNING_EXAMPLE } from '@/kernels/cost/setup';
import { plannerMessages } from '../memory-planner/messages';
import { ChooseView } from './ChooseView';
import { chooseMessages } from './messages';

/** Without the maker, and without what tells no two of them apart. */
const shortName = (name: string) =>
  name
    .replace(/^(?:NVIDIA|GeForce|Phone:|CPU:|AMD Instinct) /, '')
    .replace(/ \((?:LPDDR|AWS|per chip|\d+-core).*\)$/, '');
const names = Object.fromEntries(accelerators.map(({ id, name }) => [id, shortName(name)]));
const formats = [...new Set<string>([...weightLadder, ...cacheLadder, 'fp16', 'mxfp4'])];

/** What the choices of the lists are called: models and devices by their names, formats as one reads them. */
const named: Readonly<Record<string, string>> = Object.fromEntries([
  ...models.map(({ id, name }) => [`about.${id}`, name]),
  ...accelerators.map(({ id }) => [`machine.${id}`, names[id]]),
  ...formats.flatMap((id) => ['formats', 'caches'].map((key) => [`${key}.${id}`, formatLabel(id)])),
]);

/** The recommender; its first scene is answered at build, so that the page shows it without a script. */
export function Chooser({ lang }: { lang: Lang }) {
  const messages = chooseMessages[lang];
  return (
    <ChooseView
      lang={lang}
      messages={{ ...messages, choices: { ...messages.choices, ...named } }}
      figure={figureMessages[lang]}
      terms={plannerMessages[lang].terms}
      names={names}
      specs={chooseParams}
      first={chooseAnswer(RUNNING_EXAMPLE, choosePresets.setup.params)}
    />
  );
}
