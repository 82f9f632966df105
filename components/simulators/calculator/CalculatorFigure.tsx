import type { ReactNode } from 'react';
import { Figure } from '@/components/charts/Figure';
import { FigureTools } from '@/components/charts/FigureTools';
import type { FigureMessages } from '@/components/charts/figure-messages';
import type { Drawing, FigureTable } from '@/components/charts/figure-types';
import { LiveSentence } from '@/components/charts/LiveSentence';
import type { Lang } from '@/components/lang';
import { ParamControls, type ParamWords } from '@/components/ui/ParamControls';
import { Pick } from '@/components/ui/Pick';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import type { ParamSpec } from '@/kernels/simulator';
import styles from './calculator.module.css';
import type { Calculator } from './use-calculator';

/** The words every calculator needs; a view's own messages extend them. */
export interface CalculatorMessages extends ParamWords {
  readonly title: string;
  readonly preset: string;
  /** By preset id. */
  readonly presets: Readonly<Record<string, string>>;
  readonly how: string;
  readonly howText: string;
}

interface CalculatorFigureProps<Result> {
  readonly id: string;
  readonly lang: Lang;
  readonly messages: CalculatorMessages;
  readonly figure: FigureMessages;
  readonly specs: readonly ParamSpec[];
  readonly calculator: Calculator<Result>;
  /** What the figure says now, in one sentence. */
  readonly sentence: string;
  readonly table: () => FigureTable;
  readonly csv?: () => FigureTable;
  readonly svg?: () => Drawing;
  /** `running` while something of it is still being worked out; `done` when not given. */
  readonly state?: 'running' | 'done';
  /** Dials above the drawing, by key; the others stand below it. Default: all above. */
  readonly above?: readonly string[];
  /** The drawing, and the outputs with the figure's metrics. */
  readonly children: ReactNode;
}

/** The frame of a figure without time: scenes and dials, the drawing, tools. */
export function CalculatorFigure<Result>(props: CalculatorFigureProps<Result>) {
  const {
    id,
    lang,
    messages,
    figure,
    specs,
    calculator,
    sentence,
    table,
    csv,
    svg,
    state = 'done',
    children,
  } = props;
  const { settings, setup, result } = calculator;
  const above = props.above ?? specs.map((spec) => spec.key);
  const below = specs.map((spec) => spec.key).filter((key) => !above.includes(key));
  const controls = { specs, values: settings.values, words: messages, onChange: calculator.set };
  return (
    <Figure
      simulator={id}
      state={state}
      title={messages.title}
      description={<LiveSentence text={sentence} />}
      tools={
        <FigureTools
          lang={lang}
          messages={figure}
          source={{
            name: id,
            table,
            csv,
            svg,
            json: () => ({ simulator: id, setup, params: settings.values, result }),
          }}
          how={{ title: messages.how, text: [messages.howText] }}
        />
      }
    >
      <ReplacedNotice issues={settings.issues} messages={figure} />
      <div className={styles.bar}>
        {Object.keys(messages.presets).length > 1 && (
          <Pick
            inline
            name={calculator.presetKey}
            label={messages.preset}
            value={settings.preset}
            options={Object.entries(messages.presets)}
            onPick={calculator.choose}
          />
        )}
        <ParamControls {...controls} only={above} />
      </div>
      {children}
      {below.length > 0 && (
        <div className={styles.bar}>
          <ParamControls {...controls} only={below} />
        </div>
      )}
    </Figure>
  );
}
