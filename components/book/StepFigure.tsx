'use client';

import { useEffect, useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { useSetup } from '@/components/setup/use-setup';
import type { CalcUnit } from '@/kernels/cost/calc';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { stepBound } from '@/kernels/cost/step-bound';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { HomeMessages } from './home-messages';
import styles from './StepFigure.module.css';
import type { StepBasis } from './step-basis';

interface Props {
  readonly lang: Lang;
  readonly messages: HomeMessages;
  /** The running example, which the page is made with. */
  readonly example: StepBasis;
}

const contexts = [512, 1024, 2048, 4096, 8192, 16384, 32768];
const MOST_REQUESTS = 128;
/** A little more than what reading the whole memory once takes: no step that fits and is bound by memory is longer. */
const ROOM = 1.07;

/** The reader's Setup once it is another than the running example; its catalogue is loaded only then. */
function useBasis(example: StepBasis, lang: Lang): StepBasis {
  const setup = useSetup();
  const [basis, setBasis] = useState(example);
  useEffect(() => {
    if (setup === RUNNING_EXAMPLE) {
      setBasis(example);
      return;
    }
    let wanted = true;
    import('./step-basis').then(({ stepBasis }) => {
      try {
        if (wanted) setBasis(stepBasis(setup, lang));
      } catch {
        // A device without a rate has no such step: the figure keeps the one it shows, which it names.
      }
    });
    return () => {
      wanted = false;
    };
  }, [setup, example, lang]);
  return basis;
}

/** The home page's figure: the floor of one decode step under the reader's thumb. */
export function StepFigure({ lang, messages, example }: Props) {
  const basis = useBasis(example, lang);
  const { coefficients, capacityBytes, model, devices } = basis;
  const nearestContext = contexts.reduce(
    (best, tokens, at) =>
      Math.abs(tokens - basis.contextTokens) < Math.abs(contexts[best] - basis.contextTokens) ? at : best,
    0,
  );
  /** What the sliders were moved to, over what the Setup says. */
  const [moved, setMoved] = useState<{ of: StepBasis; requests?: number; context?: number }>({ of: basis });
  const held = moved.of === basis ? moved : { of: basis };
  const requests = held.requests ?? Math.min(MOST_REQUESTS, basis.batch);
  const context = held.context ?? nearestContext;
  const bound = stepBound(coefficients, requests, contexts[context]);
  const fullScaleSeconds = (capacityBytes / coefficients.bytesPerSecond) * ROOM;
  const print = (value: number, unit: CalcUnit) => formatQuantity(value, unit, { lang, digits: 3 });
  const width = (seconds: number) => `${Math.min(100, (seconds / fullScaleSeconds) * 100)}%`;
  const used = print(bound.storedBytes, 'bytes');
  const capacity = print(capacityBytes, 'bytes');
  const fits = bound.storedBytes <= capacityBytes;
  const ratio = formatNumber(
    Math.max(bound.memorySeconds, bound.computeSeconds) / Math.min(bound.memorySeconds, bound.computeSeconds),
    2,
  );
  return (
    <figure className={styles.figure} data-simulator="decode-step" data-state="done">
      <figcaption>
        <b>{fill(messages.figureTitle, { model, devices })}</b> <span>{messages.figureHelp}</span>
      </figcaption>
      <div className={styles.controls}>
        <label>
          {messages.batch}{' '}
          <output data-metric="batch" data-value={requests}>
            {requests}
          </output>
          <input
            type="range"
            name="batch"
            min={1}
            max={MOST_REQUESTS}
            value={requests}
            onChange={(event) => setMoved({ ...held, requests: Number(event.target.value) })}
          />
        </label>
        <label>
          {messages.context}{' '}
          <output data-metric="contextTokens" data-value={contexts[context]}>
            {formatNumber(contexts[context], 9)}
          </output>
          <input
            type="range"
            name="contextTokens"
            min={0}
            max={contexts.length - 1}
            value={context}
            aria-valuetext={String(contexts[context])}
            onChange={(event) => setMoved({ ...held, context: Number(event.target.value) })}
          />
        </label>
      </div>
      <div className={styles.bars} aria-hidden="true">
        <div className={styles.bar}>
          <span className={styles.weights} style={{ width: width(bound.weightsSeconds) }} />
          <span className={styles.cache} style={{ width: width(bound.cacheSeconds) }} />
        </div>
        <div className={styles.bar}>
          <span className={styles.compute} style={{ width: width(bound.computeSeconds) }} />
        </div>
      </div>
      <ul className={styles.legend}>
        <li className={styles.memoryText}>
          <i className={styles.weights} /> {messages.weights}{' '}
          <span>{print(bound.weightsSeconds, 'seconds')}</span>
        </li>
        <li className={styles.memoryText}>
          <i className={styles.cache} /> {messages.cache} <span>{print(bound.cacheSeconds, 'seconds')}</span>
        </li>
        <li className={styles.computeText}>
          <i className={styles.compute} /> {messages.compute}{' '}
          <span>{print(bound.computeSeconds, 'seconds')}</span>
        </li>
      </ul>
      <dl className={styles.numbers}>
        <div>
          <dt>{messages.stepTime}</dt>
          <dd>
            <output data-metric="floorSeconds" data-value={bound.floorSeconds}>
              {print(bound.floorSeconds, 'seconds')}
            </output>
          </dd>
        </div>
        <div>
          <dt>{messages.share}</dt>
          <dd>
            <output data-metric="secondsPerToken" data-value={bound.floorSeconds / requests}>
              {print(bound.floorSeconds / requests, 'seconds')}
            </output>
          </dd>
        </div>
        <div>
          <dt>{messages.rate}</dt>
          <dd>
            <output data-metric="tokensPerSecond" data-value={bound.tokensPerSecond}>
              {print(bound.tokensPerSecond, 'tokensPerSecond')}
            </output>
          </dd>
        </div>
      </dl>
      <p className={styles.verdict} aria-live="polite">
        {fits ? (
          <>
            {fill(bound.boundBy === 'memory' ? messages.boundMemory : messages.boundCompute, { ratio })}{' '}
            {fill(messages.fits, { used, capacity })}
          </>
        ) : (
          <b>{fill(messages.tooBig, { used, capacity })}</b>
        )}{' '}
        <span>{messages.computed}</span>
      </p>
    </figure>
  );
}
