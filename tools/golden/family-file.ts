/**
 * Reading a golden family: `<family>.json` beside `<family>.bin`. Every stated length is checked against the bytes
 * at hand, so that a damaged file is one failed check and not a crash.
 */
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const arrayTypes = {
  f32: Float32Array,
  f64: Float64Array,
  u8: Uint8Array,
  i8: Int8Array,
  u16: Uint16Array,
  i16: Int16Array,
  u32: Uint32Array,
  i32: Int32Array,
} as const;

export type Numbers = InstanceType<(typeof arrayTypes)[keyof typeof arrayTypes]>;

export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly values: Numbers;
}

export interface GoldenCase {
  readonly id: string;
  readonly kind: string;
  /** Every other field of the case, as it stands in the file. */
  readonly fields: Readonly<Record<string, unknown>>;
  input(name: string): GoldenTensor;
  /** Expected results: read to compare, never to compute. */
  readonly expect: ReadonlyMap<string, GoldenTensor | number>;
}

export interface GoldenFamily {
  readonly family: string;
  /** Cases in file order; one that cannot be read carries the reason. */
  readonly cases: readonly (GoldenCase | { readonly id: string; readonly problem: string })[];
}

class GoldenFileError extends Error {}

/** Reads a family. Throws `GoldenFileError` when the file as a whole makes no sense. */
export function readFamily(path: string, json: unknown): GoldenFamily {
  if (!isRecord(json) || typeof json.family !== 'string' || !Array.isArray(json.cases)) {
    throw new GoldenFileError('no family with cases');
  }
  if (json.endianness !== undefined && json.endianness !== 'little')
    throw new GoldenFileError('not little endian');
  const binName = typeof json.bin === 'string' ? basename(json.bin) : `${json.family}.bin`;
  const binPath = join(dirname(path), binName);
  if (!statSync(binPath, { throwIfNoEntry: false })?.isFile())
    throw new GoldenFileError(`${binName} is missing`);
  const bin = readFileSync(binPath);
  const cases = json.cases.map((entry, index) => {
    const id = isRecord(entry) && typeof entry.id === 'string' ? entry.id : `case ${index}`;
    try {
      return readCase(id, entry, bin);
    } catch (error) {
      return { id, problem: (error as Error).message };
    }
  });
  return { family: json.family, cases };
}

function readCase(id: string, entry: unknown, bin: Uint8Array): GoldenCase {
  if (!isRecord(entry) || typeof entry.kind !== 'string') throw new GoldenFileError('case without a kind');
  if (!isRecord(entry.expect) || Object.keys(entry.expect).length === 0) {
    throw new GoldenFileError('case without expected results');
  }
  const inputs = isRecord(entry.inputs) ? entry.inputs : {};
  const expect = new Map<string, GoldenTensor | number>();
  for (const [name, value] of Object.entries(entry.expect)) {
    expect.set(name, typeof value === 'number' ? value : readTensor(name, value, bin));
  }
  return {
    id,
    kind: entry.kind,
    fields: entry,
    expect,
    input: (name) => readTensor(name, inputs[name], bin),
  };
}

function readTensor(name: string, value: unknown, bin: Uint8Array): GoldenTensor {
  const bad = (reason: string) => new GoldenFileError(`tensor ${name}: ${reason}`);
  if (!isRecord(value)) throw bad('missing');
  const { dtype, shape, offset, bytes } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(arrayTypes, dtype)) throw bad(`dtype ${String(dtype)}`);
  const Type = arrayTypes[dtype as keyof typeof arrayTypes];
  const counts = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!counts || !Number.isSafeInteger(offset) || !Number.isSafeInteger(bytes)) throw bad('shape or place');
  const size = (shape as number[]).reduce((product, one) => product * one, Type.BYTES_PER_ELEMENT);
  const [start, length] = [offset as number, bytes as number];
  if (size !== length) throw bad('shape and bytes disagree');
  if (start < 0 || start + length > bin.byteLength) throw bad('past the end of the .bin');
  // The slice is a copy of its own, so it is aligned whatever the offset.
  return {
    shape: shape as number[],
    values: new Type(Uint8Array.from(bin.subarray(start, start + length)).buffer),
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
