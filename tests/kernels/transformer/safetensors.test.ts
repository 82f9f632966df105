import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BookError } from '../../../kernels/errors';
import { readSafetensors, toFloat32, writeSafetensors } from '../../../kernels/transformer/safetensors';
import { floatTensor } from './toy';

function file(header: unknown, dataBytes = 0, statedLength?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(statedLength ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('readSafetensors', () => {
  it('reads back what writeSafetensors wrote, for any names, shapes and values', () => {
    const entry = fc.record({
      name: fc.string({ maxLength: 12 }).filter((name) => name !== '__metadata__'),
      values: fc.array(fc.float({ noNaN: true }), { maxLength: 20 }),
    });
    const entries = fc.uniqueArray(entry, { selector: (one) => one.name, maxLength: 8 });
    fc.assert(
      fc.property(entries, fc.dictionary(fc.string(), fc.string()), (list, metadata) => {
        const tensors = new Map(
          list.map(({ name, values }) => [name, floatTensor([values.length, 1], Float32Array.from(values))]),
        );
        const read = readSafetensors(writeSafetensors(tensors, metadata));
        expect(read.tensors.size).toBe(list.length);
        for (const { name, values } of list) {
          const one = read.tensors.get(name);
          expect(one?.shape).toEqual([values.length, 1]);
          expect(one && [...toFloat32(one)]).toEqual(values.map(Math.fround));
        }
        expect({ ...read.metadata }).toEqual({ ...metadata });
      }),
    );
  });

  it('decodes fp16 and bf16, at any alignment', () => {
    const header = { h: tensor(0, 4, [2], 'F16'), b: tensor(4, 8, [2], 'BF16') };
    const bytes = file(header, 8);
    bytes.set([0x00, 0x3c, 0x00, 0xc0, 0x80, 0x3f, 0x00, 0xc0], bytes.length - 8);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const { tensors } = readSafetensors(shifted.subarray(1));
    expect([...toFloat32(tensors.get('h')!)]).toEqual([1, -2]);
    expect([...toFloat32(tensors.get('b')!)]).toEqual([1, -2]);
  });

  it('reads a Node Buffer, whose slices are views', () => {
    const values = Float32Array.of(1, 2, 3);
    const bytes = Buffer.from(writeSafetensors(new Map([['a', floatTensor([3], values)]])));
    expect([...toFloat32(readSafetensors(bytes).tensors.get('a')!)]).toEqual([1, 2, 3]);
  });

  it.each([
    ['an empty file', new Uint8Array(0), 'safetensors.truncated'],
    ['a cut length', new Uint8Array(5), 'safetensors.truncated'],
    ['a header longer than the file', file({}, 0, 1000), 'safetensors.truncated'],
    ['a header of 2^60 bytes', file({}, 0, 2 ** 60), 'safetensors.header-too-long'],
    ['no JSON', file('{"a":'), 'safetensors.bad-header'],
    ['a list', file('[]'), 'safetensors.bad-header'],
    ['broken UTF-8', file('').map((_, i) => (i === 0 ? 0 : 255)), 'safetensors.header-too-long'],
    ['metadata that is no text', file({ __metadata__: { a: 1 } }), 'safetensors.bad-header'],
    ['a tensor that is a number', file({ a: 3 }), 'safetensors.bad-tensor'],
    ['an unknown dtype', file({ a: tensor(0, 4, [1], 'Q4') }, 4), 'safetensors.unknown-dtype'],
    ['a dtype of the prototype', file({ a: tensor(0, 4, [1], 'toString') }, 4), 'safetensors.unknown-dtype'],
    ['a negative size', file({ a: tensor(0, 4, [-1]) }, 4), 'safetensors.bad-tensor'],
    ['a fractional size', file({ a: tensor(0, 4, [0.5]) }, 4), 'safetensors.bad-tensor'],
    ['a shape too big for its bytes', file({ a: tensor(0, 4, [2]) }, 4), 'safetensors.bad-tensor'],
    ['a shape of 2^200 elements', file({ a: tensor(0, 4, [1e15, 1e15, 1e15]) }, 4), 'safetensors.bad-tensor'],
    ['offsets the wrong way round', file({ a: tensor(4, 0, [1]) }, 4), 'safetensors.bad-tensor'],
    ['data cut short', file({ a: tensor(0, 400) }, 396), 'safetensors.truncated'],
    ['two tensors on the same bytes', file({ a: tensor(0, 8), b: tensor(4, 12) }, 12), 'safetensors.overlap'],
    ['a hole', file({ a: tensor(0, 4), b: tensor(8, 12) }, 12), 'safetensors.hole'],
    ['bytes nobody owns', file({ a: tensor(0, 4) }, 12), 'safetensors.hole'],
  ])('refuses %s', (_, bytes, id) => {
    try {
      readSafetensors(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(BookError);
      expect((error as BookError).id).toBe(id);
      return;
    }
    throw new Error('nothing was thrown');
  });

  it('refuses to make numbers of what is no float', () => {
    const { tensors } = readSafetensors(file({ a: tensor(0, 4, [4], 'U8') }, 4));
    expect(() => toFloat32(tensors.get('a')!)).toThrow(/safetensors\.not-float/);
  });

  it('survives any damage: a clear error or a file, never anything else', () => {
    const good = writeSafetensors(
      new Map([
        ['a', floatTensor([2, 3], new Float32Array(6))],
        ['b', floatTensor([4], new Float32Array(4))],
      ]),
      { made: 'here' },
    );
    const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(damage, fc.nat(good.length), (changes, kept) => {
        const bytes = good.slice(0, changes.length % 2 ? good.length : kept);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        try {
          readSafetensors(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(BookError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
