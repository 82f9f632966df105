import { AxisBelow } from '@/components/charts/axes';
import charts from '@/components/charts/charts.module.css';
import { linearScale } from '@/components/charts/scales';
import { fill } from '@/components/lang';
import { digits3, percent } from '../live/comparison';
import { WideTable } from '../live/WideTable';
import { type DrawnTest, deviations, SUSPICIOUS } from './draw-places';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

const SMALLEST = 1e-6;
const pText = (value: number) => (value < SMALLEST ? '< 10⁻⁶' : digits3(value));

/** What the test found: a sentence, the cells, the figures. */
export function DrawTest({ test, words }: { test: DrawnTest; words: SpeculativeMessages }) {
  const { places, plain, speculated, draws, rule } = test;
  const caught = speculated.pValue < SUSPICIOUS;
  const verdict = !caught ? words.testOk : rule === 'resample' ? words.testCaught : words.testUnlucky;
  const columns = words.testColumns;
  return (
    <>
      <p className={styles.verdict} data-verdict={caught ? 'caught' : 'passed'} role="status">
        {fill(verdict, {
          draws: (draws * places.length).toLocaleString('en'),
          chiSquare: digits3(speculated.chiSquare),
          df: speculated.degreesOfFreedom,
          pValue: `${speculated.pValue < SMALLEST ? '' : '= '}${pText(speculated.pValue)}`,
        })}
      </p>
      <Cells test={test} words={words} />
      <WideTable label={words.testTitle}>
        <thead>
          <tr>
            {[columns.place, columns.overlap, columns.cells].map((label) => (
              <th key={label} scope="col" className={label === columns.place ? styles.left : undefined}>
                {label}
              </th>
            ))}
            {[columns.plain, columns.speculated].flatMap((label) => [
              <th key={label} scope="col">
                {label}
              </th>,
              <th key={`${label} p`} scope="col">
                {columns.p}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {places.map(({ place, overlap, ...sides }) => (
            <tr key={place.kind}>
              <th scope="row" className={styles.place}>
                {place.prompt}
              </th>
              <td>{overlap === null ? words.noGuess : percent(overlap)}</td>
              <td>{sides.plain.test.cells}</td>
              {(['plain', 'speculated'] as const).flatMap((side) => [
                <td key={side}>{digits3(sides[side].test.statistic)}</td>,
                <td key={`${side} p`}>{pText(sides[side].test.pValue)}</td>,
              ])}
            </tr>
          ))}
          <tr>
            <th scope="row">{words.testTotal}</th>
            <td />
            <td />
            <td>
              <Metric name="plain.chiSquare" value={plain.chiSquare} text={digits3(plain.chiSquare)} />
            </td>
            <td>
              <Metric name="plain.pValue" value={plain.pValue} text={pText(plain.pValue)} />
            </td>
            <td>
              <Metric name="chiSquare" value={speculated.chiSquare} text={digits3(speculated.chiSquare)} />
            </td>
            <td>
              <Metric name="pValue" value={speculated.pValue} text={pText(speculated.pValue)} />
            </td>
          </tr>
        </tbody>
      </WideTable>
    </>
  );
}

function Metric({ name, value, text }: { name: string; value: number; text: string }) {
  return (
    <output data-metric={name} data-value={value} aria-live="off">
      {text}
    </output>
  );
}

const WIDTH = 620;
const ROW = 32;
const LEFT = 78;
const FAR = 8;

/** A dot for each cell: a right rule keeps them around the middle, a wrong one throws them out. */
function Cells({ test, words }: { test: DrawnTest; words: SpeculativeMessages }) {
  const x = linearScale([-FAR, FAR], [LEFT + 16, WIDTH - 22]);
  const height = test.places.length * ROW;
  const held = (value: number) => Math.max(-FAR, Math.min(FAR, value));
  return (
    <>
      <p className={styles.key}>
        <span>
          <i className={styles.dotWith} />
          {words.testWith}
        </span>
        <span>
          <i className={styles.dotWithout} />
          {words.testWithout}
        </span>
        <span>{words.testAxis}</span>
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${height + 26}`}
        className={`${charts.chart} ${styles.cells}`}
        role="img"
        aria-label={words.testChart}
      >
        <rect x={x(-2)} width={x(2) - x(-2)} y={0} height={height} className={styles.band} />
        {test.places.map(({ place, plain, speculated }, row) => (
          <g key={place.kind} transform={`translate(0 ${row * ROW})`}>
            <text x={0} y={ROW / 2 + 4} className={charts.combLabel}>
              {words.choices[`text.${place.kind}`]}
            </text>
            {deviations(plain.counts, place.target, test.draws).map((value, cell) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
              <circle key={cell} cx={x(held(value))} cy={ROW * 0.32} r={3} className={styles.without} />
            ))}
            {deviations(speculated.counts, place.target, test.draws).map((value, cell) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells never move
              <circle key={cell} cx={x(held(value))} cy={ROW * 0.68} r={3.4} className={styles.with} />
            ))}
          </g>
        ))}
        <AxisBelow
          y={height}
          from={LEFT}
          to={WIDTH}
          ticks={[-8, -4, -2, 0, 2, 4, 8].map((value) => ({
            at: x(value),
            label: Math.abs(value) === FAR ? `${value < 0 ? '≤ −' : '≥ '}8` : String(value).replace('-', '−'),
          }))}
        />
      </svg>
    </>
  );
}
