/** What holds of every run at every moment; each check throws and says what broke. */
import { ensure } from '../../errors';
import type { IterationRecord, ServingRequest } from '../request';
import type { ServerConfig } from '../schedulers/scheduler';
import type { ServingRun } from './run';

/** No request is in a batch twice or lost, time and counts agree, and the limits of the server are kept. */
export function checkRun(run: ServingRun, requests: readonly ServingRequest[]): void {
  const records = run.records();
  ensure(records.length === requests.length, 'batching.lost', {
    records: records.length,
    requests: requests.length,
  });
  let tokens = 0;
  let finished = 0;
  records.forEach((record, at) => {
    const { outputTokens: asked, arrivalSeconds } = requests[at];
    const { startSeconds, firstTokenSeconds, finishSeconds, outputTokens } = record;
    const moments = [arrivalSeconds, startSeconds, firstTokenSeconds, finishSeconds].filter(
      (time) => time !== null,
    );
    ensure(
      moments.every((time, index) => index === 0 || time >= moments[index - 1]),
      'batching.order',
      { id: record.id },
    );
    ensure(outputTokens <= asked, 'batching.tooMany', { id: record.id, outputTokens, asked });
    ensure((finishSeconds !== null) === (outputTokens === asked), 'batching.finish', {
      id: record.id,
      outputTokens,
    });
    tokens += outputTokens;
    if (finishSeconds !== null) finished++;
  });
  const { intervals } = run.stamps;
  ensure(finished === run.stamps.finished, 'batching.finished', { finished, kept: run.stamps.finished });
  const started = records.filter((record) => record.firstTokenSeconds !== null).length;
  ensure(intervals.count === tokens - started, 'batching.intervals', {
    count: intervals.count,
    tokens,
    started,
  });
  ensure(
    run.busySeconds <= run.nowSeconds * (1 + 1e-9) + 1e-9 || run.policy === 'disaggregated',
    'batching.busy',
    {
      busy: run.busySeconds,
      now: run.nowSeconds,
    },
  );
}

/** An iteration keeps the server's limits. */
export function checkIteration(record: IterationRecord, config: ServerConfig): void {
  const ids = record.items.map((item) => item.request);
  ensure(new Set(ids).size === ids.length, 'batching.twice', { size: ids.length });
  ensure(ids.length >= 1 && ids.length <= config.batchCap, 'batching.cap', {
    size: ids.length,
    cap: config.batchCap,
  });
  ensure(record.usedBlocks >= 0 && record.usedBlocks <= config.blocks, 'batching.blocks', {
    used: record.usedBlocks,
    blocks: config.blocks,
  });
  ensure(record.durationSeconds > 0, 'batching.time', { seconds: record.durationSeconds });
}
