'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { pagingPresets } from '@/kernels/serving/paging/params';
import type { PagingMessages } from './messages';
import styles from './paging.module.css';
import type { Player, PlayerStatus } from './player';

const SPEEDS = [1, 4, 16, 64];

export interface PlayBarProps {
  readonly player: Player;
  readonly status: PlayerStatus;
  readonly messages: PagingMessages;
  readonly preset: string;
  readonly onPreset: (preset: string) => void;
  /** The dials that matter most. */
  readonly children: ReactNode;
}

/** Buttons, scene and speed. */
export function PlayBar({ player, status, messages, preset, onPreset, children }: PlayBarProps) {
  const playing = status === 'running';
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>
        <Button name="play" primary onClick={() => (playing ? player.pause() : player.play())}>
          {playing ? messages.pause : messages.play}
        </Button>
        <Button name="step" onClick={() => player.step()}>
          {messages.step}
        </Button>
        <Button name="next" onClick={() => player.nextEvent()}>
          {messages.next}
        </Button>
        <Button
          name="reset"
          onClick={() => {
            player.pause();
            player.seek(0);
          }}
        >
          {messages.reset}
        </Button>
      </div>
      <label className={styles.pick}>
        {messages.preset}
        <select
          name="preset"
          value={preset}
          autoComplete="off"
          onChange={(event) => onPreset(event.target.value)}
        >
          {Object.keys(pagingPresets).map((name) => (
            <option key={name} value={name}>
              {messages.presets[name]}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.pick}>
        {messages.speed}
        <select
          name="speed"
          defaultValue={player.speed}
          autoComplete="off"
          onChange={(event) => {
            player.speed = Number(event.target.value);
          }}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
      {children}
    </div>
  );
}
