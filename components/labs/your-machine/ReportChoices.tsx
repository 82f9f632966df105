import type { Lang } from '@/components/lang';
import { Pick } from '@/components/ui/Pick';
import live from '../live/live.module.css';
import type { MachineMessages } from './messages';
import { marksOf, type Shelved } from './shelf';
import { choiceName, sourceLine, unsteadyLine } from './words';

export interface ReportChoicesProps {
  readonly shelf: readonly Shelved[];
  readonly shown: Shelved;
  readonly against: Shelved | undefined;
  readonly busy: boolean;
  readonly words: MachineMessages;
  readonly lang: Lang;
  readonly onChoose: (key: 'report' | 'against', id: string) => void;
}

/** Which report is shown and which stands beside it; where it comes from, and what to know before trusting it. */
export function ReportChoices({ shelf, shown, against, busy, words, lang, onChoose }: ReportChoicesProps) {
  const measuring = busy && shown.id === 'latest';
  const unsteady = measuring ? undefined : unsteadyLine(shown, words, lang);
  const select = (key: 'report' | 'against', value: string, choices: readonly Shelved[], none?: string) => (
    <Pick
      name={key}
      label={words.labels[key]}
      value={value}
      options={[
        ...(none ? [['none', none] as const] : []),
        ...choices.map((one) => [one.id, choiceName(one, words)] as const),
      ]}
      onPick={(id) => onChoose(key, id)}
    />
  );
  return (
    <>
      <div className={live.controls}>
        {select('report', shown.id, shelf)}
        {select(
          'against',
          against?.id ?? 'none',
          shelf.filter(({ id }) => id !== shown.id),
          words.choices['against.none'],
        )}
      </div>
      <p className={live.source} data-source={shown.kind}>
        {sourceLine(shown, measuring, words)} {words.clocks[shown.report.clock]}
      </p>
      {marksOf(shown.report, measuring).map((mark) => (
        <p key={mark} className={live.problem} data-mark={mark}>
          {words.marks[mark]}
        </p>
      ))}
      {unsteady && (
        <p className={shown.kind === 'own' ? live.problem : live.source} data-mark="unsteady">
          {unsteady}
        </p>
      )}
      {against && against.report.clock !== shown.report.clock && (
        <p className={live.source} data-mark="clocks">
          {words.otherClock}
        </p>
      )}
    </>
  );
}
