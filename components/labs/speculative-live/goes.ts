/** One beginning written on once, by the clock: by the target alone, or with the draft. */
import type { Decoder, LlamaRunner } from '../runtime/llama-session';
import type { Pace } from '../runtime/pace';
import type { WorkOptions } from './params';
import {
  type Drafter,
  lookupDrafter,
  modelDrafter,
  type Round,
  type WriteOptions,
  writePlain,
  writeSpeculated,
} from './speculate';
import type { EngineOptions } from './types';

export interface Go {
  readonly seconds: number;
  readonly tokens: readonly number[];
  /** Calls of the two models within those seconds. */
  readonly targetSeconds: number;
  readonly draftSeconds: number;
}

export type Write = Omit<WriteOptions, 'target'>;

/** The prompt is read before the clock starts, but for the token that the first step is given. */
export async function goAlone(target: LlamaRunner, write: Write, pace: Pace): Promise<Go> {
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

/** The same with a draft, which has read the prompt too. */
export async function goDrafted(
  options: EngineOptions,
  write: Write,
  onRound?: (round: Round) => void,
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

/** The go in the middle by its time: a disturbance in one or two of them leaves it alone. At least one. */
export function middleGo(goes: readonly Go[]): Go {
  return [...goes].sort((a, b) => a.seconds - b.seconds)[(goes.length - 1) >> 1];
}
