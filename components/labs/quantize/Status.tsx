import { fill, type Lang } from '@/components/lang';
import live from '../live/live.module.css';
import type { LabMessages } from './messages';
import type { Activity, RunError, RunNote, RunState } from './run-state';
import { bytes, tensorName } from './words';

/** What the lab is doing: a line, a thin meter, notes, and an error in words. */
export function Status({ run, messages, lang }: { run?: RunState; messages: LabMessages; lang: Lang }) {
  const line = run ? lineOf(run, messages, lang) : '';
  const phase = run?.activity ? messages.phases[run.activity.phase] : line;
  const share = run?.activity?.share;
  return (
    <>
      <p className={live.status} aria-hidden="true" data-activity={run?.activity?.phase}>
        {line}
      </p>
      <p className="visually-hidden" role="status">
        {phase}
      </p>
      {share !== undefined && (
        <span className={live.meter} aria-hidden="true">
          <span style={{ transform: `scaleX(${share.toFixed(4)})` }} />
        </span>
      )}
      {run?.error && (
        <p className={live.problem} role="alert" data-error={run.error.id}>
          {errorText(run.error, messages)}
        </p>
      )}
      {run?.notes.map((note) => (
        <p key={note.id} className={live.source} data-note={note.id}>
          {noteText(note, messages)}
        </p>
      ))}
    </>
  );
}

function lineOf(run: RunState, messages: LabMessages, lang: Lang): string {
  const { activity: words } = messages;
  if (run.status === 'cancelled') return words.cancelled;
  if (run.status === 'done') return words.done;
  return run.activity ? activityText(run.activity, messages, lang) : '';
}

function activityText(activity: Activity, messages: LabMessages, lang: Lang): string {
  const { phase, done = 0, total = 0 } = activity;
  const words = messages.activity[phase];
  if (phase === 'fetching') return fill(words, { loaded: bytes(done, lang), total: bytes(total, lang) });
  if (phase === 'tensors') {
    const name = tensorName(activity.name ?? '', messages);
    return fill(words, { name, done, total, bytes: bytes(activity.bytes ?? 0, lang) });
  }
  return fill(words, { done, total });
}

/** An error by its id; whatever is wrong with a model file without a sentence of its own shares one. */
export function errorText({ id, data }: RunError, messages: LabMessages): string {
  const own = messages.errors[id];
  if (own) return fill(own, data);
  const fromFile = /^(safetensors|config|weights|tokenizer|forward)\./.test(id);
  return fill(messages.errors[fromFile ? 'model' : 'lab.unexpected'], { id, reason: id });
}

function noteText(note: RunNote, messages: LabMessages): string {
  const reason = note.error ? errorText(note.error, messages) : '';
  return fill(messages.notes[note.id], { reason });
}
