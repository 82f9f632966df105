/** Ways of reading memory that the book does not ship, to hold those against that it does. */
import { assembleWasm } from '../../../kernels/gpu/machine/wasm-assembler';
import { wasmKernels } from '../../../kernels/gpu/machine/wasm-kernels';
import { makeMicroProblem, microWgsl } from '../../../kernels/gpu/micro/meta';
import { createRunner } from '../../../kernels/gpu/runner';

export interface Timed {
  readonly name: string;
  readonly bytesPerSecond: number;
}

const now = () => performance.now() / 1000;
const ROUNDS = 9;

/** By turns; the median of each. */
async function takeTurns(
  ways: Readonly<Record<string, () => Promise<number> | number>>,
  bytes: number,
): Promise<Timed[]> {
  const taken: Record<string, number[]> = {};
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, once] of Object.entries(ways)) {
      const seconds = await once();
      // The first round warms up.
      if (round > 0) taken[name] = [...(taken[name] ?? []), seconds];
    }
  }
  return Object.entries(taken).map(([name, times]) => ({
    name,
    bytesPerSecond: bytes / times.sort((a, b) => a - b)[Math.floor(times.length / 2)],
  }));
}

const workbench = {
  /** The shipped texts with other numbers of workgroups. @param skip variants too slow to wait for */
  async gpu(words: number, skip: readonly string[]): Promise<Timed[]> {
    const adapter = await navigator.gpu.requestAdapter();
    if (!adapter) throw new Error('no adapter');
    const requiredFeatures = (['timestamp-query'] as const).filter((one) => adapter.features.has(one));
    const device = await adapter.requestDevice({ requiredFeatures });
    const problem = makeMicroProblem('read', { words }, 1);
    const runner = createRunner(device, 4);
    const input = runner.upload(problem.inputs[0]);
    const ways: Record<string, () => Promise<number>> = {};
    for (const variant of ['v3', 'v4'] as const) {
      if (skip.includes(variant)) continue;
      for (const groups of [1, 4, 8, 16, 64, 256, 2048]) {
        const name = `${variant} in ${groups} workgroups`;
        const build = () => ({
          code: microWgsl('read', variant, { words }),
          bindings: [input, runner.answer],
          steps: [{ entryPoint: 'main', groups: [groups, 1, 1] as const }],
        });
        const [sum] = new Uint32Array(await runner.run(name, build));
        if (sum !== problem.expected(0).value) throw new Error(`${name} is wrong`);
        ways[name] = () => runner.time(name, build, 1, now);
      }
    }
    const timed = await takeTurns(ways, words * 4);
    runner.destroy();
    device.destroy();
    return timed;
  },

  /** Loops of other widths, and the shipped one with other numbers of sums. */
  processor(words: number): Promise<Timed[]> {
    const memory = new WebAssembly.Memory({ initial: Math.ceil((words * 4) / 65_536) });
    const ints = new Int32Array(memory.buffer, 0, words);
    ints.set(new Int32Array(makeMicroProblem('read', { words }, 1).inputs[0].buffer));
    const run = (text: string) => {
      const module = new WebAssembly.Module(assembleWasm(text));
      const { exports } = new WebAssembly.Instance(module, { env: { memory } });
      return () => (exports.run as (from: number, to: number) => number)(0, words * 4);
    };
    const shipped = wasmKernels.read?.v3 ?? '';
    const kept: number[] = [];
    const timed = (work: () => number) => () => {
      const before = now();
      kept.push(work());
      return now() - before;
    };
    return takeTurns(
      {
        'vectors, four sums': timed(run(shipped)),
        'vectors, two sums': timed(run(vectors(2))),
        'vectors, eight sums': timed(run(vectors(8))),
        'whole numbers, one sum': timed(() => sumOf(ints, 1)),
        'whole numbers, four sums': timed(() => sumOf(ints, 4)),
      },
      words * 4,
    );
  },
};

/** The shipped kernel with another number of sums. */
function vectors(sums: number): string {
  const all = Array.from({ length: sums }, (_, at) => at);
  const add = (at: number) =>
    `local.get $s${at} local.get $at v128.load offset=${16 * at} i32x4.add local.set $s${at}`;
  return `(param $at i32) (param $end i32) (result i32) ${all.map((at) => `(local $s${at} v128)`).join(' ')}
    loop ${all.map(add).join('\n')}
      local.get $at i32.const ${16 * sums} i32.add local.tee $at local.get $end i32.lt_u br_if 0
    end
    ${all.map((at) => `local.get $s${at}`).join(' ')} ${'i32x4.add '.repeat(sums - 1)} local.tee $s0
    i32x4.extract_lane 0 local.get $s0 i32x4.extract_lane 1 i32.add
    local.get $s0 i32x4.extract_lane 2 i32.add local.get $s0 i32x4.extract_lane 3 i32.add`;
}

function sumOf(ints: Int32Array, sums: 1 | 4): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  if (sums === 1) for (let i = 0; i < ints.length; i++) a = (a + ints[i]) | 0;
  else {
    for (let i = 0; i < ints.length; i += 4) {
      a = (a + ints[i]) | 0;
      b = (b + ints[i + 1]) | 0;
      c = (c + ints[i + 2]) | 0;
      d = (d + ints[i + 3]) | 0;
    }
  }
  return (a + b + c + d) | 0;
}

export type BandwidthWorkbench = typeof workbench;
Object.assign(globalThis, { workbench });
