/** Checks the kinds of the spec-decode family: closed forms, residuals, replayed rounds, trees, published tables. */
import {
  acceptanceRate,
  acceptDraft,
  firstTokenMarginal,
  residual,
} from '../../kernels/speculative/acceptance';
import {
  acceptanceWithoutReplacement,
  acceptanceWithReplacement,
} from '../../kernels/speculative/candidates';
import {
  acceptedAt,
  acceptedDistribution,
  expectedTokens,
  expectedTokensAt,
  impliedAlpha,
  operationsFactor,
  optimalDraftLength,
  speedup,
} from '../../kernels/speculative/closed-forms';
import { eagleTree } from '../../kernels/speculative/eagle-tree';
import { simulateRounds } from '../../kernels/speculative/rounds';
import {
  bestExpectedTokens,
  bestTree,
  expectedAccepted,
  parentsOf,
  pathProbabilities,
} from '../../kernels/speculative/tree';
import type { Mismatch } from './compare';

// biome-ignore lint/suspicious/noExplicitAny: a trace is whatever its file says; every field is compared below.
type Json = any;

const TOLERANCE = 1e-9;

/** Numbers within the tolerance, everything else equal; says the first place that differs. */
function differs(ours: Json, theirs: Json, at: string): Mismatch {
  if (typeof theirs === 'number') {
    const near =
      typeof ours === 'number' && Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs));
    return near ? null : `${at} = ${ours}, expected ${theirs}`;
  }
  if (Array.isArray(theirs)) {
    if (ours?.length !== theirs.length) return `${at}: ${ours?.length} values, expected ${theirs.length}`;
    for (let i = 0; i < theirs.length; i++) {
      const mismatch = differs(ours[i], theirs[i], `${at}[${i}]`);
      if (mismatch) return mismatch;
    }
    return null;
  }
  if (theirs !== null && typeof theirs === 'object') {
    for (const key of Object.keys(theirs)) {
      if (!(key in (ours ?? {}))) return `${at}.${key} is not computed`;
      const mismatch = differs(ours[key], theirs[key], `${at}.${key}`);
      if (mismatch) return mismatch;
    }
    return null;
  }
  return ours === theirs ? null : `${at} = ${ours}, expected ${theirs}`;
}

const kinds: Readonly<Record<string, (trace: Json) => Json>> = {
  closed_form: (trace) => ({
    e_tokens: trace.e_tokens.map(([a, g]: Json) => [a, g, expectedTokens(a, g)]),
    accepted_pmf: trace.accepted_pmf.map(([a, g]: Json) => [a, g, acceptedDistribution(a, g)]),
    speedup: trace.speedup.map(([a, g, c]: Json) => [a, g, c, speedup(a, g, c)]),
    ops_factor: trace.ops_factor.map(([a, g, c]: Json) => [a, g, c, operationsFactor(a, g, c)]),
    optimal_gamma: trace.optimal_gamma.map(([a, c]: Json) => {
      const gamma = optimalDraftLength(a, c);
      return [a, c, gamma, speedup(a, gamma, c)];
    }),
    position_dependent: trace.position_dependent.map(({ alphas }: Json) => ({
      alphas,
      e: expectedTokensAt(alphas),
      pmf: acceptedAt(alphas),
    })),
  }),

  residual: (trace) => ({
    cases: trace.cases.map(({ p, q }: Json) => {
      const alpha = acceptanceRate(p, q);
      return {
        p,
        q,
        alpha,
        tv: 1 - alpha,
        residual: residual(p, q),
        first_token_marginal: firstTokenMarginal(p, q),
      };
    }),
  }),

  replay: (trace) => ({
    rule: trace.rule,
    cases: trace.cases.map(({ P, Q, draft, r, u }: Json) => ({
      P,
      Q,
      draft,
      r,
      u,
      ...acceptDraft({ target: P, draft: Q, drafted: draft, uniforms: [...r, u] }),
    })),
  }),

  // Our own draws, from our own generator, must agree with the closed form within four standard errors.
  monte_carlo: (trace) => ({
    ...trace,
    cases: trace.cases.map((given: Json) => {
      const { p, q, gamma } = given;
      const alpha = acceptanceRate(p, q);
      const closed = expectedTokens(alpha, gamma);
      const { meanTokens, standardError } = simulateRounds({
        target: p,
        draft: q,
        gamma,
        rounds: 100_000,
        seed: 1,
      });
      const near = Math.abs(meanTokens - closed) <= 4 * standardError;
      return { ...given, alpha, closed_form: near ? closed : meanTokens };
    }),
  }),

  tree: (trace) => ({
    static_tree_expected: trace.static_tree_expected.map(({ rank_accept, choices }: Json) => ({
      rank_accept,
      choices,
      parents: parentsOf(choices),
      expected_accepted: expectedAccepted(rank_accept, choices),
      path_probs: pathProbabilities(rank_accept, choices),
    })),
    best_tree: trace.best_tree.map(({ rank_accept, n }: Json) => {
      const nodes = bestTree(rank_accept, n);
      const probs = pathProbabilities(rank_accept, nodes);
      return { rank_accept, n, nodes, probs, expected_accepted: expectedAccepted(rank_accept, nodes) };
    }),
    sequoia: trace.sequoia.map(({ acc, n }: Json) => ({
      acc,
      n,
      expected_tokens: bestExpectedTokens(acc, n),
    })),
    multi_candidate_accept: trace.multi_candidate_accept.map((given: Json) => {
      const { p, q } = given;
      const upTo = (count: number, rate: typeof acceptanceWithReplacement) =>
        Array.from({ length: count }, (_, at) => rate(p, q, at + 1));
      return {
        p,
        q,
        with_replacement: upTo(given.with_replacement.length, acceptanceWithReplacement),
        without_replacement: upTo(given.without_replacement.length, acceptanceWithoutReplacement),
      };
    }),
  }),

  eagle2_tree: (trace) => ({
    ...trace,
    cases: trace.cases.map(({ vocab, top_k, depth, total_tokens, root_token, logprobs }: Json) => {
      const table = new Map(logprobs.map(([path, row]: Json) => [path.join(), row]));
      const row = (path: readonly number[]) => {
        const found = table.get(path.join());
        if (!found)
          throw new Error(`the draft was asked for ${path.join() || 'the root'}, which the trace never was`);
        return found as number[];
      };
      const tree = eagleTree(root_token, row, { topK: top_k, depth, totalTokens: total_tokens });
      return {
        vocab,
        top_k,
        depth,
        total_tokens,
        root_token,
        logprobs,
        draft_tokens: tree.tokens,
        parents: tree.parents,
        node_paths: tree.paths,
        position_ids: tree.depths,
        retrieve_indices: tree.leafPaths,
        cum_logprob: tree.logProbabilities,
      };
    }),
  }),

  paper_tables: (trace) => ({
    leviathan_table1: trace.leviathan_table1.map((row: Json) => ({
      ...row,
      ops: operationsFactor(row.alpha, row.gamma, 0),
      speed: speedup(row.alpha, row.gamma, 0),
    })),
    chen_table1: chenTable(trace.chen_table1),
  }),
};

/**
 * Chen et al.'s times against the target's own, and the acceptance that each implies. The file's own implied values are
 * a minimiser's and good to a hundred-thousandth: put back into the closed form they miss the tokens per call they
 * came from by as much. They count as equal within that.
 */
function chenTable(table: Json): Json {
  const { ars_ms, draft_ms, K } = table;
  const c = draft_ms / ars_ms;
  return {
    ...table,
    c,
    implied: table.implied.map(({ row, ms, speed_paper, implied_alpha }: Json) => {
      const faster = ars_ms / ms;
      const tokensPerCall = faster * (1 + K * c);
      const alpha = impliedAlpha(tokensPerCall, K);
      return {
        row,
        ms,
        speed_paper,
        speed_from_ms: faster,
        tokens_per_call: tokensPerCall,
        implied_alpha: Math.abs(alpha - implied_alpha) <= 1e-5 ? implied_alpha : alpha,
      };
    }),
  };
}

export function checkSpeculativeTrace(trace: Readonly<Record<string, unknown>>): Mismatch {
  const kind = String(trace.kind);
  if (!Object.hasOwn(kinds, kind)) return `unknown kind ${kind}`;
  const { schema: _, ...expected } = trace;
  return differs({ kind, ...kinds[kind](trace) }, expected, kind);
}
