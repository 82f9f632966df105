import { ParamControls, type ParamControlsProps } from '@/components/ui/ParamControls';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { settingKeys } from './params';

/** Traffic and machine: everything that is not wanted at every moment. */
export function Settings({
  controls,
  messages,
  seed,
  onSeed,
}: {
  controls: ParamControlsProps;
  messages: BatchingMessages;
  seed: number;
  onSeed: (seed: number) => void;
}) {
  return (
    <fieldset className={styles.settings}>
      <legend>{messages.settings}</legend>
      <ParamControls {...controls} only={settingKeys} />
      <label className={styles.seed}>
        {messages.seed}
        <input
          type="number"
          name="seed"
          min={0}
          max={999_999}
          value={seed}
          autoComplete="off"
          onChange={(event) => onSeed(Math.max(0, Math.floor(Number(event.target.value)) || 0))}
        />
      </label>
    </fieldset>
  );
}
