'use client';

import { memo } from 'react';
import { fill, type Lang } from '@/components/lang';
import { Button } from '@/components/ui/Button';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import { secondsText } from './readings';
import type { StepReport } from './types';

export interface InspectorProps {
  readonly report: StepReport | undefined;
  readonly lang: Lang;
  readonly messages: BatchingMessages;
  readonly onStep: (by: number) => void;
}

/** More prompt pieces than this are a number, not a list. */
const MOST_PARTS = 6;

/** One iteration: who was in it, what it moved and computed, and which of the two it waited for. */
export const Inspector = memo(function Inspector({ report, lang, messages, onStep }: InspectorProps) {
  const { inspector } = messages;
  return (
    <section className={styles.inspector} aria-label={inspector.title}>
      <p className={styles.inspectorHead}>
        <strong>{inspector.title}</strong>
        <span className={styles.buttons}>
          <Button name="back" onClick={() => onStep(-1)}>
            {messages.back}
          </Button>
          <Button name="step" onClick={() => onStep(1)}>
            {messages.step}
          </Button>
        </span>
      </p>
      {report ? <Opened {...{ report, lang, messages }} /> : <p className={styles.hint}>{inspector.none}</p>}
    </section>
  );
});

function Opened({
  report,
  lang,
  messages,
}: Omit<InspectorProps, 'report' | 'onStep'> & { report: StepReport }) {
  const { inspector } = messages;
  const quantity = (value: number, unit: 'bytes' | 'flops') => formatQuantity(value, unit, { lang });
  const promptTokens = report.newTokens - report.decodes;
  const longest = Math.max(report.memorySeconds, report.computeSeconds, 1e-12);
  const jobs = [
    ['memory', report.memorySeconds, inspector.memory, quantity(report.bytes, 'bytes'), inspector.reads],
    [
      'compute',
      report.computeSeconds,
      inspector.compute,
      quantity(report.flops, 'flops'),
      inspector.computes,
    ],
  ] as const;
  const parts = [
    report.decodes > 0 &&
      fill(report.decodes === 1 ? inspector.decodeOne : inspector.decodes, { n: report.decodes }),
    promptTokens > 0 &&
      fill(report.prefills.length === 1 ? inspector.prefillOne : inspector.prefills, {
        n: formatNumber(promptTokens, 6),
        k: report.prefills.length,
      }),
  ].filter(Boolean);
  return (
    <div className={styles.opened} aria-live="polite">
      <p>
        {messages.policies[report.policy]}
        {report.policy === 'disaggregated' && `, ${fill(inspector.worker, { n: report.worker + 1 })}`}
        {' · '}
        {fill(inspector.head, {
          number: formatNumber(report.number, 7),
          count: formatNumber(report.count, 7),
          t: secondsText(report.startSeconds, lang),
          d: secondsText(report.durationSeconds, lang),
        })}
      </p>
      <p className={styles.batchBar} aria-hidden="true">
        <span data-kind="decode" style={{ flexGrow: report.decodes }} />
        {report.prefills.slice(0, 40).map((part) => (
          <span key={part.request} data-kind="prefill" style={{ flexGrow: part.newTokens }} />
        ))}
      </p>
      <p>
        {parts.join(' + ') || inspector.nothing}
        {' · '}
        {inspector.tokens}:{' '}
        <output data-metric="step.newTokens" data-value={report.newTokens}>
          {formatNumber(report.newTokens, 6)}
        </output>
        {' · '}
        {inspector.waiting}:{' '}
        <output data-metric="step.waiting" data-value={report.waiting}>
          {formatNumber(report.waiting, 6)}
        </output>
      </p>
      <dl className={styles.jobs}>
        {jobs.map(([kind, seconds, name, amount, does]) => (
          <div key={kind} data-kind={kind}>
            <dt>
              {does}{' '}
              <output
                data-metric={`step.${kind === 'memory' ? 'bytes' : 'flops'}`}
                data-value={kind === 'memory' ? report.bytes : report.flops}
              >
                {amount}
              </output>
              , {name}
            </dt>
            <dd>
              <i aria-hidden="true" style={{ width: `${(seconds / longest) * 100}%` }} />
              <output data-metric={`step.${kind}Seconds`} data-value={seconds}>
                {secondsText(seconds, lang)}
              </output>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {inspector.bound} <b data-bound={report.boundBy}>{inspector.bounds[report.boundBy]}</b>
        {report.preempted.length > 0 &&
          ` · ${fill(inspector.preempted, { list: report.preempted.map((id) => id + 1).join(', ') })}`}
      </p>
      {report.prefills.length > 0 && report.prefills.length <= MOST_PARTS && (
        <ul>
          {report.prefills.map((part) => (
            <li key={part.request}>
              {fill(inspector.part, { id: part.request + 1, n: part.newTokens, context: part.contextTokens })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
