/** Counts of named models, and of published runs: numbers that no Setup changes. */
import { modelById } from '../../catalog/models';
import type { CalcDefinition, CalcTerm } from '../calc';
import { decodeCatchUpTokens } from '../flop-count/compute';
import { decodeFlops, prefillFlops, scoresCatchUpTokens } from '../flops';
import { activeParameters, weightParts } from '../weights';
import { term } from './term';

type Unit = CalcTerm['unit'];
/** A short question, below which the length hardly matters. */
const SHORT = 512;
const CONTEXT = 8192;
const BATCH = 32;

const fixed =
  (value: number, unit: Unit, formula: string, terms: readonly CalcTerm[]): CalcDefinition =>
  () => ({ value, unit, axis: 'compute', formula, terms });

/** Where the scores of a named model catch up. */
function crossing(id: string, decoding = false): CalcDefinition {
  const model = modelById(id);
  const parts = weightParts(model);
  const tokens = decoding ? decodeCatchUpTokens(model) : scoresCatchUpTokens(model);
  return fixed(
    Math.round(tokens),
    'tokens',
    '\\compute{S(n^{*})} = \\compute{F(n^{*})} - \\compute{S(n^{*})}',
    [
      term('w', parts.attention + parts.ffn + parts.expertsPerToken + parts.router, 'parameters', id),
      term('d', model.hidden, 'count', id),
    ],
  );
}

/** Operations counted per token, over two per parameter. */
function ruleRatio(id: string, perToken: number, parameters: number): CalcDefinition {
  return fixed(perToken / (2 * parameters), 'ratio', '\\dfrac{\\compute{F}}{2\\,P}', [
    term('F', perToken, 'flops'),
    term('P', parameters, 'parameters', id),
  ]);
}

const parameters = (id: string, read: (parts: ReturnType<typeof weightParts>) => number): CalcDefinition =>
  fixed(read(weightParts(id)), 'parameters', 'P', [term('P', read(weightParts(id)), 'parameters', id)]);
const shortPrompt = (id: string) => prefillFlops(id, SHORT).total / SHORT;
const active = (id: string) => activeParameters(id);

const { experts, top_k } = modelById('deepseek-v3').moe ?? { experts: 0, top_k: 0 };

/** Prompt speeds of Llama-3-8B in F16, one RTX 4090, llama.cpp, May 2024: tokens per second by length. */
const PROMPT_SPEEDS = { 512: 9382.0, 1024: 9056.26, 4096: 6531.36, 8192: 4744.18 } as const;
type Length = keyof typeof PROMPT_SPEEDS;
const EIGHT = 'llama-3.1-8b';
const eightFlops = (tokens: Length) => prefillFlops(EIGHT, tokens).total / tokens;

const speedCalcs = Object.fromEntries(
  ([512, 1024, 4096, 8192] as const).flatMap((tokens): [string, CalcDefinition][] => [
    [
      `flops.eightFlops${tokens}`,
      fixed(eightFlops(tokens), 'flops', '\\dfrac{\\compute{F(n)}}{n}', [term('n', tokens, 'tokens')]),
    ],
    [
      `flops.eightRate${tokens}`,
      fixed(
        PROMPT_SPEEDS[tokens] * eightFlops(tokens),
        'flopsPerSecond',
        'v \\cdot \\dfrac{\\compute{F(n)}}{n}',
        [
          term('v', PROMPT_SPEEDS[tokens], 'tokensPerSecond', 'dai2024prompts'),
          term('F(n)/n', eightFlops(tokens), 'flops'),
        ],
      ),
    ],
  ]),
);

export const flopsModelCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...speedCalcs,
  'flops.eightGrowth': fixed(
    eightFlops(8192) / eightFlops(512) - 1,
    'percent',
    '\\dfrac{\\compute{F(8192)}/8192}{\\compute{F(512)}/512} - 1',
    [term('F(8192)/8192', eightFlops(8192), 'flops'), term('F(512)/512', eightFlops(512), 'flops')],
  ),
  'flops.eightSlowdown': fixed(
    PROMPT_SPEEDS[512] / PROMPT_SPEEDS[8192],
    'ratio',
    '\\dfrac{v_{512}}{v_{8192}}',
    [
      term('v_{512}', PROMPT_SPEEDS[512], 'tokensPerSecond', 'dai2024prompts'),
      term('v_{8192}', PROMPT_SPEEDS[8192], 'tokensPerSecond', 'dai2024prompts'),
    ],
  ),
  'flops.crossSmall': crossing('smollm2-135m'),
  'flops.crossLarge': crossing('llama-3.1-405b'),
  'flops.crossGemma': crossing('gemma-3-12b'),
  'flops.crossDense': crossing('qwen3-8b'),
  'flops.crossMixture': crossing('qwen3-30b-a3b'),
  'flops.crossLatent': crossing('deepseek-v3'),
  'flops.crossLatentDecode': crossing('deepseek-v3', true),
  'flops.ruleEmbedding': ruleRatio(EIGHT, shortPrompt(EIGHT), active(EIGHT)),
  'flops.ruleHeld': ruleRatio('mixtral-8x7b', shortPrompt('mixtral-8x7b'), weightParts('mixtral-8x7b').total),
  'flops.ruleActive': ruleRatio('mixtral-8x7b', shortPrompt('mixtral-8x7b'), active('mixtral-8x7b')),
  'flops.ruleLatent': ruleRatio(
    'deepseek-v3',
    decodeFlops('deepseek-v3', CONTEXT).total,
    active('deepseek-v3'),
  ),
  'flops.mixtralHeld': parameters('mixtral-8x7b', (parts) => parts.total),
  'flops.mixtralActive': parameters(
    'mixtral-8x7b',
    (parts) => parts.total - parts.experts + parts.expertsPerToken,
  ),
  'flops.mixtralShared': parameters('mixtral-8x7b', (parts) => parts.total - parts.experts),
  'flops.deepseekHeld': parameters('deepseek-v3', (parts) => parts.total),
  'flops.deepseekActive': parameters(
    'deepseek-v3',
    (parts) => parts.total - parts.experts + parts.expertsPerToken,
  ),
  'flops.batchTokens': fixed(BATCH, 'tokens', 's', [term('s', BATCH, 'tokens')]),
  'flops.expertsTouched': fixed(
    experts * (1 - (1 - top_k / experts) ** BATCH),
    'count',
    'E\\left(1 - \\left(1 - \\dfrac{k}{E}\\right)^{s}\\right)',
    [
      term('E', experts, 'count', 'deepseek-v3'),
      term('k', top_k, 'count', 'deepseek-v3'),
      term('s', BATCH, 'tokens'),
    ],
  ),
};
