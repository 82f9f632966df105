import { useState } from 'react';
import { WideTable } from '@/components/labs/live/WideTable';
import { fill } from '@/components/lang';
import { formatLabel } from '@/components/setup/format-label';
import { startSetup } from '@/components/setup/restore';
import { type ReaderSetup, setSetupState, setupState } from '@/components/setup/store';
import planner from '@/components/simulators/memory-planner/planner.module.css';
import { Button } from '@/components/ui/Button';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import type { PlanTerm } from '@/kernels/cost/plan-memory';
import { formatNumber } from '@/kernels/numbers/format';
import { Bars, barOrder, type Side } from './Bars';
import styles from './choose.module.css';
import { evenPrice, readings } from './readings';
import { plannerHref, setupOf } from './setup-link';
import { formatsText, machineOf, reasonText, type Speaker, splitText } from './words';

interface CompareProps {
  readonly answer: ChooseAnswer;
  readonly sides: readonly Side[];
  readonly speaker: Speaker;
  readonly terms: Readonly<Record<PlanTerm, string>>;
  readonly setup: ReaderSetup;
}

/** Two candidates side by side: bars, figures, reasons, and where to go on with them. */
export function Compare({ answer, sides, speaker, terms, setup }: CompareProps) {
  const { words, lang } = speaker;
  const [taken, setTaken] = useState('');
  const rows = readings(answer, sides, speaker);
  const take = async ({ one }: Side) => {
    const next = setupOf(one, answer, setup);
    await startSetup();
    setSetupState({ ...setupState(), setup: next });
    setTaken(
      fill(words.taken, {
        machine: `${next.devices} × ${speaker.names[next.acceleratorId]}`,
        weights: formatLabel(next.weightFormat),
        cache: formatLabel(next.kvFormat),
      }),
    );
  };
  const even = evenPrice(sides, speaker);
  const shown = barOrder.filter((term) => sides.some(({ one }) => one.memory[term] > 0));
  return (
    <section aria-label={words.comparing} className={styles.compare}>
      {[928, 400].map((width) => (
        <Bars key={width} {...{ sides, speaker, width }} />
      ))}
      <p className={styles.legend}>
        {shown.map((term) => (
          <span key={term}>
            <span className={`${planner.swatch} ${planner[term]}`} />
            {terms[term]}
          </span>
        ))}
        {(['memory', 'compute', 'communication'] as const).map((part) => (
          <span key={part}>
            <span className={`${planner.swatch} ${styles[`${part}Swatch`]}`} />
            {words.times[part]}
          </span>
        ))}
      </p>
      <WideTable label={words.comparing}>
        <thead>
          <tr>
            <td />
            {sides.map(({ name, one }) => (
              <th key={name} scope="col">
                <b>{name}</b> {machineOf(one, speaker)}
                <small>
                  {formatsText(one, speaker)} · {splitText(one, speaker)}
                </small>
              </th>
            ))}
            {sides.length > 1 && <th scope="col">{words.ratio}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, cells, ratio }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {cells.map(({ text, value }, index) => (
                <td key={sides[index].name}>
                  <output data-metric={`${sides[index].name.toLowerCase()}.${key}`} data-value={value}>
                    {text}
                  </output>
                </td>
              ))}
              {sides.length > 1 && <td>{ratio === undefined ? '' : `${formatNumber(ratio, 3)}×`}</td>}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {even && <p className={styles.note}>{even}</p>}
      <div className={styles.pair}>
        {sides.map((side) => (
          <div key={side.name}>
            <h3>{fill(words.why, { side: side.name })}</h3>
            <ul data-reasons={side.name.toLowerCase()}>
              {side.one.reasons.map((reason) => (
                <li key={reason.id} data-reason={reason.id}>
                  {reasonText(reason, speaker)}
                </li>
              ))}
            </ul>
            <p className={styles.onward}>
              <Button name={`take-${side.name.toLowerCase()}`} onClick={() => void take(side)}>
                {fill(words.take, { side: side.name })}
              </Button>
              <a href={plannerHref(setupOf(side.one, answer, setup), lang)}>
                {fill(words.planner, { side: side.name })}
              </a>
            </p>
          </div>
        ))}
      </div>
      <p role="status" className={styles.note}>
        {taken}
      </p>
    </section>
  );
}
