/** The chapter's numbers that follow the Setup: what its question weighs, and how many answers its own device leaves. */
import { kvCacheBytes } from '../bytes';
import type { CalcDefinition } from '../calc';
import { chooseQuery } from '../choose/figure';
import { choosePresets } from '../choose/scenes';
import { asked } from '../recommend/query';
import { type SearchResult, search } from '../recommend/search';
import { modelOf, type Setup } from '../setup';
import { weightBytesKept } from '../weights';
import { term } from './term';

/** One page asks for several numbers of one Setup. */
const found = new WeakMap<Setup, SearchResult>();

/** All pairs of formats on 1, 2, 4 and 8 of the reader's device; without a refusal's search for the least change. */
function searched(setup: Setup): SearchResult {
  const known = found.get(setup) ?? search(asked(chooseQuery(setup, choosePresets.setup.params)));
  found.set(setup, known);
  return known;
}

const sequence = (setup: Setup) =>
  kvCacheBytes(modelOf(setup), { tokens: setup.contextTokens, kvFormat: setup.kvFormat });

const counted =
  (read: (result: SearchResult) => number, formula: string): CalcDefinition =>
  (setup) => {
    const result = searched(setup);
    return {
      value: read(result),
      unit: 'count',
      formula,
      terms: [
        term('n', result.considered, 'count'),
        term('n_\\mathrm{fit}', result.candidates.length, 'count'),
      ],
    };
  };

export const chooseSetupCalcs: Readonly<Record<string, CalcDefinition>> = {
  'choose.weights': (setup) => ({
    value: weightBytesKept(modelOf(setup), setup.weightFormat),
    unit: 'bytes',
    axis: 'memory',
    formula: 'W',
    terms: [term('P', modelOf(setup).params_exact, 'parameters', modelOf(setup).id)],
  }),
  'choose.cacheOne': (setup) => ({
    value: sequence(setup),
    unit: 'bytes',
    axis: 'memory',
    formula: 'C',
    terms: [term('n', setup.contextTokens, 'tokens')],
  }),
  'choose.cacheAll': (setup) => ({
    value: sequence(setup) * setup.batch,
    unit: 'bytes',
    axis: 'memory',
    formula: 'B\\,C',
    terms: [term('B', setup.batch, 'requests'), term('C', sequence(setup), 'bytes')],
  }),
  'choose.pairs': counted(({ considered }) => considered, 'n'),
  'choose.fitting': counted(({ candidates }) => candidates.length, 'n_\\mathrm{fit}'),
  'choose.tooBig': counted(({ rejected }) => rejected.memory, 'n - n_\\mathrm{fit}'),
};
