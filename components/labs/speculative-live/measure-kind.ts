/** One kind of text: its beginnings written on by the target alone and with the draft, counted and timed. */
import { acceptanceRate } from '@/kernels/speculative/acceptance';
import type { Decoder, LlamaRunner } from '../runtime/llama-session';
import type { KindId, WorkOptions } from './params';
import { shownTokens } from './shown';
import {
  type Drafter,
  lookupDrafter,
  modelDrafter,
  type Round,
  type WriteOptions,
  writePlain,
  writeSpeculated,
} from './speculate';
import type { EngineOptions, KindResult } from './types';

export interface KindOptions extends EngineOptions {
  readonly kind: KindId;
  readonly prompts: readonly (readonly number[])[];
  readonly tokens: number;
  readonly goes: number;
  /** When to stop on a slow device, by the pace's clock. At least one beginning is written. */
  readonly endAt: number;
  readonly onShare: (share: number) => void;
}

/** Most tokens after one beginning, so that several count. */
const TOKENS_PER_PROMPT = 40;

interface Go {
  readonly seconds: number;
  readonly tokens: readonly number[];
  readonly targetSeconds: number;
  readonly draftSeconds: number;
}

export async function measureKind(options: KindOptions): Promise<{ result: KindResult; shortened: boolean }> {
  const { kind, prompts, work, target, tokenizer, pace, onShare } = options;
  const { vocabSize, eosTokenId: end } = target.config;
  const plain = { tokens: 0, seconds: 0 };
  const sum = { tokens: 0, seconds: 0, targetSeconds: 0, draftSeconds: 0 };
  const rounds: Round[] = [];
  let first: { prompt: string; rounds: readonly Round[] } | undefined;
  let shortened = false;
  for (let turn = 0; sum.tokens < options.tokens; turn++) {
    if (turn > 0 && pace.now() > options.endAt) {
      shortened = true;
      break;
    }
    const prompt = prompts[turn % prompts.length];
    const write = {
      prompt,
      tokens: Math.min(TOKENS_PER_PROMPT, options.tokens - sum.tokens),
      end,
      vocabSize,
      sampling: work,
      breathe: pace.breathe,
    };
    const seed = work.seed * 1009 + turn;
    let alone: Go | undefined;
    let drafted: Go | undefined;
    const ownRounds: Round[] = [];
    for (let go = 0; go < options.goes; go++) {
      if (go > 0 && pace.now() > options.endAt) break;
      alone = quicker(alone, await goAlone(target, { ...write, seed }, options));
      // Every go writes the same text. The first is kept; the later ones are not slowed down by keeping.
      const keep = go === 0 ? (round: Round) => ownRounds.push(round) : undefined;
      drafted = quicker(drafted, await goDrafted(options, { ...write, seed: seed + 500 }, keep));
    }
    plain.tokens += alone?.tokens.length ?? 0;
    plain.seconds += alone?.seconds ?? 0;
    sum.tokens += drafted?.tokens.length ?? 0;
    sum.seconds += drafted?.seconds ?? 0;
    sum.targetSeconds += drafted?.targetSeconds ?? 0;
    sum.draftSeconds += drafted?.draftSeconds ?? 0;
    rounds.push(...ownRounds);
    const begin = prompt[0] === target.config.bosTokenId ? 1 : 0;
    first ??= { prompt: tokenizer.decode(prompt.slice(begin)), rounds: ownRounds };
    onShare(Math.min(1, sum.tokens / options.tokens));
  }
  return {
    shortened,
    result: {
      kind,
      plain,
      speculated: { ...sum, ...countRounds(rounds, work.gamma) },
      prompt: first?.prompt ?? '',
      shown: shownTokens(first?.rounds ?? [], tokenizer, end),
    },
  };
}

const quicker = (a: Go | undefined, b: Go) => (a && a.seconds <= b.seconds ? a : b);

type Write = Omit<WriteOptions, 'target'>;

/** The prompt is read before the clock starts, but for the token that the first step is given. */
async function goAlone(target: LlamaRunner, write: Write, { pace }: KindOptions): Promise<Go> {
  const decoder = target.createDecoder();
  try {
    await decoder.push(write.prompt.slice(0, -1));
    const watch = timed(decoder, pace.now);
    const start = pace.now();
    const tokens = await writePlain({ ...write, target: watch.decoder });
    return { tokens, seconds: pace.now() - start, targetSeconds: watch.seconds(), draftSeconds: 0 };
  } finally {
    decoder.release();
  }
}

async function goDrafted(
  options: KindOptions,
  write: Write,
  onRound: ((round: Round) => void) | undefined,
): Promise<Go> {
  const { target, checker = target, draft, work, pace } = options;
  const decoder = checker.createDecoder();
  let draftSeconds = () => 0;
  const { drafter, read, release } = openDrafter(draft, work, (inner) => {
    const watch = timed(inner, pace.now);
    draftSeconds = watch.seconds;
    return watch.decoder;
  });
  try {
    const unfinished = write.prompt.slice(0, -1);
    await decoder.push(unfinished);
    await read(unfinished);
    const watch = timed(decoder, pace.now);
    const start = pace.now();
    const tokens = await writeSpeculated({
      ...write,
      target: watch.decoder,
      drafter,
      gamma: work.gamma,
      onRound,
    });
    const seconds = pace.now() - start;
    return { tokens, seconds, targetSeconds: watch.seconds(), draftSeconds: draftSeconds() };
  } finally {
    decoder.release();
    release();
  }
}

/** A drafter on a cache of its own, and what ends it. */
function openDrafter(
  draft: LlamaRunner | undefined,
  work: WorkOptions,
  time: (decoder: Decoder) => Decoder,
): { drafter: Drafter; read: (prompt: readonly number[]) => Promise<void>; release: () => void } {
  if (!draft) return { drafter: lookupDrafter(), read: async () => {}, release: () => {} };
  const decoder = draft.createDecoder();
  return {
    drafter: modelDrafter(time(decoder), draft.config.vocabSize, work),
    async read(prompt) {
      await decoder.push(prompt);
    },
    release: () => decoder.release(),
  };
}

/** The same decoder with a clock on its calls. */
function timed(decoder: Decoder, now: () => number): { decoder: Decoder; seconds: () => number } {
  let seconds = 0;
  return {
    seconds: () => seconds,
    decoder: {
      get length() {
        return decoder.length;
      },
      get cache() {
        return decoder.cache;
      },
      async push(tokens) {
        const start = now();
        const logits = await decoder.push(tokens);
        seconds += now() - start;
        return logits;
      },
      rollBack: (length) => decoder.rollBack(length),
      release: () => decoder.release(),
    },
  };
}

/** How often guesses were judged and stood, by position. */
export function countRounds(rounds: readonly Round[], gamma: number) {
  const judged = new Array<number>(gamma).fill(0);
  const stood = new Array<number>(gamma).fill(0);
  let guessed = 0;
  let overlap = 0;
  let seen = 0;
  for (const { guesses, target, accepted } of rounds) {
    guessed += guesses.tokens.length;
    for (let at = 0; at < Math.min(accepted + 1, guesses.tokens.length); at++) {
      judged[at]++;
      if (at < accepted) stood[at]++;
      const q = guesses.rows?.[at];
      overlap += q ? acceptanceRate(target[at], q) : target[at][guesses.tokens[at]];
      seen++;
    }
  }
  return { rounds: rounds.length, guessed, judged, stood, overlap: seen > 0 ? overlap / seen : 0 };
}
