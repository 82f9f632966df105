/** The numbers of the chapter on guess and check: the rule worked by hand, the closed forms, and published runs. */
import { speculationById } from '../../catalog/speculation';
import { acceptanceRate, residual } from '../../speculative/acceptance';
import {
  expectedTokens,
  expectedTokensAt,
  impliedAlpha,
  operationsFactor,
  optimalDraftLength,
  speedup,
} from '../../speculative/closed-forms';
import { alphasOf, speculativePresets } from '../../speculative/params';
import { toyRanks } from '../../speculative/toy-text';
import { bestExpectedTokens } from '../../speculative/tree';
import type { CalcDefinition, CalcTerm, CalcUnit } from '../calc';
import { speculativeRecordedCalcs } from './speculative-recorded';
import { speculativeSetupCalcs } from './speculative-setup';
import { term } from './term';

/** The example of the figure's first scene, and the poor draft of its second. */
const ALPHA = 0.8;
const GAMMA = 5;
const COST = 0.1;
const POOR = speculativePresets.poor.params;
/** The example that the derivation carries out by hand. */
const TARGET = [0.5, 0.3, 0.2];
const DRAFT = [0.2, 0.5, 0.3];
/** Draft heads: SafeAILab/EAGLE, table of weights. */
const HEAD_70B = 0.99e9;
const HEAD_7B = 0.24e9;
const LLAMA_2_7B = 6.738e9;
const LLAMA_2_70B = 68.977e9;
/** SGLang's documentation: Llama-3.1-8B, one H100, batch 1. */
const SGLANG = { plain: 158.34, eagle2: 244.1, eagle3: 373.25 };
const GPT_FAST = { plain: 25.25, drafted: 48.4 };

const chinchilla = speculationById('chinchilla');
const draftMs = chinchilla.draftMilliseconds as number;
const targetMs = chinchilla.targetMilliseconds as number;
const K = chinchilla.gamma as number;

const alphaTerm = (value: number) => term('\\alpha', value, 'count');
const gammaTerm = (value: number) => term('\\gamma', value, 'count');
const costTerm = (value: number) => term('c', value, 'count');

function fixed(
  value: number,
  unit: CalcUnit,
  formula: string,
  terms: CalcTerm[],
  more: { digits?: number; sources?: string[] } = {},
): CalcDefinition {
  return () => ({ value, unit, axis: 'latency', formula, terms, ...more });
}

const yieldOf = (alpha: number, gamma: number, digits?: number) =>
  fixed(
    expectedTokens(alpha, gamma),
    'tokens',
    'E = \\frac{1 - \\alpha^{\\gamma+1}}{1 - \\alpha}',
    [alphaTerm(alpha), gammaTerm(gamma)],
    { digits },
  );

const gainOf = (alpha: number, gamma: number, cost: number) =>
  fixed(speedup(alpha, gamma, cost), 'ratio', 'S = \\frac{E}{\\gamma c + 1}', [
    alphaTerm(alpha),
    gammaTerm(gamma),
    costTerm(cost),
  ]);

/** The α behind a published time per token: tokens per pass first, then the inverse of E. */
function publishedAlpha(milliseconds: number): CalcDefinition {
  const tokens = (K * draftMs + targetMs) / milliseconds;
  return fixed(
    impliedAlpha(tokens, K),
    'count',
    'E(\\alpha, K) = \\frac{K t_q + t_p}{\\latency{t}}',
    [
      term('K', K, 'count', 'chen2023'),
      term('t_q', draftMs / 1e3, 'seconds', 'chen2023'),
      term('t_p', targetMs / 1e3, 'seconds', 'chen2023'),
      term('\\latency{t}', milliseconds / 1e3, 'seconds', 'chen2023'),
    ],
    { digits: 2, sources: ['chen2023'] },
  );
}

const ratio = (above: number, below: number, source: string, unit: CalcUnit = 'tokensPerSecond') =>
  fixed(
    above / below,
    'ratio',
    'S = v_1 / v_0',
    [term('v_1', above, unit, source), term('v_0', below, unit, source)],
    { sources: [source] },
  );

const workedAlpha = acceptanceRate(TARGET, DRAFT);
/** What the wrong rule, a fresh draw from p after a rejection, gives the first word. */
const wrongFirst = Math.min(TARGET[0], DRAFT[0]) + (1 - workedAlpha) * TARGET[0];
const dropped = alphasOf(ALPHA, 0.1, GAMMA);
const ranks = toyRanks(0.6).slice(0, 4);
const ranksTerms = ranks.map((rank, at) => term(`a_${at + 1}`, rank, 'count'));

export const speculativeCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...speculativeRecordedCalcs,
  ...speculativeSetupCalcs,
  'speculative.usualTokens': yieldOf(ALPHA, GAMMA),
  'speculative.mostTokens': fixed(1 / (1 - ALPHA), 'tokens', '\\frac{1}{1 - \\alpha}', [alphaTerm(ALPHA)]),
  'speculative.usualSpeedup': gainOf(ALPHA, GAMMA, COST),
  'speculative.poorSpeedup': gainOf(Number(POOR.alpha), Number(POOR.gamma), Number(POOR.costRatio)),
  'speculative.bestLength': fixed(
    optimalDraftLength(ALPHA, COST),
    'count',
    '\\gamma^* = \\arg\\max_\\gamma \\frac{E}{\\gamma c + 1}',
    [alphaTerm(ALPHA), costTerm(COST)],
  ),
  'speculative.usualOperations': fixed(
    operationsFactor(ALPHA, GAMMA, COST),
    'ratio',
    '\\frac{\\gamma \\hat c + \\gamma + 1}{E}',
    [term('\\hat c', COST, 'count'), gammaTerm(GAMMA), term('E', expectedTokens(ALPHA, GAMMA), 'tokens')],
  ),
  'speculative.allStand': fixed(ALPHA ** GAMMA, 'percent', '\\alpha^\\gamma', [
    alphaTerm(ALPHA),
    gammaTerm(GAMMA),
  ]),
  'speculative.droppedTokens': fixed(
    expectedTokensAt(dropped),
    'tokens',
    'E = 1 + \\sum_{i=1}^{\\gamma} \\prod_{j=1}^{i} \\alpha_j',
    dropped.map((alpha, at) => term(`\\alpha_${at + 1}`, alpha, 'count')),
  ),
  'speculative.workedAlpha': fixed(workedAlpha, 'percent', '\\alpha = \\sum_x \\min(p(x), q(x))', [
    term('\\min(p_1, q_1)', 0.2, 'count'),
    term('\\min(p_2, q_2)', 0.3, 'count'),
    term('\\min(p_3, q_3)', 0.2, 'count'),
  ]),
  'speculative.workedResidual': fixed(
    residual(TARGET, DRAFT)?.[0] ?? 0,
    'percent',
    '\\frac{\\max(p_1 - q_1, 0)}{\\sum_x \\max(p(x) - q(x), 0)}',
    [term('p_1', TARGET[0], 'count'), term('q_1', DRAFT[0], 'count')],
  ),
  'speculative.wrongFirst': fixed(wrongFirst, 'percent', '\\min(p_1, q_1) + (1 - \\alpha)\\,p_1', [
    term('p_1', TARGET[0], 'count'),
    term('q_1', DRAFT[0], 'count'),
    alphaTerm(workedAlpha),
  ]),
  'speculative.chinchillaCost': fixed(
    draftMs / targetMs,
    'count',
    'c = t_q / t_p',
    [term('t_q', draftMs / 1e3, 'seconds', 'chen2023'), term('t_p', targetMs / 1e3, 'seconds', 'chen2023')],
    { digits: 2, sources: ['chen2023'] },
  ),
  'speculative.chinchillaStory': publishedAlpha(7),
  'speculative.chinchillaCode': publishedAlpha(5.73),
  'speculative.chinchillaRow': ratio(targetMs / 1e3, 7.52e-3, 'chen2023', 'seconds'),
  'speculative.headShare': fixed(
    HEAD_70B / LLAMA_2_70B,
    'percent',
    'P_q / P',
    [term('P_q', HEAD_70B, 'parameters', 'eaglereadme'), term('P', LLAMA_2_70B, 'parameters', 'llama-2-70b')],
    { digits: 2 },
  ),
  'speculative.headShareSmall': fixed(
    HEAD_7B / LLAMA_2_7B,
    'percent',
    'P_q / P',
    [term('P_q', HEAD_7B, 'parameters', 'eaglereadme'), term('P', LLAMA_2_7B, 'parameters', 'llama-2-7b')],
    { digits: 2 },
  ),
  'speculative.headBytes': fixed(2 * HEAD_70B, 'bytes', '2 P_q', [
    term('P_q', HEAD_70B, 'parameters', 'eaglereadme'),
  ]),
  'speculative.eagle3Gain': ratio(SGLANG.eagle3, SGLANG.plain, 'sglangspec'),
  'speculative.eagle2Gain': ratio(SGLANG.eagle2, SGLANG.plain, 'sglangspec'),
  'speculative.gptFastGain': ratio(GPT_FAST.drafted, GPT_FAST.plain, 'gptfast'),
  'speculative.treeTokens': fixed(
    bestExpectedTokens(ranks, 17),
    'tokens',
    'E = 1 + \\sum_{v} \\prod_{i \\in \\mathrm{path}(v)} a_i',
    ranksTerms,
  ),
  'speculative.treeChainTokens': fixed(
    expectedTokens(ranks[0], 16),
    'tokens',
    'E = \\frac{1 - a_1^{17}}{1 - a_1}',
    ranksTerms.slice(0, 1),
  ),
};
