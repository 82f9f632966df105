/**
 * Bytes and bounds of the chapter on quantizing: what a format stores, and the floor of a step that reads it.
 * All that answers to the Setup stands here and in quantize-normal.ts.
 * Leaves out quality of the large model: nobody can compute that, see quantize-recorded.ts for the small one.
 */
import { acceleratorById, capacityBytes } from '../../catalog/accelerators';
import { effectiveBits } from '../../quantize/accounting';
import { kvCacheBytes, weightBytes } from '../bytes';
import type { CalcDefinition, CalcResult, CalcTerm } from '../calc';
import { bitsPerWeight } from '../formats';
import { receipt } from '../receipt';
import { modelOf, type Setup } from '../setup';

/** The chapter's four-bit format: groups of 32, an fp16 scale and a four-bit zero point for each. */
const FOUR_BIT = 'int4-g32-zp';
const GROUP = 32;
const FP16_BITS = 16;

const paramsTerm = (setup: Setup): CalcTerm => ({
  symbol: 'P',
  value: modelOf(setup).params_exact,
  unit: 'count',
  source: modelOf(setup).id,
});
const bitsTerm = (symbol: string, value: number): CalcTerm => ({ symbol, value, unit: 'bitsPerWeight' });

/** Bytes that all weights occupy in a format. */
const stored =
  (format: string): CalcDefinition =>
  (setup) => ({
    value: weightBytes(modelOf(setup), format),
    unit: 'bytes',
    axis: 'memory',
    digits: 4,
    formula: '\\memory{W} = P \\cdot b_{\\mathrm{eff}} / 8',
    terms: [paramsTerm(setup), bitsTerm('b_{\\mathrm{eff}}', bitsPerWeight(format))],
  });

/** Effective bits of a layout: code bits, group size, bits of the scale, bits of the zero point. */
const layoutBits =
  (
    bits: number,
    group: number,
    scaleBits: number,
    zeroBits: number,
    sources?: readonly string[],
  ): CalcDefinition =>
  () => ({
    value: effectiveBits(bits, group, scaleBits, zeroBits),
    unit: 'bitsPerWeight',
    axis: 'memory',
    formula: '\\memory{b_{\\mathrm{eff}}} = b + \\dfrac{b_s + b_z}{g}',
    terms: [
      { symbol: 'b', value: bits, unit: 'bits' },
      { symbol: 'b_s', value: scaleBits, unit: 'bits' },
      { symbol: 'b_z', value: zeroBits, unit: 'bits' },
      { symbol: 'g', value: group, unit: 'count' },
    ],
    sources,
  });

/** The floor of one decode step with the weights in `format`; `alone` is one request with an empty cache. */
const stepFloor =
  (format: string, alone = false): CalcDefinition =>
  (setup) => {
    const bill = receipt({
      ...setup,
      weightFormat: format,
      ...(alone ? { batch: 1, contextTokens: 0 } : {}),
    });
    return {
      value: bill.memorySeconds,
      unit: 'seconds',
      axis: 'latency',
      digits: 3,
      formula: alone
        ? '\\latency{t} \\ge \\dfrac{\\memory{W_{\\mathrm{read}}}}{\\beta}'
        : '\\latency{t} \\ge \\dfrac{\\memory{W_{\\mathrm{read}} + C}}{\\beta}',
      terms: [
        {
          symbol: 'W_{\\mathrm{read}}',
          value: bill.step.weightsReadBytes,
          unit: 'bytes',
          source: modelOf(setup).id,
        },
        ...(alone ? [] : [{ symbol: 'C', value: bill.step.cacheReadBytes, unit: 'bytes' } as const]),
        {
          symbol: '\\beta',
          value: bill.bytesPerSecond,
          unit: 'bytesPerSecond',
          source: acceleratorById(setup.acceleratorId).name,
        },
      ],
    };
  };

/** How many times faster the step may become: bytes before over bytes after, the bandwidth cancels. */
function stepRatio(setup: Setup): CalcResult {
  const before = receipt({ ...setup, weightFormat: 'bf16' });
  const after = receipt({ ...setup, weightFormat: FOUR_BIT });
  return {
    value: before.memorySeconds / after.memorySeconds,
    unit: 'ratio',
    axis: 'latency',
    formula: '\\dfrac{\\memory{W_{16} + C}}{\\memory{W_4 + C}}',
    terms: [
      { symbol: 'W_{16}', value: before.step.weightsReadBytes, unit: 'bytes', source: modelOf(setup).id },
      { symbol: 'W_4', value: after.step.weightsReadBytes, unit: 'bytes' },
      { symbol: 'C', value: after.step.cacheReadBytes, unit: 'bytes' },
    ],
  };
}

function tokensOnOneDevice(setup: Setup): CalcResult {
  const capacity = capacityBytes(setup.acceleratorId);
  const weights = weightBytes(modelOf(setup), FOUR_BIT);
  const perToken = kvCacheBytes(modelOf(setup), { tokens: 1, kvFormat: setup.kvFormat });
  return {
    value: Math.max(0, Math.floor((capacity - weights) / perToken)),
    unit: 'tokens',
    axis: 'memory',
    formula: '\\left\\lfloor \\dfrac{M - \\memory{W_4}}{k} \\right\\rfloor',
    terms: [
      { symbol: 'M', value: capacity, unit: 'bytes', source: acceleratorById(setup.acceleratorId).name },
      { symbol: 'W_4', value: weights, unit: 'bytes' },
      { symbol: 'k', value: perToken, unit: 'bytes', source: modelOf(setup).id },
    ],
  };
}

export const bytesCalcs: Readonly<Record<string, CalcDefinition>> = {
  'quantize.weightsBf16': stored('bf16'),
  'quantize.weightsFourBitCodes': stored('int4'),
  'quantize.weightsFourBit': stored(FOUR_BIT),
  'quantize.effectiveBits': layoutBits(4, GROUP, FP16_BITS, 4),
  'quantize.bitsG32Symmetric': layoutBits(4, GROUP, FP16_BITS, 0, ['ggmlcommon']),
  'quantize.bitsG128Symmetric': layoutBits(4, 128, FP16_BITS, 0),
  'quantize.bitsG128Awq': layoutBits(4, 128, FP16_BITS, 4, ['autoawq']),
  'quantize.bitsG128TwoHalves': layoutBits(4, 128, FP16_BITS, FP16_BITS),
  'quantize.bitsGptFast': layoutBits(4, GROUP, FP16_BITS, FP16_BITS, ['gptfast']),

  'quantize.scalesFourBit': (setup) => {
    const extra = bitsPerWeight(FOUR_BIT) - 4;
    return {
      value: (modelOf(setup).params_exact * extra) / 8,
      unit: 'bytes',
      axis: 'memory',
      formula: '\\memory{S} = \\dfrac{P}{8} \\cdot \\dfrac{b_s + b_z}{g}',
      terms: [
        paramsTerm(setup),
        { symbol: 'b_s', value: FP16_BITS, unit: 'bits' },
        { symbol: 'b_z', value: 4, unit: 'bits' },
        { symbol: 'g', value: GROUP, unit: 'count' },
      ],
    };
  },

  'quantize.scaleOverhead': () => ({
    value: (bitsPerWeight(FOUR_BIT) - 4) / 4,
    unit: 'percent',
    axis: 'memory',
    formula: '\\dfrac{b_{\\mathrm{eff}} - b}{b}',
    terms: [bitsTerm('b_{\\mathrm{eff}}', bitsPerWeight(FOUR_BIT)), { symbol: 'b', value: 4, unit: 'bits' }],
  }),

  'quantize.weightsRatio': () => ({
    value: 16 / bitsPerWeight(FOUR_BIT),
    unit: 'ratio',
    axis: 'memory',
    formula: '\\dfrac{16}{b_{\\mathrm{eff}}}',
    terms: [bitsTerm('b_{\\mathrm{eff}}', bitsPerWeight(FOUR_BIT))],
  }),

  'quantize.aloneBf16': stepFloor('bf16', true),
  'quantize.aloneFourBit': stepFloor(FOUR_BIT, true),
  'quantize.stepBf16': stepFloor('bf16'),
  'quantize.stepFourBit': stepFloor(FOUR_BIT),
  'quantize.stepRatio': stepRatio,
  'quantize.tokensOnOneDevice': tokensOnOneDevice,

  'quantize.weightsRead': (setup) => ({
    value: receipt(setup).step.weightsReadBytes,
    unit: 'bytes',
    axis: 'memory',
    digits: 4,
    formula: '\\memory{W_{\\mathrm{read}}} = P_{\\mathrm{read}} \\cdot b / 8',
    terms: [
      {
        symbol: 'P_{\\mathrm{read}}',
        value: modelOf(setup).params_read_per_token,
        unit: 'count',
        source: modelOf(setup).id,
      },
      bitsTerm('b', bitsPerWeight(setup.weightFormat)),
    ],
  }),

  'quantize.cacheRead': (setup) => ({
    value: receipt(setup).step.cacheReadBytes,
    unit: 'bytes',
    axis: 'memory',
    formula: '\\memory{C} = k \\cdot B \\cdot n',
    terms: [
      {
        symbol: 'k',
        // The mean over the context: windows keep only its end.
        value: receipt(setup).token.cacheReadBytes / setup.contextTokens,
        unit: 'bytes',
        source: modelOf(setup).id,
      },
      { symbol: 'B', value: setup.batch, unit: 'requests' },
      { symbol: 'n', value: setup.contextTokens, unit: 'tokens' },
    ],
  }),

  'quantize.stepArithmetic': (setup) => {
    const bill = receipt({ ...setup, weightFormat: FOUR_BIT });
    return {
      value: bill.computeSeconds,
      unit: 'seconds',
      axis: 'compute',
      formula: '\\compute{t_{\\mathrm{math}}} = \\dfrac{F}{\\phi_{16}}',
      terms: [
        { symbol: 'F', value: bill.step.arithmeticFlops, unit: 'flops' },
        {
          symbol: '\\phi_{16} \\cdot 1\\,\\mathrm{s}',
          value: bill.flopsPerSecond,
          unit: 'flops',
          source: acceleratorById(setup.acceleratorId).name,
        },
      ],
    };
  },

  'quantize.savedFromFp32': () => ({
    value: 1 - 4 / 32,
    unit: 'percent',
    axis: 'memory',
    formula: '1 - \\dfrac{4}{32}',
    terms: [
      { symbol: 'b_{\\mathrm{before}}', value: 32, unit: 'bits' },
      { symbol: 'b_{\\mathrm{after}}', value: 4, unit: 'bits' },
    ],
  }),
};
