'use client';

import { useLayoutEffect, useRef, useState } from 'react';
import { createUrlWriter, readUrlState, type UrlState, writeUrlState } from '@/components/url-state';
import { defaultParams, type ParamSpec, type ParamValues } from '@/kernels/simulator';
import type { Controller } from './controller';
import { isBusy } from './run-state';
import type { LiveRun, LiveRung } from './types';

/** What a lab measures with. */
export interface LiveParts<Order, R> {
  createController(onRun: (run: LiveRun<R>) => void): Controller<Order>;
  orderOf(values: ParamValues, lang: string): Order;
}

export interface LiveLabStart<P extends LiveParts<Order, R>, Order, R> {
  readonly lang: string;
  /** Module-level constant. One of its keys is `rung`, a choice of recorded, wasm and webgpu. */
  readonly specs: readonly ParamSpec[];
  /** Which settings make a result another result. */
  readonly keyOf: (values: ParamValues) => string;
  /** The same object for as long as the lab lives. */
  readonly parts: P;
}

/** A page has other figures too, with presets and seeds of their own: only this lab's keys are read and written. */
function ownSearch(search: string, specs: readonly ParamSpec[]): string {
  const query = new URLSearchParams(search);
  const kept = specs.flatMap(({ key }) => query.getAll(key).map((value) => [key, value]));
  return new URLSearchParams(kept).toString();
}

function withOwn(search: string, specs: readonly ParamSpec[], own: string): string {
  const query = new URLSearchParams(search);
  for (const { key } of specs) query.delete(key);
  for (const [key, value] of new URLSearchParams(own)) query.set(key, value);
  const text = query.toString();
  return text && `?${text}`;
}

type FigureState = 'idle' | 'loading' | 'running' | 'done' | 'error';

/** A measuring lab's state: settings and address, the run at hand, and what is shown for both. */
export function useLiveLab<P extends LiveParts<Order, R>, Order, R>({
  lang,
  specs,
  keyOf,
  parts,
}: LiveLabStart<P, Order, R>) {
  const [presets] = useState(() => ({ standard: { params: defaultParams(specs), seed: 0 } }));
  const [settings, setSettings] = useState<UrlState>(() => readUrlState('', specs, presets, 'standard'));
  /** The page has come alive: before that a click would be lost, so the buttons do not offer themselves. */
  const [ready, setReady] = useState(false);
  const [run, setRun] = useState<LiveRun<R>>();
  const [asked, setAsked] = useState(false);
  const [address] = useState(createUrlWriter);
  const controller = useRef<Controller<Order>>(undefined);

  // Before the first click can be heard: a click on a page just come alive must find the address's settings.
  useLayoutEffect(() => {
    const given = readUrlState(ownSearch(location.search, specs), specs, presets, 'standard');
    const usual = readUrlState('', specs, presets, 'standard');
    setReady(true);
    if (JSON.stringify(given) !== JSON.stringify(usual)) setSettings(given);
    const leave = () => {
      controller.current?.dispose();
      setRun((now) => (isBusy(now) ? undefined : now));
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      address.cancel();
      controller.current?.dispose();
      controller.current = undefined;
    };
  }, [specs, presets, address]);

  const { values } = settings;
  const key = keyOf(values);
  const own = run?.key === key ? run : undefined;

  const set = (name: string, value: number | string) => {
    const next = { ...settings, values: { ...values, [name]: value }, issues: [] };
    setSettings(next);
    address.write((search) => withOwn(search, specs, writeUrlState('', next, specs, presets, 'standard')));
  };

  const start = () => {
    setAsked(true);
    if (values.rung === 'recorded') {
      setRun(undefined);
      return;
    }
    controller.current ??= parts.createController(setRun);
    controller.current.start(key, values.rung as LiveRung, parts.orderOf(values, lang));
  };

  const state = run ? (run.status === 'cancelled' ? 'done' : run.status) : asked ? 'done' : 'idle';
  return {
    settings,
    set,
    ready,
    run,
    /** The run, if what it measured belongs to the settings at hand. */
    own,
    busy: isBusy(run),
    state: state as FigureState,
    /** Where what is shown comes from. */
    rung: own?.result ? own.rung : ('recorded' as const),
    start,
    cancel: () => controller.current?.cancel(),
    isReady: (rung: string) => controller.current?.isReady(rung) ?? false,
  };
}
