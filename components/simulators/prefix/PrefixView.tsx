'use client';

import { useEffect, useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import type { FigureMessages } from '@/components/charts/figure-messages';
import { LiveSentence } from '@/components/charts/LiveSentence';
import { fill, type Lang } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import { PREFIX_LANES } from '@/kernels/serving/prefix/lane';
import { prefixParams, prefixPresets } from '@/kernels/serving/prefix/params';
import { RunPanel } from '../player/RunPanel';
import type { SavedRun } from '../player/run-file';
import { SettingsPanel } from '../player/SettingsPanel';
import type { FirstFrame } from './first-frame';
import { HitRateCurve } from './HitRateCurve';
import { LaneColumn } from './LaneColumn';
import type { PrefixMessages } from './messages';
import { PlayBar } from './PlayBar';
import { PrefixTools } from './PrefixTools';
import { createPlayer, type PlayerStatus, WORTH_SHOWING } from './player';
import styles from './prefix.module.css';
import { describeText } from './readings';
import { usePlace } from './use-place';

export interface PrefixViewProps {
  readonly lang: Lang;
  readonly messages: PrefixMessages;
  readonly figure: FigureMessages;
  readonly first: FirstFrame;
}

const LEGEND = ['found', 'added', 'used', 'kept', 'evicted'] as const;
const DIALS = ['poolTokens', 'blockTokens', 'traffic'];
const OTHERS = ['evictionPolicy', 'requests', 'prefixTokens', 'uniqueTokens'];

const runFormat = () =>
  import('../player/run-file').then((file) =>
    file.runFormat('prefix', prefixParams, Object.keys(prefixPresets)),
  );

/** The live figure: keeps the dials, the address and the player together. */
export function PrefixView({ lang, messages, figure, first }: PrefixViewProps) {
  const [settings, setSettings] = useState<UrlState>(() =>
    readUrlState('', prefixParams, prefixPresets, first.preset),
  );
  const [status, setStatus] = useState<PlayerStatus>('idle');
  const [{ frame, moves }, setShown] = useState({ frame: first.frame, moves: false });
  const [curve, setCurve] = useState(first.curve);
  const [player] = useState(() =>
    createPlayer(
      { params: settings.values, seed: settings.seed, step: first.frame.stepCount },
      { frame: (frame, moves) => setShown({ frame, moves }), status: setStatus, curve: setCurve },
    ),
  );
  const [address] = useState(createUrlWriter);
  const root = useRef<HTMLElement>(null);
  const { place, setPlace, lines } = usePlace(
    player,
    frame,
    String(settings.values.evictionPolicy),
    messages,
  );

  useEffect(() => {
    const asked = readUrlState(location.search, prefixParams, prefixPresets, first.preset);
    const usual = readUrlState('', prefixParams, prefixPresets, first.preset);
    if (JSON.stringify(asked) !== JSON.stringify(usual)) {
      setSettings(asked);
      player.load(asked.values, asked.seed, WORTH_SHOWING);
    } else player.warm();
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const readCalm = () => {
      player.calm = calm.matches;
    };
    readCalm();
    calm.addEventListener('change', readCalm);
    const sight = new IntersectionObserver(([entry]) => {
      player.visible = entry.isIntersecting;
    });
    if (root.current) sight.observe(root.current);
    return () => {
      calm.removeEventListener('change', readCalm);
      sight.disconnect();
      address.cancel();
      player.stop();
    };
  }, [player, address, first.preset]);

  const change = (next: Omit<UrlState, 'issues'>, step?: number) => {
    setSettings({ ...next, issues: [] });
    player.load(next.values, next.seed, step);
    address.write((search) => writeUrlState(search, next, prefixParams, prefixPresets, first.preset));
  };
  const choose = (preset: string) => {
    const { params, seed } = prefixPresets[preset];
    change({ preset, values: { ...params }, seed }, WORTH_SHOWING);
  };
  const words = { labels: messages.labels, units: messages.units, choices: messages.choices };
  const controls = {
    specs: prefixParams,
    values: settings.values,
    words,
    onChange: (key: string, value: number | string) =>
      change(
        { ...settings, values: { ...settings.values, [key]: value } },
        key === 'traffic' ? WORTH_SHOWING : undefined,
      ),
  };

  return (
    <Figure
      ref={root}
      simulator="prefix"
      state={status}
      title={messages.title}
      description={<LiveSentence text={describeText(frame, messages)} />}
      tools={<PrefixTools {...{ frame, curve, messages, figure, lang, settings }} />}
    >
      <ReplacedNotice issues={settings.issues} messages={figure} />
      <PlayBar player={player} status={status} messages={messages} preset={settings.preset} onPreset={choose}>
        <ParamControls {...controls} only={DIALS} />
      </PlayBar>
      <div className={styles.lanes}>
        {PREFIX_LANES.map((lane) => (
          <LaneColumn
            key={lane}
            {...{ lane, frame, moves, messages }}
            place={place?.lane === lane ? place : undefined}
            lines={place?.lane === lane ? lines : []}
            onPlace={setPlace}
          />
        ))}
      </div>
      <p className={styles.legend}>
        {LEGEND.map((state) => (
          <span key={state} className={styles[state]}>
            {messages.legend[state]}
          </span>
        ))}
      </p>
      <label className={styles.scrubber}>
        <span>{messages.time}</span>
        <output data-metric="nowSeconds" data-value={frame.metrics.nowSeconds}>
          {fill(messages.timeOf, { n: frame.stepCount, all: frame.lastStep })}
        </output>
        <input
          type="range"
          name="step-count"
          min={0}
          max={frame.lastStep}
          step={1}
          value={frame.stepCount}
          autoComplete="off"
          aria-label={messages.time}
          onChange={(event) => player.seek(Number(event.target.value))}
        />
      </label>
      <div className={styles.below}>
        <div>
          <p className={styles.name}>{messages.curve}</p>
          <HitRateCurve points={curve} poolTokens={Number(settings.values.poolTokens)} messages={messages} />
        </div>
        <SettingsPanel
          beside
          words={messages}
          seed={settings.seed}
          onSeed={(seed) => change({ ...settings, seed })}
        >
          <ParamControls {...controls} only={OTHERS} />
        </SettingsPanel>
      </div>
      <RunPanel
        simulator="prefix"
        words={messages.run}
        format={runFormat}
        current={(): SavedRun => {
          const { preset, values: params, seed } = settings;
          // The clock of this simulator counts events.
          return { preset, params, seed, nowSeconds: frame.stepCount };
        }}
        onLoad={({ preset, params, seed, nowSeconds }) => {
          change({ preset, values: { ...params }, seed }, Math.round(nowSeconds));
          // Afterwards: what stops is the run that has been loaded, at its own event.
          player.pause();
        }}
      />
    </Figure>
  );
}
