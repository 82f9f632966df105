/** The Setup with one thing changed: what the step takes, what the machine writes, what must be held. */
import { capacityBytes } from '../../catalog/accelerators';
import type { CalcDefinition, CalcTerm } from '../calc';
import { largestBatch } from '../crossovers';
import { planMemory } from '../plan-memory';
import { receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';
import { term } from './term';

const held = (setup: Setup) => {
  const plan = planMemory({ ...setup, model: modelOf(setup), accelerator: setup.acceleratorId });
  return plan.weights + plan.kvCache;
};

/** As many sequences as fit, one at least. */
const full = (setup: Setup): Setup => ({ ...setup, batch: Math.max(1, Math.min(1e6, largestBatch(setup))) });

const variants: Readonly<Record<string, (setup: Setup) => Setup>> = {
  base: (setup) => setup,
  double: (setup) => ({ ...setup, batch: setup.batch * 2 }),
  half: (setup) => ({ ...setup, contextTokens: Math.max(1, Math.round(setup.contextTokens / 2)) }),
  int4: (setup) => ({ ...setup, weightFormat: 'int4-g128' }),
  kvFp8: (setup) => ({ ...setup, kvFormat: 'fp8' }),
  devices: (setup) => ({ ...setup, devices: setup.devices * 2 }),
  full,
  int4Full: (setup) => full({ ...setup, weightFormat: 'int4-g128' }),
};

function ofVariant(change: (setup: Setup) => Setup): Readonly<Record<string, CalcDefinition>> {
  const with_ = (setup: Setup) => {
    const changed = change(setup);
    return { changed, paid: receipt(changed) };
  };
  return {
    Step: (setup) => {
      const { paid } = with_(setup);
      return {
        value: paid.floorSeconds,
        unit: 'seconds',
        axis: 'latency',
        formula: '\\max\\left(\\dfrac{\\memory{W + C}}{\\beta}, \\dfrac{\\compute{F}}{\\Pi}\\right)',
        terms: [
          term('W', paid.step.weightsReadBytes, 'bytes'),
          term('C', paid.step.cacheReadBytes, 'bytes'),
          term('\\beta', paid.bytesPerSecond, 'bytesPerSecond'),
          term('F/\\Pi', paid.computeSeconds, 'seconds'),
        ],
      };
    },
    Rate: (setup) => {
      const { changed, paid } = with_(setup);
      return {
        value: changed.batch / paid.floorSeconds,
        unit: 'tokensPerSecond',
        axis: 'latency',
        formula: '\\dfrac{s}{\\latency{t}}',
        terms: [term('s', changed.batch, 'requests'), term('t', paid.floorSeconds, 'seconds')],
      };
    },
    Held: (setup) => {
      const { changed } = with_(setup);
      return {
        value: held(changed),
        unit: 'bytes',
        axis: 'memory',
        formula: '\\memory{W_\\mathrm{stored} + C}',
        terms: [term('C', receipt(changed).step.cacheReadBytes, 'bytes')],
      };
    },
  };
}

/** How many sequences a variant that fills the memory decodes together. */
const batchThatFits =
  (change: (setup: Setup) => Setup): CalcDefinition =>
  (setup) => {
    const changed = change(setup);
    return {
      value: changed.batch,
      unit: 'requests',
      axis: 'memory',
      formula: '\\left\\lfloor \\dfrac{\\memory{M - W_\\mathrm{stored}}}{\\memory{n k}} \\right\\rfloor',
      terms: [
        term('M', capacityBytes(setup.acceleratorId) * setup.devices, 'bytes'),
        term('W_\\mathrm{stored}', held({ ...changed, contextTokens: 0 }), 'bytes'),
        term('n k', receipt(changed).token.cacheReadBytes, 'bytes'),
      ],
    };
  };

/** `full` against the Setup as it stands. */
const against = (
  read: (setup: Setup) => number,
  formula: string,
  symbol: string,
  unit: CalcTerm['unit'],
): CalcDefinition => {
  return (setup) => ({
    value: read(full(setup)) / read(setup),
    unit: 'ratio',
    axis: 'latency',
    formula,
    terms: [term(`${symbol}_\\mathrm{full}`, read(full(setup)), unit), term(symbol, read(setup), unit)],
  });
};

export const variantCalcs: Readonly<Record<string, CalcDefinition>> = {
  ...Object.fromEntries(
    Object.entries(variants).flatMap(([name, change]) =>
      Object.entries(ofVariant(change)).map(([what, calc]) => [`bill.${name}${what}`, calc] as const),
    ),
  ),
  'bill.fullBatch': batchThatFits(variants.full),
  'bill.int4FullBatch': batchThatFits(variants.int4Full),
  'bill.fullGain': against(
    (setup) => setup.batch / receipt(setup).floorSeconds,
    '\\dfrac{r_\\mathrm{full}}{r}',
    'r',
    'tokensPerSecond',
  ),
  'bill.fullWait': against(
    (setup) => receipt(setup).floorSeconds,
    '\\dfrac{\\latency{t_\\mathrm{full}}}{\\latency{t}}',
    't',
    'seconds',
  ),
  'bill.capacity': (setup) => ({
    value: capacityBytes(setup.acceleratorId) * setup.devices,
    unit: 'bytes',
    axis: 'memory',
    formula: '\\memory{M}',
    terms: [term('D', setup.devices, 'count')],
    digits: 4,
  }),
};
