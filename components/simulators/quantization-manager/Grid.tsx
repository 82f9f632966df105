import { WideTable } from '@/components/labs/live/WideTable';
import { fill } from '@/components/lang';
import type { ManagerCell, ManagerGrid } from '@/kernels/cost/quantization-manager/figure';
import styles from './manager.module.css';
import type { ManagerMessages } from './messages';
import { has, type Names, speedText, verdictText } from './words';

interface GridProps {
  readonly grid: ManagerGrid;
  readonly names: Names;
  readonly words: ManagerMessages;
  readonly profile: string;
  readonly card: string;
  readonly fault: string;
  readonly onPick: (cell: ManagerCell) => void;
}

/** Thirty answers, models down and cards across; each opens. */
export function Grid({ grid, names, words, profile, card, fault, onPick }: GridProps) {
  return (
    <WideTable label={words.grid} className={styles.grid}>
      <thead>
        <tr>
          <td />
          {Object.entries(names.cards).map(([id, name]) => (
            <th key={id} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(names.models).map(([id, name]) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            {grid.cells
              .filter(({ modelKey }) => modelKey === id)
              .map((cell) => (
                <td key={cell.gpu} data-pair={`${cell.modelKey} ${cell.gpu}`}>
                  <button
                    type="button"
                    name="pick"
                    aria-pressed={cell.modelKey === profile && cell.gpu === card}
                    aria-label={fill(words.cell, {
                      model: name,
                      card: names.cards[cell.gpu],
                      says: words.methods[cell.said.method],
                    })}
                    className={fault === 'all' || has(cell, fault) ? undefined : styles.faint}
                    onClick={() => onPick(cell)}
                  >
                    <b>{words.methods[cell.said.method]}</b>
                    <span data-answer="" data-verdict={verdictOf(cell)}>
                      {verdictText(cell, words)}
                    </span>
                    <span
                      data-answer=""
                      data-verdict={has(cell, 'faster-than-bandwidth') ? 'broken' : undefined}
                    >
                      {speedText(cell, words)}
                    </span>
                  </button>
                </td>
              ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function verdictOf(cell: ManagerCell): string {
  if (!cell.fits) return 'broken';
  if (has(cell, 'refused-though-fits')) return 'wider';
  return cell.faults.length === 0 ? 'clean' : 'fits';
}
