/**
 * The simulator of guess and check: a text of twelve words grows round by round, each drafted, judged and closed.
 * One pass of the target lasts one second here, a step of the draft `costRatio` seconds.
 * Leaves out batches and machines: figure.ts has those, in closed form.
 */
import { ensure } from '../errors';
import { createRandom } from '../numbers/random';
import type { Description, ParamValues, Simulator, SimulatorEvent, SimulatorState } from '../simulator';
import { averageRanks } from './figure';
import { type SpeculativeSetup, speculativeParams, speculativePresets, speculativeSetup } from './params';
import { fixedTree, playRound, type Round } from './round';
import type { TreePath } from './tree';

/** Words of the text and rounds that the state remembers. */
const KEPT_WORDS = 72;
export const KEPT_ROUNDS = 48;

export type Origin = 'guess' | 'correction' | 'bonus';

export interface SpeculativeState extends SimulatorState {
  readonly setup: SpeculativeSetup;
  /** Nodes of the fixed tree; empty for other shapes. */
  readonly tree: readonly TreePath[];
  readonly random: number;
  /** The end of the text, and where each word came from. */
  readonly text: readonly number[];
  readonly origins: readonly Origin[];
  readonly rounds: number;
  readonly tokens: number;
  /** How many rounds accepted 0, 1, … guesses. */
  readonly accepted: readonly number[];
  /** Sums over the rounds: of what each was expected to yield, and of the squares of what it did. */
  readonly expectedSum: number;
  readonly squares: number;
  /** The last rounds: accepted guesses of each, negative less one when it ended in a correction. */
  readonly history: readonly number[];
  readonly last: Round | null;
}

export interface SpeculativeMetrics {
  readonly rounds: number;
  readonly tokens: number;
  readonly tokensPerPass: number;
  /** What the same rounds were expected to yield. */
  readonly expectedTokens: number;
  /** Of `tokensPerPass`. */
  readonly standardError: number;
  /** Tokens per pass of the target's time: the speedup seen, on a machine whose checks cost nothing more. */
  readonly speedup: number;
  readonly nowSeconds: number;
}

export const speculativeSimulator: Simulator<SpeculativeState, SpeculativeMetrics> = {
  id: 'speculative',
  params: speculativeParams,
  presets: speculativePresets,
  init(params: ParamValues, seed: number) {
    const setup = speculativeSetup(params);
    const tree = setup.shape === 'fixed' ? fixedTree(averageRanks(setup.alphas), setup.nodes) : [];
    return {
      setup,
      tree,
      random: seed >>> 0,
      text: [],
      origins: [],
      rounds: 0,
      tokens: 0,
      accepted: new Array(setup.gamma + 1).fill(0),
      expectedSum: 0,
      squares: 0,
      history: [],
      last: null,
      nowSeconds: 0,
    };
  },
  step(state) {
    const { setup } = state;
    const random = createRandom(state.random);
    const round = playRound(setup, state.text, random, state.tree);
    const { accepted, words, end } = round;
    const kinds: Origin[] = words.map((_, at) => (at < accepted ? 'guess' : end.kind));
    const next: SpeculativeState = {
      ...state,
      random: random.state(),
      text: [...state.text, ...words].slice(-KEPT_WORDS),
      origins: [...state.origins, ...kinds].slice(-KEPT_WORDS),
      rounds: state.rounds + 1,
      tokens: state.tokens + words.length,
      accepted: state.accepted.map((times, count) => times + (count === accepted ? 1 : 0)),
      expectedSum: state.expectedSum + round.expectedTokens,
      squares: state.squares + words.length ** 2,
      history: [...state.history, end.kind === 'correction' ? -accepted - 1 : accepted].slice(-KEPT_ROUNDS),
      last: round,
      nowSeconds: state.nowSeconds + setup.gamma * setup.costRatio + 1,
    };
    const judged: SimulatorEvent[] = round.guesses
      .filter(({ verdict }) => verdict !== 'unread')
      .map(({ word, p, q, uniform, verdict }) => ({ kind: verdict, word, p, q, uniform }));
    return { state: next, events: [...judged, { kind: end.kind, word: end.word, uniform: end.uniform }] };
  },
  metrics({ rounds, tokens, expectedSum, squares, nowSeconds }) {
    const tokensPerPass = rounds > 0 ? tokens / rounds : 0;
    const variance = rounds > 1 ? Math.max(0, squares / rounds - tokensPerPass ** 2) : 0;
    return {
      rounds,
      tokens,
      tokensPerPass,
      expectedTokens: rounds > 0 ? expectedSum / rounds : 0,
      standardError: rounds > 0 ? Math.sqrt(variance / rounds) : 0,
      speedup: nowSeconds > 0 ? tokens / nowSeconds : 0,
      nowSeconds,
    };
  },
  invariants({ setup, rounds, tokens, accepted, last, text, origins }) {
    const sum = accepted.reduce((a, b) => a + b, 0);
    ensure(sum === rounds, 'speculative.rounds', { rounds, sum });
    const counted = accepted.reduce((a, times, count) => a + times * (count + 1), 0);
    ensure(counted === tokens, 'speculative.tokens', { tokens, counted });
    ensure(text.length === origins.length, 'speculative.origins', { words: text.length });
    if (!last) return;
    const { guesses, end } = last;
    ensure(guesses.length <= setup.nodes, 'speculative.nodes', { guesses: guesses.length });
    ensure(last.words.length === last.accepted + 1, 'speculative.atLeastOne', { words: last.words.length });
    const whole = end.distribution.reduce((a, b) => a + b, 0);
    ensure(Math.abs(whole - 1) < 1e-9, 'speculative.distribution', { whole });
    ensure(end.distribution[end.word] > 0, 'speculative.drawn', { word: end.word });
    const refused = guesses.some(({ verdict }) => verdict === 'rejected');
    ensure(end.kind === 'bonus' || refused, 'speculative.end', { kind: end.kind });
  },
  describe({ rounds, last }): Description {
    if (!last) return { messageId: 'nothing', values: {} };
    const { accepted, guesses, end } = last;
    return {
      messageId: end.kind,
      values: { round: rounds, accepted, guesses: guesses.length, word: end.word },
    };
  },
};

/** Plays `rounds` more rounds. */
export function playOn(state: SpeculativeState, rounds: number): SpeculativeState {
  let now = state;
  for (let round = 0; round < rounds; round++) now = speculativeSimulator.step(now).state;
  return now;
}
