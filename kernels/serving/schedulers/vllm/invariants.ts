/** What holds between any two steps, whatever the traffic. Throws `serving.*` on what does not. */
import { ensure } from '../../../errors';
import { checkBlockPool } from '../../kv/block-pool';
import type { VllmScheduler } from './scheduler';

export function checkVllmScheduler(scheduler: VllmScheduler): void {
  const { requests, running, kv } = scheduler;
  const { pool, byKey, blockTokens } = kv;
  checkBlockPool(pool);

  // Every reference to a block is a place in a running request's table, and no table has a block twice.
  const refs = new Array<number>(pool.size).fill(0);
  for (const request of requests) {
    const { id, table, status } = request;
    ensure(new Set(table).size === table.length, 'serving.blockTwice', { id });
    ensure(status === 'RUNNING' || table.length === 0, 'serving.blocksHeldBy', { id, status });
    for (const block of table) refs[block]++;
  }
  refs.forEach((counted, block) => {
    ensure(counted === pool.refs[block], 'serving.refs', { block, kept: pool.refs[block], counted });
  });

  // A block carries a name exactly if it is found by it.
  let found = 0;
  for (const [key, blocks] of byKey) {
    for (const block of typeof blocks === 'number' ? [blocks] : blocks) {
      ensure(pool.hashes[block] === key, 'serving.nameOfBlock', { block });
      found++;
    }
  }
  const named = pool.hashes.reduce((count: number, key) => count + (key === null ? 0 : 1), 0);
  ensure(found === named, 'serving.namedBlocks', { found, named });

  // Nobody is lost: each request runs, waits or has ended, in the list that its status says.
  const waiting = scheduler.waiting();
  const listed = new Set([...running, ...waiting]);
  ensure(listed.size === running.length + waiting.length, 'serving.listedTwice', { listed: listed.size });
  for (const request of requests) {
    const { id, status, computed, length, table } = request;
    const lives = status === 'RUNNING' || status === 'WAITING' || status === 'PREEMPTED';
    ensure(lives === listed.has(request), 'serving.requestLost', { id, status });
    ensure(status !== 'RUNNING' || running.includes(request), 'serving.requestLost', { id, status });
    ensure(request.produced <= request.maxTokens, 'serving.tooManyTokens', { id });
    // At its end a request may have verified more drafts than it was allowed to say.
    ensure(!lives || (computed >= 0 && computed <= length), 'serving.computed', { id, computed });
    if (status === 'RUNNING') {
      ensure(table.length * blockTokens >= computed, 'serving.blocksForComputed', { id, computed });
    }
  }
}
