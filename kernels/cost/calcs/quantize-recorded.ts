/**
 * What the lab recorded on Pocket, read from the file that the lab itself shows, so that prose and lab agree.
 * Keys are `<bits>-<scheme>-<tensor | channel | group size>-<tensors>`.
 */
import record from '../../../content/data/recorded/quantize.json';
import { ensure } from '../../errors';
import type { CalcDefinition } from '../calc';

interface Figures {
  readonly perplexity: number;
  readonly kl: number;
  readonly topOneAgreement: number;
}

const entries: Readonly<Record<string, Figures>> = record.entries;

/** The recorded figures of one setting. A setting that was not recorded is a mistake in this file. */
export function recorded(key: string): Figures {
  ensure(Object.hasOwn(entries, key), 'quantize.not-recorded', { key });
  return entries[key];
}

const sources = ['bookrecord'];

/** Perplexity of a setting over that of the original, on the same tokens. */
const perplexityFactor =
  (key: string): CalcDefinition =>
  () => ({
    value: recorded(key).perplexity / record.original.perplexity,
    unit: 'ratio',
    digits: 3,
    formula: '\\dfrac{\\mathrm{PPL}_{q}}{\\mathrm{PPL}_{16}}',
    terms: [
      { symbol: '\\mathrm{PPL}_{q}', value: recorded(key).perplexity, unit: 'count' },
      { symbol: '\\mathrm{PPL}_{16}', value: record.original.perplexity, unit: 'count' },
    ],
    sources,
  });

const perplexity =
  (of: () => Pick<Figures, 'perplexity'>): CalcDefinition =>
  () => ({
    value: of().perplexity,
    unit: 'count',
    formula: '\\exp\\Big(-\\tfrac{1}{N} \\textstyle\\sum_t \\ln p(x_t)\\Big)',
    terms: [{ symbol: 'N', value: record.predictions, unit: 'tokens' }],
    sources,
  });

const FOUR_BITS = '4-symmetric-32-all';

export const recordedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'quantize.pocketPerplexity': perplexity(() => record.original),
  'quantize.pocketFactorFour': perplexityFactor(FOUR_BITS),
  'quantize.pocketFactorThree': perplexityFactor('3-symmetric-32-all'),
  'quantize.pocketFactorTwo': perplexityFactor('2-symmetric-32-all'),
  'quantize.pocketFactorTwoAffine': perplexityFactor('2-affine-32-all'),
  'quantize.pocketShiftFour': () => ({
    value: Math.abs(recorded(FOUR_BITS).perplexity / record.original.perplexity - 1),
    unit: 'percent',
    digits: 1,
    formula: '\\left| \\dfrac{\\mathrm{PPL}_{q}}{\\mathrm{PPL}_{16}} - 1 \\right|',
    terms: [
      { symbol: '\\mathrm{PPL}_{q}', value: recorded(FOUR_BITS).perplexity, unit: 'count' },
      { symbol: '\\mathrm{PPL}_{16}', value: record.original.perplexity, unit: 'count' },
    ],
    sources,
  }),
  'quantize.pocketChangedFour': () => ({
    value: 1 - recorded(FOUR_BITS).topOneAgreement,
    unit: 'percent',
    digits: 2,
    formula: '\\dfrac{\\#\\{t : \\arg\\max p_{16} \\ne \\arg\\max p_q\\}}{N}',
    terms: [{ symbol: 'N', value: record.predictions, unit: 'tokens' }],
    sources,
  }),
  'quantize.pocketFloatBytes': () => ({
    value: record.weights * 4,
    unit: 'bytes',
    axis: 'memory',
    formula: 'P \\cdot 4',
    terms: [{ symbol: 'P', value: record.weights, unit: 'count' }],
  }),
};
