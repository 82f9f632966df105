'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { pagingPresets } from '@/kernels/serving/paging/params';
import { PlayBar as Bar } from '../player/PlayBar';
import type { PagingMessages } from './messages';
import type { Player, PlayerStatus } from './player';

const SPEEDS = [1, 4, 16, 64].map((speed) => [speed, `${speed}×`] as const);

export interface PlayBarProps {
  readonly player: Player;
  readonly status: PlayerStatus;
  readonly messages: PagingMessages;
  readonly preset: string;
  readonly onPreset: (preset: string) => void;
  /** The dials that matter most. */
  readonly children: ReactNode;
}

/** Play, a step, the next event; scene and speed. */
export function PlayBar({ player, status, messages, ...rest }: PlayBarProps) {
  return (
    <Bar
      {...rest}
      player={player}
      playing={status === 'running'}
      words={messages}
      presets={Object.keys(pagingPresets)}
      speeds={SPEEDS}
      buttons={
        <>
          <Button name="step" onClick={() => player.step()}>
            {messages.step}
          </Button>
          <Button name="next" onClick={() => player.nextEvent()}>
            {messages.next}
          </Button>
        </>
      }
    />
  );
}
