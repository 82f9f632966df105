import { useEffect, useEffectEvent, useState } from 'react';
import type { Frame, Player } from './player';

/** Calls `draw` for every frame shown, outside of React's rendering. */
export function useFrame(player: Player, draw: (frame: Frame) => void): void {
  const latest = useEffectEvent(draw);
  useEffect(() => player.subscribe((frame) => latest(frame)), [player]);
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
