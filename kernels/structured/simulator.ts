/**
 * Decoding under an automaton as a simulator: a step is one pass of the model. The model is handed in; the one in the
 * public interface is the toy (toy-model.ts), the page lets a trained one write by the same `startDecoding`.
 * A pass lasts one second. Leaves out what a mask costs to build, and everything a batch would share.
 */
import { BookError, ensure } from '../errors';
import type {
  Description,
  ParamSpec,
  ParamValues,
  Simulator,
  SimulatorEvent,
  SimulatorState,
} from '../simulator';
import { type Automaton, accepts, walk } from './automaton';
import { type DecodeStep, type Decoding, type JumpMode, type SavedDecoding, startDecoding } from './decode';
import type { Spacing } from './json-text';
import { type TokenMasks, tokenMasks } from './masks';
import { ANSWER_TOKENS, structuredParams, tasks } from './presets';
import { compileTask, endIdsOf, promptIdsOf } from './task';
import { type LogitsModel, toyModel } from './toy-model';

export interface StructuredSetup {
  /** One of `tasks`. */
  readonly task: string;
  readonly masked: boolean;
  readonly jump: JumpMode;
  readonly spacing: Spacing;
  readonly temperature: number;
}

export interface PassRecord extends DecodeStep {
  /** Tokens that the model read in this pass. */
  readonly read: number;
}

export interface StructuredState extends SimulatorState {
  readonly setup: StructuredSetup;
  readonly seed: number;
  readonly decoding: SavedDecoding;
  readonly text: string;
  /** Tokens that the model has read, the prompt among them. */
  readonly readTokens: number;
  readonly last: PassRecord | null;
}

export interface StructuredMetrics {
  readonly passes: number;
  readonly tokens: number;
  /** Passes per token; null before there is one. */
  readonly passShare: number | null;
  readonly readTokens: number;
  readonly reread: number;
  /** Of the last pass: tokens allowed, and the probability the model gave them. Null before the first. */
  readonly allowed: number | null;
  readonly keptShare: number | null;
  /** Whether the text is in the language; null until it is over. */
  readonly valid: boolean | null;
  readonly nowSeconds: number;
}

/** What the page asks a reader for, and the task; the page's ways to run a trained model are none of ours. */
const params: readonly ParamSpec[] = [
  { key: 'task', kind: 'choice', choices: Object.keys(tasks), default: 'form', labelId: 'task' },
  ...structuredParams.filter(({ key }) => key !== 'rung'),
];
const usual: ParamValues = Object.fromEntries(params.map((spec) => [spec.key, spec.default]));
const presets = Object.fromEntries(
  Object.keys(tasks).map((task) => [task, { params: { ...usual, task }, seed: 1 }]),
);

/** Reads the dials. Without a mask nothing is forced. Throws `structured.param` when one is none of its values. */
function structuredSetup(given: ParamValues): StructuredSetup {
  const values = { ...usual, ...given };
  for (const { key, kind, choices, min = 0, max = 0 } of params) {
    const value = values[key];
    const fine =
      kind === 'choice' ? choices?.includes(String(value)) : Number(value) >= min && Number(value) <= max;
    ensure(fine, 'structured.param', { key, given: String(value).slice(0, 40) });
  }
  const masked = values.mask === 'on';
  return {
    task: String(values.task),
    masked,
    jump: masked ? (values.jump as JumpMode) : 'off',
    spacing: values.spacing as Spacing,
    temperature: Number(values.temperature),
  };
}

/** The simulator over a model. Tasks are compiled once each: there are few, and a state stays small without them. */
export function simulateDecoding(model: LogitsModel): Simulator<StructuredState, StructuredMetrics> {
  const compiled = new Map<string, { readonly automaton: Automaton; readonly masks: TokenMasks }>();
  const compiledFor = ({ task, spacing }: StructuredSetup) => {
    const key = `${task} ${spacing}`;
    let found = compiled.get(key);
    if (!found) {
      const automaton = compileTask(tasks[task], spacing);
      found = {
        automaton,
        masks: tokenMasks(automaton, model.tokenizer, { endIds: endIdsOf(model.tokenizer) }),
      };
      compiled.set(key, found);
    }
    return found;
  };
  const promptOf = ({ task }: StructuredSetup) => promptIdsOf(model.tokenizer, tasks[task].prompt);
  const open = (setup: StructuredSetup, seed: number, saved?: SavedDecoding): Decoding =>
    startDecoding(
      {
        ...setup,
        ...compiledFor(setup),
        tokenizer: model.tokenizer,
        prompt: promptOf(setup),
        endIds: endIdsOf(model.tokenizer),
        seed,
        maxTokens: ANSWER_TOKENS,
      },
      saved,
    );
  const textOf = (id: number) => model.tokenizer.decode([id]);

  return {
    id: 'structured',
    params,
    presets,

    init(given, seed) {
      ensure(Number.isInteger(seed) && seed >= 0, 'structured.seed', { seed });
      const setup = structuredSetup(given);
      const decoding = open(setup, seed);
      const { text } = decoding;
      return { nowSeconds: 0, setup, seed, decoding: decoding.save(), text, readTokens: 0, last: null };
    },

    step(state) {
      const { setup, seed } = state;
      const decoding = open(setup, seed, state.decoding);
      const feed = decoding.next();
      if (!feed) return { state, events: [] };
      const logits = model.logits([...promptOf(setup), ...decoding.answer], seed);
      const last: PassRecord = { ...decoding.take(logits), read: feed.tokens.length };
      const events: SimulatorEvent[] = [{ kind: 'pass', read: last.read, kept: feed.keep }];
      events.push({ kind: 'choose', id: last.id, text: textOf(last.id), allowed: last.allowed });
      if (last.replaced > 0) events.push({ kind: 'replace', tokens: last.replaced });
      if (last.forced.length > 0) events.push({ kind: 'force', tokens: last.forced.map(textOf) });
      if (decoding.ended) events.push({ kind: 'over', how: decoding.ended });
      return {
        state: {
          nowSeconds: state.nowSeconds + 1,
          setup,
          seed,
          decoding: decoding.save(),
          text: decoding.text,
          readTokens: state.readTokens + last.read,
          last,
        },
        events,
      };
    },

    metrics({ setup, decoding, text, readTokens, last, nowSeconds }) {
      const { passes, answer, reread, ended } = decoding;
      return {
        passes,
        tokens: answer.length,
        passShare: answer.length > 0 ? passes / answer.length : null,
        readTokens,
        reread,
        allowed: last?.allowed ?? null,
        keptShare: last?.keptShare ?? null,
        valid: ended ? accepts(compiledFor(setup).automaton, text) : null,
        nowSeconds,
      };
    },

    invariants({ setup, decoding, text, readTokens, last, nowSeconds }) {
      const { automaton } = compiledFor(setup);
      const { answer, state, passes, cached, reread, lost, ended } = decoding;
      const rule = (holds: boolean, name: string) => {
        if (!holds) throw new BookError('structured.invariant', { rule: name, passes });
      };
      const bytes = answer.flatMap((id) => [...model.tokenizer.idToBytes(id)]);
      rule(text === model.tokenizer.decode(answer), 'text');
      rule(walk(automaton, 0, bytes) === state, 'state');
      rule(!setup.masked || state >= 0, 'language');
      rule(ended !== 'complete' || automaton.accepting[state] === 1, 'complete');
      rule(ended !== 'end' || !setup.masked || automaton.accepting[state] === 1, 'end');
      rule(passes === nowSeconds && (passes === 0) === (last === null), 'passes');
      // Unforced, every pass writes a token, save the one that chooses the end.
      rule(setup.jump !== 'off' || answer.length + (ended === 'end' ? 1 : 0) === passes, 'tokens');
      const known = promptOf(setup).length + answer.length;
      rule(cached <= known && (ended !== null || cached < known), 'cache');
      // Everything that was read is in the cache or was lost from it again.
      rule(readTokens === cached + reread + lost, 'read');
      rule(!last || (last.keptShare >= 0 && last.keptShare <= 1 + 1e-9), 'share');
      rule(!last || !setup.masked || last.allowed > 0, 'allowed');
    },

    describe({ decoding, last }): Description {
      const { passes, answer, ended } = decoding;
      if (!last) return { messageId: 'nothing', values: { forced: answer.length } };
      const wished = last.favourites[0];
      const values = {
        pass: passes,
        tokens: answer.length,
        chosen: textOf(last.id),
        allowed: last.allowed,
        forced: last.forced.length,
      };
      if (ended) return { messageId: ended, values };
      return { messageId: wished && !wished.allowed ? 'steered' : 'chosen', values };
    },
  };
}

/** Over the toy: what a test, a worker and a script all run alike. */
export const structuredSimulator = simulateDecoding(toyModel);
