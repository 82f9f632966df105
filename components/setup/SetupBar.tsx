import type { Lang } from '@/components/lang';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { setupMessages } from './messages';
import styles from './SetupBar.module.css';
import { SetupStart } from './SetupStart';
import { setupNames } from './setup-names';

const parts = ['model', 'weights', 'devices', 'kv', 'batch', 'context'] as const;
/** The field of the dialog that a part of the bar leads to. */
const fields: Readonly<Record<(typeof parts)[number], string>> = {
  model: 'model',
  weights: 'weights',
  devices: 'accelerator',
  kv: 'kv',
  batch: 'batch',
  context: 'context',
};

/** The Setup in one slim line: it reads as a sentence without scripts, and opens the dialog with them. */
export function SetupBar({ lang }: { lang: Lang }) {
  const words = setupMessages[lang];
  const names = setupNames(RUNNING_EXAMPLE, lang);
  return (
    <section className={styles.bar} aria-label={words.title} data-setup-bar="">
      <div className={styles.parts}>
        <span className={styles.label}>{words.title}</span>
        {parts.map((part) => (
          <span key={part} className={styles.part} data-setup-part={fields[part]} data-setup-name={part}>
            {names[part]}
          </span>
        ))}
        <span className={styles.fits} data-setup-name="fits" data-fits={names.verdict}>
          {names.fits}
        </span>
      </div>
      <SetupStart lang={lang} label={words.change} dismiss={words.dismiss} />
    </section>
  );
}
