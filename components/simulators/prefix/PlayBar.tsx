'use client';

import type { ReactNode } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { prefixPresets } from '@/kernels/serving/prefix/params';
import { PlayBar as Bar } from '../player/PlayBar';
import type { PrefixMessages } from './messages';
import type { PlayerStatus, PrefixPlayer } from './player';

const SPEEDS = [1, 2, 4, 8, 16];

export interface PlayBarProps {
  readonly player: PrefixPlayer;
  readonly status: PlayerStatus;
  readonly messages: PrefixMessages;
  readonly preset: string;
  readonly onPreset: (preset: string) => void;
  /** The dials that matter most. */
  readonly children: ReactNode;
}

/** Play and a step; scene and speed in events a second. */
export function PlayBar({ player, status, messages, ...rest }: PlayBarProps) {
  return (
    <Bar
      {...rest}
      player={player}
      playing={status === 'running'}
      words={messages}
      presets={Object.keys(prefixPresets)}
      speeds={SPEEDS.map((speed) => [speed, fill(messages.perSecond, { n: speed })])}
      buttons={
        <Button name="step" onClick={() => player.step()}>
          {messages.step}
        </Button>
      }
    />
  );
}
