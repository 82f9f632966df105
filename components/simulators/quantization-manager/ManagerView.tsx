'use client';

import type { ReactNode } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import type { FigureTable } from '@/components/charts/figure-types';
import { fill, type Lang } from '@/components/lang';
import { formatLabel } from '@/components/setup/format-label';
import type { ManagerGrid } from '@/kernels/cost/quantization-manager/figure';
import { managerFaultIds, managerParams, managerPresets } from '@/kernels/cost/quantization-manager/params';
import type { Setup } from '@/kernels/cost/setup';
import type { ParamValues } from '@/kernels/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { useAdvice } from '../choose/use-advice';
import { Detail } from './Detail';
import { Grid } from './Grid';
import styles from './manager.module.css';
import type { ManagerMessages } from './messages';
import { bytes, type Names, rate } from './words';

interface ManagerViewProps {
  readonly lang: Lang;
  readonly messages: ManagerMessages;
  readonly figure: FigureMessages;
  readonly names: Names;
  /** The grid of the first scene, computed at build. */
  readonly first: ManagerGrid;
  /** What is wrong whatever is asked: finished HTML. */
  readonly children: ReactNode;
}

const question = (_: Setup, values: ParamValues) => ({
  kind: 'manager' as const,
  heldTokens: Number(values.heldTokens),
});
const spec = {
  specs: managerParams,
  presets: managerPresets,
  firstPreset: 'refused',
  compute: question,
  presetKey: 'audit',
};
const above = ['fault', 'heldTokens', 'profile', 'card'];

/** The notes' recommender asked all thirty questions it knows, with each answer’s faults. */
export function ManagerView({ lang, messages, figure, names, first, children }: ManagerViewProps) {
  const calculator = useCalculator(spec);
  const { values } = calculator.settings;
  const { answer: grid, trouble, settled } = useAdvice(calculator.result, first);
  const [profile, card, fault] = [String(values.profile), String(values.card), String(values.fault)];
  const cell = grid.cells.find((one) => one.modelKey === profile && one.gpu === card) ?? grid.cells[0];
  const sentence = fill(messages.sentence, {
    model: names.models[cell.modelKey],
    card: names.cards[cell.gpu],
    says: messages.methods[cell.said.method],
    speed: cell.said.tokensPerSecond,
  });
  return (
    <CalculatorFigure
      id="quantization-manager"
      lang={lang}
      messages={{
        ...messages,
        choices: {
          ...messages.choices,
          ...prefixed('profile', names.models),
          ...prefixed('card', names.cards),
        },
      }}
      figure={figure}
      specs={managerParams}
      above={above}
      calculator={{ ...calculator, result: grid }}
      state={settled ? 'done' : 'running'}
      sentence={trouble ? messages.trouble : sentence}
      table={() => tableOf(grid, names, lang, messages)}
    >
      <div className={settled ? undefined : styles.stale}>
        <Grid
          {...{ grid, names, profile, card, fault }}
          words={messages}
          onPick={({ modelKey, gpu }) => calculator.setAll({ profile: modelKey, card: gpu })}
        />
        <Detail {...{ cell, names, lang }} words={messages} />
      </div>
      <dl className={`${styles.readings} ${styles.counts}`} aria-label={messages.counts}>
        {[...managerFaultIds, 'none' as const].map((id) => (
          <div key={id}>
            <dt>{id === 'none' ? messages.clean : messages.choices[`fault.${id}`]}</dt>
            <dd data-answer={id === 'none' ? '' : undefined}>
              <output data-metric={id === 'none' ? 'clean' : `fault.${id}`} data-value={grid.counts[id]}>
                {grid.counts[id]}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      {children}
    </CalculatorFigure>
  );
}

const prefixed = (key: string, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(names).map(([id, name]) => [`${key}.${id}`, name]));

function tableOf(grid: ManagerGrid, names: Names, lang: Lang, words: ManagerMessages): FigureTable {
  return {
    caption: words.grid,
    columns: words.tableColumns.map((label, index) => ({ label, numeric: index > 2, answer: index === 7 })),
    rows: grid.cells.map((cell) => [
      `${names.models[cell.modelKey]}, ${names.cards[cell.gpu]}`,
      words.methods[cell.said.method],
      cell.ours ? formatLabel(cell.ours.format) : words.none,
      bytes(cell.needsBytes, lang),
      bytes(cell.holdsBytes, lang),
      cell.said.tokensPerSecond,
      rate(cell.boundTokensPerSecond),
      cell.faults.length,
    ]),
  };
}
