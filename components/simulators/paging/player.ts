/**
 * Plays a run in the page: animation time on one side, simulated steps on the other. No React here; the view
 * subscribes to frames and to the status.
 */

import { STEPS_PER_SECOND } from '@/kernels/serving/paging/params';
import { type PagingMetrics, type PagingState, pagingSimulator } from '@/kernels/serving/paging/simulator';
import type { ParamValues } from '@/kernels/simulator';
import type { HeadStart } from './head-start';
import { createRun, type Run } from './run';

export interface Frame {
  readonly run: Run;
  readonly state: PagingState;
  readonly metrics: PagingMetrics;
}

export type FrameListener = (frame: Frame, nowMs: number) => void;

export type PlayerStatus = 'idle' | 'running' | 'done';

export interface Player {
  /** The frame shown, once there is a run. */
  readonly frame: Frame | undefined;
  /** The frame to be shown, computed now if need be. */
  ready(): Frame;
  readonly playing: boolean;
  speed: number;
  /** Reduced motion: one still picture per second instead of movement. */
  calm: boolean;
  /** Computes what lies before the first frame, in small pieces, while nobody waits for it. */
  warm(): void;
  /** Draws nothing for a moment, so that a touch is answered first. */
  hold(): void;
  /** Other parameters from the same moment on, or from another step. */
  load(params: ParamValues, seed: number, step?: number): void;
  play(): void;
  pause(): void;
  step(): void;
  nextEvent(): void;
  seek(step: number): void;
  setVisible(visible: boolean): void;
  repaint(): void;
  /** @param listener is given each frame shown, and when: all of them the same moment (`performance.now()`). */
  subscribe(listener: FrameListener): () => void;
}

/** Longest stretch of computing in one frame: half of it is left for drawing. */
const FRAME_BUDGET_MS = 5;
const WARM_BUDGET_MS = 8;
const CALM_INTERVAL_MS = 1000;
/** How long a playing figure keeps still when it is touched; no eye sees it. */
const HOLD_MS = 50;
/** A tab that was away does not make up for lost time. */
const LONGEST_FRAME_MS = 100;

export function createPlayer(
  start: { params: ParamValues; seed: number; step: number; head?: HeadStart },
  onStatus: (status: PlayerStatus) => void,
): Player {
  let { params, seed, head } = start;
  let run: Run | undefined;
  /** The same run from its beginning, on its way to where the run with a head start is. */
  let whole: Run | undefined;
  let frame: Frame | undefined;
  let target = start.step;
  let playing = false;
  let visible = true;
  let handle = 0;
  let lastMs = 0;
  let heldUntilMs = 0;
  let stepsDue = 0;
  /** A new run is on its way to the moment that was shown; until then time stands still. */
  let catchingUp = false;
  const listeners = new Set<FrameListener>();

  const theRun = () => {
    run ??= createRun(params, seed, undefined, head);
    return run;
  };
  /** Puts the whole run in the place of one with a head start; false when the time was too short for that. */
  const completed = (budgetMs?: number): boolean => {
    if (theRun().firstStep === 0) return true;
    whole ??= createRun(params, seed);
    if (!whole.seek(theRun().state.stepCount, budgetMs)) return false;
    run = whole;
    frame = undefined;
    return true;
  };
  const isOver = () => run !== undefined && run.lastStep === run.state.stepCount;
  const takeFrame = (): Frame => {
    const { state } = theRun();
    if (frame?.state !== state) frame = { run: theRun(), state, metrics: pagingSimulator.metrics(state) };
    return frame;
  };
  const publish = () => {
    const shown = takeFrame();
    const nowMs = performance.now();
    for (const listener of listeners) listener(shown, nowMs);
  };
  const setPlaying = (value: boolean) => {
    playing = value;
    lastMs = performance.now();
    stepsDue = 0;
    // Those who look only now and then while it plays see where it came to rest.
    if (!value && frame) publish();
    onStatus(isOver() ? 'done' : value ? 'running' : 'idle');
  };
  const animate = () => {
    if (!handle && visible) handle = requestAnimationFrame(tick);
  };
  const tick = (nowMs: number) => {
    handle = 0;
    // A hand on the figure: its answer goes before the next picture.
    if (playing && nowMs < heldUntilMs) return animate();
    if (playing && !catchingUp) {
      const elapsed = nowMs - lastMs;
      if (player.calm && elapsed < CALM_INTERVAL_MS) return animate();
      lastMs = nowMs;
      const longest = player.calm ? CALM_INTERVAL_MS : LONGEST_FRAME_MS;
      stepsDue += (Math.max(0, Math.min(elapsed, longest)) / 1000) * STEPS_PER_SECOND * player.speed;
      const steps = Math.floor(stepsDue);
      stepsDue -= steps;
      target += steps;
    }
    const reached = theRun().seek(target, FRAME_BUDGET_MS);
    if (catchingUp && reached) {
      catchingUp = false;
      lastMs = nowMs;
    }
    // A machine too slow for the speed asked for plays slower rather than falling behind.
    if (playing && !reached && !catchingUp) target = theRun().state.stepCount;
    if ((reached || (playing && !catchingUp)) && frame?.state !== theRun().state) publish();
    if (isOver()) target = theRun().state.stepCount;
    if (playing && isOver()) setPlaying(false);
    else if (!playing && reached) onStatus(isOver() ? 'done' : 'idle');
    if (playing || !reached) animate();
  };
  const settle = () => {
    // Few steps are done at once, so that a key press answers in the same frame.
    if (theRun().seek(target, FRAME_BUDGET_MS)) {
      target = theRun().state.stepCount;
      catchingUp = false;
      publish();
      onStatus(isOver() ? 'done' : playing ? 'running' : 'idle');
    } else animate();
  };

  const player: Player = {
    get frame() {
      return frame;
    },
    get playing() {
      return playing;
    },
    ready() {
      completed();
      if (!frame) theRun().seek(target);
      return takeFrame();
    },
    speed: 4,
    calm: false,
    warm() {
      const later = globalThis.requestIdleCallback ?? ((next: () => void) => setTimeout(next, 1));
      later(() => {
        if (!completed(WARM_BUDGET_MS)) return player.warm();
        if (frame) return;
        if (theRun().seek(target, WARM_BUDGET_MS)) publish();
        else player.warm();
      });
    },
    load(nextParams, nextSeed, step) {
      params = nextParams;
      seed = nextSeed;
      target = step ?? target;
      run = undefined;
      whole = undefined;
      head = undefined;
      catchingUp = true;
      settle();
    },
    play() {
      theRun().seek(target);
      if (isOver()) {
        completed();
        target = 0;
        theRun().seek(0);
      }
      setPlaying(true);
      animate();
    },
    hold() {
      heldUntilMs = performance.now() + HOLD_MS;
    },
    pause() {
      if (!playing) return;
      if (run && !catchingUp) target = run.state.stepCount;
      setPlaying(false);
    },
    step() {
      target = Math.max(target, theRun().state.stepCount) + 1;
      setPlaying(false);
      settle();
    },
    nextEvent() {
      theRun().seek(target);
      theRun().nextEvent();
      target = theRun().state.stepCount;
      setPlaying(false);
      publish();
    },
    seek(step) {
      if (step < theRun().firstStep) completed();
      target = step;
      settle();
    },
    setVisible(value) {
      visible = value;
      lastMs = performance.now();
      if (!value) {
        cancelAnimationFrame(handle);
        handle = 0;
      } else if (playing) animate();
    },
    repaint() {
      if (frame) publish();
    },
    subscribe(listener) {
      listeners.add(listener);
      if (frame) listener(frame, performance.now());
      return () => listeners.delete(listener);
    },
  };
  return player;
}
