/**
 * One text written by Pocket, as plain data: recorded to a file, sent from the worker, shown step by step. The model is
 * handed in as a function from tokens to logits, so that the recording script, the worker and a test run the same.
 */
import type { Automaton } from '@/kernels/structured/automaton';
import { accepts } from '@/kernels/structured/automaton';
import { type DecodeStep, type JumpMode, startDecoding } from '@/kernels/structured/decode';
import type { TokenMasks } from '@/kernels/structured/masks';
import { ANSWER_TOKENS } from '@/kernels/structured/presets';
import { endIdsOf, promptIdsOf } from '@/kernels/structured/task';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';

export interface RunStep extends DecodeStep {
  /** Tokens that the model read in this pass. */
  readonly read: number;
}

export interface TextRun {
  readonly steps: readonly RunStep[];
  /** Forced before the first pass. */
  readonly opening: readonly number[];
  readonly text: string;
  /** State behind the whole text; −1 outside of the language. */
  readonly endState: number;
  readonly tokens: number;
  readonly passes: number;
  readonly reread: number;
  readonly ended: 'end' | 'complete' | 'limit';
  readonly valid: boolean;
}

export interface Model {
  /** Keeps `keep` tokens of its cache, reads the others, returns the logits of the last: [vocab]. */
  read(keep: number, tokens: readonly number[]): Promise<ArrayLike<number>> | ArrayLike<number>;
}

export interface TextOrder {
  readonly automaton: Automaton;
  readonly masks: TokenMasks;
  readonly tokenizer: Tokenizer;
  readonly prompt: string;
  readonly masked: boolean;
  readonly jump: JumpMode;
  readonly temperature: number;
  readonly seed: number;
}

/** @param onStep hears every pass as it is done, with the text so far. */
export async function writeText(
  model: Model,
  { prompt, ...order }: TextOrder,
  onStep: (step: RunStep) => void | Promise<void> = () => {},
): Promise<TextRun> {
  const { tokenizer } = order;
  const decoding = startDecoding({
    ...order,
    prompt: promptIdsOf(tokenizer, prompt),
    endIds: endIdsOf(tokenizer),
    maxTokens: ANSWER_TOKENS,
  });
  const steps: RunStep[] = [];
  for (let feed = decoding.next(); feed; feed = decoding.next()) {
    const logits = await model.read(feed.keep, feed.tokens);
    const step = { ...decoding.take(logits), read: feed.tokens.length };
    steps.push(step);
    await onStep(step);
  }
  const { text, answer, passes, reread, ended, opening, state } = decoding;
  return {
    steps,
    opening,
    text,
    endState: state,
    tokens: answer.length,
    passes,
    reread,
    ended: ended ?? 'limit',
    valid: accepts(order.automaton, text),
  };
}

/** Whether a text is JSON at all. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
