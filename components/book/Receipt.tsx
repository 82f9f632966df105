import type { Lang } from '@/components/lang';
import { setupMessages } from '@/components/setup/messages';
import { receiptTexts } from '@/components/setup/receipt-texts';
import { RUNNING_EXAMPLE } from '@/kernels/cost/running-example';
import { bookMessages } from './messages';
import styles from './Receipt.module.css';

interface Line {
  /** Key of its figures in receiptTexts; with two columns, the stem of both keys. */
  readonly key: string;
  readonly label: string;
  readonly axis: 'memory' | 'compute' | 'latency' | 'plain';
  readonly note: string;
  readonly columns?: boolean;
}

type Texts = Readonly<Record<string, string | undefined>>;

/** The bill of one decode step on till paper: two columns of bytes and operations, then time, which is not shared out. */
export function Receipt({ lang }: { lang: Lang }) {
  const messages = bookMessages[lang];
  const words = setupMessages[lang];
  const texts = receiptTexts(RUNNING_EXAMPLE, lang);
  const shared: Line[] = [
    {
      key: 'weights',
      label: messages.receiptWeights,
      axis: 'memory',
      note: messages.receiptWeightsNote,
      columns: true,
    },
    {
      key: 'cache',
      label: messages.receiptCache,
      axis: 'memory',
      note: messages.receiptCacheNote,
      columns: true,
    },
    {
      key: 'arithmetic',
      label: messages.receiptArithmetic,
      axis: 'compute',
      note: messages.receiptArithmeticNote,
      columns: true,
    },
  ];
  const times: Line[] = [
    { key: 'memory', label: messages.receiptMemory, axis: 'latency', note: messages.receiptMemoryNote },
    { key: 'compute', label: messages.receiptCompute, axis: 'latency', note: messages.receiptComputeNote },
    { key: 'floor', label: messages.receiptFloor, axis: 'latency', note: messages.receiptFloorNote },
  ];
  // They appear once the reader has typed a price or a power.
  const guessed: Line[] = Object.entries(words.receiptLines).map(([key, label]) => ({
    key,
    label,
    axis: 'plain',
    note: words.receiptNote,
  }));
  return (
    <section className={styles.receipt} aria-label={messages.receiptTitle}>
      <p className={styles.top}>
        <span>{messages.receiptTitle}</span>
        <span data-receipt="requests">{texts.requests}</span>
      </p>
      <p className={styles.columns}>
        <span>{messages.receiptStep}</span>
        <span>{messages.receiptToken}</span>
      </p>
      {shared.map((line) => (
        <ReceiptLine key={line.key} line={line} texts={texts} />
      ))}
      <hr />
      {times.map((line) => (
        <ReceiptLine key={line.key} line={line} texts={texts} />
      ))}
      {guessed.map((line) => (
        <ReceiptLine key={line.key} line={line} texts={texts} />
      ))}
      <hr />
      <p className={styles.setup} data-receipt="facts">
        {texts.facts}
      </p>
      <p className={`${styles.setup} ${styles.compared}`} data-receipt-compared="facts" />
    </section>
  );
}

/** A line that opens to say what it is. */
function ReceiptLine({ line, texts }: { line: Line; texts: Texts }) {
  const { key, columns } = line;
  const first = columns ? `${key}.step` : key;
  const value = (name: string, className: string) => (
    <span className={className}>
      <span data-receipt={name}>{texts[name]}</span>
      <span className={styles.compared} data-receipt-compared={name} />
    </span>
  );
  return (
    <details className={styles.line} data-receipt-line={key} hidden={texts[first] === undefined}>
      <summary className={styles[line.axis]}>
        <span className={styles.label}>{line.label}</span>
        {value(first, styles.value)}
        {columns && value(`${key}.token`, styles.share)}
      </summary>
      <p>{line.note}</p>
    </details>
  );
}
