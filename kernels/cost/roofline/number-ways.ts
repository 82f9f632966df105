/**
 * What a way of keeping and multiplying numbers gives on a device: the format weights are stored in, the unit that
 * multiplies them, its rate. Weight-only formats are widened to 16 bits first; formats that narrow the activations too
 * use the fastest unit of that width. A device without one widens, and says so. Attention multiplies in 16 bits always.
 */
import type { AcceleratorRow } from '../../catalog/accelerators';
import { type ArithmeticFormat, peakRate, wideFormat } from '../flops';
import type { Setup } from '../setup';
import type { NumberWay } from './params';

export interface Numbers {
  readonly weightFormat: string;
  /** Unit that multiplies the weights; absent where the device states no rate. */
  readonly unit?: ArithmeticFormat;
  /** Operations per second of one device for the weights' products, and for attention. */
  readonly rate?: number;
  readonly attentionRate?: number;
  /** The asked unit does not exist here, so weights are widened instead. */
  readonly widened: boolean;
}

const narrowUnits: Readonly<Partial<Record<NumberWay, readonly ArithmeticFormat[]>>> = {
  w8a8: ['fp8', 'int8'],
  w4a4: ['fp4', 'int4'],
};

/** Scales of activations and of 8-bit weights, one per token or channel, are too few to count. */
function storedFormat(way: NumberWay, setup: Setup, unit?: ArithmeticFormat): string {
  if (way === 'setup') return setup.weightFormat;
  if (way === 'w16a16') return 'bf16';
  if (way === 'w8a8') return 'int8';
  return way === 'w4a4' && unit === 'fp4' ? 'nvfp4' : 'int4-g128';
}

/** Worked: w8a8 on a100-80-sxm stores int8 and multiplies at 624e12; on v100-sxm2-32 it widens to 125e12. */
export function numbersOf(way: NumberWay, setup: Setup, accelerator: AcceleratorRow): Numbers {
  const rateOf = (format?: ArithmeticFormat) => format && peakRate(accelerator, format);
  const asked = narrowUnits[way];
  const narrow = asked
    ?.filter((format) => rateOf(format) !== undefined)
    .sort((a, b) => (rateOf(b) ?? 0) - (rateOf(a) ?? 0))[0];
  const weightFormat = storedFormat(way, setup, narrow);
  const unit = narrow ?? wideFormat(accelerator, weightFormat);
  return {
    weightFormat,
    unit,
    rate: rateOf(unit),
    // Where only a narrow rate is stated, 16 bits are at most as fast.
    attentionRate: rateOf(wideFormat(accelerator, way === 'setup' ? weightFormat : 'bf16') ?? unit),
    widened: asked !== undefined && narrow === undefined,
  };
}
