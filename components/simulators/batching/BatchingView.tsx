'use client';

import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import type { Lang } from '@/components/lang';
import { fill } from '@/components/lang';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { longestTokens, turnedAway } from '@/kernels/serving/batching/params';
import type { Traffic } from '@/kernels/serving/workload/csv';
import { RunPanel } from '../player/RunPanel';
import { BatchingTools } from './BatchingTools';
import styles from './batching.module.css';
import { type Clock, createClock } from './clock';
import { Guide } from './Guide';
import { Inspector } from './Inspector';
import { Lanes } from './Lanes';
import { Legend } from './Legend';
import type { BatchingMessages } from './messages';
import { PlayBar } from './PlayBar';
import { PolicyTable } from './PolicyTable';
import { figurePresets, figureSpecs, sloOf } from './params';
import { type PolicyId, type Show, shownPolicies } from './policies';
import { problemText } from './problem';
import { describeText } from './readings';
import type { BatchingRun } from './run-file';
import { Scrubber } from './Scrubber';
import { Settings } from './Settings';
import { SloPanel } from './SloPanel';
import { TracePanel } from './TracePanel';
import type { PolicyResults } from './types';
import { useDials, useLatest } from './use-dials';
import { useNearby } from './use-nearby';
import { useRun } from './use-run';
import { endOf, windowOf } from './window';

export interface BatchingViewProps {
  readonly lang: Lang;
  readonly messages: BatchingMessages;
  readonly figure: FigureMessages;
  readonly preset: string;
  readonly first: PolicyResults;
  /** The first frame's timelines, drawn on the server. */
  readonly stills: Readonly<Partial<Record<PolicyId, ReactNode>>>;
}

const runFormat = () =>
  import('./run-file').then(({ batchingFormat }) => batchingFormat(figureSpecs, Object.keys(figurePresets)));

/** The live figure: keeps dials, address, clock and worker together; its parts draw themselves. */
export function BatchingView({ lang, messages, figure, preset, first, stills }: BatchingViewProps) {
  const { settings, usual, set, setSeed, choose, load } = useDials(preset);
  const [own, setOwn] = useState<Traffic>();
  const [playing, setPlaying] = useState(false);
  const [zoom, setZoom] = useState(1);
  const [centre, setCentre] = useState(0);
  const show = settings.values.show as Show;
  const shown = useMemo(() => shownPolicies(show), [show]);
  const focus = shown[shown.length - 1];
  const { ttftSloSeconds, tpotSloSeconds } = settings.values;
  const slo = useMemo(() => sloOf({ ttftSloSeconds, tpotSloSeconds }), [ttftSloSeconds, tpotSloSeconds]);
  const { results, report, busy, problem, runner } = useRun(first, usual, settings, own);
  const endSeconds = endOf(results, shown);
  const [clock] = useState<Clock>(() => createClock(endSeconds, setPlaying));
  const root = useRef<HTMLElement>(null);
  useNearby(root, clock);
  useEffect(() => clock.setEnd(endSeconds), [clock, endSeconds]);
  useEffect(() => () => clock.pause(), [clock]);

  const window = useMemo(() => windowOf(results, shown, zoom, centre), [results, shown, zoom, centre]);
  // A moment beyond what is on show takes the window along.
  useEffect(
    () =>
      clock.subscribe((seconds) => {
        if (seconds < window.fromSeconds || seconds > window.toSeconds) setCentre(seconds);
      }),
    [clock, window],
  );
  const latest = useLatest({ settings, own, report, focus, endSeconds });
  const [actions] = useState(() => ({
    open: (policy: PolicyId, seconds: number) => runner.inspect(policy, seconds),
    step: (by: number) => {
      const now = latest();
      if (now.report) runner.inspect(now.report.policy, 0, by);
      else runner.inspect(now.focus, clock.seconds < now.endSeconds ? clock.seconds : 0);
    },
    show: (next: Show) => set('show', next),
    preset: (name: string) => {
      setOwn(undefined);
      choose(name);
    },
    zoom: (next: number) => {
      setCentre(clock.seconds);
      setZoom(next);
    },
    current: (): BatchingRun => {
      const { settings: now, own: given } = latest();
      const { preset: name, values: params, seed } = now;
      return { preset: name, params, seed, own: given, nowSeconds: clock.seconds };
    },
    load: (saved: BatchingRun) => {
      setOwn(saved.own);
      load({ preset: saved.preset, values: { ...saved.params }, seed: saved.seed });
      clock.resume(saved.nowSeconds);
    },
  }));
  const sentence = problem
    ? fill(messages.describe.failed, { reason: problemText(problem, messages) })
    : describeText(results, shown, slo, messages);
  const state = problem ? 'error' : busy || playing ? 'running' : results === first ? 'idle' : 'done';
  const parts = { results, shown, slo, lang, messages };

  return (
    <Figure
      ref={root}
      simulator="batching"
      state={state}
      title={messages.title}
      description={<LiveSentence text={sentence} />}
      tools={<BatchingTools {...parts} settings={settings} figure={figure} />}
    >
      <ReplacedNotice issues={settings.issues} messages={figure} />
      <Guide show={show} messages={messages} onShow={actions.show} />
      <PlayBar
        {...{ clock, playing, messages, zoom }}
        preset={settings.preset}
        rate={settings.values.arrivalsPerSecond}
        onZoom={actions.zoom}
        onPreset={actions.preset}
        onChange={set}
      />
      <Lanes {...parts} {...{ window, clock, stills }} onChoose={actions.open} />
      <Scrubber clock={clock} endSeconds={endSeconds} messages={messages} />
      <Legend messages={messages} shown={shown} />
      <SloPanel {...parts} onChange={set} />
      <PolicyTable {...parts} />
      <Inspector report={report} lang={lang} messages={messages} onStep={actions.step} />
      <Settings
        values={settings.values}
        messages={messages}
        seed={settings.seed}
        onChange={set}
        onSeed={setSeed}
      />
      <div className={styles.files}>
        <TracePanel
          own={own}
          turnedAway={own?.kind === 'trace' ? turnedAway(own.requests, settings.values) : 0}
          mostTokens={longestTokens(settings.values)}
          messages={messages}
          onOwn={setOwn}
        />
        <RunPanel
          simulator="batching"
          words={messages.run}
          format={runFormat}
          current={actions.current}
          onLoad={actions.load}
        />
      </div>
    </Figure>
  );
}
