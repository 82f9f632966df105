/**
 * The lab itself, without a page: time single calls, then write the same beginnings with the target alone and with a
 * draft, and find p and q at fixed places. The worker, the recording script and the bench run this code.
 */
import { samplingDistribution } from '@/kernels/transformer/sampling';
import type { Decoder, LlamaRunner } from '../runtime/llama-session';
import type { Pace } from '../runtime/pace';
import { tries } from '../runtime/tries';
import { measureKind } from './measure-kind';
import { OPEN_PLACES, promptsByKind } from './prompts';
import { lookupDrafter } from './speculate';
import type { CallCosts, EngineOptions, KindResult, PrefixRow, SpeculativeResult } from './types';

const GOES = 5;
/** What they may take for each kind of text, behind the first. */
const GOES_SECONDS = 3;
const TOKENS = 96;
/** What writing may take on a slow device. */
const BUDGET_SECONDS = 40;
/** Context of the calls that are timed, about that of the texts. */
const CONTEXT_TOKENS = 40;
const WARM_UP_SECONDS = 0.3;

export async function runSpeculation(options: EngineOptions): Promise<SpeculativeResult> {
  const { target, checker = target, draft, tokenizer, work, pace, onResult, onPhase } = options;
  const { config } = target;
  const begin = config.bosTokenId === undefined ? [] : [config.bosTokenId];
  let result: SpeculativeResult = {
    key: options.key,
    draft: work.draft,
    gamma: work.gamma,
    temperature: work.temperature,
    packed: options.packed,
    kinds: [],
  };
  const tell = (more: Partial<SpeculativeResult>) => {
    result = { ...result, ...more };
    onResult(result);
  };

  onPhase('places', 0);
  tell({ prefixes: await openPlaces(options, begin) });
  onPhase('calibrating', 0);
  tell({ costs: await timeCalls(target, checker, draft, work.gamma, pace) });

  const prompts = promptsByKind(tokenizer, options.documents, begin);
  const kinds: KindResult[] = [];
  const endAt = pace.now() + BUDGET_SECONDS;
  let shortened = false;
  for (const [index, kind] of work.kinds.entries()) {
    const left = work.kinds.length - index;
    const measured = await measureKind({
      ...options,
      kind,
      prompts: prompts.get(kind) ?? [],
      tokens: options.tokens ?? TOKENS,
      goes: options.goes ?? GOES,
      goesSeconds: options.goesSeconds ?? GOES_SECONDS,
      endAt: pace.now() + (endAt - pace.now()) / left,
      onShare: (share) => onPhase('writing', (index + share) / work.kinds.length),
    });
    shortened ||= measured.shortened;
    kinds.push(measured.result);
    tell({ kinds: [...kinds], ...(shortened && { shortened }) });
  }
  return result;
}

/** Seconds of the calls that a round is made of. */
async function timeCalls(
  target: LlamaRunner,
  checker: LlamaRunner,
  draft: LlamaRunner | undefined,
  gamma: number,
  pace: Pace,
): Promise<CallCosts> {
  const context = Array.from({ length: CONTEXT_TOKENS }, (_, place) => 5 + place);
  const check = context.slice(0, gamma + 1);
  const decoders: Decoder[] = [];
  const open = async (runner: LlamaRunner) => {
    const decoder = runner.createDecoder();
    decoders.push(decoder);
    await decoder.push(context);
    return decoder;
  };
  const call = (decoder: Decoder, tokens: readonly number[]) =>
    tries(pace, async () => {
      const start = pace.now();
      await decoder.push(tokens);
      const taken = pace.now() - start;
      await decoder.rollBack(CONTEXT_TOKENS);
      return taken;
    });
  try {
    const big = await open(target);
    const reader = await open(checker);
    const small = draft && (await open(draft));
    // A runtime's first calls are slow: code is still being compiled for speed.
    const warmAt = pace.now() + WARM_UP_SECONDS;
    do {
      await pace.breathe();
      for (const decoder of decoders) {
        await decoder.push([7]);
        await decoder.push(check);
        await decoder.rollBack(CONTEXT_TOKENS);
      }
    } while (pace.now() < warmAt);
    return {
      targetOne: await call(big, [7]),
      targetCheck: await call(reader, check),
      draftOne: small ? await call(small, [7]) : 0,
      rollBack: await tries(pace, async () => {
        await reader.push([7, 8]);
        const start = pace.now();
        await reader.rollBack(CONTEXT_TOKENS + 1);
        const taken = pace.now() - start;
        await reader.rollBack(CONTEXT_TOKENS);
        return taken;
      }),
    };
  } finally {
    // A reader who cancels must not leave a cache behind.
    for (const decoder of decoders) decoder.release();
  }
}

/** p and q of the next token at the fixed places, tokens that neither can draw left out. */
async function openPlaces(
  { target, draft, tokenizer, work, pace }: EngineOptions,
  begin: readonly number[],
): Promise<PrefixRow[]> {
  const { vocabSize } = target.config;
  const rows: PrefixRow[] = [];
  for (const [kind, prompt] of OPEN_PLACES) {
    await pace.breathe();
    const tokens = [...begin, ...tokenizer.encode(prompt)];
    const last = (logits: Float32Array) =>
      samplingDistribution(logits.subarray((tokens.length - 1) * vocabSize), work);
    const p = last(await target.forward(tokens));
    const q = draft ? last(await draft.forward(tokens)) : await pointMass(tokens, vocabSize);
    const order = Array.from(p.keys()).filter((token) => p[token] > 0 || (q && q[token] > 0));
    order.sort((a, b) => p[b] - p[a] || a - b);
    rows.push({
      kind,
      prompt,
      tokens: order.map((token) =>
        tokenizer.specialIds.includes(token) ? '\u220e' : tokenizer.decode([token]),
      ),
      target: order.map((token) => p[token]),
      draft: q && order.map((token) => q[token]),
    });
  }
  return rows;
}

/** A guess without a probability is drawn with certainty: its residual is p without it. */
async function pointMass(text: readonly number[], vocabSize: number): Promise<Float64Array | null> {
  const { tokens } = await lookupDrafter().guess(text, 1, () => 0);
  if (tokens.length === 0) return null;
  const row = new Float64Array(vocabSize);
  row[tokens[0]] = 1;
  return row;
}
