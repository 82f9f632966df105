import { fetchConsent } from '@/components/labs/live/messages';
import type { FileBytes } from '@/components/labs/runtime/model-setup';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { NumberField } from '@/components/ui/NumberField';
import { ParamControls } from '@/components/ui/ParamControls';
import { Pick } from '@/components/ui/Pick';
import { PlayButton } from '@/components/ui/PlayButton';
import { structuredParams, structuredPresets } from '@/kernels/structured/presets';
import type { StructuredMessages } from './messages';
import styles from './structured.module.css';
import { LIVE_TEXTS } from './types';
import type { StructuredState } from './use-structured';

interface ControlsProps {
  readonly figure: StructuredState;
  readonly messages: StructuredMessages;
  readonly lang: Lang;
  readonly bytes: FileBytes;
}

/** Buttons, scene, and the two dials that matter most. */
export function PlayControls({ figure, messages }: ControlsProps) {
  const empty = figure.length === 0;
  return (
    <div className={styles.controls}>
      <div className={styles.buttons}>
        <PlayButton
          playing={figure.playing}
          words={messages}
          disabled={!figure.ready || empty}
          onClick={figure.play}
        />
        <Button
          name="step"
          disabled={!figure.ready || empty || figure.cursor >= figure.length}
          onClick={figure.step}
        >
          {messages.step}
        </Button>
        <Button name="reset" disabled={!figure.ready} onClick={figure.reset}>
          {messages.reset}
        </Button>
      </div>
      <Pick
        name="preset"
        label={messages.preset}
        value={figure.settings.preset}
        options={Object.keys(structuredPresets).map((id) => [id, messages.presets[id]])}
        onPick={figure.choose}
      />
      <ParamControls {...dials(figure, messages)} only={['mask']} />
      <ParamControls {...dials(figure, messages)} only={['jump']} disabled={!figure.masked} />
    </div>
  );
}

/** Running Pocket: how, with which seed, and what it fetches. */
export function LiveControls({ figure, messages, lang, bytes }: ControlsProps) {
  const { values, seed } = figure.settings;
  const rung = String(values.rung);
  const idle = rung === 'recorded' || figure.busy || !figure.ready || figure.mistake !== undefined;
  const consent = fetchConsent(figure.settings.values, figure.isReady, bytes, messages, lang);
  return (
    <div className={styles.live}>
      <div className={styles.controls}>
        <ParamControls {...dials(figure, messages)} only={['rung']} disabled={figure.busy} />
        <Button name="run" disabled={idle} onClick={() => void figure.order('write')}>
          {messages.run}
        </Button>
        <Button name="measure" disabled={idle} onClick={() => void figure.order('rates')}>
          {fill(messages.measure, { texts: LIVE_TEXTS })}
        </Button>
        <Button name="cancel" disabled={!figure.busy} onClick={figure.cancel}>
          {messages.cancel}
        </Button>
        <ParamControls {...dials(figure, messages)} only={['temperature']} />
        <ParamControls
          {...dials(figure, messages)}
          only={['spacing']}
          disabled={figure.task.kind === 'regex'}
        />
        <NumberField
          name="seed"
          label={messages.seed}
          value={seed}
          min={0}
          max={999_999}
          step={1}
          onChange={figure.reseed}
        />
      </div>
      <p className={styles.note}>{consent}</p>
    </div>
  );
}

function dials(figure: StructuredState, messages: StructuredMessages) {
  return {
    specs: structuredParams,
    values: figure.settings.values,
    words: { labels: messages.labels, units: {}, choices: messages.choices },
    onChange: figure.set,
  };
}
