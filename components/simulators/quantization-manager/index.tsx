import { StaticHtml } from '@/components/book/StaticHtml';
import { stillHtml } from '@/components/book/still-html';
import { figureMessages } from '@/components/charts/figure-messages';
import { fill, type Lang } from '@/components/lang';
import { managerGrid } from '@/kernels/cost/quantization-manager/figure';
import { managerFaults } from '@/kernels/cost/quantization-manager/general-faults';
import { managerMemory, managerProfiles } from '@/kernels/cost/quantization-manager/manager';
import { managerPresets } from '@/kernels/cost/quantization-manager/params';
import { formatNumber } from '@/kernels/numbers/format';
import { ManagerView } from './ManagerView';
import styles from './manager.module.css';
import { managerMessages } from './messages';

/** The notes' manager, audited; the first scene and what is always wrong are HTML of the page. */
export function QuantizationManager({ lang }: { lang: Lang }) {
  const messages = managerMessages[lang];
  const names = {
    models: Object.fromEntries([...managerProfiles].map(([key, { name }]) => [key, name])),
    cards: Object.fromEntries([...managerMemory.keys()].map((key) => [key, key.replace(/-(\d+GB)$/, ' $1')])),
  };
  return (
    <ManagerView
      lang={lang}
      messages={messages}
      figure={figureMessages[lang]}
      names={names}
      first={managerGrid(managerPresets.refused.params.heldTokens)}
    >
      <StaticHtml
        as="div"
        className={styles.general}
        html={
          stillHtml(
            <>
              <h3>{messages.generalTitle}</h3>
              <ul>
                {managerFaults().map(({ id, values }) => (
                  <li key={id} data-general={id}>
                    {fill(messages.general[id], rounded(values))}
                  </li>
                ))}
              </ul>
            </>,
          ) ?? ''
        }
      />
    </ManagerView>
  );
}

const rounded = (values: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatNumber(value, 3) : value,
    ]),
  );
