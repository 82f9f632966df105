/**
 * One way of using a fleet of equal instances, as a queue of events: everyone does everything (`together`), or some read
 * prompts and the others decode (`apart`). State is plain data and is changed in place; simulator.ts copies it.
 * An instance with several stages works on one batch per stage; a batch enters a stage when the batch before it has left.
 * Memory for prompt and answer is set aside when a sequence is taken in, so nothing is ever thrown out again. Leaves out
 * memory of prompts that wait to be sent, and the dispatcher's own time.
 */
import type { ServingRequest } from '../request';
import type { Machine } from './machine';

export type LaneKind = 'together' | 'apart';
export type Role = 'both' | 'prefill' | 'decode';

export interface Job {
  readonly id: number;
  readonly arrivalSeconds: number;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** Tokens of the prompt that are in the cache. */
  prefilled: number;
  produced: number;
  startSeconds: number | null;
  firstTokenSeconds: number | null;
  finishSeconds: number | null;
  /** From the end of its prefill to its arrival at a decoding instance: waiting for room and for the wire, sending. */
  transferSeconds: number;
  /** Larger than the memory of an instance; it is never started. */
  readonly impossible: boolean;
}

/** A place for one batch under way. */
export interface Slot {
  busy: boolean;
  /** Jobs that decode here, in order of arrival. */
  running: number[];
  /** Jobs whose prompt waits here (`both`), or whose cache has just arrived (`decode`). */
  waiting: number[];
  /** Jobs of the batch under way. */
  batch: number[];
  /** New tokens of each job of the batch. */
  newTokens: number[];
  idleSince: number;
}

export interface Instance {
  readonly role: Role;
  readonly slots: Slot[];
  /** When each stage will have finished what it has. */
  readonly stageFree: number[];
  /** Prompts in front of a prefilling instance. */
  readonly queue: number[];
  usedTokens: number;
  /** When its wire will have sent what it has. */
  wireFree: number;
  busySeconds: number;
}

export interface LaneEvent {
  readonly at: number;
  readonly order: number;
  readonly kind: 'arrive' | 'end' | 'enter' | 'landed';
  /** Instance and slot of `end` and `enter`; `job` and instance of `landed`; the job of `arrive`. */
  readonly instance: number;
  readonly slot: number;
  readonly job: number;
}

export interface LaneState {
  readonly kind: LaneKind;
  readonly chunked: boolean;
  readonly machine: Machine;
  readonly jobs: Job[];
  readonly instances: Instance[];
  /** A heap, soonest first. */
  readonly events: LaneEvent[];
  /** Prefilled jobs that no decoding instance has room for. */
  readonly homeless: { job: number; from: number; since: number }[];
  nowSeconds: number;
  order: number;
  /** Jobs finished, and jobs that can never be. */
  finished: number;
  impossible: number;
}

export interface LaneSetup {
  readonly kind: LaneKind;
  readonly chunked: boolean;
  readonly machine: Machine;
  readonly prefillInstances: number;
  readonly decodeInstances: number;
}

/** Whether there is anyone to serve a request: an instance, or with pools one in each. */
export function hasFleet({ kind, instances }: Pick<LaneState, 'kind' | 'instances'>): boolean {
  const has = (role: Role) => instances.some((instance) => instance.role === role);
  return kind === 'together' ? has('both') : has('prefill') && has('decode');
}

/** A lane before its first event. Without a fleet it has none: it is over at once. */
export function newLane(setup: LaneSetup, requests: readonly ServingRequest[]): LaneState {
  const { kind, machine, prefillInstances, decodeInstances } = setup;
  const roles: Role[] = [
    ...Array<Role>(prefillInstances).fill(kind === 'together' ? 'both' : 'prefill'),
    ...Array<Role>(decodeInstances).fill(kind === 'together' ? 'both' : 'decode'),
  ];
  const lane: LaneState = {
    kind,
    chunked: setup.chunked,
    machine,
    jobs: requests.map(({ id, arrivalSeconds, promptTokens, outputTokens }) => ({
      id,
      arrivalSeconds,
      promptTokens,
      outputTokens,
      prefilled: 0,
      produced: 0,
      startSeconds: null,
      firstTokenSeconds: null,
      finishSeconds: null,
      transferSeconds: 0,
      impossible: promptTokens + outputTokens > machine.capacityTokens,
    })),
    instances: roles.map((role) => ({
      role,
      slots: Array.from({ length: machine.stages }, () => ({
        busy: false,
        running: [],
        waiting: [],
        batch: [],
        newTokens: [],
        idleSince: 0,
      })),
      stageFree: Array<number>(machine.stages).fill(0),
      queue: [],
      usedTokens: 0,
      wireFree: 0,
      busySeconds: 0,
    })),
    events: [],
    homeless: [],
    nowSeconds: 0,
    order: 0,
    finished: 0,
    impossible: 0,
  };
  const served = hasFleet(lane);
  lane.jobs.forEach((job, at) => {
    if (job.impossible) lane.impossible++;
    else if (served)
      pushEvent(lane, { at: job.arrivalSeconds, kind: 'arrive', job: at, instance: -1, slot: -1 });
  });
  return lane;
}

const before = (a: LaneEvent, b: LaneEvent) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Adds an event; of two at the same time the one added first comes first. */
export function pushEvent(lane: LaneState, event: Omit<LaneEvent, 'order'>): void {
  const { events } = lane;
  const { at: time, kind, instance, slot, job } = event;
  const added: LaneEvent = { at: time, order: lane.order++, kind, instance, slot, job };
  let at = events.push(added) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!before(added, events[above])) break;
    events[at] = events[above];
    at = above;
  }
  events[at] = added;
}

/** Takes the soonest event. */
export function popEvent(lane: LaneState): LaneEvent | undefined {
  const { events } = lane;
  const soonest = events[0];
  const last = events.pop();
  if (!last || events.length === 0) return soonest;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= events.length) break;
    if (below + 1 < events.length && before(events[below + 1], events[below])) below++;
    if (!before(events[below], last)) break;
    events[at] = events[below];
    at = below;
  }
  events[at] = last;
  return soonest;
}
