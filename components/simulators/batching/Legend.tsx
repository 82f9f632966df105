import type { Ink } from '@/components/charts/timeline/draw';
import styles from './batching.module.css';
import type { BatchingMessages } from './messages';

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

/** What the shapes mean. Those that are not on show stay away. */
export function Legend({ messages, absent }: { messages: BatchingMessages; absent: readonly Ink[] }) {
  return (
    <p className={styles.legend}>
      {KEYS.filter((key) => !absent.includes(key)).map((key) => (
        <span key={key} data-ink={key}>
          {messages.legend[key]}
        </span>
      ))}
    </p>
  );
}
