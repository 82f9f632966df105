import { useEffect, useMemo, useState } from 'react';
import { useSetup } from '@/components/setup/use-setup';
import {
  createUrlWriter,
  type Preset,
  readUrlState,
  type UrlState,
  writeUrlState,
} from '@/components/url-state';
import type { Setup } from '@/kernels/cost/setup';
import type { ParamSpec, ParamValues } from '@/kernels/simulator';

/** A figure without time of its own: what it shows is a pure function of the Setup and of its dials. */
export interface CalculatorSpec<Result> {
  readonly specs: readonly ParamSpec[];
  readonly presets: Readonly<Record<string, Preset>>;
  readonly firstPreset: string;
  readonly compute: (setup: Setup, values: ParamValues) => Result;
  /** Parameters that another scene leaves as they are, such as a price the reader has typed. */
  readonly keep?: readonly string[];
  /** Key of the scene in the address; another one than `preset` where two calculators share a page. */
  readonly presetKey?: string;
}

export interface Calculator<Result> {
  readonly presetKey: string;
  readonly setup: Setup;
  readonly settings: UrlState;
  readonly result: Result;
  set(key: string, value: number | string): void;
  /** Several dials in one move. */
  setAll(values: ParamValues): void;
  choose(preset: string): void;
}

/** Keeps dials and address together and computes anew when they or the Setup change. */
export function useCalculator<Result>(spec: CalculatorSpec<Result>): Calculator<Result> {
  const { specs, presets, firstPreset, compute, presetKey = 'preset' } = spec;
  const setup = useSetup();
  const [settings, setSettings] = useState<UrlState>(() => readUrlState('', specs, presets, firstPreset));
  const [address] = useState(createUrlWriter);
  useEffect(() => {
    const asked = readUrlState(location.search, specs, presets, firstPreset, presetKey);
    const usual = readUrlState('', specs, presets, firstPreset);
    if (JSON.stringify(asked) !== JSON.stringify(usual)) setSettings(asked);
    return () => address.cancel();
  }, [specs, presets, firstPreset, presetKey, address]);
  const change = (next: UrlState) => {
    setSettings(next);
    address.write((search) => writeUrlState(search, next, specs, presets, firstPreset, presetKey));
  };
  const { values } = settings;
  const result = useMemo(() => compute(setup, values), [compute, setup, values]);
  return {
    presetKey,
    setup,
    settings,
    result,
    set: (key, value) => change({ ...settings, values: { ...values, [key]: value }, issues: [] }),
    setAll: (moved) => change({ ...settings, values: { ...values, ...moved }, issues: [] }),
    choose: (preset) => {
      const kept = (spec.keep ?? []).map((key) => [key, values[key]]);
      const scene = { ...presets[preset].params, ...Object.fromEntries(kept) };
      change({ preset, values: scene, seed: presets[preset].seed, issues: [] });
    },
  };
}
