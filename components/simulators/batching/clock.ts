/** The moment shown: it plays, stands, and is written straight into the page, so that a frame costs next to nothing. */
export interface Clock {
  readonly seconds: number;
  readonly playing: boolean;
  /** Simulated seconds per second. */
  speed: number;
  /** Reduced motion: one still picture a second. */
  calm: boolean;
  setEnd(seconds: number): void;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  /** Goes there once the run is that long: it is on its way. */
  resume(seconds: number): void;
  subscribe(listener: (seconds: number) => void): () => void;
}

const CALM_MS = 1000;
const LONGEST_FRAME_MS = 100;

/** @param onPlaying is told when it starts and when it stops. */
export function createClock(end: number, onPlaying: (playing: boolean) => void): Clock {
  let endSeconds = end;
  let handle = 0;
  let lastMs = 0;
  let wanted: number | undefined;
  const listeners = new Set<(seconds: number) => void>();
  const clock = {
    seconds: end,
    playing: false,
    speed: 4,
    calm: false,
    setEnd(next: number) {
      // At the end it stays at the end: a longer run is shown whole.
      const atEnd = clock.seconds >= endSeconds;
      endSeconds = next;
      if (wanted !== undefined && wanted <= next) {
        clock.seek(wanted);
        wanted = undefined;
      } else if (atEnd || clock.seconds > next) clock.seek(next);
    },
    play() {
      if (clock.seconds >= endSeconds) clock.seek(0);
      clock.playing = true;
      lastMs = performance.now();
      onPlaying(true);
      handle = requestAnimationFrame(tick);
    },
    pause() {
      if (!clock.playing) return;
      cancelAnimationFrame(handle);
      clock.playing = false;
      onPlaying(false);
    },
    seek(seconds: number) {
      clock.seconds = Math.max(0, Math.min(endSeconds, seconds));
      for (const listener of listeners) listener(clock.seconds);
    },
    resume(seconds: number) {
      clock.pause();
      wanted = seconds > endSeconds ? seconds : undefined;
      clock.seek(seconds);
    },
    subscribe(listener: (seconds: number) => void) {
      listeners.add(listener);
      listener(clock.seconds);
      return () => listeners.delete(listener);
    },
  };
  const tick = (nowMs: number) => {
    handle = requestAnimationFrame(tick);
    const elapsed = nowMs - lastMs;
    if (clock.calm && elapsed < CALM_MS) return;
    lastMs = nowMs;
    const longest = clock.calm ? CALM_MS : LONGEST_FRAME_MS;
    clock.seek(clock.seconds + (Math.max(0, Math.min(elapsed, longest)) / 1000) * clock.speed);
    if (clock.seconds >= endSeconds) clock.pause();
  };
  return clock;
}
