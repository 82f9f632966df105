/** What the lab measures, as plain data: recorded to a file, sent from the worker, drawn by the page. */
import type { Tokenizer } from '@/kernels/transformer/tokenizer';
import type { LlamaRunner } from '../runtime/llama-session';
import type { Pace } from '../runtime/pace';
import type { DraftId, KindId, WorkOptions } from './params';
import type { HeldoutDocument } from './prompts';

/** Seconds of single calls, and of rolling a cache back. */
export interface CallCosts {
  readonly targetOne: number;
  /** The target on γ + 1 tokens at once. */
  readonly targetCheck: number;
  /** One guess of the draft. */
  readonly draftOne: number;
  readonly rollBack: number;
}

/** A token of a text written with a draft, and how it came about. */
export interface ShownToken {
  readonly text: string;
  readonly round: number;
  /** `rejected`: a guess that did not stand; what follows it is its correction. */
  readonly verdict: 'accepted' | 'rejected' | 'correction' | 'bonus';
  /** The target's and the draft's probability, and the number drawn to judge the guess. */
  readonly p: number;
  readonly q?: number;
  readonly drawn?: number;
}

export interface KindResult {
  readonly kind: KindId;
  /** Of each beginning the go in the middle by its time, summed. */
  readonly plain: { readonly tokens: number; readonly seconds: number };
  readonly speculated: {
    readonly tokens: number;
    readonly seconds: number;
    /** Calls of the two models within those seconds. */
    readonly targetSeconds: number;
    readonly draftSeconds: number;
    readonly rounds: number;
    /** Guesses made; those behind a rejected one are never judged. */
    readonly guessed: number;
    /** How often the guess at position i was judged, and how often it stood. */
    readonly judged: readonly number[];
    readonly stood: readonly number[];
    /** Σ min(p, q), averaged over the guesses judged; for a draft without probabilities p of the guess. */
    readonly overlap: number;
  };
  /** Absent where the device was too slow for more than one. */
  readonly goes?: GoesSpread;
  readonly prompt: string;
  readonly shown: readonly ShownToken[];
}

/** The middle half of some timings, in proportion to their median. */
export interface Half {
  readonly low: number;
  readonly high: number;
}

/** How far the goes of each beginning lie apart. Both sides of a go met the same machine, so theirs is a ratio too. */
export interface GoesSpread {
  /** Goes of each beginning. */
  readonly count: number;
  readonly plain: Half;
  readonly speculated: Half;
  readonly speedup: Half;
}

/** A fixed beginning with the distributions of its next token, the likeliest first. */
export interface PrefixRow {
  readonly kind: KindId;
  readonly prompt: string;
  readonly tokens: readonly string[];
  readonly target: readonly number[];
  /** Null where the draft has no guess: the target is drawn from alone. */
  readonly draft: readonly number[] | null;
}

export interface SpeculativeResult {
  /** Of the settings: workKey. */
  readonly key: string;
  readonly draft: DraftId;
  readonly gamma: number;
  readonly temperature: number;
  /** The 4-bit draft runs on packed codes; else on what they stand for, in fp32. */
  readonly packed: boolean;
  readonly costs?: CallCosts;
  readonly kinds: readonly KindResult[];
  readonly prefixes?: readonly PrefixRow[];
  /** The device is slow: fewer tokens were written. */
  readonly shortened?: boolean;
}

export interface EngineOptions {
  readonly target: LlamaRunner;
  /** The target in a form that reads several tokens at once more quickly. Default: the target itself. */
  readonly checker?: LlamaRunner;
  /** Absent for guesses from the text itself. */
  readonly draft?: LlamaRunner;
  readonly packed: boolean;
  readonly tokenizer: Tokenizer;
  readonly documents: readonly HeldoutDocument[];
  readonly work: WorkOptions;
  readonly key: string;
  readonly pace: Pace;
  /** Timed goes of each beginning, and how long those of one kind of text may take. */
  readonly goes?: number;
  readonly goesSeconds?: number;
  /** To write for each kind of text. */
  readonly tokens?: number;
  readonly onResult: (result: SpeculativeResult) => void;
  readonly onPhase: (phase: 'calibrating' | 'writing' | 'places', share: number) => void;
}
