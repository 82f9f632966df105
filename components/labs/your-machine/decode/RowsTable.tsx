import { FigureHeads, WideTable } from '../../live/WideTable';
import type { DecodeMessages } from './messages';
import type { Row } from './rows';

/** Formats down, figures across; a row without figures says why. */
export function RowsTable(props: {
  rows: readonly Row[];
  /** Goes before each metric's name. */
  prefix: string;
  label: string;
  words: DecodeMessages;
}) {
  const { rows, prefix, label, words } = props;
  const heads = rows.find(({ cells }) => cells.length > 0)?.cells.map((cell) => cell.label) ?? [];
  return (
    <WideTable label={label}>
      <FigureHeads rows={[words.columns.format, words.columns.place]} heads={heads} />
      <tbody>
        {rows.map(({ key, format, place, cells, skipped }) => (
          <tr key={key}>
            <th scope="row">{format}</th>
            <td style={{ textAlign: 'left' }}>{place}</td>
            {skipped !== undefined && (
              <td colSpan={Math.max(1, heads.length)} style={{ textAlign: 'left', whiteSpace: 'normal' }}>
                {skipped}
              </td>
            )}
            {cells.map(({ metric, label: name, value, text }) => (
              <td key={metric}>
                <output
                  data-metric={`${prefix}.${key}.${metric}`}
                  data-value={value}
                  aria-label={name}
                  aria-live="off"
                >
                  {text}
                </output>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}
