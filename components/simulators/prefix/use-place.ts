import { useEffect, useState } from 'react';
import type { PrefixFrame } from './frame';
import type { PrefixMessages } from './messages';
import type { PrefixPlayer } from './player';
import { lookLines } from './readings';
import type { Look } from './run';
import type { Place } from './TreeDrawing';

/** The place the reader points at, and what is to be said of it as the run goes on. */
export function usePlace(player: PrefixPlayer, frame: PrefixFrame, policy: string, messages: PrefixMessages) {
  const [place, setPlace] = useState<Place>();
  const [look, setLook] = useState<Look>();
  const stretch = place && frame.picture[place.lane].find(({ id }) => id === place.id);
  useEffect(() => {
    if (!place || !stretch) {
      setLook(undefined);
      return;
    }
    let wanted = true;
    player.look(place.lane, stretch, Math.min(place.block, (stretch.blocks?.length ?? 1) - 1), (told) => {
      if (wanted) setLook(told);
    });
    return () => {
      wanted = false;
    };
  }, [player, place, stretch]);
  return { place: stretch && place, setPlace, lines: look ? lookLines(look, policy, messages) : [] };
}
