'use client';

import type { ReactNode } from 'react';
import { fill } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { prefixPresets } from '@/kernels/serving/prefix/params';
import type { PrefixMessages } from './messages';
import type { PlayerStatus, PrefixPlayer } from './player';
import styles from './prefix.module.css';

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
        <Button name="reset" onClick={() => player.seek(0)}>
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
          {Object.keys(prefixPresets).map((name) => (
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
              {fill(messages.perSecond, { n: speed })}
            </option>
          ))}
        </select>
      </label>
      {children}
    </div>
  );
}
