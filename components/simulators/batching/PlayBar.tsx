'use client';

import { memo } from 'react';
import { ParamControls } from '@/components/ui/ParamControls';
import { Pick } from '@/components/ui/Pick';
import { PlayBar as Bar } from '../player/PlayBar';
import type { Clock } from './clock';
import type { BatchingMessages } from './messages';
import { figurePresets, figureSpecs } from './params';

const SPEEDS = [0.25, 1, 4, 16, 64].map((speed) => [speed, `${speed}×`] as const);

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

/** Play; scene, speed, zoom and arrivals. */
export const PlayBar = memo(function PlayBar(props: PlayBarProps) {
  const { clock, messages, zoom, rate, onZoom, onChange, ...rest } = props;
  return (
    <Bar {...rest} player={clock} words={messages} presets={Object.keys(figurePresets)} speeds={SPEEDS}>
      <Pick
        inline
        name="zoom"
        label={messages.zoom}
        value={zoom}
        options={Object.entries(messages.zooms)}
        onPick={(name) => onZoom(Number(name))}
      />
      <ParamControls
        specs={figureSpecs}
        only={['arrivalsPerSecond']}
        values={{ arrivalsPerSecond: rate }}
        words={messages}
        onChange={onChange}
      />
    </Bar>
  );
});
