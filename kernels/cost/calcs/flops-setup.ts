/** The count of the reader's model: one layer's matrices, a prompt of the Setup's context, one token after it. */
import { acceleratorById } from '../../catalog/accelerators';
import type { ModelRow } from '../../catalog/models';
import type { CalcDefinition, CalcTerm } from '../calc';
import { decodeCatchUpTokens } from '../flop-count/compute';
import { decodeFlops, prefillFlops, scoresCatchUpTokens, wideRate } from '../flops';
import { modelOf, type Setup } from '../setup';
import { activeParameters, weightParts } from '../weights';
import { term } from './term';

/** The longest text of the figure's scenes. */
const BOOK_TOKENS = 131_072;

type Unit = CalcTerm['unit'];
interface Counted {
  readonly setup: Setup;
  readonly model: ModelRow;
  /** Tokens of the Setup's context, read as a prompt. */
  readonly n: number;
  readonly width: CalcTerm;
  readonly layers: CalcTerm;
  readonly heads: CalcTerm;
  readonly tokens: CalcTerm;
  /** Width of all query heads together. */
  readonly headsWidth: number;
  /** Weights of one layer that a token is multiplied with: attention, FFN with the chosen experts. */
  readonly attentionEach: number;
  readonly ffnEach: number;
}

function counted(setup: Setup): Counted {
  const model = modelOf(setup);
  const parts = weightParts(model);
  const headsWidth = model.heads * model.head_dim;
  return {
    setup,
    model,
    n: setup.contextTokens,
    width: term('d', model.hidden, 'count', model.id),
    layers: term('L', model.layers, 'count', model.id),
    heads: term('h d_h', headsWidth, 'count', model.id),
    tokens: term('n', setup.contextTokens, 'tokens'),
    headsWidth,
    attentionEach: parts.attention / model.layers,
    ffnEach: (parts.ffn + parts.expertsPerToken + parts.router) / model.layers,
  };
}

/** A calc of the compute axis from the counted model. */
const calc =
  (
    unit: Unit,
    formula: string,
    value: (c: Counted) => number,
    terms: (c: Counted) => CalcTerm[],
  ): CalcDefinition =>
  (setup) => {
    const c = counted(setup);
    return { value: value(c), unit, axis: 'compute', formula, terms: terms(c) };
  };

/** Width of the FFN that a token passes: the chosen and the shared experts side by side in a mixture. */
const ffnWidth = ({ moe, ffn_dim }: ModelRow) =>
  moe ? moe.moe_ffn * (moe.top_k + moe.shared_experts) : ffn_dim;
const attentionTerm = (c: Counted) => term('w_\\mathrm{att}', c.attentionEach, 'parameters', c.model.id);
const ffnTerm = (c: Counted) => term('w_\\mathrm{ffn}', c.ffnEach, 'parameters', c.model.id);
const ruleTerm = (c: Counted) => term('P', activeParameters(c.model), 'parameters', c.model.id);
const prompt = (c: Counted, tokens = c.n) => prefillFlops(c.model, tokens);
const token = (c: Counted) => decodeFlops(c.model, c.n);

export const flopsSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'flops.contextTokens': calc(
    'tokens',
    'n',
    (c) => c.n,
    (c) => [c.tokens],
  ),
  'flops.oneMatrix': calc(
    'flops',
    '\\compute{F} = 2\\,d\\,f',
    (c) => 2 * c.model.hidden * ffnWidth(c.model),
    (c) => [c.width, term('f', ffnWidth(c.model), 'count', c.model.id)],
  ),
  'flops.attentionWeights': calc(
    'parameters',
    'w_\\mathrm{att} = 2\\,d\\,h\\,d_h + 2\\,d\\,h_\\mathrm{kv}\\,d_h',
    (c) => c.attentionEach,
    (c) => [
      c.width,
      c.heads,
      term('h_\\mathrm{kv} d_h', (c.model.kv_heads ?? c.model.heads) * c.model.head_dim, 'count', c.model.id),
    ],
  ),
  'flops.ffnWeights': calc(
    'parameters',
    'w_\\mathrm{ffn} = 3\\,d\\,f',
    (c) => c.ffnEach,
    (c) => [c.width, term('f', ffnWidth(c.model), 'count', c.model.id)],
  ),
  'flops.ffnToProjections': calc(
    'ratio',
    '\\dfrac{w_\\mathrm{ffn}}{w_\\mathrm{att}}',
    (c) => c.ffnEach / c.attentionEach,
    (c) => [ffnTerm(c), attentionTerm(c)],
  ),
  'flops.widthSquares': calc(
    'count',
    'c = \\dfrac{w_\\mathrm{att} + w_\\mathrm{ffn}}{d^2}',
    (c) => (c.attentionEach + c.ffnEach) / c.model.hidden ** 2,
    (c) => [attentionTerm(c), ffnTerm(c), c.width],
  ),
  'flops.matricesPerToken': calc(
    'flops',
    '\\compute{F} = 2\\,L\\,(w_\\mathrm{att} + w_\\mathrm{ffn})',
    (c) => 2 * c.model.layers * (c.attentionEach + c.ffnEach),
    (c) => [c.layers, attentionTerm(c), ffnTerm(c)],
  ),
  'flops.pairs': calc(
    'count',
    '\\dfrac{n(n+1)}{2}',
    (c) => (c.n * (c.n + 1)) / 2,
    (c) => [c.tokens],
  ),
  'flops.promptFlops': calc(
    'flops',
    '\\compute{F(n)} \\approx 2\\,n\\,L\\,(w_\\mathrm{att} + w_\\mathrm{ffn}) + 2\\,L\\,h\\,d_h\\,n^2',
    (c) => prompt(c).total,
    (c) => [c.tokens, c.layers, attentionTerm(c), ffnTerm(c), c.heads],
  ),
  'flops.scoresFlops': calc(
    'flops',
    '\\compute{S(n)} = 4\\,L\\,h\\,d_h \\cdot \\dfrac{n(n+1)}{2}',
    (c) => prompt(c).scores,
    (c) => [c.layers, c.heads, c.tokens],
  ),
  'flops.scoresShare': calc(
    'percent',
    '\\dfrac{\\compute{S(n)}}{\\compute{F(n)}}',
    (c) => prompt(c).scores / prompt(c).total,
    (c) => [term('S(n)', prompt(c).scores, 'flops'), term('F(n)', prompt(c).total, 'flops')],
  ),
  'flops.scoresShareFull': calc(
    'percent',
    '\\dfrac{2\\,\\compute{S(n)}}{\\compute{F(n) + S(n)}}',
    (c) => (2 * prompt(c).scores) / (prompt(c).total + prompt(c).scores),
    (c) => [term('S(n)', prompt(c).scores, 'flops'), term('F(n)', prompt(c).total, 'flops')],
  ),
  'flops.crossTokens': calc(
    'tokens',
    'n^{*} = \\dfrac{w_\\mathrm{att} + w_\\mathrm{ffn}}{h\\,d_h} - 1',
    (c) => Math.round(scoresCatchUpTokens(c.model)),
    (c) => [attentionTerm(c), ffnTerm(c), c.heads],
  ),
  'flops.crossDecode': calc(
    'tokens',
    '\\dfrac{w_\\mathrm{att} + w_\\mathrm{ffn}}{2\\,h\\,d_h}',
    (c) => Math.round(decodeCatchUpTokens(c.model)),
    (c) => [attentionTerm(c), ffnTerm(c), c.heads],
  ),
  'flops.decodeFlops': calc(
    'flops',
    '\\compute{F} = 2\\,P_\\mathrm{m} + 4\\,L\\,h\\,d_h\\,n',
    (c) => token(c).total,
    (c) => [
      term('P_\\mathrm{m}', (token(c).total - token(c).scores) / 2, 'parameters', c.model.id),
      c.layers,
      c.heads,
      c.tokens,
    ],
  ),
  'flops.decodeScoresShare': calc(
    'percent',
    '\\dfrac{4\\,L\\,h\\,d_h\\,n}{\\compute{F}}',
    (c) => token(c).scores / token(c).total,
    (c) => [c.layers, c.heads, c.tokens, term('F', token(c).total, 'flops')],
  ),
  'flops.decodeHeadShare': calc(
    'percent',
    '\\dfrac{2\\,d\\,V}{\\compute{F}}',
    (c) => token(c).head / token(c).total,
    (c) => [c.width, term('V', c.model.vocab, 'count', c.model.id), term('F', token(c).total, 'flops')],
  ),
  'flops.decodeSeconds': calc(
    'seconds',
    '\\dfrac{\\compute{F}}{\\Pi}',
    (c) => token(c).total / rateOf(c),
    (c) => [term('F', token(c).total, 'flops'), term('\\Pi', rateOf(c), 'flopsPerSecond', machineOf(c))],
  ),
  'flops.promptSeconds': calc(
    'seconds',
    '\\dfrac{\\compute{F(n)}}{\\Pi}',
    (c) => prompt(c).total / rateOf(c),
    (c) => [term('F(n)', prompt(c).total, 'flops'), term('\\Pi', rateOf(c), 'flopsPerSecond', machineOf(c))],
  ),
  'flops.withoutCache': calc(
    'ratio',
    '\\dfrac{\\compute{F_\\mathrm{prompt}(n)}}{\\compute{F_\\mathrm{token}(n)}}',
    (c) => prompt(c).total / token(c).total,
    (c) => [
      term('F_\\mathrm{prompt}(n)', prompt(c).total, 'flops'),
      term('F_\\mathrm{token}(n)', token(c).total, 'flops'),
    ],
  ),
  'flops.rulePerToken': calc(
    'flops',
    '2\\,P',
    (c) => 2 * activeParameters(c.model),
    (c) => [ruleTerm(c)],
  ),
  'flops.promptPerToken': calc(
    'flops',
    '\\dfrac{\\compute{F(n)}}{n}',
    (c) => prompt(c).total / c.n,
    (c) => [term('F(n)', prompt(c).total, 'flops'), c.tokens],
  ),
  'flops.ruleRatio': calc(
    'ratio',
    '\\dfrac{\\compute{F(n)}}{2\\,P\\,n}',
    (c) => prompt(c).total / (2 * activeParameters(c.model) * c.n),
    (c) => [term('F(n)', prompt(c).total, 'flops'), ruleTerm(c), c.tokens],
  ),
  'flops.ruleRatioBook': calc(
    'ratio',
    '\\dfrac{\\compute{F(n)}}{2\\,P\\,n}',
    (c) => prompt(c, BOOK_TOKENS).total / (2 * activeParameters(c.model) * BOOK_TOKENS),
    (c) => [
      term('F(n)', prompt(c, BOOK_TOKENS).total, 'flops'),
      ruleTerm(c),
      term('n', BOOK_TOKENS, 'tokens'),
    ],
  ),
  'flops.heldParameters': calc(
    'parameters',
    'P_\\mathrm{all}',
    (c) => c.model.params_exact,
    (c) => [term('P_\\mathrm{all}', c.model.params_exact, 'parameters', c.model.id)],
  ),
  'flops.workParameters': calc(
    'parameters',
    'P = P_\\mathrm{all} - P_\\mathrm{experts} + P_\\mathrm{chosen}',
    (c) => activeParameters(c.model),
    (c) => [
      term('P_\\mathrm{all}', c.model.params_exact, 'parameters', c.model.id),
      term('P_\\mathrm{experts}', weightParts(c.model).experts, 'parameters', c.model.id),
      term('P_\\mathrm{chosen}', weightParts(c.model).expertsPerToken, 'parameters', c.model.id),
    ],
  ),
};

function rateOf({ setup }: Counted): number {
  return wideRate(acceleratorById(setup.acceleratorId), setup.weightFormat) * setup.devices;
}

function machineOf({ setup }: Counted): string {
  return acceleratorById(setup.acceleratorId).name;
}
