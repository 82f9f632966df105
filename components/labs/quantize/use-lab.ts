'use client';

import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import { defaultParams, type ParamSpec } from '@/kernels/simulator';
import type { Controller, FileBytes } from './controller';
import { gridKey, gridOf, type Mode, type Rung } from './params';
import type { RunState } from './run-state';
import type { LabResult, SweepPoint } from './types';

type Live = typeof import('./live')['live'];
type FigureState = 'idle' | 'loading' | 'running' | 'done' | 'error';

export interface LabStart {
  readonly lang: string;
  readonly specs: readonly ParamSpec[];
  /** The recorded result for the settings that the page starts with. */
  readonly initial: LabResult;
  readonly points: readonly SweepPoint[];
  readonly bytes: FileBytes;
}

/** The lab's state: settings and address, the run at hand, and what is shown for both. */
export function useLab({ lang, specs, initial, points, bytes }: LabStart) {
  const [presets] = useState(() => ({ standard: { params: defaultParams(specs), seed: 0 } }));
  const [settings, setSettings] = useState<UrlState>(() => readUrlState('', specs, presets, 'standard'));
  const [live, setLive] = useState<Live>();
  /** The page has come alive: before that a click would be lost, so the buttons do not offer themselves. */
  const [ready, setReady] = useState(false);
  const [run, setRun] = useState<RunState>();
  const [sweep, setSweep] = useState<RunState>();
  /** What the reader started last; `recorded` asks for nothing to be run. */
  const [latest, setLatest] = useState<RunState['kind'] | 'recorded'>();
  const [address] = useState(createUrlWriter);
  const controller = useRef<Controller>(undefined);
  const loading = useRef<Promise<Live>>(undefined);

  const load = useCallback(() => {
    loading.current ??= import('./live').then((module) => {
      setLive(module.live);
      return module.live;
    });
    return loading.current;
  }, []);

  // Before the first click can be heard: a click on a page just come alive must find the address's settings.
  useLayoutEffect(() => {
    const asked = readUrlState(location.search, specs, presets, 'standard');
    const usual = readUrlState('', specs, presets, 'standard');
    setReady(true);
    if (JSON.stringify(asked) !== JSON.stringify(usual)) {
      setSettings(asked);
      void load();
    }
    const leave = () => {
      controller.current?.dispose();
      setRun((now) => (isBusy(now) ? undefined : now));
      setSweep((now) => (isBusy(now) ? undefined : now));
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      address.cancel();
      controller.current?.dispose();
      controller.current = undefined;
    };
  }, [specs, presets, address, load]);

  const { values } = settings;
  const grid = useMemo(() => gridOf(values), [values]);
  const tensor = String(values.tensor);
  const rung = values.rung as Rung;
  const busy = isBusy(run) || isBusy(sweep);

  // A run is shown for the settings that it was started with; all others show what was recorded.
  const own = run?.key === gridKey(grid) ? run : undefined;
  const recorded = useMemo(
    () => (live ? live.resultFor(grid, tensor, lang) : initial),
    [live, grid, tensor, lang, initial],
  );
  const result: LabResult = own
    ? { ...own.result, grid, tensor: own.view?.name === tensor ? own.view : recorded.tensor }
    : recorded;

  const set = (key: string, value: number | string) => {
    const next = { ...settings, values: { ...values, [key]: value }, issues: [] };
    setSettings(next);
    void load();
    address.write((search) => writeUrlState(search, next, specs, presets, 'standard'));
  };

  const start = async (kind: RunState['kind']) => {
    const module = await load();
    setLatest(rung === 'recorded' ? rung : kind);
    if (rung === 'recorded') {
      setRun(undefined);
      return;
    }
    controller.current ??= module.createController(bytes, (state) => {
      if (state.kind === 'sweep') setSweep(state);
      else setRun(state);
    });
    controller.current.start({
      grid,
      rung,
      mode: values.mode as Mode,
      lang,
      tensor,
      shown: kind === 'run' ? module.resultFor(grid, tensor, lang) : result,
      ...(kind === 'sweep' && { sweep: module.sweepGrids(grid) }),
    });
  };

  const liveSweep = sweep?.points[0]?.grid.scheme === grid.scheme ? sweep.points : undefined;
  const current = latest === 'sweep' ? sweep : latest === 'run' ? run : undefined;
  const state = current
    ? current.status === 'cancelled'
      ? 'done'
      : current.status
    : latest
      ? 'done'
      : 'idle';
  return {
    settings,
    set,
    ready,
    live,
    /** The run or sweep that the status line speaks of. */
    current,
    state: state as FigureState,
    own,
    busy,
    result,
    rung: (own ? own.rung : 'recorded') as Rung,
    points: liveSweep ?? (live ? live.points : points),
    isLiveSweep: liveSweep !== undefined,
    start,
    cancel: () => controller.current?.cancel(),
    isReady: (asked: string) => controller.current?.isReady(asked) ?? false,
  };
}

export type Lab = ReturnType<typeof useLab>;

function isBusy(run: RunState | undefined): boolean {
  return run?.status === 'loading' || run?.status === 'running';
}
