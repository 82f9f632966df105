/**
 * Probes: small tasks with one right answer, so that a model gets a mark and not only a perplexity.
 * An item with options is right when its answer is the option of highest log-probability; without options, when
 * greedy decoding writes exactly the answer. Works over any model that turns tokens into logits.
 */
import { ensure } from '../errors';
import { logSumExp } from './measure';
import { argmax } from './sampling';

export interface ProbeItem {
  /** Which ability is probed, e.g. `recall`. */
  readonly probe: string;
  readonly lang: string;
  readonly prompt: string;
  /** Candidate continuations, the answer among them. */
  readonly options?: readonly string[];
  readonly answer: string;
}

/** Logits [T, vocab] of T tokens. */
export type LogitsFn = (tokens: Int32Array) => Promise<Float32Array> | Float32Array;

export interface ProbeScore {
  readonly probe: string;
  readonly correct: number;
  readonly total: number;
}

/**
 * Tokens of a prompt and of what follows it. When the tokenizer would merge across the border, the two are
 * encoded apart, so that the prompt's tokens are the same for every option.
 */
export function splitTokens(
  encode: (text: string) => readonly number[],
  prompt: string,
  continuation: string,
): { prompt: readonly number[]; continuation: readonly number[] } {
  const head = encode(prompt);
  const whole = encode(prompt + continuation);
  const clean = whole.length > head.length && head.every((id, i) => whole[i] === id);
  return { prompt: head, continuation: clean ? whole.slice(head.length) : encode(continuation) };
}

/** Whether the model gets one item right. Errors: `probe.empty` {probe}, `probe.no-answer` {probe}. */
export async function scoreProbe(
  item: ProbeItem,
  encode: (text: string) => readonly number[],
  logits: LogitsFn,
): Promise<boolean> {
  if (!item.options) {
    const { greedy } = await continuationScore(item, item.answer, encode, logits);
    return greedy;
  }
  ensure(item.options.includes(item.answer), 'probe.no-answer', { probe: item.probe });
  let best = '';
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const option of item.options) {
    const { logProbability } = await continuationScore(item, option, encode, logits);
    if (logProbability > bestScore) {
      best = option;
      bestScore = logProbability;
    }
  }
  return best === item.answer;
}

/** Log-probability of a continuation, and whether greedy decoding would write it. */
async function continuationScore(
  item: ProbeItem,
  continuation: string,
  encode: (text: string) => readonly number[],
  logits: LogitsFn,
): Promise<{ logProbability: number; greedy: boolean }> {
  const split = splitTokens(encode, item.prompt, continuation);
  ensure(split.prompt.length > 0 && split.continuation.length > 0, 'probe.empty', { probe: item.probe });
  const tokens = Int32Array.from([...split.prompt, ...split.continuation]);
  // The last token predicts nothing that is scored, so it need not be run.
  const scores = await logits(tokens.subarray(0, tokens.length - 1));
  const vocabSize = scores.length / (tokens.length - 1);
  let logProbability = 0;
  let greedy = true;
  for (let t = split.prompt.length; t < tokens.length; t++) {
    const start = (t - 1) * vocabSize;
    logProbability += scores[start + tokens[t]] - logSumExp(scores, start, vocabSize);
    if (argmax(scores, start, vocabSize) !== tokens[t]) greedy = false;
  }
  return { logProbability, greedy };
}

/** Runs all items; `onItem` is told the running scores after each, and stops the run by returning false. */
export async function runProbes(
  items: readonly ProbeItem[],
  encode: (text: string) => readonly number[],
  logits: LogitsFn,
  // biome-ignore lint/suspicious/noConfusingVoidType: a listener that only listens returns nothing.
  onItem?: (done: number, scores: readonly ProbeScore[]) => boolean | void,
): Promise<ProbeScore[]> {
  const scores = new Map<string, { probe: string; correct: number; total: number }>();
  const list = () => [...scores.values()].map((score) => ({ ...score }));
  for (const [index, item] of items.entries()) {
    const correct = await scoreProbe(item, encode, logits);
    const score = scores.get(item.probe) ?? { probe: item.probe, correct: 0, total: 0 };
    score.correct += correct ? 1 : 0;
    score.total += 1;
    scores.set(item.probe, score);
    if (onItem?.(index + 1, list()) === false) break;
  }
  return list();
}
