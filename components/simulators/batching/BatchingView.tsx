'use client';

import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import type { Lang } from '@/components/lang';
import { fill } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import type { Traffic } from '@/kernels/serving/workload/csv';
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
import { RunPanel } from './RunPanel';
import { describeText } from './readings';
import { Scrubber } from './Scrubber';
import { Settings } from './Settings';
import { SloPanel } from './SloPanel';
import { TracePanel } from './TracePanel';
import type { PolicyResults } from './types';
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

/** The live figure: keeps dials, address, clock and worker together; its parts draw themselves. */
export function BatchingView({ lang, messages, figure, preset, first, stills }: BatchingViewProps) {
  const usual = useMemo(() => readUrlState('', figureSpecs, figurePresets, preset), [preset]);
  const [settings, setSettings] = useState<UrlState>(usual);
  const [own, setOwn] = useState<Traffic>();
  const [playing, setPlaying] = useState(false);
  const [zoom, setZoom] = useState(1);
  const [centre, setCentre] = useState(0);
  const [address] = useState(createUrlWriter);
  const show = settings.values.show as Show;
  const shown = useMemo(() => shownPolicies(show), [show]);
  const focus = shown[shown.length - 1];
  const slo = useMemo(() => sloOf(settings.values), [settings.values]);
  const { results, report, busy, problem, runner } = useRun(first, usual, settings, own);
  const endSeconds = endOf(results, shown);
  const [clock] = useState<Clock>(() => createClock(endSeconds, setPlaying));
  const root = useRef<HTMLElement>(null);
  useNearby(root, clock);
  useEffect(() => clock.setEnd(endSeconds), [clock, endSeconds]);
  useEffect(() => () => clock.pause(), [clock]);

  useEffect(() => {
    const asked = readUrlState(location.search, figureSpecs, figurePresets, preset);
    if (JSON.stringify(asked) !== JSON.stringify(usual)) setSettings(asked);
    return () => address.cancel();
  }, [preset, usual, address]);

  const change = (next: Omit<UrlState, 'issues'>) => {
    setSettings({ ...next, issues: [] });
    address.write((search) => writeUrlState(search, next, figureSpecs, figurePresets, preset));
  };
  const set = (key: string, value: number | string) =>
    change({ ...settings, values: { ...settings.values, [key]: value } });
  const window = useMemo(() => windowOf(results, shown, zoom, centre), [results, shown, zoom, centre]);
  const choose = useCallback(
    (policy: PolicyId, seconds: number) => runner.inspect(policy, seconds),
    [runner],
  );
  const words = { labels: messages.labels, units: messages.units, choices: messages.choices };
  const controls = { specs: figureSpecs, values: settings.values, words, onChange: set };
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
      <Guide show={show} messages={messages} onShow={(next) => set('show', next)} />
      <PlayBar
        {...{ clock, playing, messages, zoom }}
        preset={settings.preset}
        presets={Object.keys(figurePresets)}
        onZoom={(next) => {
          setCentre(clock.seconds);
          setZoom(next);
        }}
        onPreset={(name) => {
          setOwn(undefined);
          change({
            preset: name,
            values: { ...figurePresets[name].params, show },
            seed: figurePresets[name].seed,
          });
        }}
      >
        <ParamControls {...controls} only={['arrivalsPerSecond']} />
      </PlayBar>
      <Lanes {...parts} {...{ window, clock, stills }} onChoose={choose} />
      <Scrubber clock={clock} endSeconds={endSeconds} messages={messages} />
      <Legend messages={messages} absent={absentInks(shown)} />
      <SloPanel {...parts} values={settings.values} onChange={set} />
      <PolicyTable {...parts} />
      <Inspector
        report={report}
        lang={lang}
        messages={messages}
        onStep={(by) => {
          const moment = clock.seconds < endSeconds ? clock.seconds : 0;
          if (report) runner.inspect(report.policy, 0, by);
          else runner.inspect(focus, moment);
        }}
      />
      <Settings
        {...{ controls, messages }}
        seed={settings.seed}
        onSeed={(seed) => change({ ...settings, seed })}
      />
      <div className={styles.files}>
        <TracePanel own={own} messages={messages} onOwn={setOwn} />
        <RunPanel
          specs={figureSpecs}
          presets={Object.keys(figurePresets)}
          messages={messages}
          current={() => ({
            preset: settings.preset,
            params: settings.values,
            seed: settings.seed,
            own,
            nowSeconds: clock.seconds,
          })}
          onLoad={(saved) => {
            setOwn(saved.own);
            change({ preset: saved.preset, values: { ...saved.params }, seed: saved.seed });
            clock.resume(saved.nowSeconds);
          }}
        />
      </div>
    </Figure>
  );
}

/** Shapes that none of the policies on show can have. */
function absentInks(shown: readonly PolicyId[]) {
  const held = shown.includes('static') ? [] : (['held'] as const);
  const moving = shown.includes('disaggregated') ? [] : (['moving'] as const);
  return [...held, ...moving];
}
