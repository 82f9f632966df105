import { describe, expect, test } from 'vitest';
import { openCore, together } from '../../../kernels/gpu/machine/core';
import { processorKernels } from '../../../kernels/gpu/machine/processor-kernels';
import { assembleWasm } from '../../../kernels/gpu/machine/wasm-assembler';
import { openWasm, wasmKernels } from '../../../kernels/gpu/machine/wasm-kernels';
import type { MicroId, MicroVariant } from '../../../kernels/gpu/micro/ids';
import { makeMicroProblem } from '../../../kernels/gpu/micro/meta';
import { largestError, toleranceOf } from '../../../kernels/gpu/micro/problem';

const sizes: Partial<Record<MicroId, readonly Record<string, number>[]>> = {
  read: [{ words: 16 }, { words: 4096 }],
  copy: [{ words: 16 }, { words: 4096 }],
  'matvec-q4': [
    { inner: 32, columns: 1 },
    { inner: 100, columns: 30 },
    { inner: 512, columns: 67 },
  ],
  'matmul-f32': [
    { rows: 4, inner: 4, columns: 8 },
    { rows: 12, inner: 68, columns: 40 },
  ],
};

describe('the processor’s kernels agree with the formula', () => {
  for (const [id, cases] of Object.entries(sizes)) {
    const benchmark = id as MicroId;
    test.each(cases)(`${id} %o`, (size) => {
      const problem = makeMicroProblem(benchmark, size, 3);
      const answer = new (problem.answerKind === 'f32' ? Float32Array : Uint32Array)(problem.answerLength);
      const variants = [
        ...Object.keys(processorKernels[benchmark] ?? {}),
        ...Object.keys(wasmKernels[benchmark] ?? {}),
      ];
      for (const name of variants) {
        const variant = name as MicroVariant;
        const loop = processorKernels[benchmark]?.[variant];
        answer.fill(0);
        if (loop) loop(problem.inputs, answer, size);
        else {
          const run = openWasm(benchmark, variant, problem.inputs, size);
          // Twice: what a run leaves behind must not reach the next one.
          run.run();
          run.run();
          run.copyAnswer(answer);
        }
        expect(largestError(problem, answer), name).toBeLessThanOrEqual(toleranceOf(benchmark));
      }
    });
  }

  test('reading wraps around at 2^32, as words do', () => {
    const words = new Uint32Array(16).fill(0xffffffff);
    const answer = new Uint32Array(1);
    const run = openWasm('read', 'v3', [words], { words: 16 });
    run.run();
    run.copyAnswer(answer);
    expect(answer[0]).toBe(2 ** 32 - 16);
  });

  test('a kernel that is not there is refused', () => {
    expect(() => openWasm('copy', 'v3', [], {})).toThrow(
      expect.objectContaining({ id: 'micro.unknown-variant' }),
    );
  });
});

describe('WebAssembly from text', () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const run = (text: string, ...given: number[]) => {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(assembleWasm(text)), {
      env: { memory },
    });
    return (instance.exports.run as (...values: number[]) => number)(...given);
  };

  test.each([0, 1, -1, 63, 64, -64, -65, 8191, 8192, -8193, 2 ** 31 - 1, -(2 ** 31)])(
    'the constant %i',
    (value) => {
      expect(run(`(result i32) i32.const ${value}`)).toBe(value);
    },
  );

  test('a loop, a remark, a parameter by name: 5 + 4 + 3 + 2 + 1', () => {
    const sum = `(param $n i32) (result i32) (local $sum i32)
      loop ;; downwards
        local.get $sum  local.get $n  i32.add  local.set $sum
        local.get $n  i32.const 1  i32.sub  local.tee $n  br_if 0
      end
      local.get $sum`;
    expect(run(sum, 5)).toBe(15);
  });

  test.each(['fly', 'local.get $none', 'i32.const', 'i32.const x'])('%s is refused by name', (text) => {
    expect(() => assembleWasm(text)).toThrow(expect.objectContaining({ id: 'wasm.bad-text' }));
  });
});

describe('all cores at once', () => {
  test('worked: 1 GB in 1 s and 1 GB in 2 s are 2 GB in 2 s', () => {
    expect(
      together([
        { work: 1e9, seconds: 1 },
        { work: 1e9, seconds: 2 },
      ]),
    ).toEqual({ work: 2e9, seconds: 2 });
  });

  test('a core works until its time is over, and counts whole runs', () => {
    let now = 0;
    const core = openCore(1024, () => {
      now += 0.25;
      return now;
    });
    const read = core.read(1);
    expect(read.work % 4096).toBe(0);
    expect(read.work).toBeGreaterThan(4096);
    expect(read.seconds).toBeGreaterThanOrEqual(1);
    expect(core.multiply(1).work % (2 * 256 ** 3)).toBe(0);
  });
});
