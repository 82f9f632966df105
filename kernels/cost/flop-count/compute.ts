/**
 * What the figure that counts operations shows: one prompt read, or one token written, by part; the same per token
 * over all lengths; where the scores catch up with the weights; and how far two operations per parameter carry.
 * Models and leaves out what flops.ts does. The rule multiplies by the parameters that a token passes, the embedding
 * counted whole, as a model's name counts them.
 */
import { acceleratorById } from '../../catalog/accelerators';
import type { ModelRow } from '../../catalog/models';
import type { ParamValues } from '../../simulator';
import {
  decodeFlops,
  type FlopParts,
  peakRate,
  prefillFlops,
  scoresCatchUpTokens,
  wideFormat,
} from '../flops';
import { modelOf, type Setup } from '../setup';
import { activeParameters, weightParts } from '../weights';
import { LEAST_TOKENS, MOST_TOKENS, type Phase } from './params';

export type PieceId =
  | 'q'
  | 'k'
  | 'v'
  | 'o'
  | 'latent'
  | 'scores'
  | 'values'
  | 'gate'
  | 'up'
  | 'down'
  | 'head';

export interface Piece {
  readonly id: PieceId;
  readonly part: Exclude<keyof FlopParts, 'total'>;
  readonly flops: number;
}

export interface FlopCount {
  readonly phase: Phase;
  readonly tokens: number;
  /** Tokens that go through the model: the prompt's, or one. */
  readonly passed: number;
  readonly flops: FlopParts;
  readonly pieces: readonly Piece[];
  /** Operations per token over the lengths of the axis. */
  readonly curve: readonly { readonly tokens: number; readonly parts: FlopParts }[];
  /** Tokens at which the scores cost as much as projections and FFN; infinite where a window never lets them. */
  readonly crossTokens: number;
  /** Two operations per parameter that a token passes. */
  readonly rulePerToken: number;
  /** What was counted, over what the rule says. */
  readonly ruleRatio: number;
  readonly parameters: {
    readonly held: number;
    /** Multiplied with every token. */
    readonly work: number;
    /** Experts that one token does not pass. */
    readonly idle: number;
    /** An input embedding of its own: one row of it is copied, none multiplied. */
    readonly lookedUp: number;
  };
  /** At the full 16-bit rate of all devices; `undefined` where none is stated. */
  readonly seconds: number | undefined;
  /** Longer than the model is made for. */
  readonly beyondContext: boolean;
}

const POINTS = 41;

function piecesOf(model: ModelRow, flops: FlopParts, decoding: boolean): Piece[] {
  const { heads, kv_heads, mla } = model;
  const split = (part: Piece['part'], shares: readonly (readonly [PieceId, number])[]): Piece[] => {
    const whole = shares.reduce((sum, [, share]) => sum + share, 0);
    return shares.map(([id, share]) => ({ id, part, flops: (flops[part] * share) / whole }));
  };
  const keys = kv_heads ?? heads;
  const width = mla && {
    scores: (decoding ? mla.kv_lora_rank : mla.qk_nope_head_dim) + mla.qk_rope_head_dim,
    values: decoding ? mla.kv_lora_rank : mla.v_head_dim,
  };
  return [
    ...split(
      'projections',
      mla
        ? [['latent', 1]]
        : [
            ['q', heads],
            ['k', keys],
            ['v', keys],
            ['o', heads],
          ],
    ),
    ...split('scores', [
      ['scores', width?.scores ?? 1],
      ['values', width?.values ?? 1],
    ]),
    ...split('ffn', [
      ['gate', 1],
      ['up', 1],
      ['down', 1],
    ]),
    ...split('head', [['head', 1]]),
  ];
}

const perToken = ({ projections, scores, ffn, head, total }: FlopParts, tokens: number): FlopParts => ({
  projections: projections / tokens,
  scores: scores / tokens,
  ffn: ffn / tokens,
  head: head / tokens,
  total: total / tokens,
});

/**
 * Tokens of context at which decoding's scores cost as much as its projections and FFN: half of what a prompt needs,
 * whose tokens look back at half of it on average. Worked: llama-3.1-70b, 52,224; its prompts, 104,447.
 */
export function decodeCatchUpTokens(model: ModelRow): number {
  // Longer than any window, so that from here on the scores are a straight line.
  const far = 2 ** 24;
  const at = (tokens: number) => decodeFlops(model, tokens);
  const matrices = at(0).projections + at(0).ffn;
  const slope = at(far + 1).scores - at(far).scores;
  const beyond = far + (matrices - at(far).scores) / slope;
  const window = model.sliding_window ?? 0;
  if (slope > 0 && beyond >= window) return beyond;
  const early = matrices / at(1).scores;
  return early <= window ? early : Number.POSITIVE_INFINITY;
}

/** The figure's numbers. Worked: the running example reads 8,192 tokens with 1.21e15 operations, 7.3 % of them scores. */
export function flopCount(setup: Setup, values: ParamValues): FlopCount {
  const model = modelOf(setup);
  const accelerator = acceleratorById(setup.acceleratorId);
  const phase = values.phase as Phase;
  const decoding = phase === 'decode';
  const tokens = Number(values.promptTokens) || setup.contextTokens;
  const passed = decoding ? 1 : tokens;
  const count = (length: number) => (decoding ? decodeFlops(model, length) : prefillFlops(model, length));
  const flops = count(tokens);
  const rulePerToken = 2 * activeParameters(model);
  const parts = weightParts(model);
  const lookedUp = model.tied_embeddings ? 0 : parts.embedding;
  const idle = parts.experts - parts.expertsPerToken;
  const unit = wideFormat(accelerator, setup.weightFormat);
  const rate = unit && peakRate(accelerator, unit);
  const ratio = MOST_TOKENS / LEAST_TOKENS;
  return {
    phase,
    tokens,
    passed,
    flops,
    pieces: piecesOf(model, flops, decoding),
    curve: Array.from({ length: POINTS }, (_, at) => {
      const length = Math.round(LEAST_TOKENS * ratio ** (at / (POINTS - 1)));
      return { tokens: length, parts: perToken(count(length), decoding ? 1 : length) };
    }),
    crossTokens: decoding ? decodeCatchUpTokens(model) : scoresCatchUpTokens(model),
    rulePerToken,
    ruleRatio: flops.total / (rulePerToken * passed),
    parameters: { held: parts.total, work: parts.total - idle - lookedUp, idle, lookedUp },
    seconds: rate && flops.total / (rate * setup.devices),
    beyondContext: tokens > model.context,
  };
}
