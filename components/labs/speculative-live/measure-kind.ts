/**
 * One kind of text: its beginnings written on by the target alone and with the draft, counted and timed. The first go
 * keeps the rounds and warms up; the goes behind it only run against the clock, the two sides in turn and in changing
 * order, so that whatever else the device does meets both alike.
 */
import { spreadOf } from '@/kernels/gpu/machine/quartiles';
import { countRounds } from './count-rounds';
import { type Go, goAlone, goDrafted, middleGo, type Write } from './goes';
import type { KindId } from './params';
import { shownTokens } from './shown';
import type { Round } from './speculate';
import type { EngineOptions, GoesSpread, Half, KindResult } from './types';

export interface KindOptions extends EngineOptions {
  readonly kind: KindId;
  readonly prompts: readonly (readonly number[])[];
  readonly tokens: number;
  readonly goes: number;
  readonly goesSeconds: number;
  /** When to stop on a slow device, by the pace's clock. At least one beginning is written. */
  readonly endAt: number;
  readonly onShare: (share: number) => void;
}

/** Most tokens after one beginning, so that several count. */
const TOKENS_PER_PROMPT = 40;
/** Timed goes of all beginnings that a device gets even when they take longer than they should. */
const FEWEST_GOES = 2;

interface Text {
  readonly write: Write;
  readonly first: { readonly alone: Go; readonly drafted: Go };
  /** Timed. */
  readonly alone: Go[];
  readonly drafted: Go[];
}

export async function measureKind(options: KindOptions): Promise<{ result: KindResult; shortened: boolean }> {
  const { kind, prompts, work, target, tokenizer, pace, onShare } = options;
  const { vocabSize, eosTokenId: end, bosTokenId } = target.config;
  const texts: Text[] = [];
  const rounds: Round[] = [];
  let shown: readonly Round[] = [];
  let written = 0;
  let shortened = false;
  const share = (goes: number) => onShare(Math.min(1, goes / (1 + options.goes)));
  share(0);
  while (written < options.tokens) {
    const turn = texts.length;
    if (turn > 0 && pace.now() > options.endAt) {
      shortened = true;
      break;
    }
    const write = {
      prompt: prompts[turn % prompts.length],
      tokens: Math.min(TOKENS_PER_PROMPT, options.tokens - written),
      end,
      vocabSize,
      sampling: work,
      seed: work.seed * 1009 + turn,
      breathe: pace.breathe,
    };
    const own: Round[] = [];
    const alone = await goAlone(target, write, pace);
    share((written + write.tokens / 2) / options.tokens);
    const drafted = await goDrafted(options, draftedOf(write), (round) => own.push(round));
    texts.push({ write, first: { alone, drafted }, alone: [], drafted: [] });
    rounds.push(...own);
    if (turn === 0) shown = own;
    written += drafted.tokens.length;
    share(Math.min(1, written / options.tokens));
  }
  await timedGoes(options, texts, (done) => share(1 + done));
  const goes = spreadOfGoes(texts);
  const prompt = texts[0]?.write.prompt ?? [];
  const plain = sumOf(texts.map(({ alone, first }) => middleGo(alone.length > 0 ? alone : [first.alone])));
  return {
    shortened,
    result: {
      kind,
      plain: { tokens: plain.tokens, seconds: plain.seconds },
      speculated: {
        ...sumOf(texts.map(({ drafted, first }) => middleGo(drafted.length > 0 ? drafted : [first.drafted]))),
        ...countRounds(rounds, work.gamma),
      },
      ...(goes && { goes }),
      prompt: tokenizer.decode(prompt.slice(prompt[0] === bosTokenId ? 1 : 0)),
      shown: shownTokens(shown, tokenizer, end),
    },
  };
}

/** Another seed than the target alone has: the two texts share no dice. */
const draftedOf = (write: Write): Write => ({ ...write, seed: write.seed + 500 });

/** All beginnings once more, as often as there is time for. */
async function timedGoes(
  options: KindOptions,
  texts: readonly Text[],
  onDone: (goes: number) => void,
): Promise<void> {
  const { target, pace, endAt } = options;
  const start = pace.now();
  for (let go = 0; go < options.goes; go++) {
    if (go >= FEWEST_GOES && pace.now() - start > options.goesSeconds) return;
    for (const { write, alone, drafted } of texts) {
      if (pace.now() > endAt) return;
      const sides = [
        async () => alone.push(await goAlone(target, write, pace)),
        async () => drafted.push(await goDrafted(options, draftedOf(write))),
      ];
      if (go % 2 > 0) sides.reverse();
      for (const side of sides) await side();
    }
    onDone(go + 1);
  }
}

/** Undefined where a beginning had fewer than two timed goes. Every go counts against the median of its beginning. */
function spreadOfGoes(texts: readonly Text[]): GoesSpread | undefined {
  const count = Math.min(...texts.map(({ alone }) => alone.length));
  if (!(count >= 2)) return undefined;
  const half = (of: (text: Text, go: number) => number): Half => {
    const { low, high } = spreadOf(
      texts.flatMap((text) => {
        const each = text.alone.map((_, go) => of(text, go));
        const { median } = spreadOf(each);
        return each.map((value) => value / median);
      }),
    );
    return { low, high };
  };
  return {
    count,
    plain: half(({ alone }, go) => alone[go].seconds),
    speculated: half(({ drafted }, go) => drafted[go].seconds),
    speedup: half(({ alone, drafted }, go) => alone[go].seconds / drafted[go].seconds),
  };
}

function sumOf(goes: readonly Go[]) {
  const add = (of: (go: Go) => number) => goes.reduce((sum, go) => sum + of(go), 0);
  return {
    tokens: add(({ tokens }) => tokens.length),
    seconds: add(({ seconds }) => seconds),
    targetSeconds: add(({ targetSeconds }) => targetSeconds),
    draftSeconds: add(({ draftSeconds }) => draftSeconds),
  };
}
