'use client';

import { useRef, useState } from 'react';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { shownDrawing } from '@/components/charts/shown-drawing';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { PlayButton } from '@/components/ui/PlayButton';
import type { PublishedSpeculation } from '@/kernels/catalog/speculation';
import { formatNumber } from '@/kernels/numbers/format';
import { speculativeFigure } from '@/kernels/speculative/figure';
import { speculativeParams, speculativePresets } from '@/kernels/speculative/params';
import { speculativeSimulator } from '@/kernels/speculative/simulator';
import { CalculatorFigure } from '../calculator/CalculatorFigure';
import { useCalculator } from '../calculator/use-calculator';
import { BatchPanel, GammaPanel, PANEL_HEIGHT } from './CurvePanels';
import type { SpeculativeMessages } from './messages';
import { Observed } from './Observed';
import { Published } from './Published';
import { firstPlace } from './place';
import { RoundPanel } from './RoundPanel';
import { RowPanel } from './RowPanel';
import { csvOf, metricsOf, metricText, tableOf } from './readings';
import { Strip } from './Strip';
import styles from './speculative.module.css';
import { TreePanel } from './TreePanel';
import { useRounds } from './use-rounds';

interface SpeculativeViewProps {
  readonly lang: Lang;
  readonly messages: SpeculativeMessages;
  readonly figure: FigureMessages;
  readonly published: readonly PublishedSpeculation[];
}

const spec = {
  specs: speculativeParams,
  presets: speculativePresets,
  firstPreset: 'usual',
  compute: speculativeFigure,
};
const chainSpecs = speculativeParams.filter(({ key }) => key !== 'treeNodes');

/** Rounds of guess and check, token by token, and what they gain. */
export function SpeculativeView({ lang, messages, figure, published }: SpeculativeViewProps) {
  const calculator = useCalculator(spec);
  const { result, settings } = calculator;
  const rounds = useRounds(settings.values, settings.seed);
  const { state } = rounds;
  const [choice, setChoice] = useState({ round: state.last, guess: firstPlace(state) });
  const drawings = useRef<HTMLDivElement>(null);
  // A choice lasts as long as its round.
  const chosen = choice.round === state.last ? choice.guess : firstPlace(state);
  const measured = published.find(({ id }) => id === settings.preset);
  const { messageId, values } = speculativeSimulator.describe(state);
  const metrics = metricsOf(result, speculativeSimulator.metrics(state));
  const sentence =
    fill(messages.describe[messageId as keyof SpeculativeMessages['describe']], {
      ...values,
      word: messages.words[Number(values.word)] ?? '',
    }) +
    fill(messages.promise, {
      sequences: result.setup.sequences,
      speedup: `${formatNumber(result.busySpeedup, 3)}×`,
      optimal: result.optimalBusyGamma,
    });
  return (
    <CalculatorFigure
      id="speculative"
      lang={lang}
      messages={messages}
      figure={figure}
      specs={result.setup.shape === 'chain' ? chainSpecs : speculativeParams}
      calculator={calculator}
      sentence={sentence}
      state={rounds.playing ? 'running' : 'done'}
      table={() => tableOf(result, messages)}
      csv={() => csvOf(result, messages)}
      svg={() => shownDrawing(drawings.current)}
    >
      <div className={styles.play}>
        <PlayButton playing={rounds.playing} words={messages} onClick={rounds.togglePlay} />
        <Button name="step" onClick={rounds.step}>
          {messages.step}
        </Button>
        <Button name="reset" onClick={rounds.reset}>
          {messages.reset}
        </Button>
      </div>
      <Strip state={state} words={messages} />
      <RoundPanel
        state={state}
        chosen={chosen}
        onChoose={(guess) => setChoice({ round: state.last, guess })}
        words={messages}
      />
      <TreePanel state={state} words={messages} />
      <RowPanel state={state} chosen={chosen} words={messages} />
      <div ref={drawings} className={styles.curves}>
        {[928, 400].map((width) => {
          const wide = width > 500;
          const panel = wide ? 440 : width;
          return (
            <svg
              key={width}
              viewBox={`0 0 ${width} ${wide ? PANEL_HEIGHT : 2 * PANEL_HEIGHT + 12}`}
              className={`${styles.drawing} ${wide ? styles.wide : styles.narrow}`}
              role="img"
              aria-label={messages.drawing}
            >
              <GammaPanel result={result} words={messages} width={panel} />
              <g transform={wide ? `translate(${width - panel} 0)` : `translate(0 ${PANEL_HEIGHT + 12})`}>
                <BatchPanel result={result} words={messages} width={panel} measured={measured} />
              </g>
            </svg>
          );
        })}
      </div>
      <div className={styles.below}>
        <Observed state={state} seed={settings.seed} lang={lang} words={messages} />
        <dl className={styles.readings}>
          {metrics.map(([name, value]) => (
            <div key={name}>
              <dt>{messages.metrics[name]}</dt>
              <dd data-answer={name === 'expectedTokens' || name === 'tokensPerPass' ? '' : undefined}>
                <output data-metric={name} data-value={value}>
                  {metricText(name, value, messages)}
                </output>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <output data-metric="rounds" data-value={state.rounds} hidden>
        {state.rounds}
      </output>
      <Published
        rows={published}
        setup={calculator.setup}
        preset={settings.preset}
        words={messages}
        onChoose={calculator.choose}
      />
    </CalculatorFigure>
  );
}
