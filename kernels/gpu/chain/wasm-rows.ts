/**
 * A row times a vector in WebAssembly, with vectors of 128 bits, for each format that a processor decodes in. Codes meet
 * x in 16-bit integers, 32767 for its largest number, as engines on processors multiply: an instruction then makes eight
 * products, where fp32 makes four.
 */
import type { DecodeFormat } from '../machine/decode';
import { type Compiled, compileWasm } from '../machine/wasm-kernels';
import { GROUP } from './plan';

/** No fp16: WebAssembly has no instruction for it. */
export const processorFormats = ['fp32', 'q8', 'q4'] as const satisfies readonly DecodeFormat[];
export type ProcessorFormat = (typeof processorFormats)[number];

const four = [0, 1, 2, 3];

const parameters =
  '(param $weights i32) (param $end i32) (param $scales i32) (param $x i32) (param $off i32) (result f32)';

const addLanes = (vector: string) => `
    local.get ${vector}  f32x4.extract_lane 0
    local.get ${vector}  f32x4.extract_lane 1  f32.add
    local.get ${vector}  f32x4.extract_lane 2  f32.add
    local.get ${vector}  f32x4.extract_lane 3  f32.add`;

/** The group's sum is on the stack, in integers. Its codes take so many bytes, its numbers of x 64. */
const endOfGroup = (bytes: number) => `
      f32x4.convert_i32x4_s  local.get $scales  f32.load  f32x4.splat  f32x4.mul
      local.get $sum  f32x4.add  local.set $sum
      local.get $scales  i32.const 4  i32.add  local.set $scales
      local.get $x  i32.const 64  i32.add  local.set $x
      local.get $weights  i32.const ${bytes}  i32.add  local.tee $weights
      local.get $end  i32.lt_u  br_if 0`;

const sources: Readonly<Record<ProcessorFormat, string>> = {
  fp32: `
    ${parameters}
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
    loop ;; sixteen weights a turn, in four sums: an addition need not wait for the one before
      ${four
        .map(
          (i) => `
      local.get $weights  v128.load offset=${16 * i}  local.get $x  v128.load offset=${16 * i}
      f32x4.mul  local.get $sum${i}  f32x4.add  local.set $sum${i}`,
        )
        .join('')}
      local.get $x  i32.const 64  i32.add  local.set $x
      local.get $weights  i32.const 64  i32.add  local.tee $weights
      local.get $end  i32.lt_u  br_if 0
    end
    local.get $sum0  local.get $sum1  f32x4.add
    local.get $sum2  local.get $sum3  f32x4.add  f32x4.add  local.set $sum0
    ${addLanes('$sum0')}`,
  q8: `
    ${parameters}
    (local $sum v128)
    loop ;; a group of 32 codes a turn: eight of them are widened as they are read
      ${four
        .map(
          (i) => `
      local.get $weights  v128.load8x8_s offset=${8 * i}  local.get $x  v128.load offset=${16 * i}
      i32x4.dot_i16x8_s${i === 0 ? '' : '  i32x4.add'}`,
        )
        .join('')}
      ${endOfGroup(32)}
    end
    ${addLanes('$sum')}`,
  q4: `
    ${parameters}
    (local $mask v128) (local $packed v128) (local $sum v128)
    i32.const 15  i16x8.splat  local.set $mask
    loop ;; a group of 32 codes a turn, eight after each shift; the 8 to subtract comes off once
      local.get $weights  v128.load  local.set $packed
      ${four
        .map(
          (i) => `
      local.get $packed${i === 0 ? '' : `  i32.const ${4 * i}  i16x8.shr_u`}${i === 3 ? '' : '  local.get $mask  v128.and'}
      local.get $x  v128.load offset=${16 * i}  i32x4.dot_i16x8_s${i === 0 ? '' : '  i32x4.add'}`,
        )
        .join('')}
      local.get $off  v128.load  i32x4.sub
      local.get $off  i32.const 16  i32.add  local.set $off
      ${endOfGroup(16)}
    end
    ${addLanes('$sum')}`,
};

/** The text that runs for one format, without the indents of its place here. */
export const rowText = (format: ProcessorFormat): string =>
  sources[format]
    .split('\n')
    .map((line) => line.replace(/^ {4}/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');

/** A row's sum: places in memory of its weights, their end, its scales, and of what `arrange` makes of x. */
export const compileRow = (format: ProcessorFormat, memory: WebAssembly.Memory): Compiled =>
  compileWasm(sources[format], memory);

export interface Arranged {
  readonly x: Float32Array | Int16Array;
  /** For each group, what comes off its sum of codes, in the first of four numbers. */
  readonly off: Int32Array;
  /** What a row's sum is multiplied by. */
  readonly unit: number;
}

const LARGEST = 32767;

/** x as a format's kernel meets it. */
export function arrange(format: ProcessorFormat, x: Float32Array): Arranged {
  if (format === 'fp32') return { x, off: new Int32Array(0), unit: 1 };
  const most = x.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const codes = Int16Array.from(x, (value) => Math.round((value / most) * LARGEST));
  const unit = most / LARGEST;
  if (format === 'q8') return { x: codes, off: new Int32Array(0), unit };
  const off = new Int32Array((x.length / GROUP) * 4);
  for (const [at, code] of codes.entries()) off[Math.floor(at / GROUP) * 4] += 8 * code;
  // A shift moves all eight half-words of a group alike: what comes out together are every fourth of its weights.
  const order = codes.map((_, at) => codes[(at & ~31) + (at & 7) * 4 + ((at >> 3) & 3)]);
  return { x: order, off, unit };
}
