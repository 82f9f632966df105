import { WideTable } from '@/components/labs/live/WideTable';
import { fill } from '@/components/lang';
import type { ChooseAnswer } from '@/kernels/cost/choose/figure';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './choose.module.css';
import { costText, formatsText, machineOf, qualityText, type Speaker, seconds, splitText } from './words';

interface CandidatesProps {
  readonly answer: ChooseAnswer;
  readonly speaker: Speaker;
  readonly chosen: readonly [number, number];
  readonly onChoose: (side: 'first' | 'second', place: number) => void;
}

/** The list, best first; two of its rows are compared below. */
export function Candidates({ answer, speaker, chosen, onChoose }: CandidatesProps) {
  const { words, lang } = speaker;
  const sides = [
    ['first', 'A'],
    ['second', 'B'],
  ] as const;
  return (
    <>
      <WideTable label={words.listLabel} className={styles.list}>
        <thead>
          <tr>
            {words.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.listed.map((one, place) => (
            <tr
              key={`${one.acceleratorId} ${one.devices} ${one.weightFormat} ${one.kvFormat}`}
              data-chosen={chosen.includes(place) || undefined}
            >
              {sides.map(([name, side], index) => (
                <td key={name}>
                  <input
                    type="radio"
                    name={name}
                    value={place + 1}
                    checked={chosen[index] === place}
                    autoComplete="off"
                    aria-label={fill(words.pick, {
                      side,
                      machine: machineOf(one, speaker),
                      formats: formatsText(one, speaker),
                    })}
                    onChange={() => onChoose(name, place)}
                  />
                </td>
              ))}
              <th scope="row">
                {machineOf(one, speaker)}
                <small>
                  {[
                    formatsText(one, speaker),
                    splitText(one, speaker),
                    fill(words.parts.batch, { n: formatNumber(one.batch, 9) }),
                  ].join(' · ')}
                </small>
              </th>
              <td>{seconds(one.stepSeconds, lang)}</td>
              <td>{formatNumber(one.tokensPerSecond, 4)}</td>
              <td>{costText(one, answer.rankedBy === 'rent', speaker)}</td>
              <td>{formatQuantity(one.memory.marginShare, 'percent', { lang, digits: 2 })}</td>
              <td className={styles.quality}>{qualityText(one.quality, speaker)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      {answer.fitting > answer.listed.length && (
        <p className={styles.note}>
          {fill(words.more, { n: formatNumber(answer.fitting - answer.listed.length, 9) })}
        </p>
      )}
    </>
  );
}
