'use client';

import { memo } from 'react';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import styles from './batching.module.css';
import type { Clock } from './clock';
import type { BatchingMessages } from './messages';
import { figurePresets, figureSpecs } from './params';

const SPEEDS = [0.25, 1, 4, 16, 64];

export interface PlayBarProps {
  readonly clock: Clock;
  readonly playing: boolean;
  readonly messages: BatchingMessages;
  readonly preset: string;
  readonly zoom: number;
  readonly onPreset: (preset: string) => void;
  readonly onZoom: (zoom: number) => void;
  /** Arrivals per second: the dial that matters most. */
  readonly rate: number | string;
  readonly onChange: (key: string, value: number | string) => void;
}

export const PlayBar = memo(function PlayBar(props: PlayBarProps) {
  const { clock, playing, messages, preset, zoom, rate, onPreset, onZoom, onChange } = props;
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
          {Object.keys(figurePresets).map((name) => (
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
      <ParamControls
        specs={figureSpecs}
        only={['arrivalsPerSecond']}
        values={{ arrivalsPerSecond: rate }}
        words={messages}
        onChange={onChange}
      />
    </div>
  );
});
