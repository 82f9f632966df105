/**
 * Decoding under an automaton, without a model: the caller runs the model on the tokens handed out and gives the
 * logits back. What is forced can be used in four ways. `off`: not at all. `tokens`: where the mask leaves one token,
 * it is taken unasked; the text stays the same. `text`: forced text is tokenized anew together with what was written
 * before; tokens already written may be replaced, and the cache behind them is lost. `healed`: the same, but a forced
 * end that could be the beginning of a longer token is left to the model. Source: Zheng et al. 2023 and the LMSYS post
 * of February 2024 for the jump and the new tokens; giving the end back is known as token healing.
 */
import { BookError, ensure } from '../errors';
import { createRandom } from '../numbers/random';
import { sampleToken, softmaxRow } from '../transformer/sampling';
import type { Tokenizer } from '../transformer/tokenizer';
import { type Automaton, walk } from './automaton';
import { jumpForward, wholeCharacters } from './jump';
import { isAllowed, type Mask, maskLogits, type TokenMasks } from './masks';

export const jumpModes = ['off', 'tokens', 'text', 'healed'] as const;
export type JumpMode = (typeof jumpModes)[number];

export interface DecodeOptions {
  readonly automaton: Automaton;
  readonly masks: TokenMasks;
  readonly tokenizer: Tokenizer;
  /** Tokens of the prompt, with the model's begin token. */
  readonly prompt: readonly number[];
  readonly endIds: readonly number[];
  /** Without it the model writes as it likes, and its text is only judged. */
  readonly masked: boolean;
  readonly jump: JumpMode;
  readonly temperature: number;
  readonly seed: number;
  /** Most tokens of the answer. */
  readonly maxTokens: number;
  /** How many of the model's favourites a step reports. Default 8. */
  readonly favourites?: number;
}

export interface Favourite {
  readonly id: number;
  /** Share before the mask, at temperature 1. */
  readonly share: number;
  readonly allowed: boolean;
}

export interface DecodeStep {
  /** State in which the model was asked. */
  readonly state: number;
  /** What was chosen; an end token ends the text. */
  readonly id: number;
  readonly allowed: number;
  /** Probability that the model gave to the allowed tokens, before the mask. */
  readonly keptShare: number;
  readonly favourites: readonly Favourite[];
  /** Tokens that follow by force, not asked for. */
  readonly forced: readonly number[];
  /** Tokens written before that the new ones replace. */
  readonly replaced: number;
}

/** What the model has to read next: keep this many tokens of its cache, then read these. */
export interface Feed {
  readonly keep: number;
  readonly tokens: readonly number[];
}

export interface Decoding {
  /** The next forward pass, or undefined once the text has ended. */
  next(): Feed | undefined;
  /** Takes the logits after the last token fed. */
  take(logits: ArrayLike<number>): DecodeStep;
  readonly answer: readonly number[];
  readonly text: string;
  /** State of the automaton behind the text; −1 once an unmasked text has left the language. */
  readonly state: number;
  readonly passes: number;
  /** Tokens read again because a jump had replaced what stood before them. */
  readonly reread: number;
  /** How the text came to its end, once it has. */
  readonly ended: 'end' | 'complete' | 'limit' | undefined;
  /** Tokens forced before the first pass: they are read together with the prompt. */
  readonly opening: readonly number[];
  /** The moment between two passes, as plain JSON. */
  save(): SavedDecoding;
}

export interface SavedDecoding {
  readonly answer: readonly number[];
  readonly opening: readonly number[];
  readonly state: number;
  /** Tokens in the model's cache; of those it lost, how many are still to be read again. */
  readonly cached: number;
  readonly lost: number;
  readonly passes: number;
  readonly reread: number;
  readonly ended: 'end' | 'complete' | 'limit' | null;
  readonly random: number;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** At its beginning, or where a saved one stood. Errors: `decode.bad-option` {name}; those of masks and sampling. */
export function startDecoding(options: DecodeOptions, saved?: SavedDecoding): Decoding {
  const { automaton, masks, tokenizer, prompt, masked, jump, temperature, maxTokens } = options;
  ensure(prompt.length > 0, 'decode.bad-option', { name: 'prompt' });
  ensure(masked || jump === 'off', 'decode.bad-option', { name: 'jump' });
  const ends = new Set(options.endIds);
  const random = createRandom(saved?.random ?? options.seed);
  let answer = saved?.answer.slice() ?? [];
  let bytes = answer.flatMap((id) => [...tokenizer.idToBytes(id)]);
  let { state, cached, passes, reread } = saved ?? { state: 0, cached: 0, passes: 0, reread: 0 };
  /** Of the cache, not yet read again: the text may end before that. */
  let lost = saved?.lost ?? 0;
  let ended: Decoding['ended'] = saved?.ended ?? undefined;

  const write = (id: number) => {
    answer.push(id);
    for (const byte of tokenizer.idToBytes(id)) bytes.push(byte);
  };

  /** Follows what is forced from here; how much of the answer stays as it was. */
  const follow = (): { forced: number[]; replaced: number } => {
    const before = answer.length;
    if (jump === 'tokens') {
      for (let mask = masks.at(state); mask.only >= 0 && !ends.has(mask.only); mask = masks.at(state)) {
        state = masks.after(state, mask.only);
        write(mask.only);
      }
      return { forced: answer.slice(before), replaced: 0 };
    }
    const ahead = jump === 'off' ? new Uint8Array() : jumpForward(automaton, state).bytes;
    const longer = wholeCharacters(Uint8Array.from([...bytes, ...ahead]));
    if (longer.length <= bytes.length) return { forced: [], replaced: 0 };
    const old = answer;
    let fresh = tokenizer.encode(decoder.decode(longer));
    if (jump === 'healed') fresh = giveBack(fresh, longer, bytes.length);
    const written = fresh.flatMap((id) => [...tokenizer.idToBytes(id)]);
    if (written.length <= bytes.length) return { forced: [], replaced: 0 };
    answer = fresh;
    state = walk(automaton, state, written.slice(bytes.length));
    bytes = written;
    let same = 0;
    while (same < old.length && same < answer.length && old[same] === answer[same]) same++;
    const known = prompt.length + same;
    if (cached > known) {
      lost += cached - known;
      cached = known;
    }
    return { forced: answer.slice(same), replaced: old.length - same };
  };

  /** Drops forced tokens at the end while a longer token might stand in their place. */
  const giveBack = (ids: readonly number[], whole: Uint8Array, keepBytes: number): number[] => {
    const kept = [...ids];
    let end = whole.length;
    while (kept.length > 0) {
      const last = tokenizer.idToBytes(kept[kept.length - 1]);
      const begin = end - last.length;
      if (begin < keepBytes) break;
      const mask = masks.at(walk(automaton, 0, whole.subarray(0, begin)));
      if (!hasLonger(mask, last)) break;
      kept.pop();
      end = begin;
    }
    return kept;
  };
  const hasLonger = (mask: Mask, start: Uint8Array): boolean => {
    for (let id = 0; id < tokenizer.vocabSize; id++) {
      if (!isAllowed(mask, id) || ends.has(id)) continue;
      const whole = tokenizer.idToBytes(id);
      if (whole.length > start.length && start.every((byte, at) => whole[at] === byte)) return true;
    }
    return false;
  };

  /** The text is over where nothing may follow: no model need be asked. */
  const settle = () => {
    const mask = masked && !ended ? masks.at(state) : undefined;
    if (mask?.only !== undefined && mask.only >= 0 && ends.has(mask.only)) ended = 'complete';
    else if (mask && automaton.accepting[state] && mask.allowed === ends.size) ended = 'complete';
    else if (!ended && answer.length >= maxTokens) ended = 'limit';
  };

  const opening = saved?.opening ?? (masked ? follow().forced : []);
  if (!saved) settle();

  return {
    get answer() {
      return answer;
    },
    get text() {
      return decoder.decode(Uint8Array.from(bytes));
    },
    get state() {
      return state;
    },
    get passes() {
      return passes;
    },
    get reread() {
      return reread;
    },
    get ended() {
      return ended;
    },
    opening,
    save: () => ({
      answer: answer.slice(),
      opening,
      state,
      cached,
      lost,
      passes,
      reread,
      ended: ended ?? null,
      random: random.state(),
    }),
    next() {
      if (ended) return undefined;
      const whole = [...prompt, ...answer];
      return { keep: cached, tokens: whole.slice(cached) };
    },
    take(logits) {
      if (ended) throw new BookError('decode.ended');
      passes++;
      reread += lost;
      lost = 0;
      cached = prompt.length + answer.length;
      const mask = state >= 0 ? masks.at(state) : undefined;
      const shares = softmaxRow(logits);
      const asked = state;
      const id = sampleToken(masked && mask ? maskLogits(logits, mask) : logits, random.uniform(), {
        temperature,
      });
      const step = {
        state: asked,
        id,
        allowed: mask?.allowed ?? 0,
        keptShare: mask ? sumAllowed(shares, (at) => isAllowed(mask, at)) : 0,
        favourites: favouritesOf(shares, options.favourites ?? 8, (at) =>
          mask ? isAllowed(mask, at) : false,
        ),
      };
      if (ends.has(id) && (!masked || automaton.accepting[state])) {
        const goesOn = masked && masks.after(state, id) >= 0;
        if (!goesOn) {
          ended = 'end';
          return { ...step, forced: [], replaced: 0 };
        }
      }
      write(id);
      state = state < 0 ? -1 : masks.after(state, id);
      const followed = masked ? follow() : { forced: [], replaced: 0 };
      settle();
      return { ...step, ...followed };
    },
  };
}

function sumAllowed(shares: Float64Array, allowed: (id: number) => boolean): number {
  let sum = 0;
  for (let id = 0; id < shares.length; id++) if (allowed(id)) sum += shares[id];
  return sum;
}

function favouritesOf(
  shares: Float64Array,
  count: number,
  allowed: (id: number) => boolean,
): readonly Favourite[] {
  const best: number[] = [];
  for (let id = 0; id < shares.length; id++) {
    if (best.length === count && shares[id] <= shares[best[count - 1]]) continue;
    let at = best.length;
    while (at > 0 && shares[best[at - 1]] < shares[id]) at--;
    best.splice(at, 0, id);
    if (best.length > count) best.pop();
  }
  return best.map((id) => ({ id, share: shares[id], allowed: allowed(id) }));
}
