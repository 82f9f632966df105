/** Decoding as points under the roofline: two operations per weight, and the bytes that a weight takes in its format. */
import type { DecodeFormat } from './decode';
import type { MachineReport } from './report';

export interface DecodePoint {
  readonly what: 'pocket' | 'chain';
  readonly format: DecodeFormat;
  /** Operations per byte. */
  readonly intensity: number;
  /** Operations per second. */
  readonly rate: number;
}

/** With a scale for 32 weights: of 16 bits on a GPU, of 32 on the processor. */
const bitsPerWeight = (format: DecodeFormat, onProcessor: boolean): number =>
  onProcessor
    ? { fp32: 32, fp16: 16, q8: 9, q4: 5 }[format]
    : { fp32: 32, fp16: 16, q8: 8.5, q4: 4.5 }[format];

/**
 * What ran where the report's roofline was measured: on the GPU, or on the processor. Of Pocket only fp32, since in the
 * narrower formats part of it stays wide. Worked: 1 GB of fp32 weights in 10 ms → 0.5 operations per byte, 50 GFLOP/s.
 */
export function decodePoints({
  clock,
  decode,
}: Pick<MachineReport, 'clock' | 'decode'>): readonly DecodePoint[] {
  if (!decode) return [];
  const onProcessor = clock === 'processor';
  const point = (
    what: DecodePoint['what'],
    format: DecodeFormat,
    bytes: number,
    seconds: number,
  ): DecodePoint => {
    const intensity = 2 / (bitsPerWeight(format, onProcessor) / 8);
    return { what, format, intensity, rate: (intensity * bytes) / seconds };
  };
  const pocket = decode.pocket.flatMap((row) =>
    row.state === 'measured' && row.format === 'fp32' && row.place === (onProcessor ? 'wasm' : 'webgpu')
      ? [point('pocket', row.format, row.bytes, row.seconds.median)]
      : [],
  );
  const chain = decode.chain.flatMap((row) =>
    row.state === 'measured' && row.place === (onProcessor ? 'processor' : 'webgpu')
      ? [point('chain', row.format, row.bytes, row.seconds.median)]
      : [],
  );
  return [...pocket, ...chain];
}
