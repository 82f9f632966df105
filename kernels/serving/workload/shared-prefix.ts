/**
 * Requests with content: prompts that begin alike, as those of chats, few-shot tasks and agents do, and prompts that
 * do not. A token is a number; a text is a seeded stream of them, so that a longer prefix is the shorter one and more,
 * and turning one dial leaves the rest of the traffic as it was.
 * Leaves out: when requests arrive, and the words.
 */
import { ensure } from '../../errors';
import { createRandom } from '../../numbers/random';

export const TRAFFIC_KINDS = ['system', 'fewshot', 'chat', 'unique', 'stamp'] as const;
export type TrafficKind = (typeof TRAFFIC_KINDS)[number];

export interface SharedPrefixOptions {
  readonly kind: TrafficKind;
  readonly requests: number;
  /** Tokens of the part that requests share, where the traffic has one. */
  readonly prefixTokens: number;
  /** Mean tokens of a request's own part. */
  readonly uniqueTokens: number;
  /** Mean tokens of an answer. */
  readonly outputTokens: number;
}

export interface ContentRequest {
  readonly id: number;
  readonly prompt: readonly number[];
  readonly output: readonly number[];
  /** System prompt, task or conversation it belongs to; its own number where there is none. */
  readonly group: number;
  /** The request whose answer this prompt contains: it must have finished first. */
  readonly follows?: number;
}

const VOCABULARY = 32_000;
/** Several products on one server, of which one has half the traffic. */
const SYSTEM_SHARES = [0.5, 0.25, 0.15, 0.1];
/** Tasks with examples of their own behind instructions that all tasks share. */
const TASKS = 5;
/** Share of a few-shot prefix that is common to all tasks. */
const INSTRUCTION_SHARE = 0.25;
/** Conversations going on at once, and turns until one ends. */
const CONVERSATIONS = 8;
const MOST_TURNS = 6;
/** A time stamp: the date stays, the time of day does not. */
const STAMP_DATE_TOKENS = 3;
const STAMP_TIME_TOKENS = 5;

/** All requests of a run. Worked: with kind `unique` no two prompts share a beginning, save by chance. */
export function sharedPrefixRequests(options: SharedPrefixOptions, seed: number): ContentRequest[] {
  ensure(TRAFFIC_KINDS.includes(options.kind), 'serving.param', { key: 'traffic', given: options.kind });
  const maker = makers[options.kind](options, seed);
  return Array.from({ length: options.requests }, (_, id) => maker(id));
}

type Maker = (id: number) => ContentRequest;

const makers: Readonly<Record<TrafficKind, (options: SharedPrefixOptions, seed: number) => Maker>> = {
  system: (options, seed) => {
    const systems = SYSTEM_SHARES.map((_, group) =>
      text(seed, stream('prefix', group), options.prefixTokens),
    );
    return (id) => {
      const own = ownPart(options, seed, id);
      let group = 0;
      for (let left = own.draw - SYSTEM_SHARES[0]; left >= 0; left -= SYSTEM_SHARES[group]) {
        if (++group === SYSTEM_SHARES.length - 1) break;
      }
      return { id, group, prompt: [...systems[group], ...own.question], output: own.answer };
    };
  },

  fewshot: (options, seed) => {
    const common = Math.round(options.prefixTokens * INSTRUCTION_SHARE);
    const instruction = text(seed, stream('prefix', TASKS), common);
    const prefixes = Array.from({ length: TASKS }, (_, group) => [
      ...instruction,
      ...text(seed, stream('prefix', group), options.prefixTokens - common),
    ]);
    return (id) => {
      const own = ownPart(options, seed, id);
      const group = Math.floor(own.draw * TASKS);
      return { id, group, prompt: [...prefixes[group], ...own.question], output: own.answer };
    };
  },

  chat: (options, seed) => {
    const system = text(seed, stream('prefix', 0), options.prefixTokens);
    const talks = Array.from({ length: CONVERSATIONS }, (_, group) => newTalk(group, system));
    let started = CONVERSATIONS;
    return (id) => {
      const own = ownPart(options, seed, id);
      const at = Math.floor(own.draw * CONVERSATIONS);
      if (talks[at].turns === MOST_TURNS) talks[at] = newTalk(started++, system);
      const talk = talks[at];
      const prompt = [...talk.said, ...own.question];
      const { group, last: follows } = talk;
      Object.assign(talk, { said: [...prompt, ...own.answer], turns: talk.turns + 1, last: id });
      return { id, group, prompt, output: own.answer, ...(follows !== undefined && { follows }) };
    };
  },

  unique: (options, seed) => (id) => {
    const own = ownPart(options, seed, id);
    const alone = text(seed, stream('alone', id), options.prefixTokens);
    return { id, group: id, prompt: [...alone, ...own.question], output: own.answer };
  },

  stamp: (options, seed) => {
    const date = text(seed, stream('prefix', 1), STAMP_DATE_TOKENS);
    const system = text(seed, stream('prefix', 0), options.prefixTokens);
    return (id) => {
      const own = ownPart(options, seed, id);
      const time = text(seed, stream('alone', id), STAMP_TIME_TOKENS);
      return { id, group: 0, prompt: [...date, ...time, ...system, ...own.question], output: own.answer };
    };
  },
};

interface Talk {
  readonly group: number;
  readonly turns: number;
  /** Everything said so far, which the next turn sends again. */
  readonly said: readonly number[];
  readonly last: number | undefined;
}

function newTalk(group: number, system: readonly number[]): Talk {
  return { group, turns: 0, said: system, last: undefined };
}

/** What belongs to a request alone: a question, an answer, and a draw for its group. */
function ownPart(options: SharedPrefixOptions, seed: number, id: number) {
  const random = createRandom(mix(seed, stream('lengths', id)));
  const draw = random.uniform();
  const length = (mean: number) => Math.max(1, Math.round(mean * (0.5 + random.uniform())));
  const question = text(seed, stream('question', id), length(options.uniqueTokens));
  return { draw, question, answer: text(seed, stream('answer', id), length(options.outputTokens)) };
}

const STREAMS = ['prefix', 'alone', 'question', 'answer', 'lengths'] as const;

function stream(kind: (typeof STREAMS)[number], number: number): number {
  return number * STREAMS.length + STREAMS.indexOf(kind);
}

/** The first `length` tokens of a text. */
function text(seed: number, number: number, length: number): number[] {
  const random = createRandom(mix(seed, number));
  return Array.from({ length }, () => random.integer(0, VOCABULARY - 1));
}

/** A seed for each text: neighbouring seeds must not give shifted copies of one sequence. */
function mix(seed: number, number: number): number {
  let hash = Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 13)) >>> 0;
}
