import { WideTable } from '@/components/labs/live/WideTable';
import { fill, type Lang } from '@/components/lang';
import {
  type EngineCell,
  type EngineColumn,
  engineColumns,
  engineSources,
  enginesRead,
  inferenceEngines,
} from '@/kernels/catalog/engines';
import styles from './EngineTable.module.css';

const parts = [
  { id: 'where', columns: ['what', 'state', 'systems', 'hardware', 'overflow'] },
  { id: 'holds', columns: ['weights', 'cache', 'devices'] },
  { id: 'serves', columns: ['serving', 'prefix', 'speculation', 'structure', 'disaggregation'] },
] as const satisfies readonly { id: string; columns: readonly EngineColumn[] }[];
/** Columns that ask for one thing, so that a mark can answer before the words do. */
const marked: readonly EngineColumn[] = ['overflow', 'prefix', 'speculation', 'structure', 'disaggregation'];

const words = {
  en: {
    engine: 'Engine',
    where: 'Where it runs',
    holds: 'What it holds',
    serves: 'How it serves',
    yes: 'yes',
    partly: 'with a reservation of its own source',
    unstated: 'the pages read are silent',
    legend: 'yes ● · with a reservation of its own source ◐ · the pages read are silent ?',
    sources: 'The {count} sources, all read on {date}',
    source: 'source',
  },
  zh: {
    engine: '引擎',
    where: '在哪里跑',
    holds: '装得下什么',
    serves: '怎样服务',
    yes: '有',
    partly: '来源自己附加了条件',
    unstated: '读过的页面没说',
    legend: '有 ● · 来源自己附加了条件 ◐ · 读过的页面没说 ?',
    sources: '{count} 个来源，均读于 {date}',
    source: '来源',
  },
} as const;

const numbers = new Map(Object.keys(engineSources).map((key, index) => [key, index + 1]));

/** Eight engines, cell by cell, each with the page it was read on. */
export function EngineTable({ lang }: { lang: Lang }) {
  const text = words[lang];
  const title = (id: EngineColumn) => engineColumns.find((column) => column.id === id)?.[lang];
  return (
    <div className={`wide ${styles.tables}`}>
      <p className={styles.legend}>{text.legend}</p>
      {parts.map(({ id, columns }) => (
        <WideTable key={id} label={text[id]} className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{text[id]}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {title(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inferenceEngines.map((engine) => (
              <tr key={engine.id}>
                <th scope="row">{engine.name}</th>
                {columns.map((column) => (
                  <td key={column}>
                    {marked.includes(column) && <Mark cell={engine.cells[column]} text={text} />}
                    {engine.cells[column][lang]} <Sources cell={engine.cells[column]} word={text.source} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </WideTable>
      ))}
      <details>
        <summary>{fill(text.sources, { count: numbers.size, date: enginesRead })}</summary>
        <ol className={styles.sources}>
          {Object.entries(engineSources).map(([key, { title: name, version, url, date }]) => (
            <li key={key}>
              <a href={url}>{name}</a>, {version}
              {date && `, ${date}`}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function Mark({ cell, text }: { cell: EngineCell; text: (typeof words)[Lang] }) {
  const kind = cell.has.length > 0 ? 'yes' : cell.partly.length > 0 ? 'partly' : 'unstated';
  return (
    <span className={styles.mark} role="img" aria-label={text[kind]}>
      {{ yes: '●', partly: '◐', unstated: '?' }[kind]}
    </span>
  );
}

function Sources({ cell, word }: { cell: EngineCell; word: string }) {
  return cell.source.map((key) => {
    const { title, version, url } = engineSources[key];
    const name = `${title} (${version})`;
    return (
      <a
        key={key}
        href={url}
        title={name}
        aria-label={`${numbers.get(key)} ${word}: ${name}`}
        className={styles.number}
      >
        {numbers.get(key)}
      </a>
    );
  });
}
