/**
 * Writes an ONNX ModelProto. Field numbers and enum values are those of onnx.proto (IR version 10); only what the
 * graphs of this book need is here: no sub-graphs, no sparse or external tensors, no strings lists.
 */
import { ensure } from '../errors';
import { MessageWriter } from './wire';

export const elementTypes = { float: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;

const elementBytes: Readonly<Record<ElementType, number>> = {
  float: 4,
  uint8: 1,
  int32: 4,
  int64: 8,
  bool: 1,
  float16: 2,
};

/** A size, or the name of one that is known only at run time. */
export type Dimension = number | string;

/** Integers and lists of integers are ints, `{ float }` is a float, text is a string. */
export type Attribute = number | string | readonly number[] | { readonly float: number };

export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Little endian. */
  readonly data: Uint8Array;
}

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** '' for the standard operators, or `com.microsoft`. */
  readonly domain: string;
}

export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly Dimension[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export const IR_VERSION = 10;
export const OPSET_VERSION = 21;

const model = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadata: 14 };
const opset = { domain: 1, version: 2 };
const entry = { key: 1, value: 2 };
const graph = { node: 1, name: 2, initializer: 5, input: 11, output: 12 };
const node = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 };
const attribute = { name: 1, float: 2, int: 3, string: 4, ints: 8, type: 20 };
const attributeTypes = { float: 1, int: 2, string: 3, ints: 7 };
const tensor = { dims: 1, dataType: 2, name: 8, rawData: 9 };
const valueInfo = { name: 1, type: 2 };
const typeProto = { tensorType: 1 };
const tensorType = { elementType: 1, shape: 2 };
const shape = { dim: 1 };
const dimension = { value: 1, parameter: 2 };

/** The file. Protobuf cannot hold 2 GiB: `onnx.too-large` {bytes}. Errors also: `onnx.bad-tensor` {tensor}. */
export function encodeModel(content: OnnxGraph, metadata: Readonly<Record<string, string>> = {}): Uint8Array {
  const bytes = content.initializers.reduce((sum, { data }) => sum + data.byteLength, 0);
  ensure(bytes < 2 ** 31 - 2 ** 20, 'onnx.too-large', { bytes });
  const file = new MessageWriter()
    .integer(model.irVersion, IR_VERSION)
    .text(model.producerName, 'the-cost-of-a-token')
    .message(model.graph, encodeGraph(content));
  const versions = { '': OPSET_VERSION, 'com.microsoft': 1 };
  for (const [domain, version] of Object.entries(versions)) {
    const id = new MessageWriter().text(opset.domain, domain).integer(opset.version, version);
    file.message(model.opsetImport, id);
  }
  for (const [key, value] of Object.entries(metadata)) {
    file.message(model.metadata, new MessageWriter().text(entry.key, key).text(entry.value, value));
  }
  return file.finish();
}

function encodeGraph(content: OnnxGraph): MessageWriter {
  const out = new MessageWriter().text(graph.name, content.name);
  for (const item of content.nodes) out.message(graph.node, encodeNode(item));
  for (const item of content.initializers) out.message(graph.initializer, encodeTensor(item));
  for (const item of content.inputs) out.message(graph.input, encodeValue(item));
  for (const item of content.outputs) out.message(graph.output, encodeValue(item));
  return out;
}

function encodeNode(item: OnnxNode): MessageWriter {
  const out = new MessageWriter();
  for (const name of item.inputs) out.text(node.input, name);
  for (const name of item.outputs) out.text(node.output, name);
  out.text(node.name, item.name).text(node.opType, item.op);
  for (const [name, value] of Object.entries(item.attributes)) {
    out.message(node.attribute, encodeAttribute(name, value));
  }
  return item.domain ? out.text(node.domain, item.domain) : out;
}

function encodeAttribute(name: string, value: Attribute): MessageWriter {
  const out = new MessageWriter().text(attribute.name, name);
  if (typeof value === 'number') {
    return out.integer(attribute.int, value).integer(attribute.type, attributeTypes.int);
  }
  if (typeof value === 'string') {
    return out.text(attribute.string, value).integer(attribute.type, attributeTypes.string);
  }
  if ('float' in value) {
    return out.float(attribute.float, value.float).integer(attribute.type, attributeTypes.float);
  }
  for (const int of value) out.integer(attribute.ints, int);
  return out.integer(attribute.type, attributeTypes.ints);
}

function encodeTensor(item: OnnxTensor): MessageWriter {
  const count = item.dims.reduce((product, size) => product * size, 1);
  const whole = item.data.byteLength === count * elementBytes[item.type];
  ensure(whole, 'onnx.bad-tensor', { tensor: item.name });
  const out = new MessageWriter();
  for (const size of item.dims) out.integer(tensor.dims, size);
  return out
    .integer(tensor.dataType, elementTypes[item.type])
    .text(tensor.name, item.name)
    .bytes(tensor.rawData, item.data);
}

function encodeValue(item: OnnxValue): MessageWriter {
  const sizes = new MessageWriter();
  for (const size of item.dims) {
    const dim = new MessageWriter();
    if (typeof size === 'number') dim.integer(dimension.value, size);
    else dim.text(dimension.parameter, size);
    sizes.message(shape.dim, dim);
  }
  const type = new MessageWriter()
    .integer(tensorType.elementType, elementTypes[item.type])
    .message(tensorType.shape, sizes);
  return new MessageWriter()
    .text(valueInfo.name, item.name)
    .message(valueInfo.type, new MessageWriter().message(typeProto.tensorType, type));
}
