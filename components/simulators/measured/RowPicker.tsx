import { Button } from '@/components/ui/Button';
import { Pick } from '@/components/ui/Pick';
import styles from './measured.module.css';
import type { MeasuredMessages } from './messages';
import { rowName } from './RowDetail';
import type { ShownRow } from './rows';

interface RowPickerProps {
  readonly rows: readonly ShownRow[];
  readonly shown: readonly ShownRow[];
  readonly chosen: ShownRow;
  readonly words: MeasuredMessages;
  readonly onChoose: (at: number) => void;
}

/** The rows as a list, for keyboards and for finding one by name: what the marks do for a pointer. */
export function RowPicker({ rows, shown, chosen, words, onChoose }: RowPickerProps) {
  const listed = shown.includes(chosen) ? shown : [chosen, ...shown];
  const step = (by: number) => {
    const at = shown.findIndex((row) => row.at === chosen.at);
    const next = shown[(at + by + shown.length) % shown.length];
    if (next) onChoose(next.at);
  };
  return (
    <div className={styles.picker}>
      <Pick
        inline
        name="row"
        label={words.row}
        value={chosen.at}
        options={listed.map((row) => [row.at, `${row.at}/${rows.length} ${rowName(row, words)}`])}
        onPick={(at) => onChoose(Number(at))}
      />
      <Button name="before" disabled={shown.length === 0} onClick={() => step(-1)}>
        {words.before}
      </Button>
      <Button name="after" disabled={shown.length === 0} onClick={() => step(1)}>
        {words.after}
      </Button>
    </div>
  );
}
