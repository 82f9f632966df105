/** Rules of a lane: no request lost or in two places, memory adds up and is never overdrawn, time goes forward. */
import { BookError } from '../../errors';
import { hasFleet, type LaneState } from './lane';

/** Throws `BookError('serving.invariant')` naming the rule that is broken. */
export function checkLane(lane: LaneState): void {
  const rule = (holds: boolean, name: string, at: number) => {
    if (!holds) throw new BookError('serving.invariant', { rule: name, lane: lane.kind, at });
  };
  const places = new Map<number, number>();
  const put = (job: number) => places.set(job, (places.get(job) ?? 0) + 1);
  for (const [at, instance] of lane.instances.entries()) {
    let held = 0;
    for (const job of instance.queue) put(job);
    for (const slot of instance.slots) {
      for (const job of [...slot.running, ...slot.waiting]) put(job);
      const holds = instance.role === 'decode' ? [...slot.running, ...slot.waiting] : slot.running;
      if (instance.role === 'prefill') for (const job of slot.batch) put(job);
      else {
        held += holds.reduce((sum, job) => sum + tokens(lane, job), 0);
        const running = new Set(slot.running);
        rule(
          slot.batch.every((job) => running.has(job)),
          'batch',
          at,
        );
      }
      rule(slot.busy === slot.batch.length > 0, 'busy', at);
      rule(slot.batch.length === slot.newTokens.length, 'tokens', at);
    }
    // On the wire, memory at the receiver is set aside already.
    for (const event of lane.events) {
      if (event.kind !== 'landed' || event.instance !== at) continue;
      put(event.job);
      held += tokens(lane, event.job);
    }
    rule(held === instance.usedTokens, 'memory', at);
    rule(instance.usedTokens <= Math.max(0, lane.machine.capacityTokens), 'capacity', at);
  }
  for (const { job } of lane.homeless) put(job);
  for (const event of lane.events) {
    if (event.kind === 'arrive') put(event.job);
    rule(event.at >= lane.nowSeconds, 'time', event.at);
  }
  let finished = 0;
  const served = hasFleet(lane);
  rule(served || (places.size === 0 && lane.nowSeconds === 0), 'fleet', 0);
  for (const [at, job] of lane.jobs.entries()) {
    const over = job.finishSeconds !== null;
    if (over) finished++;
    rule((places.get(at) ?? 0) === (over || job.impossible || !served ? 0 : 1), 'place', at);
    rule(job.prefilled <= job.promptTokens && job.produced <= job.outputTokens, 'tokens', at);
    rule(!over || (job.prefilled === job.promptTokens && job.produced === job.outputTokens), 'finished', at);
    const times = [job.arrivalSeconds, job.startSeconds, job.firstTokenSeconds, job.finishSeconds];
    const known = times.filter((time): time is number => time !== null);
    rule(
      known.every((time, index) => index === 0 || time >= known[index - 1]),
      'order',
      at,
    );
  }
  rule(finished === lane.finished, 'count', finished);
}

const tokens = (lane: LaneState, job: number) => lane.jobs[job].promptTokens + lane.jobs[job].outputTokens;
