import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { ParamControls } from '@/components/ui/ParamControls';
import type { ParamSpec } from '@/kernels/simulator';
import live from '../live/live.module.css';
import type { FileBytes } from './controller';
import type { LabMessages } from './messages';
import type { Lab } from './use-lab';
import { bytes, tensorName } from './words';

export interface LabControlsProps {
  readonly lab: Lab;
  readonly specs: readonly ParamSpec[];
  readonly fileBytes: FileBytes;
  readonly messages: LabMessages;
  readonly lang: Lang;
}

/** Settings, the buttons, and what pressing one will fetch. */
export function LabControls({ lab, specs, fileBytes, messages, lang }: LabControlsProps) {
  const { values } = lab.settings;
  const tensors = specs.find(({ key }) => key === 'tensor')?.choices ?? [];
  const words = {
    labels: messages.labels,
    units: {},
    choices: {
      ...messages.choices,
      ...Object.fromEntries(tensors.map((name) => [`tensor.${name}`, tensorName(name, messages)])),
    },
  };
  const dials = { specs, values, words, onChange: lab.set };
  const grouped = values.granularity === 'group';
  return (
    <>
      <div className={live.controls}>
        <ParamControls {...dials} only={['bits', 'scheme', 'granularity']} />
        <ParamControls {...dials} only={['groupSize']} disabled={!grouped} />
        <ParamControls {...dials} only={['tensors', 'tensor']} />
      </div>
      <div className={live.actions}>
        <Button name="run" primary disabled={lab.busy || !lab.ready} onClick={() => lab.start('run')}>
          {messages.run}
        </Button>
        <Button name="cancel" disabled={!lab.busy} onClick={lab.cancel}>
          {messages.cancel}
        </Button>
        <ParamControls {...dials} only={['rung', 'mode']} disabled={lab.busy} />
        <Button
          name="sweep"
          disabled={lab.busy || !lab.ready || values.rung === 'recorded'}
          onClick={() => lab.start('sweep')}
        >
          {messages.sweep}
        </Button>
      </div>
      <p className={live.consent}>{consent(lab, String(values.rung), fileBytes, messages, lang)}</p>
    </>
  );
}

function consent(lab: Lab, rung: string, fileBytes: FileBytes, messages: LabMessages, lang: Lang): string {
  if (rung === 'recorded') return messages.consentRecorded;
  if (lab.isReady(rung)) return messages.consentDone;
  const runtime = rung === 'webgpu' ? fileBytes.webgpu : fileBytes.wasm;
  return fill(messages.consent, { model: bytes(fileBytes.model, lang), runtime: bytes(runtime, lang) });
}
