/** The bill of the Setup's decode step, line by line, and one token's share of it. */
import { acceleratorById } from '../../catalog/accelerators';
import { bill } from '../bill/compute';
import { billPresets } from '../bill/params';
import type { CalcDefinition, CalcResult, CalcTerm, CostAxis } from '../calc';
import { receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

type Unit = CalcTerm['unit'];
type Bill = ReturnType<typeof receipt>;
/** What a formula of this chapter may name, for a Setup. */
function termsOf(setup: Setup) {
  const paid: Bill = receipt(setup);
  const model = modelOf(setup);
  const machine = acceleratorById(setup.acceleratorId).name;
  return {
    W: term('W', paid.step.weightsReadBytes, 'bytes', model.id),
    C: term('C', paid.step.cacheReadBytes, 'bytes'),
    nk: term('n k', paid.token.cacheReadBytes, 'bytes', model.id),
    F: term('F', paid.step.arithmeticFlops, 'flops'),
    s: term('s', setup.batch, 'requests'),
    n: term('n', setup.contextTokens, 'tokens'),
    P: term('P', model.params_read_per_token, 'count', model.id),
    L: term('L', model.layers, 'count', model.id),
    d: term('d', model.heads * model.head_dim, 'count', model.id),
    beta: term('\\beta', paid.bytesPerSecond, 'bytesPerSecond', machine),
    Pi: term('\\Pi', paid.flopsPerSecond, 'flopsPerSecond', machine),
    t: term('t', paid.floorSeconds, 'seconds'),
    memory: term('t_\\mathrm{mem}', paid.memorySeconds, 'seconds'),
    compute: term('t_\\mathrm{comp}', paid.computeSeconds, 'seconds'),
    alone: term('t_1', receipt({ ...setup, batch: 1 }).floorSeconds, 'seconds'),
  } as const;
}
type Name = keyof ReturnType<typeof termsOf>;

/** A line of the bill. `read` gives the value; `names` are the terms its formula shows. */
function line(
  read: (paid: Bill, setup: Setup) => number,
  unit: Unit,
  axis: CostAxis | undefined,
  formula: string,
  names: readonly Name[],
): CalcDefinition {
  return (setup): CalcResult => {
    const terms = termsOf(setup);
    return {
      value: read(receipt(setup), setup),
      unit,
      axis,
      formula,
      terms: names.map((name) => terms[name]),
    };
  };
}

/** A promise to the reader: a token at least this often. */
const PROMISE_SECONDS = 0.03;
const aloneSeconds = (setup: Setup) => receipt({ ...setup, batch: 1 }).floorSeconds;
/** Sequences whose caches together are as large as the weights that a step reads. */
const knee = (paid: Bill) => paid.step.weightsReadBytes / paid.token.cacheReadBytes;

export const stepCalcs: Readonly<Record<string, CalcDefinition>> = {
  'bill.aloneShare': line(
    (paid, setup) => aloneSeconds(setup) / paid.floorSeconds,
    'percent',
    'latency',
    '\\dfrac{\\latency{t_1}}{\\latency{t_s}}',
    ['alone', 't'],
  ),
  'bill.weightsRead': line(
    (paid) => paid.step.weightsReadBytes,
    'bytes',
    'memory',
    '\\memory{W} = P \\cdot b',
    ['P'],
  ),
  'bill.weightsShare': line(
    (paid) => paid.token.weightsReadBytes,
    'bytes',
    'memory',
    '\\dfrac{\\memory{W}}{s}',
    ['W', 's'],
  ),
  'bill.parametersRead': line((_, setup) => modelOf(setup).params_read_per_token, 'count', undefined, 'P', [
    'P',
  ]),
  'bill.cacheRead': line(
    (paid) => paid.step.cacheReadBytes,
    'bytes',
    'memory',
    '\\memory{C} = s \\cdot n \\cdot k',
    ['s', 'nk'],
  ),
  'bill.cacheShare': line((paid) => paid.token.cacheReadBytes, 'bytes', 'memory', '\\memory{n \\cdot k}', [
    'n',
    'nk',
  ]),
  'bill.flops': line(
    (paid) => paid.step.arithmeticFlops,
    'flops',
    'compute',
    '\\compute{F} = s\\,(2P + 4 L d\\,n)',
    ['s', 'P', 'L', 'd', 'n'],
  ),
  'bill.flopsShare': line(
    (paid) => paid.token.arithmeticFlops,
    'flops',
    'compute',
    '\\compute{2P + 4 L d\\,n}',
    ['P', 'L', 'd', 'n'],
  ),
  'bill.memorySeconds': line(
    (paid) => paid.memorySeconds,
    'seconds',
    'memory',
    '\\dfrac{\\memory{W + C}}{\\beta}',
    ['W', 'C', 'beta'],
  ),
  'bill.computeSeconds': line(
    (paid) => paid.computeSeconds,
    'seconds',
    'compute',
    '\\dfrac{\\compute{F}}{\\Pi}',
    ['F', 'Pi'],
  ),
  'bill.floorSeconds': line(
    (paid) => paid.floorSeconds,
    'seconds',
    'latency',
    '\\latency{t} \\ge \\max(\\memory{t_\\mathrm{mem}}, \\compute{t_\\mathrm{comp}})',
    ['memory', 'compute'],
  ),
  'bill.busyShare': line(
    (paid) => paid.computeSeconds / paid.floorSeconds,
    'percent',
    'compute',
    '\\dfrac{\\compute{t_\\mathrm{comp}}}{\\latency{t}}',
    ['compute', 't'],
  ),
  'bill.tokenSeconds': line(
    (paid, { batch }) => paid.floorSeconds / batch,
    'seconds',
    'latency',
    '\\dfrac{\\latency{t}}{s}',
    ['t', 's'],
  ),
  'bill.leastTokenSeconds': line(
    (paid) => paid.token.cacheReadBytes / paid.bytesPerSecond,
    'seconds',
    'memory',
    '\\dfrac{\\memory{n k}}{\\beta}',
    ['nk', 'beta'],
  ),
  'bill.readerRate': line(
    (paid) => 1 / paid.floorSeconds,
    'tokensPerSecond',
    'latency',
    '\\dfrac{1}{\\latency{t}}',
    ['t'],
  ),
  'bill.machineRate': line(
    (paid, { batch }) => batch / paid.floorSeconds,
    'tokensPerSecond',
    'latency',
    '\\dfrac{s}{\\latency{t}}',
    ['s', 't'],
  ),
  'bill.aloneSeconds': line(
    (_, setup) => aloneSeconds(setup),
    'seconds',
    'latency',
    '\\latency{t_1} \\ge \\dfrac{\\memory{W + n k}}{\\beta}',
    ['W', 'nk', 'beta'],
  ),
  'bill.aloneRate': line(
    (_, setup) => 1 / aloneSeconds(setup),
    'tokensPerSecond',
    'latency',
    '\\dfrac{1}{\\latency{t_1}}',
    ['alone'],
  ),
  'bill.aloneCost': line(
    (paid, setup) => (aloneSeconds(setup) * setup.batch) / paid.floorSeconds,
    'ratio',
    'latency',
    '\\dfrac{\\latency{t_1}}{\\latency{t_s}/s}',
    ['alone', 't', 's'],
  ),
  'bill.kneeSequences': line(
    (paid) => Math.round(knee(paid)),
    'requests',
    'memory',
    '\\dfrac{\\memory{W}}{\\memory{n k}}',
    ['W', 'nk'],
  ),
  'bill.kneeSeconds': line(
    (paid) => (2 * paid.step.weightsReadBytes) / paid.bytesPerSecond,
    'seconds',
    'latency',
    '\\dfrac{2\\,\\memory{W}}{\\beta}',
    ['W', 'beta'],
  ),
  'bill.weightsSeconds': line(
    (paid) => paid.step.weightsReadBytes / paid.bytesPerSecond,
    'seconds',
    'memory',
    '\\dfrac{\\memory{W}}{\\beta}',
    ['W', 'beta'],
  ),
  'bill.promiseSeconds': () => ({ value: PROMISE_SECONDS, unit: 'seconds', formula: 'T', terms: [] }),
  'bill.promiseSequences': line(
    (paid) =>
      Math.max(
        0,
        Math.floor(
          (PROMISE_SECONDS * paid.bytesPerSecond - paid.step.weightsReadBytes) / paid.token.cacheReadBytes,
        ),
      ),
    'requests',
    'memory',
    '\\left\\lfloor \\dfrac{\\latency{T}\\,\\beta - \\memory{W}}{\\memory{n k}} \\right\\rfloor',
    ['beta', 'W', 'nk'],
  ),
  'bill.shortWall': (setup) => {
    const figure = bill(setup, billPresets.short.params);
    return {
      value: figure?.arithmeticLimit ?? Number.NaN,
      unit: 'tokensPerSecond',
      axis: 'compute',
      formula: '\\dfrac{\\compute{\\Pi}}{\\compute{2P + 4 L d\\,n}}',
      terms: [
        termsOf(setup).Pi,
        term('n', Number(billPresets.short.params.tokensEach), 'tokens'),
        termsOf(setup).P,
      ],
    };
  },
};
