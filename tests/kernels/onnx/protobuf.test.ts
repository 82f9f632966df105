import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { expect, test } from 'vitest';
import { createGraph } from '../../../kernels/onnx/graph';
import { encodeModel } from '../../../kernels/onnx/protobuf';
import { MessageWriter } from '../../../kernels/onnx/wire';

/** Fields of one message, in order: numbers as varints, everything else as bytes. */
function fieldsOf(bytes: Uint8Array): [field: number, value: bigint | number | Uint8Array][] {
  const reader = new BinaryReader(bytes);
  const found: [number, bigint | number | Uint8Array][] = [];
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (wire === WireType.Varint) found.push([field, BigInt(reader.int64())]);
    else if (wire === WireType.Bit32) found.push([field, reader.float()]);
    else found.push([field, reader.bytes()]);
  }
  return found;
}
const text = (value: bigint | number | Uint8Array) => new TextDecoder().decode(value as Uint8Array);
const all = (bytes: Uint8Array, field: number) =>
  fieldsOf(bytes).flatMap(([number, value]) => (number === field ? [value as Uint8Array] : []));

test('nested messages have the lengths that the format asks for', () => {
  const large = new Uint8Array(100_000).fill(7);
  const inner = new MessageWriter().text(2, 'weight 权重').bytes(9, large).integer(1, -3);
  const bytes = new MessageWriter().integer(1, 10).message(7, inner).float(3, 0.5).finish();
  const outer = fieldsOf(bytes);
  expect(outer.map(([field]) => field)).toEqual([1, 7, 3]);
  expect(outer[2][1]).toBe(0.5);
  const fields = fieldsOf(outer[1][1] as Uint8Array);
  expect(text(fields[0][1])).toBe('weight 权重');
  expect((fields[1][1] as Uint8Array).length).toBe(100_000);
  expect(fields[2]).toEqual([1, -3n]);
});

test('a large tensor is copied once, into the file', () => {
  const data = new Uint8Array(64);
  const inner = new MessageWriter().bytes(9, data);
  const outer = new MessageWriter().message(5, inner);
  data[0] = 42;
  expect(outer.finish()[4]).toBe(42);
});

test('a model carries IR 10, opset 21 and the contributed operators', () => {
  const graph = createGraph('tiny');
  const x = graph.input('x', 'float', ['batch_size', 2]);
  const w = graph.floats('w', [2, 1], Float32Array.of(3, 4));
  graph.node('MatMul', [x, w], {
    outputs: ['y'],
    attributes: { a: 1, b: { float: 0.25 }, c: [1, 2], d: 'e' },
  });
  graph.output('y', 'float', ['batch_size', 1]);
  const file = encodeModel(graph.finish(), { note: 'n' });
  const top = fieldsOf(file);
  expect(top.find(([field]) => field === 1)?.[1]).toBe(10n);
  const opsets = all(file, 8).map((opset) => {
    const [domain, version] = fieldsOf(opset);
    return [text(domain[1]), version[1]];
  });
  expect(opsets).toEqual([
    ['', 21n],
    ['com.microsoft', 1n],
  ]);
  const [body] = all(file, 7);
  const [weight] = all(body, 5);
  expect(all(weight, 9)[0]).toEqual(new Uint8Array(Float32Array.of(3, 4).buffer));
  const attributes = all(all(body, 1)[0], 5).map((attribute) => fieldsOf(attribute).at(-1)?.[1]);
  expect(attributes).toEqual([2n, 1n, 7n, 3n]);
});

test('constants are shared and a tensor of the wrong size is refused', () => {
  const graph = createGraph('tiny');
  expect(graph.ints([0, -1])).toBe(graph.ints([0, -1]));
  graph.floats('w', [3], Float32Array.of(1, 2));
  expect(graph.finish().initializers.length).toBe(2);
  expect(() => encodeModel(graph.finish())).toThrow(expect.objectContaining({ id: 'onnx.bad-tensor' }));
});
