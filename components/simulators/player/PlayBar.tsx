import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { Pick } from '@/components/ui/Pick';
import { PlayButton } from '@/components/ui/PlayButton';
import styles from './player.module.css';

/** What moves a figure through its time. */
export interface Played {
  speed: number;
  play(): void;
  pause(): void;
  /** To a step, or a second, from the start of the run. */
  seek(at: number): void;
}

export interface PlayBarWords {
  readonly play: string;
  readonly pause: string;
  readonly reset: string;
  readonly preset: string;
  readonly presets: Readonly<Record<string, string>>;
  readonly speed: string;
}

export interface PlayBarProps {
  readonly player: Played;
  readonly playing: boolean;
  readonly words: PlayBarWords;
  /** Ids of the scenes in the order shown, and the one that is on. */
  readonly presets: readonly string[];
  readonly preset: string;
  readonly onPreset: (preset: string) => void;
  /** Value and name. */
  readonly speeds: readonly (readonly [number, string])[];
  /** More buttons, between play and reset. */
  readonly buttons?: ReactNode;
  /** The dials that matter most. */
  readonly children: ReactNode;
}

/** Buttons, scene and speed. */
export function PlayBar(props: PlayBarProps) {
  const { player, playing, words, presets, preset, onPreset, speeds, buttons, children } = props;
  return (
    <div className={styles.bar}>
      <div className={styles.buttons}>
        <PlayButton {...{ playing, words }} onClick={() => (playing ? player.pause() : player.play())} />
        {buttons}
        <Button
          name="reset"
          onClick={() => {
            player.pause();
            player.seek(0);
          }}
        >
          {words.reset}
        </Button>
      </div>
      <Pick
        inline
        name="preset"
        label={words.preset}
        value={preset}
        options={presets.map((id) => [id, words.presets[id] ?? id])}
        onPick={onPreset}
      />
      <Pick
        inline
        name="speed"
        label={words.speed}
        initial={player.speed}
        options={speeds}
        onPick={(speed) => {
          player.speed = Number(speed);
        }}
      />
      {children}
    </div>
  );
}
