/** The measurements of the lab over any runner: documents, greedy text, probes, each within a budget of time. */
import { createQualityMeter, type Quality } from '@/kernels/transformer/measure';
import { type ProbeItem, type ProbeScore, scoreProbe, splitTokens } from '@/kernels/transformer/probes';
import { argmax } from '@/kernels/transformer/sampling';
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import type { LlamaRunner } from '../runtime/llama-session';
import type { Pace } from '../runtime/pace';
import type { QualityFigures, Speed } from './types';

export interface DocumentTokens {
  readonly index: number;
  readonly tokens: readonly number[];
}

const figures = (quality: Quality, documents: number, same: boolean): QualityFigures => ({
  perplexity: quality.perplexity,
  kl: same ? 0 : quality.kl,
  topOneAgreement: same ? 1 : quality.topOneAgreement,
  predictions: quality.predictions,
  documents,
});

/** Tokens that tell the pace of a device before anything is measured. */
const PACE_TOKENS = 16;

/**
 * Original and candidate over the same documents, figures after each. On a slow device only as many tokens are taken
 * as the pace of the first few lets into the budget; the last document is then cut.
 * @param known logits of the original by document, filled and read here.
 */
export async function compareQuality(
  original: LlamaRunner,
  candidate: LlamaRunner,
  documents: readonly DocumentTokens[],
  known: Map<number, Float32Array>,
  budgetSeconds: number,
  pace: Pace,
  onFigures: (original: QualityFigures, candidate: QualityFigures, share: number) => void,
): Promise<{ cut: boolean }> {
  const vocabSize = candidate.config.vocabSize;
  const baseMeter = createQualityMeter(vocabSize);
  const meter = createQualityMeter(vocabSize);
  const wanted = documents.reduce((sum, { tokens }) => sum + tokens.length, 0);
  const trial = documents[0].tokens.slice(0, PACE_TOKENS);
  // The first call of a session prepares more than it computes.
  await candidate.forward(trial);
  const start = pace.now();
  await candidate.forward(trial);
  const secondsPerToken = (2 * (pace.now() - start)) / trial.length;
  const allowed = Math.max(2 * PACE_TOKENS, Math.floor(budgetSeconds / secondsPerToken));
  let spent = 0;
  let done = 0;
  for (const document of documents) {
    const tokens = document.tokens.slice(0, allowed - spent);
    if (tokens.length < 2) break;
    await pace.breathe();
    const kept = known.get(document.index);
    const reference = kept ? kept.subarray(0, tokens.length * vocabSize) : await original.forward(tokens);
    if (tokens.length === document.tokens.length) known.set(document.index, reference);
    await pace.breathe();
    const logits = await candidate.forward(tokens);
    baseMeter.add({ tokens, candidate: reference });
    meter.add({ tokens, candidate: logits, reference });
    spent += tokens.length;
    done++;
    onFigures(
      figures(baseMeter.result(), done, true),
      figures(meter.result(), done, false),
      spent / Math.min(wanted, allowed),
    );
  }
  return { cut: spent < wanted };
}

/** The likeliest continuation, token by token; the speed is that of the middle half of the steps. */
export async function writeText(
  runner: LlamaRunner,
  tokenizer: Tokenizer,
  prompt: readonly number[],
  most: number,
  budgetSeconds: number,
  pace: Pace,
  onText: (text: readonly string[]) => void,
): Promise<{ text: readonly string[]; speed: Speed }> {
  const { vocabSize, eosTokenId, maxPositions } = runner.config;
  const decoder = runner.createDecoder();
  try {
    let logits = await decoder.push(prompt);
    let next = argmax(logits, (prompt.length - 1) * vocabSize, vocabSize);
    const ids: number[] = [];
    let text: readonly string[] = [];
    const steps: number[] = [];
    const start = pace.now();
    while (ids.length < most && next !== eosTokenId && decoder.length < maxPositions) {
      ids.push(next);
      text = readablePieces(tokenizer, ids);
      onText(text);
      await pace.breathe();
      if (pace.now() - start > budgetSeconds && ids.length > 4) break;
      const before = pace.now();
      logits = await decoder.push([next]);
      next = argmax(logits, 0, vocabSize);
      steps.push(pace.now() - before);
    }
    return { text, speed: { tokensPerSecond: 1 / middleMean(steps), tokens: steps.length } };
  } finally {
    decoder.release();
  }
}

/**
 * Mean of the middle half: whatever else the machine does now and then is not the model's speed, and a clock that
 * ticks coarsely averages out. Infinity for no values.
 */
export function middleMean(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(sorted.length >> 2, sorted.length - (sorted.length >> 2));
  if (middle.length === 0) return Number.POSITIVE_INFINITY;
  return Math.max(middle.reduce((sum, value) => sum + value, 0) / middle.length, 1e-6);
}

/** Tokens as text, joined where a character's bytes are spread over several. */
export function readablePieces(tokenizer: Tokenizer, ids: readonly number[]): string[] {
  const pieces: string[] = [];
  let held: number[] = [];
  for (const id of ids) {
    held.push(id);
    const text = tokenizer.decode(held);
    if (text.endsWith('\uFFFD') && held.length < 4) continue;
    pieces.push(text);
    held = [];
  }
  if (held.length > 0) pieces.push(tokenizer.decode(held));
  return pieces;
}

/** Items of all probes in turn, so that a run cut short has some of each. */
export function interleave(items: readonly ProbeItem[], perProbe: number): ProbeItem[] {
  const byProbe = new Map<string, ProbeItem[]>();
  for (const item of items) byProbe.set(item.probe, [...(byProbe.get(item.probe) ?? []), item]);
  const out: ProbeItem[] = [];
  for (let round = 0; round < perProbe; round++) {
    for (const list of byProbe.values()) if (list[round]) out.push(list[round]);
  }
  return out;
}

/** Marks by probe, for as many items as the seconds allow. */
export async function scoreProbes(
  runner: LlamaRunner,
  tokenizer: Tokenizer,
  items: readonly ProbeItem[],
  budgetSeconds: number,
  pace: Pace,
  onScores: (scores: readonly ProbeScore[], share: number) => void,
): Promise<{ scores: ProbeScore[]; items: number }> {
  const encode = (text: string) => tokenizer.encode(text);
  const scores = new Map<string, { probe: string; correct: number; total: number }>();
  const list = () => [...scores.values()].map((score) => ({ ...score }));
  const start = pace.now();
  let done = 0;
  for (const item of items) {
    if (pace.now() - start > budgetSeconds) break;
    const correct = await scoreItem(runner, item, encode);
    const score = scores.get(item.probe) ?? { probe: item.probe, correct: 0, total: 0 };
    score.correct += correct ? 1 : 0;
    score.total++;
    scores.set(item.probe, score);
    done++;
    onScores(list(), done / items.length);
    await pace.breathe();
  }
  return { scores: list(), items: done };
}

/** One item: its prompt is run once, and every option from there. */
async function scoreItem(
  runner: LlamaRunner,
  item: ProbeItem,
  encode: (text: string) => readonly number[],
): Promise<boolean> {
  const { bosTokenId, vocabSize } = runner.config;
  // Documents begin with the begin token in training, so items do here; its row of logits is dropped again.
  const begin = bosTokenId === undefined ? [] : [bosTokenId];
  const { prompt } = splitTokens(encode, item.prompt, item.answer);
  const prefix = await runner.createPrefix([...begin, ...prompt]);
  try {
    const head = prefix.logits.subarray(begin.length * vocabSize);
    return await scoreProbe(item, encode, async (tokens) => {
      const rest = tokens.subarray(prompt.length);
      if (rest.length === 0) return head;
      const all = new Float32Array(tokens.length * vocabSize);
      all.set(head);
      all.set(await prefix.forward(rest), head.length);
      return all;
    });
  } finally {
    prefix.release();
  }
}
