/** The numbers of the chapter on engines: the table counted, published comparisons, published start-up logs. */
import { announcedRatios, sglangAgainstVllm, tgiRatios, tgiRows } from '../../catalog/engine-comparisons';
import { engineFlags } from '../../catalog/engine-flags';
import { engineSources, inferenceEngines } from '../../catalog/engines';
import { vllmLogById, vllmLogs } from '../../catalog/vllm-logs';
import { compareLog, compareLogs } from '../../engines/published-logs';
import type { CalcDefinition, CalcTerm, CalcUnit } from '../calc';
import { enginesSetupCalcs } from './engines-setup';
import { term } from './term';

function fixed(
  value: number,
  unit: CalcUnit,
  formula: string,
  terms: CalcTerm[],
  more: { digits?: number; sources?: string[]; axis?: 'memory' | 'latency' } = {},
): CalcDefinition {
  return () => ({ value, unit, formula, terms, ...more });
}

const cells = inferenceEngines.flatMap((engine) => Object.values(engine.cells));
const count = (value: number, symbol: string) =>
  fixed(value, 'count', symbol, [term(symbol, value, 'count')]);

const ratios = tgiRatios();
const middle = ratios.length / 2;
const tgiRow = (test: string, run: number) => tgiRows.find((row) => row.test === test && row.run === run);

/** One row of TGI's table. */
function tgiRatio(test: string, run: number): CalcDefinition {
  const row = tgiRow(test, run) ?? { vllmSeconds: Number.NaN, tgiSeconds: 1 };
  return fixed(
    row.vllmSeconds / row.tgiSeconds,
    'ratio',
    '\\latency{r} = \\frac{t_\\mathrm{vLLM}}{t_\\mathrm{TGI}}',
    [
      term('t_\\mathrm{vLLM}', row.vllmSeconds, 'seconds', 'tgichunking'),
      term('t_\\mathrm{TGI}', row.tgiSeconds, 'seconds', 'tgichunking'),
    ],
    { axis: 'latency', sources: ['tgichunking'] },
  );
}

const { sglang, vllm } = sglangAgainstVllm;

/** A quotient of two printed figures of SGLang's comparison with vLLM 0.6.0. */
const sglangRatio = (above: number, below: number, unit: CalcUnit, scale = 1, digits = 3) =>
  fixed(
    above / below,
    'ratio',
    '\\latency{r} = \\frac{a}{b}',
    [term('a', above / scale, unit, 'sglangvllm060'), term('b', below / scale, unit, 'sglangvllm060')],
    { axis: 'latency', digits, sources: ['sglangvllm060'] },
  );

const { sglangOverVllm70b, vllm060Over053On70b, sglangOverVllm70bThatDay } = announcedRatios;
const afterwards = (claimed: number, source: string) =>
  fixed(
    claimed / vllm060Over053On70b.ratio,
    'ratio',
    '\\latency{r} = \\frac{a}{b}',
    [term('a', claimed, 'ratio', source), term('b', vllm060Over053On70b.ratio, 'ratio', 'vllmperf2024')],
    { axis: 'latency', digits: 2, sources: [source, 'vllmperf2024'] },
  );

const near = compareLogs().filter((log) => Math.abs(log.blindError) <= 0.05);
const h100 = compareLog(vllmLogById('llama-3-8b-h100'));
const cacheOf = (bytes: number, symbol: string) =>
  fixed(
    bytes,
    'bytesBinary',
    `\\memory{${symbol}} = u\\,M - W - A - N`,
    [
      term('u', h100.row.utilization, 'percent', 'vllm10511'),
      term('M', h100.blind.visibleBytes, 'bytesBinary', 'vllm10511'),
      term('W', h100.blind.weightBytes, 'bytesBinary', h100.row.model),
      term('A', h100.blind.activationBytes, 'bytesBinary'),
      term('N', h100.blind.nonTorchBytes, 'bytesBinary'),
    ],
    { axis: 'memory', digits: 4, sources: ['vllm10511'] },
  );

const fixedCalcs: Record<string, CalcDefinition> = {
  'engines.cells': count(cells.length, 'n'),
  'engines.silentCells': count(cells.filter((cell) => cell.unstated).length, 'n'),
  'engines.reservedCells': count(cells.filter((cell) => cell.partly.length > 0).length, 'n'),
  'engines.sources': count(Object.keys(engineSources).length, 'n'),
  'engines.flags': count(engineFlags.length, 'n'),
  'engines.tgiMedian': fixed(
    (ratios[middle - 1] + ratios[middle]) / 2,
    'ratio',
    '\\tilde r = \\frac{r_6 + r_7}{2}',
    [
      term('r_6', ratios[middle - 1], 'ratio', 'tgichunking'),
      term('r_7', ratios[middle], 'ratio', 'tgichunking'),
    ],
    { sources: ['tgichunking'] },
  ),
  'engines.tgiBest': tgiRatio('long-8h100-70b', 2),
  'engines.tgiUnseen': tgiRatio('long-8h100-70b', 1),
  'engines.tgiWorst': tgiRatio('small-4l4-8b', 1),
  'engines.claimAfter': afterwards(sglangOverVllm70b.ratio, 'lmsys2024llama3'),
  'engines.claimAfterThatDay': afterwards(sglangOverVllm70bThatDay.ratio, 'lmsys2024copy'),
  'engines.sglangThroughput': sglangRatio(
    sglang.offlineTokensPerSecond,
    vllm.offlineTokensPerSecond,
    'tokensPerSecond',
  ),
  'engines.sglangFirstToken': sglangRatio(vllm.ttftMs, sglang.ttftMs, 'seconds', 1e3, 2),
  'engines.sglangWhole': sglangRatio(sglang.endToEndMs, vllm.endToEndMs, 'seconds', 1e3),
  'engines.sglangGap': sglangRatio(vllm.itlMs, sglang.itlMs, 'seconds', 1e3, 2),
  'engines.vllmBurst': fixed(
    vllm.itlMs / vllm.tpotMs,
    'tokens',
    'm \\approx \\frac{\\mathrm{ITL}}{\\mathrm{TPOT}}',
    [
      term('\\mathrm{ITL}', vllm.itlMs / 1e3, 'seconds', 'sglangvllm060'),
      term('\\mathrm{TPOT}', vllm.tpotMs / 1e3, 'seconds', 'sglangvllm060'),
    ],
    { axis: 'latency', digits: 2, sources: ['sglangvllm060'] },
  ),
  'engines.logs': count(vllmLogs.length, 'n'),
  'engines.logsNear': count(near.length, 'n'),
  'engines.logPredicted': cacheOf(h100.blind.kvBytes, 'C'),
  'engines.logReported': fixed(
    h100.reportedBytes,
    'bytesBinary',
    '\\memory{C}',
    [term('\\memory{C}', h100.reportedBytes, 'bytesBinary', 'vllm10511')],
    { axis: 'memory', digits: 4, sources: ['vllm10511'] },
  ),
};

export const enginesCalcs: Record<string, CalcDefinition> = { ...enginesSetupCalcs, ...fixedCalcs };
