/** Plays a run in the page. No React here: the view listens. The machine itself is loaded when it is first needed. */
import type { PrefixLaneId } from '@/kernels/serving/prefix/lane';
import type { Stretch } from '@/kernels/serving/prefix/picture';
import type { CurvePoint } from '@/kernels/serving/prefix/summary';
import type { ParamValues } from '@/kernels/simulator';
import type { PrefixFrame } from './frame';
import type { Look, PrefixRun } from './run';

export type PlayerStatus = 'idle' | 'running' | 'done';

export interface PlayerListener {
  /** `moves`: it followed the one shown before by a step, and may be drawn as a movement. */
  frame(frame: PrefixFrame, moves: boolean): void;
  status(status: PlayerStatus): void;
  curve(points: readonly CurvePoint[]): void;
}

export interface PrefixPlayer {
  /** Events per second. */
  speed: number;
  /** Reduced motion: an event a second, whatever the speed. */
  calm: boolean;
  visible: boolean;
  /** Loads the machine while nobody waits for it. */
  warm(): void;
  /** Other parameters, at the same event or at another one; `WORTH_SHOWING` is the one to see first. */
  load(params: ParamValues, seed: number, step?: number): void;
  play(): void;
  pause(): void;
  step(): void;
  seek(step: number): void;
  look(lane: PrefixLaneId, stretch: Stretch, block: number, tell: (look: Look) => void): void;
  /** The run, for files. */
  run(): Promise<PrefixRun>;
  stop(): void;
}

/** In place of an event: the one worth showing first. */
export const WORTH_SHOWING = -1;
/** A burst of changes computes one curve. */
const CURVE_DELAY_MS = 180;
const CALM_INTERVAL_MS = 1000;

export function createPlayer(
  start: { params: ParamValues; seed: number; step: number },
  listener: PlayerListener,
): PrefixPlayer {
  let { params, seed } = start;
  let module: typeof import('./run') | undefined;
  let run: PrefixRun | undefined;
  /** The run shown last. */
  let before: PrefixRun | undefined;
  let handle = 0;
  /** Where to go once there is a run. */
  let target = start.step;
  let playing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let curveTimer: ReturnType<typeof setTimeout> | undefined;
  let stopCurve: (() => void) | undefined;

  const theRun = async (): Promise<PrefixRun> => {
    module ??= await import('./run');
    if (!run) {
      run = module.createRun(params, seed, before);
      run.seek(target === WORTH_SHOWING ? run.firstStep : target);
      target = run.state.stepCount;
    }
    return run;
  };
  const publish = (shown: PrefixRun) => {
    const moves = shown === before && shown.state.stepCount === target + 1;
    before = shown;
    target = shown.state.stepCount;
    listener.frame(shown.frame, moves);
    if (shown.frame.done) playing = false;
    listener.status(shown.frame.done ? 'done' : playing ? 'running' : 'idle');
  };
  const go = async (to: (run: PrefixRun) => number) => {
    const shown = await theRun();
    shown.seek(to(shown));
    publish(shown);
  };
  const tick = async () => {
    if (!playing) return;
    if (player.visible) await go((shown) => shown.state.stepCount + 1);
    if (playing) timer = setTimeout(tick, player.calm ? CALM_INTERVAL_MS : 1000 / player.speed);
  };
  const setPlaying = (value: boolean) => {
    playing = value;
    clearTimeout(timer);
  };
  const newCurve = () => {
    stopCurve?.();
    clearTimeout(curveTimer);
    curveTimer = setTimeout(async () => {
      await theRun();
      stopCurve = module?.drawCurve(params, seed, listener.curve);
    }, CURVE_DELAY_MS);
  };

  const player: PrefixPlayer = {
    speed: 4,
    calm: false,
    visible: true,
    warm() {
      const later = globalThis.requestIdleCallback ?? ((next: () => void) => setTimeout(next, 1));
      later(() => void theRun());
    },
    load(nextParams, nextSeed, step) {
      params = nextParams;
      seed = nextSeed;
      run = undefined;
      target = step ?? target;
      // A slider may move more often than anything can be shown.
      cancelAnimationFrame(handle);
      handle = requestAnimationFrame(() => void go((shown) => shown.state.stepCount));
      newCurve();
    },
    play() {
      setPlaying(true);
      listener.status('running');
      void go((shown) => (shown.frame.done ? 0 : shown.state.stepCount)).then(tick);
    },
    pause() {
      if (!playing) return;
      setPlaying(false);
      void go((shown) => shown.state.stepCount);
    },
    step() {
      setPlaying(false);
      void go((shown) => shown.state.stepCount + 1);
    },
    seek(step) {
      setPlaying(false);
      void go(() => step);
    },
    look(lane, stretch, block, tell) {
      void theRun().then((shown) => tell(shown.look(lane, stretch, block)));
    },
    run: theRun,
    stop() {
      setPlaying(false);
      cancelAnimationFrame(handle);
      clearTimeout(curveTimer);
      stopCurve?.();
    },
  };
  return player;
}
