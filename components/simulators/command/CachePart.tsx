import { WideTable } from '@/components/labs/live/WideTable';
import { fill, type Lang } from '@/components/lang';
import { acceleratorById } from '@/kernels/catalog/accelerators';
import type { KvBlocks } from '@/kernels/engines/kv-blocks';
import type { CachePrediction, PasteReport } from '@/kernels/engines/paste';
import { formatNumber, formatQuantity } from '@/kernels/numbers/format';
import { gib, notesOf } from './cache-notes';
import styles from './command.module.css';
import type { CommandMessages } from './messages';

interface CachePartProps {
  readonly report: PasteReport;
  /** There is a log, whatever stands in it. */
  readonly logGiven: boolean;
  /** What explains a published log that differs, by its id. */
  readonly why?: string | null;
  readonly lang: Lang;
  readonly words: CommandMessages;
}

/** The start-up of vLLM, predicted: from the command alone, with what a log prints, and the log itself. */
export function CachePart({ report, logGiven, why, lang, words }: CachePartProps) {
  const { cache, parsed, log } = report;
  const say = words.cache;
  if (parsed.engine === 'unknown') return null;
  return (
    <section className={styles.part} aria-label={say.title}>
      <h3>{say.title}</h3>
      {cache ? (
        <Prediction cache={cache} report={report} lang={lang} words={words} />
      ) : (
        <p className={styles.fine}>{parsed.engine === 'vllm' ? say.noModel : say.onlyVllm}</p>
      )}
      {why && <p className={styles.note}>{say.why[why]}</p>}
      {logGiven && log.lines === 0 && <p className={styles.note}>{say.logEmpty}</p>}
    </section>
  );
}

function Prediction({
  cache,
  report,
  lang,
  words,
}: Omit<CachePartProps, 'logGiven' | 'why'> & { cache: CachePrediction }) {
  const say = words.cache;
  const { blind, told, question, reported } = cache;
  const { log } = report;
  const number = (value: number) => formatNumber(value, 9);
  const binary = (value: number) => formatQuantity(value, 'bytesBinary', { lang });
  const row = acceleratorById(report.setup.acceleratorId);
  const count = (question.query.tensorParallel ?? 1) * (question.query.pipelineParallel ?? 1);
  const devices = `${number(count)} × ${row.name.replace('NVIDIA ', '')}`;
  const size = question.query.blockSize ?? 16;
  const logBlocks = reported === undefined ? undefined : reported / size;
  const columns = [blind, ...(told ? [told] : [])];
  const withLog = log.lines > 0;
  const cells: readonly (readonly [
    string,
    (one: KvBlocks) => number,
    number | undefined,
    (n: number) => string,
  ])[] = [
    ['visible', (one) => one.visibleBytes, gib(log.visibleGib), binary],
    ['budget', (one) => one.budgetBytes, undefined, binary],
    ['weights', (one) => one.weightBytes, gib(log.weightsGib), binary],
    ['activation', (one) => one.activationBytes, gib(log.activationGib), binary],
    ['nonTorch', (one) => one.nonTorchBytes, gib(log.nonTorchGib), binary],
    ['graph', (one) => one.graphBytes, gib(log.graphEstimateGib ?? log.graphGib), binary],
    ['kv', (one) => one.kvBytes, gib(log.cacheGib), binary],
    ['blocks', (one) => one.blocks, logBlocks, number],
    ['tokens', (one) => one.tokens, reported, number],
    ['concurrency', (one) => one.maxConcurrency, log.concurrency, (n) => formatNumber(n, 3)],
  ];
  const shown = cells.filter(
    ([id]) => id !== 'graph' || blind.graphBytes > 0 || (log.graphEstimateGib ?? log.graphGib) !== undefined,
  );
  return (
    <>
      <p>{fill(say.lead, { devices, verdict: verdictOf(told ?? blind, lang, words) })}</p>
      <WideTable label={say.title} className={styles.cache}>
        <thead>
          <tr>
            <th scope="col">{say.columns[0]}</th>
            <th scope="col">{say.columns[1]}</th>
            {told && <th scope="col">{say.columns[2]}</th>}
            {withLog && <th scope="col">{say.columns[3]}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(([id, of, printed, print]) => (
            <tr key={id}>
              <th scope="row">{fill(say.rows[id], { tokens: number(blind.maxModelLen) })}</th>
              {columns.map((one, index) => (
                <td key={index === 0 ? 'blind' : 'told'}>
                  <output data-metric={index === 0 ? id : `told.${id}`} data-value={of(one)}>
                    {print(of(one))}
                  </output>
                </td>
              ))}
              {withLog && (
                <td>
                  {printed === undefined ? (
                    '–'
                  ) : (
                    <output data-metric={`log.${id}`} data-value={printed}>
                      {print(printed)}
                    </output>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {notesOf(cache, report, lang, words).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </>
  );
}

function verdictOf(one: KvBlocks, lang: Lang, words: CommandMessages): string {
  const number = (value: number) => formatNumber(value, 9);
  const values = {
    blocks: number(one.blocks),
    tokens: number(one.tokens),
    length: number(one.maxModelLen),
    concurrency: formatNumber(one.maxConcurrency, 3),
    missing: formatQuantity(Math.max(0, one.blockBytes - one.kvBytes), 'bytesBinary', { lang }),
  };
  if (one.blocks === 0) return fill(words.cache.verdicts.none, values);
  return fill(one.starts ? words.cache.verdicts.starts : words.cache.verdicts.short, values);
}
