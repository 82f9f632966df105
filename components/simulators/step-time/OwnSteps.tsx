import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { modelOf, type Setup } from '@/kernels/cost/setup';
import { BookError } from '@/kernels/errors';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { FittedCalibration } from '@/kernels/serving/step-time/fit';
import type { MeasuredPoint } from '@/kernels/serving/step-time/points';
import { stepShape } from '@/kernels/serving/step-time/step-shape';
import type { OwnMetric, StepTimeMessages } from './messages';
import styles from './step-time.module.css';

interface OwnStepsProps {
  readonly setup: Setup;
  readonly lang: Lang;
  readonly words: StepTimeMessages;
}

interface Fitted {
  readonly points: readonly MeasuredPoint[];
  readonly fit: FittedCalibration;
}

const EXAMPLE = '1, 1024, 1, 24.5\n1, 1024, 64, 31\n512, 0, 1, 96\n2048, 0, 1, 345';

/** An error of the kernels in words; its seconds become milliseconds. */
function worded(error: unknown, words: StepTimeMessages): string {
  if (!(error instanceof BookError) || !Object.hasOwn(words.problems, error.id)) return words.otherProblem;
  const { data } = error;
  const ms = (seconds: unknown) => formatNumber(Number(seconds) * 1e3, 3);
  return fill(words.problems[error.id], {
    ...data,
    ms: ms(data.seconds),
    floorMs: ms(data.floor),
    percent: formatNumber(Number(data.error) * 100, 2),
  });
}

/** A field for the reader's measured steps, and the calibration that comes closest to them. */
export function OwnSteps({ setup, lang, words }: OwnStepsProps) {
  const [text, setText] = useState(EXAMPLE);
  const [fitted, setFitted] = useState<Fitted>();
  const [problem, setProblem] = useState('');
  const run = async () => {
    try {
      // Few readers bring measurements, so only they load what fits them.
      const [{ readPoints }, { fitCalibration }] = await Promise.all([
        import('@/kernels/serving/step-time/points'),
        import('@/kernels/serving/step-time/fit'),
      ]);
      const points = readPoints(text);
      const { acceleratorId: accelerator, devices: tensorParallel, weightFormat, kvFormat } = setup;
      const shape = stepShape({ model: modelOf(setup), accelerator, tensorParallel, weightFormat, kvFormat });
      setFitted({ points, fit: fitCalibration(shape, points) });
      setProblem('');
    } catch (error) {
      setFitted(undefined);
      setProblem(worded(error, words));
    }
  };
  return (
    <details className={styles.own}>
      <summary>{words.own}</summary>
      <p>
        {fill(words.ownHow, {
          model: modelOf(setup).name,
          devices: setup.devices,
          device: acceleratorById(setup.acceleratorId).name,
        })}
      </p>
      <label>
        {words.ownLabel}
        <textarea
          name="points"
          rows={5}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button name="confirm" onClick={() => void run()}>
        {words.fit}
      </Button>
      <div role="status">
        {problem && <p className={styles.problem}>{problem}</p>}
        {fitted && <Result {...fitted} lang={lang} words={words} />}
      </div>
    </details>
  );
}

function Result({ points, fit, lang, words }: Fitted & { lang: Lang; words: StepTimeMessages }) {
  const { calibration, meanError, predicted, undetermined } = fit;
  const values: Record<OwnMetric, number> = {
    'own.computeShare': calibration.computeShare,
    'own.memoryShare': calibration.memoryShare,
    'own.knee': calibration.knee,
    'own.meanError': meanError,
  };
  const percent = (value: number) => formatQuantity(value, 'percent', { lang, digits: 2 });
  const seconds = (value: number) => formatQuantity(value, 'seconds', { lang });
  return (
    <>
      <dl className={styles.readings}>
        {(Object.keys(values) as OwnMetric[]).map((name) => (
          <div key={name}>
            <dt>{words.ownMetrics[name]}</dt>
            <dd>
              <output data-metric={name} data-value={values[name]}>
                {name === 'own.knee' ? formatNumber(values[name], 2) : percent(values[name])}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      {undetermined.map((key) => (
        <p key={key} className={styles.note}>
          {words.undetermined[key]}
        </p>
      ))}
      <table>
        <thead>
          <tr>
            {words.ownColumns.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point, at) => (
            <tr key={point.line}>
              <td>{`${point.sequences} × ${point.newTokens} + ${point.contextTokens}`}</td>
              <td>{seconds(point.seconds)}</td>
              <td>{seconds(predicted[at])}</td>
              <td>{percent(predicted[at] / point.seconds - 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
