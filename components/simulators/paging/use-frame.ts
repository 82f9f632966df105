import { useEffect, useEffectEvent, useState } from 'react';
import type { Frame, Player } from './player';

/** Puts a value into an output that React has rendered: its text node stays, so that only the text is laid out again. */
export function writeOutput(output: HTMLOutputElement, value: number, text: string): void {
  const data = String(value);
  if (output.dataset.value === data) return;
  output.dataset.value = data;
  const node = output.firstChild as Text;
  if (node.data !== text) node.data = text;
}

/**
 * What is written for one frame in several is written in the same ones: each writing makes the browser lay the page
 * out, and one layout for a dozen numbers costs hardly more than one for a single number.
 */
const BEAT_MS = 80;

/** A listener's place among the beats: it is called for one beat in `every`, the `at`th. */
export interface Beat {
  readonly every: number;
  readonly at?: number;
}

/** Numbers that change more often than this cannot be read. */
export const READING: Beat = { every: 1 };
/** Beats between two readings of what is said in words, and of what hardly ever changes. */
export const WORDS = 3;
export const RARE = 12;

function beatAt(nowMs: number, { every, at = 0 }: Beat): number {
  return Math.floor((nowMs / BEAT_MS - at) / every);
}

/**
 * Calls `draw` for the frames shown, outside of React's rendering: for every one, or while the figure plays for the
 * first of a beat. The frame on which it comes to rest is never missed.
 */
export function useFrame(player: Player, draw: (frame: Frame) => void, beat?: Beat): void {
  const latest = useEffectEvent(draw);
  const every = beat?.every;
  const at = beat?.at;
  useEffect(() => {
    let drawn = Number.NaN;
    return player.subscribe((frame, nowMs) => {
      if (player.playing && every !== undefined) {
        const now = beatAt(nowMs, { every, at });
        if (now === drawn) return;
        drawn = now;
      }
      latest(frame);
    });
  }, [player, every, at]);
}

/** A value of the frame shown, for rendering; taken once in so many beats, and always once the figure rests. */
export function useFrameValue<T>(player: Player, every: number, first: T, select: (frame: Frame) => T): T {
  const [value, setValue] = useState(first);
  const latest = useEffectEvent(select);
  useEffect(() => {
    let taken = Number.NaN;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      clearTimeout(timer);
      taken = beatAt(performance.now(), { every });
      timer = undefined;
      if (player.frame) setValue(latest(player.frame));
    };
    const stop = player.subscribe((_, nowMs) => {
      if (beatAt(nowMs, { every }) !== taken) take();
      // A hand that moves the figure is answered first; the words follow.
      else if (!player.playing) timer ??= setTimeout(take, every * BEAT_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [player, every]);
  return value;
}
