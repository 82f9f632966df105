/**
 * The scheduler of one cache: first come, first served. Each step gives running sequences what they still have to
 * process, in order; when one finds no room, the last of the running is preempted: its memory is freed, it goes to
 * the front of the queue, and later processes prompt and answer again. Then newcomers are admitted from the head of
 * the queue until one does not fit. A prompt is just tokens not yet processed, so prefill and decode need no rule
 * of their own. These are the rules of vLLM V1's scheduler, without prefix cache, priorities and drafts.
 */
import type { SimulatorEvent } from '../../simulator';
import type { Allocator } from './allocator';
import { MAX_RUNNING, type PagingSetup, TOKENS_PER_STEP } from './params';
import type { Request } from './workload';

export interface Sequence {
  /** Twice the request's number, plus one for its second answer. */
  readonly id: number;
  readonly promptTokens: number;
  /** Answer tokens wanted. */
  readonly outputTokens: number;
  /** Answer tokens made so far. */
  readonly outputs: number;
  /** Tokens whose keys and values are stored. */
  readonly stored: number;
}

export interface Lane<M> {
  readonly memory: M;
  /** In order of admission. */
  readonly running: readonly Sequence[];
  /** Preempted sequences and forks without room, which go before requests that are new. */
  readonly returned: readonly Sequence[];
  /** The next request to admit. */
  readonly nextRequest: number;
  readonly finished: number;
  readonly preemptions: number;
  readonly forks: number;
  /** Tokens copied inside the pool so far, by moves and by copies of shared or forked content. */
  readonly copiedTokens: number;
}

/** What a lane sees of the world in one step. */
export interface LaneWorld {
  readonly setup: PagingSetup;
  readonly requests: readonly Request[];
  /** Requests that have arrived. */
  readonly arrived: number;
  readonly emit: (event: SimulatorEvent) => void;
}

export function requestOf(sequence: number): number {
  return sequence >> 1;
}

export function emptyLane<M>(memory: M): Lane<M> {
  return {
    memory,
    running: [],
    returned: [],
    nextRequest: 0,
    finished: 0,
    preemptions: 0,
    forks: 0,
    copiedTokens: 0,
  };
}

/** The sequence at the head of the queue, or undefined when nobody waits. */
export function headOfQueue<M>(
  lane: Lane<M>,
  requests: readonly Request[],
  arrived: number,
): Sequence | undefined {
  if (lane.returned.length > 0) return lane.returned[0];
  return lane.nextRequest < arrived ? newSequence(requests[lane.nextRequest], lane.nextRequest) : undefined;
}

function newSequence(request: Request, index: number): Sequence {
  const { promptTokens, outputTokens } = request;
  return { id: index * 2, promptTokens, outputTokens, outputs: 0, stored: 0 };
}

/** Tokens of a sequence so far. */
export function lengthOf(sequence: Sequence): number {
  return sequence.promptTokens + sequence.outputs;
}

/** One step of one cache. The lane given is left as it was. */
export function stepLane<M>(allocator: Allocator<M>, lane: Lane<M>, world: LaneWorld): Lane<M> {
  if (lane.running.length + lane.returned.length === 0 && lane.nextRequest >= world.arrived) return lane;
  const say = (kind: string, sequence: number, more = {}) =>
    world.emit({ kind, lane: allocator.id, sequence, request: requestOf(sequence), ...more });
  let copiedTokens = lane.copiedTokens;
  const session = allocator.open(lane.memory, world.setup, (kind, sequence, tokens) => {
    copiedTokens += tokens;
    say(kind, sequence, { tokens });
  });
  const running = lane.running.slice();
  const returned = lane.returned.slice();
  const work: number[] = [];
  let budget = TOKENS_PER_STEP;
  let preempted = 0;

  for (let at = 0; at < running.length && budget > 0; at++) {
    const sequence = running[at];
    const tokens = Math.min(lengthOf(sequence) - sequence.stored, budget);
    while (running.length > at && !session.grow(sequence.id, sequence.stored, sequence.stored + tokens)) {
      const victim = running.pop()!;
      session.release(victim.id);
      returned.unshift({ ...victim, stored: 0 });
      preempted++;
      say('preempt', victim.id, { tokens: victim.stored });
    }
    if (running.length > at) {
      work.push(tokens);
      budget -= tokens;
    }
  }

  // Nobody is admitted in a step that threw somebody out.
  let { nextRequest } = lane;
  while (preempted === 0 && budget > 0 && running.length < MAX_RUNNING) {
    const head = headOfQueue({ ...lane, returned, nextRequest }, world.requests, world.arrived);
    if (!head) break;
    const tokens = Math.min(lengthOf(head), budget);
    if (!session.admit(head.id, tokens, lengthOf(head), running.length > 0)) break;
    if (returned.length > 0) returned.shift();
    else nextRequest++;
    running.push(head);
    work.push(tokens);
    budget -= tokens;
    say('admit', head.id);
  }

  let { finished, forks } = lane;
  const still: Sequence[] = [];
  const children: Sequence[] = [];
  for (let at = 0; at < running.length; at++) {
    const sequence = running[at];
    const stored = sequence.stored + (work[at] ?? 0);
    // The last token processed yields the next one; a sequence cut short by the budget yields nothing yet.
    const outputs = sequence.outputs + (stored === lengthOf(sequence) ? 1 : 0);
    const child = outputs === 1 && sequence.outputs === 0 ? secondAnswer(sequence, world) : undefined;
    if (child) {
      forks++;
      say('fork', child.id);
      if (session.fork(sequence.id, child.id, stored)) children.push({ ...child, stored });
      else returned.unshift(child);
    }
    if (outputs < sequence.outputTokens) {
      still.push({ ...sequence, stored, outputs });
    } else {
      session.release(sequence.id);
      finished++;
      say('finish', sequence.id);
    }
  }
  return {
    memory: session.seal(),
    running: children.length > 0 ? still.concat(children) : still,
    returned,
    nextRequest,
    finished,
    preemptions: lane.preemptions + preempted,
    forks,
    copiedTokens,
  };
}

/** The sequence that answers the same prompt a second time, if the request asks for one. */
function secondAnswer(sequence: Sequence, world: LaneWorld): Sequence | undefined {
  const { secondOutputTokens } = world.requests[requestOf(sequence.id)];
  if (secondOutputTokens === 0 || sequence.id % 2 === 1) return undefined;
  return { ...sequence, id: sequence.id + 1, outputTokens: secondOutputTokens, outputs: 1, stored: 0 };
}
