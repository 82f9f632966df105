import type { RefObject } from 'react';
import { fill, type Lang } from '@/components/lang';
import { Pick } from '@/components/ui/Pick';
import { acceleratorById, accelerators } from '@/kernels/catalog/accelerators';
import { modelById } from '@/kernels/catalog/models';
import { type VllmLogRow, vllmLogs } from '@/kernels/catalog/vllm-logs';
import styles from './command.module.css';
import { Marked } from './Marked';
import type { CommandMessages } from './messages';
import { pasteLong } from './paste-long';
import { OWN, scenes } from './scenes';
import type { CommandState } from './use-command';

interface PasteFieldsProps {
  readonly state: CommandState;
  readonly lang: Lang;
  readonly words: CommandMessages;
  readonly text: RefObject<HTMLTextAreaElement | null>;
}

/** Scene, device, and the two texts. */
export function PasteFields({ state, words, text }: PasteFieldsProps) {
  const { place } = state;
  const published = place.preset === OWN ? undefined : scenes[place.preset].published;
  const rows = Math.min(14, Math.max(4, place.command.split('\n', 15).length + 1));
  return (
    <>
      <div className={styles.controls}>
        <Pick
          name="scene"
          label={words.scene}
          value={place.preset}
          options={[
            ...Object.entries(words.scenes),
            ...vllmLogs.map(
              (row) => [row.id, fill(words.logScene, { name: logName(row, words), date: row.date })] as const,
            ),
          ]}
          onPick={state.choose}
        />
        <Pick
          name="card"
          label={words.card}
          value={place.card}
          options={[['', words.cardOfSetup], ...accelerators.map(({ id, name }) => [id, name] as const)]}
          onPick={state.setCard}
        />
      </div>
      <label className={styles.field}>
        <span>
          {words.command}{' '}
          <small>
            <Marked text={words.commandHint} />
          </small>
        </span>
        <textarea
          ref={text}
          name="command"
          rows={rows}
          value={place.command}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onPaste={(event) => pasteLong(event, (command) => state.type({ command }))}
          onChange={(event) => state.type({ command: event.target.value })}
        />
      </label>
      <details className={styles.logField} key={place.preset} open={place.log !== ''}>
        <summary>
          {words.log} <small>{words.logHint}</small>
        </summary>
        <textarea
          name="log"
          aria-label={words.log}
          rows={place.log === '' ? 4 : Math.min(10, place.log.split('\n', 11).length + 1)}
          value={place.log}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onPaste={(event) => pasteLong(event, (log) => state.type({ log }))}
          onChange={(event) => state.type({ log: event.target.value })}
        />
      </details>
      {published && (
        <p className={styles.note}>
          <a href={published.url}>{fill(words.published, { date: published.date })}</a>
        </p>
      )}
      <p className={styles.note}>
        {words.private}
        {state.long && ` ${words.long}`}
        {state.unkept && ` ${words.unkept}`}
      </p>
      {state.earlier && (
        <button type="button" name="earlier" className={styles.link} onClick={state.bringBack}>
          {words.earlier}
        </button>
      )}
      <p className={styles.status} role="status">
        {state.trouble ? words.trouble : ''}
      </p>
    </>
  );
}

/** Model and device, with the length that tells two logs of one machine apart. */
export function logName(row: VllmLogRow, words: CommandMessages): string {
  const { model, served, accelerator, tensorParallel, maxModelLen, id } = row;
  const device = accelerator === null ? '24 GB' : acceleratorById(accelerator).name.replace('NVIDIA ', '');
  const turn = /-(before|after)$/.exec(id)?.[1] as 'before' | 'after' | undefined;
  const parts = [
    served?.replace(/^.*\/(?:Meta-)?/, '') ?? modelById(model).name,
    tensorParallel > 1 ? `${tensorParallel} × ${device}` : device,
    `${maxModelLen}`,
    ...(turn ? [words.logTurn[turn]] : []),
  ];
  return parts.join(', ');
}
