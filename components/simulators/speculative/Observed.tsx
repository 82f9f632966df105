'use client';

import { useEffect, useRef, useState } from 'react';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { acceptedAt, expectedTokensAt } from '@/kernels/speculative/closed-forms';
import { type SpeculativeState, speculativeSimulator } from '@/kernels/speculative/simulator';
import type { SpeculativeMessages } from './messages';
import styles from './speculative.module.css';

const MILLION = 1_000_000;

interface MillionResult {
  readonly alphas: readonly number[];
  readonly accepted: readonly number[];
  readonly meanTokens: number;
  readonly seconds: number;
}

interface ObservedProps {
  readonly state: SpeculativeState;
  readonly seed: number;
  readonly lang: Lang;
  readonly words: SpeculativeMessages;
}

/** How many guesses rounds accepted, against what the closed form says; a million rounds in a worker on request. */
export function Observed({ state, seed, lang, words }: ObservedProps) {
  const { setup, accepted } = state;
  const { alphas } = setup;
  const [million, setMillion] = useState<MillionResult | 'failed'>();
  const [running, setRunning] = useState(false);
  const worker = useRef<Worker>(undefined);
  useEffect(() => () => worker.current?.terminate(), []);
  const run = () => {
    setRunning(true);
    if (!worker.current) {
      worker.current = new Worker(new URL('./speculative.worker.ts', import.meta.url), { type: 'module' });
      worker.current.onmessage = ({ data }: MessageEvent<MillionResult>) => {
        setMillion(data);
        setRunning(false);
      };
      worker.current.onerror = () => {
        setMillion('failed');
        setRunning(false);
      };
    }
    worker.current.postMessage({ alphas, rounds: MILLION, seed });
  };
  const chain = setup.shape === 'chain';
  const fresh =
    chain && million && million !== 'failed' && million.alphas.join() === alphas.join() ? million : undefined;
  const metrics = speculativeSimulator.metrics(state);
  const counts = fresh?.accepted ?? accepted;
  const rounds = counts.reduce((a, b) => a + b, 0);
  const expected = chain ? acceptedAt(alphas) : undefined;
  const most = Math.max(0.01, ...counts.map((count) => count / Math.max(1, rounds)), ...(expected ?? []));
  const number = (value: number) => formatNumber(value, 4);
  return (
    <div className={styles.observed}>
      <p className={styles.name}>{words.observed}</p>
      <p role="status" data-answer="">
        {fresh
          ? fill(words.millionLine, {
              rounds: formatNumber(MILLION, 7),
              seconds: formatQuantity(fresh.seconds, 'seconds', { lang, digits: 2 }),
              observed: number(fresh.meanTokens),
              expected: number(expectedTokensAt(alphas)),
            })
          : fill(words.observedLine, {
              rounds: metrics.rounds,
              observed: formatNumber(metrics.tokensPerPass, 3),
              error: formatNumber(metrics.standardError, 2),
              expected: formatNumber(metrics.expectedTokens, 3),
            })}
        {million === 'failed' && ` ${words.failed}`}
      </p>
      <ol className={styles.histogram} aria-label={words.acceptedAxis}>
        {counts.map((count, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its count
          <li key={at}>
            <span>{at}</span>
            <span className={styles.track}>
              <i
                className={styles.both}
                style={{ width: `${((100 * count) / Math.max(1, rounds) / most).toFixed(2)}%` }}
              />
              {expected && <b style={{ left: `${((100 * expected[at]) / most).toFixed(2)}%` }} />}
            </span>
            <span className={styles.pair}>
              {formatQuantity(count / Math.max(1, rounds), 'percent', { lang, digits: 2 })}
            </span>
          </li>
        ))}
      </ol>
      <p className={styles.hint}>{words.acceptedAxis}</p>
      {chain && (
        <p className={styles.million}>
          <Button name="million" onClick={run} disabled={running}>
            {words.million}
          </Button>
          <span className={styles.hint}>{words.millionHint}</span>
          {fresh && (
            <output data-metric="million.tokensPerPass" data-value={fresh.meanTokens} hidden>
              {number(fresh.meanTokens)}
            </output>
          )}
        </p>
      )}
    </div>
  );
}
