/**
 * WebAssembly from text, as much of it as the kernels here need: one function over an imported memory, in the flat form
 * of the text format, with the instructions of the table below. Opcodes: WebAssembly core specification, version 2.0.
 */
import { BookError, ensure } from '../../errors';

/** Bytes of an instruction, and what follows it in the text. */
const table: Readonly<Record<string, { readonly code: readonly number[]; readonly takes?: Immediate }>> = {
  loop: { code: [0x03, 0x40] },
  end: { code: [0x0b] },
  br_if: { code: [0x0d], takes: 'index' },
  'local.get': { code: [0x20], takes: 'local' },
  'local.set': { code: [0x21], takes: 'local' },
  'local.tee': { code: [0x22], takes: 'local' },
  'i32.const': { code: [0x41], takes: 'constant' },
  'i32.lt_u': { code: [0x49] },
  'i32.add': { code: [0x6a] },
  'i32.sub': { code: [0x6b] },
  'f32.load': { code: [0x2a, 0x02], takes: 'offset' },
  'f32.add': { code: [0x92] },
  'v128.load': { code: [0xfd, 0x00, 0x04], takes: 'offset' },
  'v128.load8x8_s': { code: [0xfd, 0x01, 0x03], takes: 'offset' },
  'v128.load32_splat': { code: [0xfd, 0x09, 0x02], takes: 'offset' },
  'v128.store': { code: [0xfd, 0x0b, 0x04], takes: 'offset' },
  'i16x8.shr_u': { code: [0xfd, 0x8d, 0x01] },
  'i16x8.splat': { code: [0xfd, 0x10] },
  'i32x4.dot_i16x8_s': { code: [0xfd, 0xba, 0x01] },
  'i32x4.sub': { code: [0xfd, 0xb1, 0x01] },
  'i32x4.extract_lane': { code: [0xfd, 0x1b], takes: 'index' },
  'f32x4.splat': { code: [0xfd, 0x13] },
  'f32x4.extract_lane': { code: [0xfd, 0x1f], takes: 'index' },
  'v128.and': { code: [0xfd, 0x4e] },
  'i32x4.shr_u': { code: [0xfd, 0xad, 0x01] },
  'i32x4.splat': { code: [0xfd, 0x11] },
  'i32x4.add': { code: [0xfd, 0xae, 0x01] },
  'f32x4.convert_i32x4_s': { code: [0xfd, 0xfa, 0x01] },
  'f32x4.add': { code: [0xfd, 0xe4, 0x01] },
  'f32x4.sub': { code: [0xfd, 0xe5, 0x01] },
  'f32x4.mul': { code: [0xfd, 0xe6, 0x01] },
};
type Immediate = 'local' | 'index' | 'constant' | 'offset';

const types: Readonly<Record<string, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** Worked: 300 → 0xac, 0x02. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}
/** Worked: 64 → 0xc0, 0x00: one byte more, since bit 6 of the last is the sign. */
function signed(value: number): number[] {
  const rest = value >> 7;
  const over = (rest === 0 && (value & 64) === 0) || (rest === -1 && (value & 64) !== 0);
  return over ? [value & 127] : [(value & 127) | 128, ...signed(rest)];
}
const vector = (entries: readonly (readonly number[])[]) => [...unsigned(entries.length), ...entries.flat()];
const section = (id: number, body: readonly number[]) => [id, ...unsigned(body.length), ...body];
const text = (name: string) => vector([...name].map((letter) => [letter.charCodeAt(0)]));

/**
 * A module that imports `env.memory` and exports the function as `run`.
 * `(param $a i32)`, `(result i32)` and `(local $s v128)` come first, `;;` begins a remark.
 * Errors: `wasm.bad-text` {word}.
 */
export function assembleWasm(source: string): Uint8Array<ArrayBuffer> {
  const names: string[] = [];
  const kinds = { param: [] as number[], local: [] as number[], result: [] as number[] };
  const bare = source
    .replace(/;;.*$/gm, '')
    .replace(
      /\((param|local|result)\s+(?:\$(\w+)\s+)?(\w+)\)/g,
      (_, kind: keyof typeof kinds, name, type) => {
        kinds[kind].push(types[type]);
        if (name) names.push(name);
        return '';
      },
    );
  const words = bare.split(/\s+/).filter((word) => word !== '');
  const code: number[] = [];
  for (let at = 0; at < words.length; at++) {
    const instruction = table[words[at]];
    ensure(instruction, 'wasm.bad-text', { word: words[at] });
    code.push(...instruction.code);
    if (!instruction.takes) continue;
    const next = words[at + 1] ?? '';
    if (instruction.takes === 'offset') {
      const offset = /^offset=(\d+)$/.exec(next);
      code.push(...unsigned(Number(offset?.[1] ?? 0)));
      if (offset) at++;
      continue;
    }
    code.push(...immediate(next, instruction.takes, names));
    at++;
  }
  const locals = vector(kinds.local.map((type) => [1, type]));
  const body = [...locals, ...code, 0x0b];
  const bytes = (list: readonly number[]) => vector(list.map((type) => [type]));
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...bytes(kinds.param), ...bytes(kinds.result)]])),
    ...section(2, vector([[...text('env'), ...text('memory'), 0x02, 0x00, 0x00]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text('run'), 0x00, 0x00]])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
}

function immediate(word: string, takes: Immediate, names: readonly string[]): number[] {
  const value = takes === 'local' ? names.indexOf(word.slice(1)) : Number(word || Number.NaN);
  if (!Number.isInteger(value) || (takes !== 'constant' && value < 0)) {
    throw new BookError('wasm.bad-text', { word });
  }
  return takes === 'constant' ? signed(value) : unsigned(value);
}
