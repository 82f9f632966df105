import { memo } from 'react';
import type { Ink } from '@/components/charts/timeline/draw';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';
import type { PolicyId } from './policies';

const KEYS = [
  'prefill',
  'decode',
  'waiting',
  'stalled',
  'held',
  'again',
  'moving',
  'first',
  'late',
  'deadline',
] as const satisfies readonly Ink[];

/** Shapes that only one of the policies can have. */
const OF_ONE: Readonly<Partial<Record<Ink, PolicyId>>> = { held: 'static', moving: 'disaggregated' };

/** What the shapes mean. Those that none of the policies on show can have stay away. */
export const Legend = memo(function Legend({
  messages,
  shown,
}: {
  messages: BatchingMessages;
  shown: readonly PolicyId[];
}) {
  const present = (key: Ink) => {
    const only = OF_ONE[key];
    return only === undefined || shown.includes(only);
  };
  return (
    <p className={styles.legend}>
      {KEYS.filter(present).map((key) => (
        <span key={key} data-ink={key}>
          {messages.legend[key]}
        </span>
      ))}
    </p>
  );
});
