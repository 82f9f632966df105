import { fill, type Lang } from '@/components/lang';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import { kvCacheBytes, weightBytes } from '@/kernels/cost/bytes';
import type { CalcUnit } from '@/kernels/cost/calc';
import { receipt } from '@/kernels/cost/receipt';
import { modelOf, RUNNING_EXAMPLE, type Setup } from '@/kernels/cost/setup';
import { formatQuantity } from '@/kernels/numbers/format';
import { bookMessages } from './messages';
import styles from './Receipt.module.css';

interface Line {
  readonly label: string;
  readonly axis: 'memory' | 'compute' | 'latency';
  readonly step: string;
  readonly token?: string;
  readonly note: string;
}

/** The bill of one decode step on till paper: two columns of bytes and operations, then time, which is not shared out. */
export function Receipt({ lang, setup = RUNNING_EXAMPLE }: { lang: Lang; setup?: Setup }) {
  const messages = bookMessages[lang];
  const bill = receipt(setup);
  const print = (value: number, unit: CalcUnit, digits = 3) => formatQuantity(value, unit, { lang, digits });
  const lines: Line[] = [
    {
      label: messages.receiptWeights,
      axis: 'memory',
      step: print(bill.step.weightsReadBytes, 'bytes', 4),
      token: print(bill.token.weightsReadBytes, 'bytes'),
      note: messages.receiptWeightsNote,
    },
    {
      label: messages.receiptCache,
      axis: 'memory',
      step: print(bill.step.cacheReadBytes, 'bytes'),
      token: print(bill.token.cacheReadBytes, 'bytes'),
      note: messages.receiptCacheNote,
    },
    {
      label: messages.receiptArithmetic,
      axis: 'compute',
      step: print(bill.step.arithmeticFlops, 'flops'),
      token: print(bill.token.arithmeticFlops, 'flops'),
      note: messages.receiptArithmeticNote,
    },
  ];
  const times: Line[] = [
    {
      label: messages.receiptMemory,
      axis: 'latency',
      step: print(bill.memorySeconds, 'seconds'),
      note: messages.receiptMemoryNote,
    },
    {
      label: messages.receiptCompute,
      axis: 'latency',
      step: print(bill.computeSeconds, 'seconds', 2),
      note: messages.receiptComputeNote,
    },
    {
      label: messages.receiptFloor,
      axis: 'latency',
      step: print(bill.floorSeconds, 'seconds'),
      note: messages.receiptFloorNote,
    },
  ];
  return (
    <section className={styles.receipt} aria-label={messages.receiptTitle}>
      <p className={styles.top}>
        <span>{messages.receiptTitle}</span>
        <span>{fill(messages.requests, { n: setup.batch })}</span>
      </p>
      <p className={styles.columns}>
        <span>{messages.receiptStep}</span>
        <span>{messages.receiptToken}</span>
      </p>
      {lines.map((line) => (
        <ReceiptLine key={line.label} line={line} />
      ))}
      <hr />
      {times.map((line) => (
        <ReceiptLine key={line.label} line={line} />
      ))}
      <hr />
      <SetupFacts lang={lang} setup={setup} />
    </section>
  );
}

/** A line that opens to say what it is. */
function ReceiptLine({ line }: { line: Line }) {
  return (
    <details className={styles.line}>
      <summary className={styles[line.axis]}>
        <span className={styles.label}>{line.label}</span>
        <span className={styles.value}>{line.step}</span>
        {line.token && <span className={styles.share}>{line.token}</span>}
      </summary>
      <p>{line.note}</p>
    </details>
  );
}

/** What the bill is for, in words: model, precision, devices, load, and whether it fits. */
export function SetupFacts({ lang, setup = RUNNING_EXAMPLE }: { lang: Lang; setup?: Setup }) {
  const messages = bookMessages[lang];
  const accelerator = acceleratorById(setup.acceleratorId);
  const capacity = accelerator.memory_gb * 2 ** 30 * setup.devices;
  const used =
    weightBytes(modelOf(setup), setup.weightFormat) +
    kvCacheBytes(modelOf(setup), {
      tokens: setup.contextTokens,
      sequences: setup.batch,
      kvFormat: setup.kvFormat,
    });
  const print = (value: number) => formatQuantity(value, 'bytes', { lang });
  return (
    <p className={styles.setup}>
      {modelOf(setup).name} · {setup.weightFormat.toUpperCase()} · {setup.devices} ×{' '}
      {accelerator.name.replace('NVIDIA ', '')} · {fill(messages.requests, { n: setup.batch })} ·{' '}
      {fill(messages.contextEach, { n: setup.contextTokens.toLocaleString('en-US') })} ·{' '}
      {fill(used <= capacity ? messages.fits : messages.doesNotFit, {
        used: print(used),
        capacity: print(capacity),
      })}
    </p>
  );
}
