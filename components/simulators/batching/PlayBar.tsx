'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import styles from './batching.module.css';
import type { Clock } from './clock';
import type { BatchingMessages } from './messages';

const SPEEDS = [0.25, 1, 4, 16, 64];

export interface PlayBarProps {
  readonly clock: Clock;
  readonly playing: boolean;
  readonly messages: BatchingMessages;
  readonly preset: string;
  readonly presets: readonly string[];
  readonly zoom: number;
  readonly onPreset: (preset: string) => void;
  readonly onZoom: (zoom: number) => void;
  readonly children: ReactNode;
}

export function PlayBar(props: PlayBarProps) {
  const { clock, playing, messages, preset, presets, zoom, onPreset, onZoom, children } = props;
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>
        <Button name="play" primary onClick={() => (playing ? clock.pause() : clock.play())}>
          {playing ? messages.pause : messages.play}
        </Button>
        <Button
          name="reset"
          onClick={() => {
            clock.pause();
            clock.seek(0);
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
          {presets.map((name) => (
            <option key={name} value={name}>
              {messages.presets[name] ?? name}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.pick}>
        {messages.speed}
        <select
          name="speed"
          defaultValue={clock.speed}
          autoComplete="off"
          onChange={(event) => {
            clock.speed = Number(event.target.value);
          }}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {speed}×
            </option>
          ))}
        </select>
      </label>
      <label className={styles.pick}>
        {messages.zoom}
        <select
          name="zoom"
          value={zoom}
          autoComplete="off"
          onChange={(event) => onZoom(Number(event.target.value))}
        >
          {Object.keys(messages.zooms).map((name) => (
            <option key={name} value={name}>
              {messages.zooms[name]}
            </option>
          ))}
        </select>
      </label>
      {children}
    </div>
  );
}
