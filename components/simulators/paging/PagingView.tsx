'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Figure } from '@/components/charts/Figure';
import type { FigureMessages } from '@/components/charts/figure-messages';
import type { Lang } from '@/components/lang';
import { ParamControls } from '@/components/ui/ParamControls';
import { ReplacedNotice } from '@/components/ui/ReplacedNotice';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import { ALLOCATOR_IDS, type AllocatorId } from '@/kernels/serving/paging/allocator';
import { INSIDE_KEYS, pagingParams, pagingPresets, STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import { RunPanel } from '../player/RunPanel';
import type { SavedRun } from '../player/run-file';
import { SettingsPanel } from '../player/SettingsPanel';
import type { FirstFrame } from './first-frame';
import { unpackHeadStart } from './head-start';
import { InsideDoor } from './InsideDoor';
import { LaneColumn } from './LaneColumn';
import type { PagingMessages } from './messages';
import { PagingSentence, PagingTools } from './PagingTools';
import { PlayBar } from './PlayBar';
import styles from './paging.module.css';
import type { Palette } from './paint-map';
import { createPlayer, type PlayerStatus } from './player';
import { RequestPanel } from './RequestPanel';
import { FIRST_STEP } from './readings';
import { requestToShow } from './report';
import { Scrubber } from './Scrubber';
import { useFrame } from './use-frame';
import { useSurroundings } from './use-surroundings';

export interface PagingViewProps {
  readonly lang: Lang;
  readonly messages: PagingMessages;
  readonly figure: FigureMessages;
  readonly first: FirstFrame;
  /** The first frame's maps and charts, drawn on the server. */
  readonly maps: Readonly<Record<AllocatorId, ReactNode>>;
  readonly charts: Readonly<Record<AllocatorId, ReactNode>>;
}

const runFormat = () =>
  import('../player/run-file').then((file) =>
    file.runFormat('paging', pagingParams, Object.keys(pagingPresets)),
  );

/** The live figure: keeps the dials, the address and the player together; its parts draw themselves. */
export function PagingView({ lang, messages, figure, first, maps, charts }: PagingViewProps) {
  const [settings, setSettings] = useState<UrlState>(() =>
    readUrlState('', pagingParams, pagingPresets, first.preset),
  );
  const [status, setStatus] = useState<PlayerStatus>('idle');
  const [played, setPlayed] = useState(false);
  const [request, setRequest] = useState(first.report.request);
  const [palette, setPalette] = useState<Palette>();
  const [player] = useState(() =>
    createPlayer(
      { params: settings.values, seed: settings.seed, step: FIRST_STEP, head: unpackHeadStart(first.head) },
      (next) => {
        setStatus(next);
        if (next === 'running') setPlayed(true);
      },
    ),
  );
  const [address] = useState(createUrlWriter);
  const root = useRef<HTMLElement>(null);
  const choosing = useRef(false);
  useSurroundings(root, player, setPalette);

  useEffect(() => {
    const asked = readUrlState(location.search, pagingParams, pagingPresets, first.preset);
    const usual = readUrlState('', pagingParams, pagingPresets, first.preset);
    if (JSON.stringify(asked) !== JSON.stringify(usual)) {
      setSettings(asked);
      choosing.current = true;
      player.load(asked.values, asked.seed, FIRST_STEP);
    }
    // The steps before the first one shown can wait until the page has long been alive; a look back makes them at once.
    const calm = setTimeout(() => player.warm(), 2000);
    return () => {
      clearTimeout(calm);
      address.cancel();
      player.pause();
    };
  }, [player, address, first.preset]);

  // A new scene is worth looking at from a request that is running in it.
  useFrame(player, ({ state }) => {
    if (!choosing.current || state.stepCount !== FIRST_STEP) return;
    choosing.current = false;
    setRequest(requestToShow(state));
  });
  const remember = (next: Omit<UrlState, 'issues'>) =>
    address.write((search) => writeUrlState(search, next, pagingParams, pagingPresets, first.preset));
  const change = (next: Omit<UrlState, 'issues'>, step?: number) => {
    setSettings({ ...next, issues: [] });
    choosing.current = step === FIRST_STEP;
    setRequest((request) => Math.min(request, Number(next.values.requests) - 1));
    player.load(next.values, next.seed, step);
    remember(next);
  };
  const setParam = (key: string, value: number | string) => {
    const next = { ...settings, values: { ...settings.values, [key]: value } };
    // What only the engine's own cache asks about leaves the three lanes where they are.
    if (!INSIDE_KEYS.includes(key)) return change(next);
    setSettings(next);
    remember(next);
  };
  const open = settings.values.inside === 'open';
  const parts = { player, first, messages };
  const words = { labels: messages.labels, units: messages.units };
  const controls = { specs: pagingParams, values: settings.values, words, onChange: setParam };

  return (
    <Figure
      ref={root}
      simulator="paging"
      state={status}
      title={messages.title}
      description={<PagingSentence {...parts} />}
      tools={<PagingTools {...parts} lang={lang} figure={figure} settings={settings} />}
    >
      <ReplacedNotice issues={settings.issues} messages={figure} />
      <PlayBar
        player={player}
        status={status}
        messages={messages}
        preset={settings.preset}
        onPreset={(preset) => {
          const { params, seed } = pagingPresets[preset];
          const values = open ? { ...params, inside: 'open' } : { ...params };
          change({ preset, values, seed }, FIRST_STEP);
        }}
      >
        <ParamControls {...controls} only={['blockTokens', 'arrivalsPerSecond']} />
      </PlayBar>
      <div className={styles.lanes} data-played={played || undefined}>
        {ALLOCATOR_IDS.map((id) => (
          <LaneColumn
            key={id}
            {...{ id, player, lang, messages, first, palette, request }}
            map={maps[id]}
            chart={charts[id]}
            onFollow={setRequest}
          />
        ))}
      </div>
      <p className={styles.legend}>
        <span className={styles.keyUsed}>{messages.legend.used}</span>
        <span className={styles.keyEmpty}>{messages.legend.empty}</span>
        <span className={styles.keyFree}>{messages.legend.free}</span>
        <span className={styles.keyExternal}>{messages.legend.external}</span>
        <span className={styles.keyShared}>{messages.legend.shared}</span>
        <span>{messages.colours}</span>
      </p>
      <Scrubber {...parts} played={played} />
      <RequestPanel
        player={player}
        first={first}
        messages={messages}
        request={request}
        onFollow={setRequest}
      />
      <InsideDoor
        {...{ player, lang, messages, palette, controls, open }}
        seed={settings.seed}
        onOpen={(value) => setParam('inside', value ? 'open' : 'closed')}
      />
      <SettingsPanel words={messages} seed={settings.seed} onSeed={(seed) => change({ ...settings, seed })}>
        <ParamControls
          {...controls}
          only={['poolTokens', 'maxModelTokens', 'requests', 'promptTokens', 'outputTokens', 'forkShare']}
        />
      </SettingsPanel>
      <RunPanel
        simulator="paging"
        words={messages.run}
        format={runFormat}
        current={(): SavedRun => {
          const { preset, values: params, seed } = settings;
          return { preset, params, seed, nowSeconds: player.ready().state.nowSeconds };
        }}
        onLoad={({ preset, params, seed, nowSeconds }) => {
          player.pause();
          change({ preset, values: { ...params }, seed }, Math.round(nowSeconds * STEPS_PER_SECOND));
        }}
      />
    </Figure>
  );
}
