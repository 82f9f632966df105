'use client';

import { useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import type { CalcUnit } from '@/kernels/cost/calc';
import { type StepCoefficients, stepBound } from '@/kernels/cost/step-bound';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import type { HomeMessages } from './home-messages';
import styles from './StepFigure.module.css';

interface Props {
  readonly lang: Lang;
  readonly messages: HomeMessages;
  readonly coefficients: StepCoefficients;
  readonly capacityBytes: number;
  readonly batch: number;
  readonly contextTokens: number;
}

const contexts = [512, 1024, 2048, 4096, 8192, 16384, 32768];
/** Seconds that fill the figure's width: reading all 343.6 GB of the four devices takes 42 ms. */
const fullScaleSeconds = 0.045;

/** The home page's figure: the floor of one decode step under the reader's thumb. */
export function StepFigure({ lang, messages, coefficients, capacityBytes, batch, contextTokens }: Props) {
  const [requests, setRequests] = useState(batch);
  const [context, setContext] = useState(contexts.indexOf(contextTokens));
  const bound = stepBound(coefficients, requests, contexts[context]);
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
    <figure className={styles.figure}>
      <figcaption>
        <b>{messages.figureTitle}</b> <span>{messages.figureHelp}</span>
      </figcaption>
      <div className={styles.controls}>
        <label>
          {messages.batch} <output>{requests}</output>
          <input
            type="range"
            name="batch"
            min={1}
            max={128}
            value={requests}
            onChange={(event) => setRequests(Number(event.target.value))}
          />
        </label>
        <label>
          {messages.context} <output>{formatNumber(contexts[context], 9)}</output>
          <input
            type="range"
            name="contextTokens"
            min={0}
            max={contexts.length - 1}
            value={context}
            aria-valuetext={String(contexts[context])}
            onChange={(event) => setContext(Number(event.target.value))}
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
