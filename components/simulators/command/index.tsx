import '@/components/labs/live/looks';
import './command.module.css';
import type { Lang } from '@/components/lang';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { readPaste } from '@/kernels/engines/paste';
import { Door } from './Door';
import { FIRST, scenes } from './scenes';

/** The command lines of three engines, read; the first scene is in the page itself. */
export function CommandSimulator({ lang, preset: asked }: { lang: Lang; preset?: string }) {
  const preset = asked && Object.hasOwn(scenes, asked) ? asked : FIRST;
  const { command, log, card } = scenes[preset];
  const setup = card ? { ...RUNNING_EXAMPLE, acceleratorId: card } : RUNNING_EXAMPLE;
  return <Door lang={lang} preset={preset} first={readPaste({ command, log, setup })} />;
}
