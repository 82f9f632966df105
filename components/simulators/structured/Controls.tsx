import type { FileBytes } from '@/components/labs/runtime/model-setup';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import { formatQuantity } from '@/kernels/numbers/format';
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
        <Button name="play" primary disabled={!figure.ready || empty} onClick={figure.play}>
          {figure.playing ? messages.pause : messages.play}
        </Button>
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
      <label className={styles.pick}>
        {messages.preset}
        <select
          name="preset"
          value={figure.settings.preset}
          autoComplete="off"
          onChange={(event) => figure.choose(event.target.value)}
        >
          {Object.keys(structuredPresets).map((name) => (
            <option key={name} value={name}>
              {messages.presets[name]}
            </option>
          ))}
        </select>
      </label>
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
  const size = (count: number) => formatQuantity(count, 'bytes', { lang, digits: 3 });
  const consent =
    rung === 'recorded'
      ? messages.consentRecorded
      : figure.isReady(rung)
        ? messages.consentDone
        : fill(messages.consent, {
            model: size(bytes.model),
            runtime: size(rung === 'webgpu' ? bytes.webgpu : bytes.wasm),
          });
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
        <label className={styles.pick}>
          {messages.seed}
          <input
            type="number"
            name="seed"
            min={0}
            max={999_999}
            value={seed}
            autoComplete="off"
            onChange={(event) => figure.reseed(Math.max(0, Math.floor(Number(event.target.value)) || 0))}
          />
        </label>
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
