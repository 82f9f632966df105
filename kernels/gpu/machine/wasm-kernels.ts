/**
 * Kernels in WebAssembly with vectors of 128 bits: what a processor's core does when nothing is in its way. Engines for
 * the browser, onnxruntime among them, compute with the same instructions.
 */
import { BookError } from '../../errors';
import type { MicroId, MicroVariant } from '../micro/ids';
import type { MicroSize } from '../micro/problem';
import type { Numbers } from '../runner';
import { assembleWasm } from './wasm-assembler';

const rows = [0, 1, 2, 3];

/** The answer's 4 × 8 numbers live in eight vectors; a number of A serves eight products, one of B four. */
const productOfRow = (row: number) => `
    local.get $a${row}  v128.load32_splat  local.set $x
    local.get $left${row}  local.get $x  local.get $b0  f32x4.mul  f32x4.add  local.set $left${row}
    local.get $right${row}  local.get $x  local.get $b1  f32x4.mul  f32x4.add  local.set $right${row}
    local.get $a${row}  i32.const 4  i32.add  local.set $a${row}`;

/** Code i of each of a group's four words, at once: they are converted and meet their four numbers of x. */
const codes = [0, 1, 2, 3, 4, 5, 6, 7];
const productOfCodes = (code: number) => `
    local.get $packed  i32.const ${4 * code}  i32x4.shr_u  local.get $mask  v128.and  f32x4.convert_i32x4_s
    local.get $x  v128.load offset=${16 * code}  f32x4.mul${code === 0 ? '' : '  local.get $part  f32x4.add'}  local.set $part`;

export const wasmKernels: Partial<Record<MicroId, Partial<Record<MicroVariant, string>>>> = {
  read: {
    v3: `
      (param $at i32) (param $end i32) (result i32)
      (local $a v128) (local $b v128) (local $c v128) (local $d v128)
      loop ;; four vectors of four words a turn, each added to a sum of its own
        local.get $a  local.get $at  v128.load offset=0   i32x4.add  local.set $a
        local.get $b  local.get $at  v128.load offset=16  i32x4.add  local.set $b
        local.get $c  local.get $at  v128.load offset=32  i32x4.add  local.set $c
        local.get $d  local.get $at  v128.load offset=48  i32x4.add  local.set $d
        local.get $at  i32.const 64  i32.add  local.tee $at
        local.get $end  i32.lt_u  br_if 0
      end
      local.get $a  local.get $b  i32x4.add
      local.get $c  local.get $d  i32x4.add  i32x4.add  local.tee $a
      i32x4.extract_lane 0
      local.get $a  i32x4.extract_lane 1  i32.add
      local.get $a  i32x4.extract_lane 2  i32.add
      local.get $a  i32x4.extract_lane 3  i32.add`,
  },
  'matvec-q4': {
    v3: `
      (param $codes i32) (param $end i32) (param $scales i32) (param $x i32) (param $off i32) (result f32)
      (local $mask v128) (local $packed v128) (local $part v128) (local $sum v128)
      i32.const 15  i32x4.splat  local.set $mask
      loop ;; a group of 32 codes a turn; the 8 to subtract comes off once, as 8 times the numbers of x
        local.get $codes  v128.load  local.set $packed
        ${codes.map(productOfCodes).join('')}
        local.get $scales  f32.load  f32x4.splat
        local.get $part  local.get $off  v128.load  f32x4.sub  f32x4.mul
        local.get $sum  f32x4.add  local.set $sum
        local.get $scales  i32.const 4  i32.add  local.set $scales
        local.get $x  i32.const 128  i32.add  local.set $x
        local.get $off  i32.const 16  i32.add  local.set $off
        local.get $codes  i32.const 16  i32.add  local.tee $codes
        local.get $end  i32.lt_u  br_if 0
      end
      local.get $sum  f32x4.extract_lane 0
      local.get $sum  f32x4.extract_lane 1  f32.add
      local.get $sum  f32x4.extract_lane 2  f32.add
      local.get $sum  f32x4.extract_lane 3  f32.add`,
  },
  'matmul-f32': {
    v3: `
      (param $a0 i32) (param $a1 i32) (param $a2 i32) (param $a3 i32) ;; four rows of A
      (param $b i32) (param $answer i32) (param $left i32) (param $stride i32)
      (local $x v128) (local $b0 v128) (local $b1 v128)
      ${rows.map((row) => `(local $left${row} v128) (local $right${row} v128)`).join(' ')}
      loop ;; one step along k: eight numbers of B, one of each row of A, 32 products
        local.get $b  v128.load offset=0   local.set $b0
        local.get $b  v128.load offset=16  local.set $b1
        ${rows.map(productOfRow).join('')}
        local.get $b  local.get $stride  i32.add  local.set $b
        local.get $left  i32.const 1  i32.sub  local.tee $left  br_if 0
      end
      ${rows
        .map(
          (row) => `
        local.get $answer  local.get $left${row}  v128.store offset=0
        local.get $answer  local.get $right${row}  v128.store offset=16
        local.get $answer  local.get $stride  i32.add  local.set $answer`,
        )
        .join('')}`,
  },
};

/** A kernel with its numbers in its own memory. */
export interface WasmRun {
  run(): void;
  /** Of the last run. */
  copyAnswer(to: Float32Array | Uint32Array): void;
}

const PAGE = 65_536;
const LINE = 64;

/**
 * Sizes: `read` whole vectors of 16 words, `matmul-f32` rows in fours and columns in eights.
 * Errors: `gpu.feature` {feature} where the engine has no vectors, `micro.unknown-variant`, RangeError for too much memory.
 */
export function openWasm(
  benchmark: MicroId,
  variant: MicroVariant,
  inputs: readonly Numbers[],
  size: MicroSize,
): WasmRun {
  const source = wasmKernels[benchmark]?.[variant];
  if (!source) throw new BookError('micro.unknown-variant', { benchmark, variant });
  const drive = drivers[benchmark];
  if (!drive) throw new BookError('micro.unknown-variant', { benchmark, variant });
  const given = drive.inputs(inputs);
  const starts: number[] = [];
  let end = 0;
  for (const { byteLength } of given) {
    starts.push(end);
    end += Math.ceil(byteLength / LINE) * LINE;
  }
  const memory = new WebAssembly.Memory({ initial: Math.ceil((end + drive.answerBytes(size)) / PAGE) });
  for (const [at, { buffer, byteOffset, byteLength }] of given.entries()) {
    new Uint8Array(memory.buffer, starts[at]).set(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return drive.open(compileWasm(source, memory), { starts, end, inputs: given, size, memory });
}

interface Placed {
  readonly starts: readonly number[];
  /** Where the answer may begin. */
  readonly end: number;
  readonly inputs: readonly Numbers[];
  readonly size: MicroSize;
  readonly memory: WebAssembly.Memory;
}

export type Compiled = (...values: number[]) => number;

/** How a kernel's function is called over a whole problem. */
interface Driver {
  readonly inputs: (inputs: readonly Numbers[]) => readonly Numbers[];
  readonly answerBytes: (size: MicroSize) => number;
  readonly open: (run: Compiled, placed: Placed) => WasmRun;
}

const drivers: Partial<Record<MicroId, Driver>> = {
  read: {
    inputs: (inputs) => inputs,
    answerBytes: () => 0,
    open(run, { inputs: [words] }) {
      let sum = 0;
      return {
        run: () => {
          sum = run(0, words.byteLength);
        },
        copyAnswer: (to) => {
          to[0] = sum >>> 0;
        },
      };
    },
  },
  'matvec-q4': {
    inputs: ([x, packed, scales]) => [...lanes(x), packed, scales],
    answerBytes: () => 0,
    open(run, { starts: [x, off, packed, scales], size: { inner, columns } }) {
      const groups = Math.ceil(inner / 32);
      const answer = new Float32Array(columns);
      return {
        run() {
          for (let column = 0; column < columns; column++) {
            const from = packed + column * groups * 16;
            answer[column] = run(from, from + groups * 16, scales + column * groups * 4, x, off);
          }
        },
        copyAnswer: (to) => to.set(answer),
      };
    },
  },
  'matmul-f32': {
    inputs: (inputs) => inputs,
    answerBytes: (size) => size.rows * size.columns * 4,
    open(run, { starts: [a, b], end, size: { rows: height, inner, columns }, memory }) {
      return {
        run() {
          for (let row = 0; row < height; row += 4) {
            const at = a + row * inner * 4;
            const next = inner * 4;
            for (let column = 0; column < columns; column += 8) {
              const to = end + (row * columns + column) * 4;
              run(at, at + next, at + 2 * next, at + 3 * next, b + column * 4, to, inner, columns * 4);
            }
          }
        },
        copyAnswer: (to) => to.set(new Float32Array(memory.buffer, end, to.length)),
      };
    },
  },
};

/**
 * x as the kernel meets it, and 8 times its sums. A shift moves all four words of a group alike, so code i of the four
 * words comes out together: those are weights i, 8 + i, 16 + i and 24 + i.
 */
function lanes(x: Numbers): [Float32Array, Float32Array] {
  const order = new Float32Array(x.length);
  const off = new Float32Array(x.length / 8);
  for (let group = 0; group < x.length / 32; group++) {
    for (const code of codes) {
      for (let word = 0; word < 4; word++) {
        const value = x[group * 32 + word * 8 + code];
        order[group * 32 + code * 4 + word] = value;
        off[group * 4 + word] += 8 * value;
      }
    }
  }
  return [order, off];
}

/** Errors: `gpu.feature` {feature} where the engine has no vectors, `wasm.bad-text`. */
export function compileWasm(source: string, memory: WebAssembly.Memory): Compiled {
  try {
    const module = new WebAssembly.Module(assembleWasm(source));
    return new WebAssembly.Instance(module, { env: { memory } }).exports.run as never;
  } catch (error) {
    if (error instanceof BookError) throw error;
    throw new BookError('gpu.feature', { feature: 'WebAssembly SIMD' });
  }
}
