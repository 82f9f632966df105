'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Controller } from '@/components/labs/live/controller';
import { isBusy } from '@/components/labs/live/run-state';
import type { LiveRun, LiveRung } from '@/components/labs/live/types';
import type { FileBytes } from '@/components/labs/runtime/model-setup';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import type { JumpMode } from '@/kernels/structured/decode';
import type { Spacing } from '@/kernels/structured/json-text';
import { OWN, structuredParams, structuredPresets, type Task } from '@/kernels/structured/presets';
import type { Compiled } from './compiled';
import { readTask, writeTask } from './own-address';
import { type Rate, wayOf } from './recorded';
import type { ShownRun, StructuredOrder, StructuredResult } from './types';

type Live = typeof import('./live')['live'];
type Work = LiveRun<StructuredResult>;

export interface StructuredStart {
  readonly preset: string;
  readonly run: ShownRun;
  readonly compiled: Compiled;
  readonly rates: Readonly<Record<string, Rate>>;
  readonly cursor: number;
  /** Temperature of what was recorded. */
  readonly temperature: number;
  readonly bytes: FileBytes;
}

/** A pass in the time it takes to read what it did. */
const STEP_MS = 450;
/** Typing is compiled once it pauses. */
const TYPING_MS = 350;

/** The figure's state: settings, task and address; the automaton of the task; the run shown, and how far. */
export function useStructured(start: StructuredStart) {
  const [settings, setSettings] = useState<UrlState>(() =>
    readUrlState('', structuredParams, structuredPresets, start.preset),
  );
  const [task, setTask] = useState<Task>(() => readTask('', start.preset));
  const [live, setLive] = useState<Live>();
  const [ready, setReady] = useState(false);
  const [compiling, setCompiling] = useState<Work>();
  const [work, setWork] = useState<Work>();
  const [written, setWritten] = useState<{ key: string; rung: LiveRung; result: StructuredResult }>();
  const [measured, setMeasured] = useState<{ key: string; result: StructuredResult }>();
  const [cursor, setCursor] = useState(start.cursor);
  const [playing, setPlaying] = useState(false);
  const [address] = useState(createUrlWriter);
  const loading = useRef<Promise<Live>>(undefined);
  const compiler = useRef<Controller<StructuredOrder>>(undefined);
  const worker = useRef<Controller<StructuredOrder>>(undefined);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback(() => {
    loading.current ??= import('./live').then((module) => {
      setLive(() => module.live);
      return module.live;
    });
    return loading.current;
  }, []);

  const { values, seed } = settings;
  const masked = values.mask !== 'off';
  const jump = (masked ? values.jump : 'off') as JumpMode;
  const spacing = values.spacing as Spacing;
  const taskKey = JSON.stringify([task.kind, task.source, task.kind === 'schema' ? spacing : '']);
  const runKey = JSON.stringify([taskKey, task.prompt, masked, jump, values.temperature, seed]);
  const way = wayOf(masked, jump);

  const compile = useCallback(
    (next: Task, nextSpacing: Spacing, key: string) => {
      void load().then((parts) => {
        // What still works on an older text is not waited for: its worker ends.
        compiler.current?.dispose();
        compiler.current ??= parts.createWorker(start.bytes, setCompiling);
        compiler.current.start(key, 'wasm', { kind: 'compile', task: next, spacing: nextSpacing });
      });
    },
    [load, start.bytes],
  );

  // Before the first click can be heard: a click on a page just come alive must find the address's settings.
  useLayoutEffect(() => {
    const asked = readUrlState(location.search, structuredParams, structuredPresets, start.preset);
    const usual = readUrlState('', structuredParams, structuredPresets, start.preset);
    setReady(true);
    if (JSON.stringify(asked) !== JSON.stringify(usual)) {
      setSettings(asked);
      setTask(readTask(location.search, asked.preset));
      setCursor(1);
      void load();
    }
    const leave = () => {
      compiler.current?.dispose();
      worker.current?.dispose();
      setWork((now) => (isBusy(now) ? undefined : now));
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      address.cancel();
      clearTimeout(typing.current);
      leave();
      compiler.current = undefined;
      worker.current = undefined;
    };
  }, [address, load, start.preset]);

  const firstKey = useRef(taskKey);
  const compiledKey = compiling?.status === 'done' ? compiling.key : firstKey.current;
  useEffect(() => {
    if (taskKey === compiledKey || compiling?.key === taskKey) return;
    clearTimeout(typing.current);
    typing.current = setTimeout(() => compile(task, spacing, taskKey), compiling ? TYPING_MS : 0);
  }, [taskKey, compiledKey, compiling, compile, task, spacing]);

  const compiled = compiling?.result?.compiled ?? start.compiled;
  const mistake =
    compiling?.key === taskKey && compiling.status === 'error' && taskKey !== firstKey.current
      ? compiling.error
      : undefined;

  // Recorded is one seed at one temperature in the usual spelling; anything else has to be run.
  const usualSettings =
    settings.preset !== OWN && values.temperature === start.temperature && spacing === 'spaced';
  const isRecorded = usualSettings && seed === 1;
  const own = written?.key === runKey ? written : undefined;
  const fromRecord = !isRecorded
    ? undefined
    : live
      ? live.run(settings.preset, way)
      : settings.preset === start.preset && way === 'off'
        ? start.run
        : undefined;
  const run = own?.result.run ?? fromRecord;

  useEffect(() => {
    if (work?.status !== 'done' || !work.result) return;
    const { key, rung, result } = work;
    if (result.run) {
      setWritten({ key, rung, result });
      setCursor(0);
      setPlaying(true);
    } else if (result.rates) setMeasured({ key, result });
  }, [work]);

  const length = run?.steps.length ?? 0;
  useEffect(() => {
    if (!playing) return;
    if (cursor >= length) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setCursor((now) => now + 1), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, cursor, length]);

  const change = (next: Omit<UrlState, 'issues'>, nextTask: Task) => {
    setSettings({ ...next, issues: [] });
    setTask(nextTask);
    setPlaying(false);
    setCursor(nextTask === task && next.preset === settings.preset ? Math.max(1, cursor) : 1);
    void load();
    address.write((search) =>
      writeTask(
        writeUrlState(search, next, structuredParams, structuredPresets, start.preset),
        next.preset,
        nextTask,
      ),
    );
  };

  const order = async (kind: 'write' | 'rates') => {
    const parts = await load();
    if (values.rung === 'recorded') return;
    worker.current ??= parts.createWorker(start.bytes, setWork);
    setPlaying(false);
    worker.current.start(kind === 'write' ? runKey : taskKey + way, values.rung as LiveRung, {
      kind,
      task,
      spacing,
      masked: kind === 'rates' || masked,
      jump,
      temperature: Number(values.temperature),
      seed,
    });
  };

  const liveRates =
    measured?.key === taskKey + way
      ? measured.result.rates
      : work?.key === taskKey + way
        ? work.result?.rates
        : undefined;
  const ratesOfScene = live
    ? live.rates(settings.preset)
    : settings.preset === start.preset
      ? start.rates
      : undefined;
  const recordedRates = usualSettings ? ratesOfScene : undefined;
  const busy = isBusy(work);
  const masks = (own?.result ?? measured?.result)?.masks;
  return {
    settings,
    task,
    ready,
    compiled,
    isCompiled: taskKey === compiledKey,
    mistake,
    masked,
    run,
    rung: own ? own.rung : ('recorded' as const),
    cursor: Math.min(cursor, length),
    length,
    playing,
    work,
    busy,
    rates: liveRates ?? recordedRates,
    areLiveRates: liveRates !== undefined,
    maskSeconds: masks && masks.masks > 0 ? masks.seconds / masks.masks : undefined,
    /** What the figure does, as its root says it. */
    state: busy
      ? (work?.status as 'loading' | 'running')
      : mistake || work?.status === 'error'
        ? ('error' as const)
        : playing
          ? ('running' as const)
          : length > 0 && cursor >= length
            ? ('done' as const)
            : ('idle' as const),
    set: (key: string, value: number | string) =>
      change({ ...settings, values: { ...values, [key]: value } }, task),
    choose: (preset: string) =>
      change({ ...settings, preset, values: { ...values } }, preset === OWN ? task : readTask('', preset)),
    type: (next: Partial<Task>) => change({ ...settings, preset: OWN }, { ...task, ...next }),
    reseed: (next: number) => change({ ...settings, seed: next }, task),
    play: () => {
      void load();
      if (playing) return setPlaying(false);
      if (cursor >= length) setCursor(0);
      setPlaying(length > 0);
    },
    step: () => {
      void load();
      setPlaying(false);
      setCursor((now) => Math.min(length, now + 1));
    },
    reset: () => {
      setPlaying(false);
      setCursor(0);
    },
    order,
    cancel: () => worker.current?.cancel(),
    isReady: (rung: string) => worker.current?.isReady(rung) ?? false,
  };
}

export type StructuredState = ReturnType<typeof useStructured>;
