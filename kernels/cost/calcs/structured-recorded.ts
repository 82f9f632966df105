/**
 * What Pocket was recorded to write under masks, read from the file that the figure itself shows, so that prose and
 * figure agree.
 */
import record from '../../../content/data/recorded/structured.json';
import { ensure } from '../../errors';
import type { CalcDefinition, CalcResult } from '../calc';
import { term } from './term';

interface Rate {
  readonly texts: number;
  readonly valid: number;
  readonly json: number;
  readonly passes: number;
  readonly tokens: number;
}

interface MaskTimes {
  readonly states: number;
  readonly compressedStates: number;
  readonly compileSeconds: number;
  readonly treeSeconds: number;
  readonly obviousSeconds: number;
}

const rates: Readonly<Record<string, Readonly<Record<string, Rate>>>> = record.rates;
const masks: Readonly<Record<string, MaskTimes>> = record.masks;
const right: Readonly<Record<string, number>> = record.sorting.right;
const sources = ['structuredrecord'];

function rateOf(scene: string, way: string): Rate {
  ensure(rates[scene]?.[way], 'structured.not-recorded', { scene, way });
  return rates[scene][way];
}

/** Held-out sorting tasks that a way of writing answers rightly. */
const sorted =
  (way: string): CalcDefinition =>
  () => ({
    value: right[way] / record.sorting.items,
    unit: 'percent',
    formula: '\\dfrac{r}{N}',
    terms: [term('r', right[way], 'count'), term('N', record.sorting.items, 'count')],
    sources,
  });

const share =
  (scene: string, way: string, of: 'valid' | 'json'): CalcDefinition =>
  () => {
    const rate = rateOf(scene, way);
    return {
      value: rate[of] / rate.texts,
      unit: 'percent',
      formula: '\\dfrac{m}{N}',
      terms: [term('m', rate[of], 'count'), term('N', rate.texts, 'count')],
      sources,
    };
  };

const mean =
  (scene: string, way: string, of: 'passes' | 'tokens'): CalcDefinition =>
  () => {
    const rate = rateOf(scene, way);
    return {
      value: rate[of],
      unit: of === 'tokens' ? 'tokens' : 'count',
      digits: 3,
      ...(of === 'passes' && { axis: 'latency' as const }),
      formula: '\\tfrac{1}{N} \\textstyle\\sum_i n_i',
      terms: [term('N', rate.texts, 'count')],
      sources,
    };
  };

const passShare =
  (scene: string, way: string): CalcDefinition =>
  () => {
    const { passes, tokens } = rateOf(scene, way);
    return {
      value: passes / tokens,
      unit: 'percent',
      digits: 2,
      axis: 'latency',
      formula: '\\dfrac{\\latency{n_\\mathrm{pass}}}{n_\\mathrm{tok}}',
      terms: [
        term('\\latency{n_\\mathrm{pass}}', passes, 'count'),
        term('n_\\mathrm{tok}', tokens, 'tokens'),
      ],
      sources,
    };
  };

/** One mask, all states of the form's automaton averaged. */
const perMask =
  (of: 'treeSeconds' | 'obviousSeconds'): CalcDefinition =>
  (): CalcResult => ({
    value: masks.form[of] / masks.form.states,
    unit: 'seconds',
    digits: 2,
    axis: 'latency',
    formula: '\\dfrac{t_\\mathrm{all}}{S}',
    terms: [term('t_\\mathrm{all}', masks.form[of], 'seconds'), term('S', masks.form.states, 'count')],
    sources,
  });

const count =
  (value: number): CalcDefinition =>
  () => ({ value, unit: 'count', formula: 'n', terms: [term('n', value, 'count')], sources });

const firstKept = (scene: string) => {
  const runs: Readonly<Record<string, { readonly steps: readonly (readonly unknown[])[] }>> =
    record.runs[scene as 'date'];
  return Number(runs.off.steps[0][3]);
};

export const structuredRecordedCalcs: Readonly<Record<string, CalcDefinition>> = {
  'structured.sortingItems': count(record.sorting.items),
  'structured.sortingFree': sorted('free'),
  'structured.sortingMasked': sorted('off'),
  'structured.sortingJumped': sorted('text'),
  'structured.sortingHealed': sorted('healed'),
  'structured.formFree': share('form', 'free', 'valid'),
  'structured.formFreeJson': share('form', 'free', 'json'),
  'structured.formMasked': share('form', 'off', 'valid'),
  'structured.treeFreeJson': share('tree', 'free', 'json'),
  'structured.formTokens': mean('form', 'off', 'tokens'),
  'structured.formPassesOff': mean('form', 'off', 'passes'),
  'structured.formPassesTokens': mean('form', 'tokens', 'passes'),
  'structured.formPassesHealed': mean('form', 'healed', 'passes'),
  'structured.formPassShare': passShare('form', 'healed'),
  'structured.nestedPassShare': passShare('nested', 'healed'),
  'structured.chinesePassShare': passShare('chinese', 'healed'),
  'structured.datePassShare': passShare('date', 'healed'),
  'structured.formStates': count(masks.form.states),
  'structured.formCompressed': count(masks.form.compressedStates),
  'structured.compileSeconds': () => ({
    value: masks.form.compileSeconds,
    unit: 'seconds',
    digits: 2,
    formula: 't',
    terms: [term('t', masks.form.compileSeconds, 'seconds')],
    sources,
  }),
  'structured.maskSeconds': perMask('treeSeconds'),
  'structured.obviousMaskSeconds': perMask('obviousSeconds'),
  'structured.vocabulary': count(record.vocabulary),
  'structured.dateKept': () => ({
    value: firstKept('date'),
    unit: 'percent',
    digits: 2,
    formula: '\\textstyle\\sum_{x \\in \\mathrm{mask}} p(x)',
    terms: [term('V', record.vocabulary, 'count')],
    sources,
  }),
};
