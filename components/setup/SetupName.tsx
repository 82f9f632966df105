import type { Lang } from '@/components/lang';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { setupNames } from './setup-names';

/** `<SetupName part="model" />`: a part of the reader's Setup by name, inside a sentence. An unknown part fails the build. */
export function SetupName({ part, lang }: { part: string; lang: Lang }) {
  const name = setupNames(RUNNING_EXAMPLE, lang)[part];
  if (name === undefined) throw new Error(`SetupName: there is no part ${part}`);
  return <span data-setup-name={part}>{name}</span>;
}
