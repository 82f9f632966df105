/** The out-of-memory case in the chapter on bytes: numbers of one published run, the same for every Setup. */
import type { CalcDefinition, CalcTerm, CalcUnit } from '../calc';
import { CASE_CAPACITY, matchRuns } from '../oom-case/compute';
import { caseParams, casePresets, solvedCase } from '../oom-case/params';
import { caseRuns, cureOf } from '../oom-case/runs';
import type { SixTermName } from '../six-term';

const symbols: Readonly<Record<SixTermName, string>> = {
  weights: '\\memory{W}',
  rotaryTables: 'R',
  kvCache: '\\memory{C}',
  logits: 'L_{16}',
  logitsFp32: 'L_{32}',
  scores: 'S',
};

const solved = matchRuns(caseRuns, solvedCase);
const cure = cureOf();
const [died] = solved.rows.filter((row) => row.reported === undefined);
const [lived] = solved.rows.filter(
  (row) => row.group === 'a10g' && row.arm === 'fp16' && row.tokens === 4096,
);
const sumOf = (names: readonly SixTermName[], row = died) =>
  names.reduce((sum, name) => sum + row.terms[name], 0);
const termsOf = (names: readonly SixTermName[], row = died): CalcTerm[] =>
  names.map((name) => ({
    symbol: symbols[name],
    value: row.terms[name],
    unit: 'bytesBinary',
    source: 'mistral-7b',
  }));

/** A number that no Setup changes. */
const fixed =
  (
    value: number,
    formula: string,
    terms: CalcTerm[] = [],
    unit: CalcUnit = 'bytesBinary',
    digits?: number,
  ): CalcDefinition =>
  () => ({ value, unit, axis: 'memory', formula, terms, digits, sources: ['awqissue381'] });

const sum = (names: readonly SixTermName[], row = died) =>
  fixed(sumOf(names, row), names.map((name) => symbols[name]).join(' + '), termsOf(names, row));

const STAYS_AND_SCORES: readonly SixTermName[] = ['weights', 'kvCache', 'scores'];

export const caseCalcs: Readonly<Record<string, CalcDefinition>> = {
  'bytes.casePeak': sum(STAYS_AND_SCORES),
  'bytes.caseWeights': sum(['weights']),
  'bytes.caseCache': sum(['kvCache']),
  'bytes.caseScores': sum(['scores']),
  'bytes.caseCacheShare': fixed(
    died.terms.kvCache / died.peak,
    '\\dfrac{\\memory{C}}{\\memory{W} + \\memory{C} + S}',
    termsOf(STAYS_AND_SCORES),
    'percent',
    1,
  ),
  'bytes.caseScoresShare': fixed(
    died.terms.scores / died.peak,
    '\\dfrac{S}{\\memory{W} + \\memory{C} + S}',
    termsOf(STAYS_AND_SCORES),
    'percent',
    2,
  ),
  'bytes.caseCapacity': fixed(CASE_CAPACITY, 'M'),
  'bytes.caseNoteTotal': fixed(
    matchRuns(caseRuns, casePresets.cache.params).outOfMemoryPeak,
    '\\memory{W} + 2\\,\\memory{C}',
    termsOf(['weights', 'kvCache']),
  ),
  'bytes.caseUnpackedTotal': fixed(
    matchRuns(caseRuns, casePresets.weights.params).outOfMemoryPeak,
    '\\memory{W_{16}} + \\memory{C}',
    termsOf(['kvCache']),
  ),
  'bytes.caseLogitsTotal': fixed(
    matchRuns(caseRuns, casePresets.logits.params).outOfMemoryPeak,
    '\\memory{W} + \\memory{C} + L_{16} + L_{32}',
    termsOf(['weights', 'kvCache', 'logits', 'logitsFp32']),
  ),
  'bytes.caseFp16Peak': sum(['weights', 'rotaryTables', 'kvCache', 'logits', 'logitsFp32'], lived),
  'bytes.caseLogits': sum(['logits', 'logitsFp32'], lived),
  'bytes.caseRows': fixed(solved.rows.length, 'r', [], 'count'),
  'bytes.caseSettings': fixed(
    caseParams.reduce((product, spec) => product * (spec.choices?.length ?? 1), 1),
    '\\prod_i c_i',
    [],
    'count',
  ),
  'bytes.caseWorst': fixed(solved.worst, '\\max |\\hat m - m| / m', [], 'percent', 2),
  'bytes.caseCured': fixed(
    cure.peak,
    '\\memory{W} + \\memory{C} + L_{16} + L_{32}',
    termsOf(['weights', 'kvCache']),
  ),
  'bytes.caseLongestWritten': fixed(cure.longestWritten, '\\max n', [], 'tokens', 5),
  'bytes.caseLongestFused': fixed(cure.longestFused, '\\max n', [], 'tokens', 5),
  'bytes.caseGrowth': fixed(cure.published, 'm(4096) - m(2048)'),
  'bytes.caseGrowthExplained': fixed(
    cure.growth.total,
    '\\Delta\\memory{C} + \\Delta R + \\Delta L_{16} + \\Delta A',
    [
      {
        symbol: '\\Delta\\memory{C}',
        value: cure.growth.kvCache,
        unit: 'bytesBinary',
        source: 'llama-3.1-8b',
      },
      { symbol: '\\Delta R', value: cure.growth.rotaryTables, unit: 'bytesBinary', source: 'llama-3.1-8b' },
      { symbol: '\\Delta L_{16}', value: cure.growth.logits, unit: 'bytesBinary', source: 'llama-3.1-8b' },
      { symbol: '\\Delta A', value: cure.growth.activations, unit: 'bytesBinary', source: 'llama-3.1-8b' },
    ],
  ),
  'bytes.caseScoresAvoided': fixed(cure.growth.scoresAvoided, '10 \\cdot h \\cdot (4096^2 - 2048^2)'),
  'bytes.gibibyteMore': fixed(2 ** 30 / 1e9 - 1, '2^{30} / 10^9 - 1', [], 'percent', 2),
};
