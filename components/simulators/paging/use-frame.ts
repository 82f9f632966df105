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

/** Numbers that change more often than this cannot be read, and every change makes the browser lay text out. */
export const READING_MS = 80;

/**
 * Calls `draw` for the frames shown, outside of React's rendering: for every one, or while the figure plays for one
 * in `everyMs`. The frame on which it comes to rest is never missed.
 */
export function useFrame(player: Player, draw: (frame: Frame) => void, everyMs = 0): void {
  const latest = useEffectEvent(draw);
  useEffect(() => {
    let drawnMs = Number.NEGATIVE_INFINITY;
    return player.subscribe((frame) => {
      const nowMs = performance.now();
      if (player.playing && nowMs - drawnMs < everyMs) return;
      drawnMs = nowMs;
      latest(frame);
    });
  }, [player, everyMs]);
}

/** A value of the frame shown, for rendering; taken at most every `everyMs`, and always once the figure rests. */
export function useFrameValue<T>(player: Player, everyMs: number, first: T, select: (frame: Frame) => T): T {
  const [value, setValue] = useState(first);
  const latest = useEffectEvent(select);
  useEffect(() => {
    let lastMs = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      lastMs = performance.now();
      timer = undefined;
      if (player.frame) setValue(latest(player.frame));
    };
    const stop = player.subscribe(() => {
      const wait = lastMs + everyMs - performance.now();
      if (wait <= 0) take();
      else timer ??= setTimeout(take, wait);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [player, everyMs]);
  return value;
}
