import type { ReactNode } from 'react';
import { NumberField } from '@/components/ui/NumberField';
import styles from './player.module.css';

export interface SettingsPanelProps {
  readonly words: { readonly settings: string; readonly seed: string };
  readonly seed: number;
  readonly onSeed: (seed: number) => void;
  /** Beside something else, not below it: no line above. */
  readonly beside?: boolean;
  readonly children: ReactNode;
}

/** The dials that are not wanted at every moment, and the number from which the traffic is drawn. */
export function SettingsPanel({ words, seed, onSeed, beside, children }: SettingsPanelProps) {
  return (
    <fieldset className={beside ? `${styles.settings} ${styles.beside}` : styles.settings}>
      <legend>{words.settings}</legend>
      {children}
      <NumberField
        name="seed"
        label={words.seed}
        value={seed}
        min={0}
        max={999_999}
        step={1}
        onChange={onSeed}
      />
    </fieldset>
  );
}
