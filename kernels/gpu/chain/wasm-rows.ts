/**
 * Rows times a vector in WebAssembly, with vectors of 128 bits, for each format that a processor decodes in. In fp32 four
 * rows go together, so that x is read once for all; with codes that was slower, for want of registers. Codes meet x in
 * 16-bit integers, 32767 for its largest number, as engines on processors multiply: an instruction then makes eight
 * products, where fp32 makes four.
 */
import type { DecodeFormat } from '../machine/decode';
import { type Compiled, compileWasm } from '../machine/wasm-kernels';
import { GROUP, wordsPerRow } from './plan';

/** No fp16: WebAssembly has no instruction for it. */
export const processorFormats = ['fp32', 'q8', 'q4'] as const satisfies readonly DecodeFormat[];
export type ProcessorFormat = (typeof processorFormats)[number];

/** Rows to a call; every shape has them in such bundles. */
export const ROWS = 64;
/** Numbers that a call leaves for each row; their sum is the row's. */
export const PARTS = 4;

const four = [0, 1, 2, 3];
const each = (text: (i: number) => string) => four.map(text).join('');

const head = (locals: string) => `(param $weights i32) (param $end i32) (param $scales i32)
(param $x i32) (param $off i32) (param $out i32)
(local $at i32) (local $minus i32) (local $row_end i32) ${locals}`;

const zero = (sum: string) => `i32.const 0  i32x4.splat  local.set ${sum}`;

const begin = (rowBytes: number) => `
  local.get $x  local.set $at
  local.get $weights  i32.const ${rowBytes}  i32.add  local.set $row_end`;

/** x and weights go on, and the loop along the row with them. */
const along = (weightBytes: number) => `
    local.get $at  i32.const 64  i32.add  local.set $at
    local.get $weights  i32.const ${weightBytes}  i32.add  local.tee $weights
    local.get $row_end  i32.lt_u  br_if 0
  end`;

const nextRow = (rows: number) => `
  local.get $out  i32.const ${16 * rows}  i32.add  local.set $out
  local.get $weights  local.get $end  i32.lt_u  br_if 0
end`;

/** A group's sum of integers is on the stack. */
const endOfGroup = (bytes: number) => `
    f32x4.convert_i32x4_s  local.get $scales  f32.load  f32x4.splat  f32x4.mul
    local.get $sum  f32x4.add  local.set $sum
    local.get $scales  i32.const 4  i32.add  local.set $scales${along(bytes)}
  local.get $out  local.get $sum  v128.store${nextRow(1)}`;

const sources: Readonly<Record<ProcessorFormat, (rowBytes: number) => string>> = {
  fp32: (bytes) => `${head(`(local $numbers v128)
(local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)`)}
loop ;; four rows a turn${each((row) => `\n  ${zero(`$sum${row}`)}`)}${begin(bytes)}
  loop ;; sixteen numbers of x a turn, in fours; each meets all four rows${each(
    (i) => `
    local.get $at  v128.load offset=${16 * i}  local.set $numbers${each(
      (row) => `
    local.get $weights  v128.load offset=${row * bytes + 16 * i}  local.get $numbers  f32x4.mul
    local.get $sum${row}  f32x4.add  local.set $sum${row}`,
    )}`,
  )}${along(64)}${each(
    (row) => `
  local.get $out  local.get $sum${row}  v128.store offset=${16 * row}`,
  )}
  local.get $weights  i32.const ${3 * bytes}  i32.add  local.set $weights${nextRow(4)}`,
  q8: (bytes) => `${head('(local $sum v128)')}
loop ;; a row a turn
  ${zero('$sum')}${begin(bytes)}
  loop ;; a group of 32 codes a turn: eight of them are widened as they are read${each(
    (i) => `
    local.get $weights  v128.load8x8_s offset=${8 * i}  local.get $at  v128.load offset=${16 * i}
    i32x4.dot_i16x8_s${i === 0 ? '' : '  i32x4.add'}`,
  )}${endOfGroup(32)}`,
  q4: (bytes) => `${head('(local $mask v128) (local $packed v128) (local $sum v128)')}
i32.const 15  i16x8.splat  local.set $mask
loop ;; a row a turn
  ${zero('$sum')}${begin(bytes)}
  local.get $off  local.set $minus
  loop ;; a group of 32 codes a turn, eight after each shift; the 8 to subtract comes off once
    local.get $weights  v128.load  local.set $packed${each(
      (i) => `
    local.get $packed${i === 0 ? '' : `  i32.const ${4 * i}  i16x8.shr_u`}${i === 3 ? '' : '  local.get $mask  v128.and'}
    local.get $at  v128.load offset=${16 * i}  i32x4.dot_i16x8_s${i === 0 ? '' : '  i32x4.add'}`,
    )}
    local.get $minus  v128.load  i32x4.sub
    local.get $minus  i32.const 16  i32.add  local.set $minus${endOfGroup(16)}`,
};

/** Bytes of a row's weights, and of its scales in fp32. */
export function rowBytes(format: ProcessorFormat, width: number): { weights: number; scales: number } {
  const words = wordsPerRow(format, width);
  return { weights: words.weights * 4, scales: words.scales * 8 };
}

/** The text that runs for rows of one width. */
export const rowText = (format: ProcessorFormat, width: number): string =>
  sources[format](rowBytes(format, width).weights);

/** Rows' sums, in parts: places in memory of their weights, the last one's end, scales, what `arrange` makes of x, the answer. */
export const compileRows = (format: ProcessorFormat, width: number, memory: WebAssembly.Memory): Compiled =>
  compileWasm(rowText(format, width), memory);

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
