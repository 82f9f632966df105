/** What happens at each event of a lane: dispatching, forming batches, passing stages, sending caches. */
import { countItem, newCounts, type StepCounts } from '../step-time/step-time';
import { type Instance, type LaneEvent, type LaneState, popEvent, pushEvent, type Slot } from './lane';
import { countedPassOf, hopSeconds, type PassTime, transferSeconds } from './machine';
import { CHUNK_TOKENS, MOST_RUNNING, PREFILL_TOKENS } from './params';

/** A stage at work, or a cache on its way. */
export interface Span {
  readonly instance: number;
  /** −1 for the wire. */
  readonly stage: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'prefill' | 'decode' | 'mixed' | 'transfer';
}

export interface Recorder {
  readonly from: number;
  readonly to: number;
  readonly spans: Span[];
}

/** Runs a lane to its end, or for at most so many events; says whether it is at its end. */
export function runLane(lane: LaneState, record?: Recorder, mostEvents = Number.POSITIVE_INFINITY): boolean {
  const pass = countedPassOf(lane.machine);
  for (let count = 0; count < mostEvents && lane.events.length > 0; count++) stepLane(lane, pass, record);
  return lane.events.length === 0;
}

/** One event; returns it, or undefined at the end. */
export function stepLane(lane: LaneState, pass: PassTime, record?: Recorder): LaneEvent | undefined {
  const event = popEvent(lane);
  if (!event) return undefined;
  lane.nowSeconds = event.at;
  if (event.kind === 'arrive') arrive(lane, event.job);
  else if (event.kind === 'end') endBatch(lane, event, record);
  else if (event.kind === 'landed') land(lane, event);
  startBatches(lane, event.instance, pass, record);
  return event;
}

/** Index of the smallest, the first of equals. */
function least<T>(items: readonly T[], load: (item: T, at: number) => number): number {
  let best = -1;
  let lowest = Number.POSITIVE_INFINITY;
  items.forEach((item, at) => {
    const value = load(item, at);
    if (value < lowest) [best, lowest] = [at, value];
  });
  return best;
}

const jobsIn = (instance: Instance) =>
  instance.slots.reduce((sum, slot) => sum + slot.running.length + slot.waiting.length, 0);

/** A new request goes where the fewest prompt tokens wait (pools), or where the fewest requests are (together). */
function arrive(lane: LaneState, job: number): void {
  const at = least(lane.instances, (instance) => {
    if (instance.role === 'decode') return Number.POSITIVE_INFINITY;
    if (instance.role === 'both') return jobsIn(instance);
    return (
      instance.queue.reduce((sum, one) => sum + lane.jobs[one].promptTokens, 0) +
      promptsUnderWay(lane, instance)
    );
  });
  const instance = lane.instances[at];
  if (instance.role === 'prefill') instance.queue.push(job);
  else {
    const slot = least(instance.slots, (one) => one.running.length + one.waiting.length);
    instance.slots[slot].waiting.push(job);
  }
  pushEvent(lane, { at: lane.nowSeconds, kind: 'enter', instance: at, slot: -1, job: -1 });
}

const promptsUnderWay = (lane: LaneState, { slots }: Instance) =>
  slots.reduce(
    (sum, slot) => sum + slot.batch.reduce((tokens, job) => tokens + lane.jobs[job].promptTokens, 0),
    0,
  );

/** Starts a batch in the slot that has been idle longest, if the first stage is free and there is work. */
function startBatches(lane: LaneState, at: number, pass: PassTime, record?: Recorder): void {
  if (at < 0) return;
  const instance = lane.instances[at];
  if (instance.stageFree[0] > lane.nowSeconds) return;
  for (let slot = longestIdle(instance, -1); slot >= 0; slot = longestIdle(instance, slot)) {
    const counts = formBatch(lane, instance, instance.slots[slot]);
    if (counts.sequences > 0) {
      passStages(lane, at, slot, counts, pass, record);
      return;
    }
  }
}

/** The idle slot that comes after another in order of how long they have been idle; −1 when there is none. */
function longestIdle({ slots }: Instance, after: number): number {
  let best = -1;
  for (let at = 0; at < slots.length; at++) {
    const { busy, idleSince } = slots[at];
    if (busy || (after >= 0 && !follows(slots[after].idleSince, after, idleSince, at))) continue;
    if (best < 0 || follows(idleSince, at, slots[best].idleSince, best)) best = at;
  }
  return best;
}

/** Whether b comes after a: idle for less long, or as long and further on. */
const follows = (idleA: number, a: number, idleB: number, b: number) =>
  idleA < idleB || (idleA === idleB && a < b);

/** The batch passes the stages one after the other; each takes it when it has let the batch before go. */
function passStages(
  lane: LaneState,
  at: number,
  slot: number,
  counts: StepCounts,
  pass: PassTime,
  record?: Recorder,
): void {
  const instance = lane.instances[at];
  const { machine } = lane;
  const stageSeconds = pass(counts).seconds / machine.stages;
  const hop = hopSeconds(machine, counts.tokens);
  const kind = counts.pairs === 0 ? 'decode' : counts.decodePairs === 0 ? 'prefill' : 'mixed';
  let time = lane.nowSeconds;
  for (let stage = 0; stage < machine.stages; stage++) {
    const from = Math.max(time, instance.stageFree[stage]);
    const to = from + stageSeconds;
    instance.stageFree[stage] = to;
    instance.busySeconds += stageSeconds;
    if (record && to >= record.from && from <= record.to)
      record.spans.push({ instance: at, stage, from, to, kind });
    time = to + hop;
  }
  instance.slots[slot].busy = true;
  pushEvent(lane, { at: instance.stageFree[machine.stages - 1], kind: 'end', instance: at, slot, job: -1 });
  if (machine.stages > 1)
    pushEvent(lane, { at: instance.stageFree[0], kind: 'enter', instance: at, slot: -1, job: -1 });
}

function formBatch(lane: LaneState, instance: Instance, slot: Slot): StepCounts {
  slot.batch = [];
  slot.newTokens = [];
  if (instance.role === 'prefill') takePrompts(lane, instance.queue, slot);
  else if (instance.role === 'decode') {
    slot.running.push(...slot.waiting.splice(0));
    takeDecodes(lane, slot);
  } else if (lane.chunked) {
    takeDecodes(lane, slot);
    takeChunks(lane, instance, slot);
  } else {
    takeWholePrompts(lane, instance, slot);
    if (slot.batch.length === 0) takeDecodes(lane, slot);
  }
  const counts = newCounts();
  for (let at = 0; at < slot.batch.length; at++) {
    const job = lane.jobs[slot.batch[at]];
    job.startSeconds ??= lane.nowSeconds;
    const decoding = job.prefilled === job.promptTokens;
    const context = decoding ? job.promptTokens + job.produced - 1 : job.prefilled;
    countItem(lane.machine.shape, counts, slot.newTokens[at], context, decoding);
  }
  return counts;
}

function take(slot: Slot, job: number, newTokens: number): void {
  slot.batch.push(job);
  slot.newTokens.push(newTokens);
}

function takeDecodes(lane: LaneState, slot: Slot): void {
  for (const job of slot.running) {
    if (lane.jobs[job].prefilled === lane.jobs[job].promptTokens) take(slot, job, 1);
  }
}

/** Whole prompts from a queue, first come first served, at least one and no more than a batch's tokens. */
function takePrompts(lane: LaneState, queue: number[], slot: Slot): void {
  let tokens = 0;
  while (queue.length > 0) {
    const { promptTokens } = lane.jobs[queue[0]];
    if (slot.batch.length > 0 && tokens + promptTokens > PREFILL_TOKENS) break;
    tokens += promptTokens;
    take(slot, queue.shift() as number, promptTokens);
  }
}

const tokensOf = ({ promptTokens, outputTokens }: LaneState['jobs'][number]) => promptTokens + outputTokens;

/** Whether the head of a slot's queue may come in: memory for all of it, and a place among those that run. */
function admits(lane: LaneState, instance: Instance, slot: Slot): boolean {
  if (slot.waiting.length === 0 || slot.running.length >= MOST_RUNNING / lane.machine.stages) return false;
  return instance.usedTokens + tokensOf(lane.jobs[slot.waiting[0]]) <= lane.machine.capacityTokens;
}

function admit(lane: LaneState, instance: Instance, slot: Slot): number {
  const job = slot.waiting.shift() as number;
  instance.usedTokens += tokensOf(lane.jobs[job]);
  slot.running.push(job);
  return job;
}

function takeWholePrompts(lane: LaneState, instance: Instance, slot: Slot): void {
  let tokens = 0;
  while (admits(lane, instance, slot)) {
    const { promptTokens } = lane.jobs[slot.waiting[0]];
    if (slot.batch.length > 0 && tokens + promptTokens > PREFILL_TOKENS) break;
    tokens += promptTokens;
    take(slot, admit(lane, instance, slot), promptTokens);
  }
}

/** After the decodes, what is left of the iteration's tokens goes to prompts: begun ones first, then new ones. */
function takeChunks(lane: LaneState, instance: Instance, slot: Slot): void {
  let left = Math.max(0, CHUNK_TOKENS - slot.batch.length);
  const chunk = (job: number) => {
    const { promptTokens, prefilled } = lane.jobs[job];
    const newTokens = Math.min(left, promptTokens - prefilled);
    left -= newTokens;
    take(slot, job, newTokens);
  };
  for (const job of slot.running) {
    if (left > 0 && lane.jobs[job].prefilled < lane.jobs[job].promptTokens) chunk(job);
  }
  while (left > 0 && admits(lane, instance, slot)) chunk(admit(lane, instance, slot));
}

function endBatch(lane: LaneState, { instance: at, slot: place }: LaneEvent, record?: Recorder): void {
  const instance = lane.instances[at];
  const slot = instance.slots[place];
  const { batch, newTokens } = slot;
  slot.busy = false;
  slot.idleSince = lane.nowSeconds;
  slot.batch = [];
  slot.newTokens = [];
  for (let index = 0; index < batch.length; index++) {
    const id = batch[index];
    const job = lane.jobs[id];
    if (job.prefilled < job.promptTokens) {
      job.prefilled += newTokens[index];
      if (job.prefilled < job.promptTokens) continue;
      job.firstTokenSeconds = lane.nowSeconds;
    }
    job.produced++;
    if (job.produced === job.outputTokens) finish(lane, at, slot, id);
    else if (instance.role === 'prefill') lane.homeless.push({ job: id, from: at, since: lane.nowSeconds });
  }
  placeHomeless(lane, record);
}

function finish(lane: LaneState, at: number, slot: Slot, id: number): void {
  const job = lane.jobs[id];
  job.finishSeconds = lane.nowSeconds;
  lane.finished++;
  const place = slot.running.indexOf(id);
  if (place < 0) return;
  slot.running.splice(place, 1);
  lane.instances[at].usedTokens -= tokensOf(job);
}

/** Sends prefilled jobs on, first come first served, each to the decoding instance with the fewest that has room. */
function placeHomeless(lane: LaneState, record?: Recorder): void {
  const { homeless, machine } = lane;
  while (homeless.length > 0) {
    const { job: id, from, since } = homeless[0];
    const job = lane.jobs[id];
    const to = least(lane.instances, (instance) =>
      instance.role === 'decode' && instance.usedTokens + tokensOf(job) <= machine.capacityTokens
        ? instance.usedTokens
        : Number.POSITIVE_INFINITY,
    );
    if (to < 0) return;
    homeless.shift();
    lane.instances[to].usedTokens += tokensOf(job);
    const sender = lane.instances[from];
    const begin = Math.max(lane.nowSeconds, sender.wireFree);
    sender.wireFree = begin + transferSeconds(machine, job.promptTokens);
    job.transferSeconds = sender.wireFree - since;
    if (record && sender.wireFree >= record.from && begin <= record.to)
      record.spans.push({ instance: from, stage: -1, from: begin, to: sender.wireFree, kind: 'transfer' });
    pushEvent(lane, { at: sender.wireFree, kind: 'landed', instance: to, slot: -1, job: id });
  }
}

function land(lane: LaneState, { instance: at, job }: LaneEvent): void {
  const { slots } = lane.instances[at];
  slots[least(slots, (slot) => slot.running.length + slot.waiting.length)].waiting.push(job);
}
