import { AxisBelow } from '@/components/charts/axes';
import { logScale } from '@/components/charts/scales';
import type { Lang } from '@/components/lang';
import { type TgiRow, tgiRows } from '@/kernels/catalog/engine-comparisons';
import { formatNumber } from '@/kernels/numbers/format';
import styles from './ComparisonDots.module.css';

const words = {
  en: {
    runs: { 1: 'first run', 2: 'second run' },
    behind: 'vLLM faster',
    ahead: 'TGI faster',
    drawing: 'TGI’s twelve comparisons on a logarithmic axis: most lie between 1 and 1.3, one at 13.8',
    data: 'The twelve pairs',
    columns: ['Test', 'Run', 'TGI, s', 'vLLM, s', 'Factor'],
    tests: { small: 'short prompts', long: 'long prompts' },
  },
  zh: {
    runs: { 1: '第一轮', 2: '第二轮' },
    behind: 'vLLM 更快',
    ahead: 'TGI 更快',
    drawing: 'TGI 的十二项对比，对数坐标：多数在 1 与 1.3 之间，一个在 13.8',
    data: '这十二对',
    columns: ['测试', '轮次', 'TGI，秒', 'vLLM，秒', '倍数'],
    tests: { small: '短提示', long: '长提示' },
  },
} as const;

const factor = (row: TgiRow) => row.vllmSeconds / row.tgiSeconds;
const place = (at: number) => Math.round(at * 10) / 10;
const machines: Readonly<Record<string, string>> = {
  'l4-8b': 'L4, 8B',
  '4l4-8b': '4 × L4, 8B',
  '8h100-70b': '8 × H100, 70B',
};

/** What TGI’s page announced and what its table holds: a dot per pair of times, a row per run. */
export function ComparisonDots({ lang }: { lang: Lang }) {
  const text = words[lang];
  return (
    <div className={styles.figure}>
      <div data-answer="">
        {[620, 340].map((width) => (
          <svg
            key={width}
            viewBox={`0 0 ${width} 118`}
            className={width > 500 ? styles.wide : styles.narrow}
            role="img"
            aria-label={text.drawing}
          >
            <Dots width={width} text={text} />
          </svg>
        ))}
      </div>
      <details>
        <summary>{text.data}</summary>
        <table>
          <thead>
            <tr>
              {text.columns.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tgiRows.map((row) => (
              <tr key={`${row.test} ${row.run}`}>
                <td>{testName(row.test, text.tests)}</td>
                <td>{row.run}</td>
                <td>{row.tgiSeconds}</td>
                <td>{row.vllmSeconds}</td>
                <td data-answer="">{formatNumber(factor(row), 3)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

function testName(test: string, tests: (typeof words)[Lang]['tests']): string {
  const [, kind, machine] = /^(small|long)-(.+)$/.exec(test) ?? [];
  return `${tests[kind as keyof typeof tests]}, ${machines[machine]}`;
}

function Dots({ width, text }: { width: number; text: (typeof words)[Lang] }) {
  const left = 78;
  const across = logScale([0.85, 16], [left, width - 10]);
  return (
    <g>
      <text x={across(1) - 6} y={13} textAnchor="end">
        {text.behind}
      </text>
      <text x={across(1) + 6} y={13}>
        {text.ahead}
      </text>
      <path d={`M${place(across(1))} 2V88`} className={styles.even} />
      {([1, 2] as const).map((run) => (
        <g key={run} className={run === 1 ? styles.unseen : styles.seen}>
          <text x={0} y={26 + run * 22}>
            {text.runs[run]}
          </text>
          {tgiRows
            .filter((row) => row.run === run)
            .map((row) => (
              <circle key={row.test} cx={place(across(factor(row)))} cy={22 + run * 22} r={5} />
            ))}
        </g>
      ))}
      <AxisBelow
        y={88}
        from={left}
        to={width - 10}
        ticks={[1, 2, 5, 10].map((value) => ({ at: place(across(value)), label: `${value}×` }))}
      />
    </g>
  );
}
