import { useEffect, useMemo, useRef, useState } from 'react';
import type { ParamValues } from '@/kernels/simulator';
import {
  KEPT_ROUNDS,
  playOn,
  type SpeculativeState,
  speculativeSimulator,
} from '@/kernels/speculative/simulator';

/** A round with a tree has ten times the work of one with a chain, and a slider may move in every frame. */
const TREE_ROUNDS = 16;
const INTERVAL_MS = 700;
const CALM_INTERVAL_MS = 1600;

export interface RoundsView {
  readonly state: SpeculativeState;
  readonly playing: boolean;
  step(): void;
  reset(): void;
  togglePlay(): void;
}

/** The rounds of the dials: as many as the strip shows are played at once, more when the reader asks. */
export function useRounds(values: ParamValues, seed: number): RoundsView {
  const first = useMemo(
    () =>
      playOn(speculativeSimulator.init(values, seed), values.shape === 'chain' ? KEPT_ROUNDS : TREE_ROUNDS),
    [values, seed],
  );
  const [{ of, state }, setShown] = useState({ of: first, state: first });
  const [playing, setPlaying] = useState(false);
  const shown = of === first ? state : first;
  const newest = useRef(shown);
  newest.current = shown;
  const show = (next: SpeculativeState) => setShown({ of: first, state: next });
  const advance = useRef(() => {});
  advance.current = () => show(speculativeSimulator.step(newest.current).state);
  useEffect(() => {
    if (!playing) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const timer = setInterval(() => advance.current(), calm ? CALM_INTERVAL_MS : INTERVAL_MS);
    return () => clearInterval(timer);
  }, [playing]);
  return {
    state: shown,
    playing,
    step: () => advance.current(),
    reset: () => show(speculativeSimulator.init(values, seed)),
    togglePlay: () => setPlaying(!playing),
  };
}
