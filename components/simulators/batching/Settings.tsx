import { memo } from 'react';
import { ParamControls } from '@/components/ui/ParamControls';
import type { ParamValues } from '@/kernels/simulator';
import { SettingsPanel } from '../player/SettingsPanel';
import type { BatchingMessages } from './messages';
import { figureSpecs, settingKeys } from './params';

export interface SettingsProps {
  readonly values: ParamValues;
  readonly messages: BatchingMessages;
  readonly seed: number;
  readonly onChange: (key: string, value: number | string) => void;
  readonly onSeed: (seed: number) => void;
}

/** Traffic and machine: everything that is not wanted at every moment. */
export const Settings = memo(
  function Settings({ values, messages, seed, onChange, onSeed }: SettingsProps) {
    return (
      <SettingsPanel words={messages} seed={seed} onSeed={onSeed}>
        <ParamControls
          specs={figureSpecs}
          only={settingKeys}
          values={values}
          words={messages}
          onChange={onChange}
        />
      </SettingsPanel>
    );
  },
  // A promise that is dragged is no dial of these.
  (a, b) => a.seed === b.seed && settingKeys.every((key) => a.values[key] === b.values[key]),
);
