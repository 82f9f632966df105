/** Collects the nodes and tensors of an ONNX graph; every call returns the name of the value it makes. */
import type {
  Attribute,
  Dimension,
  ElementType,
  OnnxGraph,
  OnnxNode,
  OnnxTensor,
  OnnxValue,
} from './protobuf';

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
  /** Names of the outputs; by default one, named after the node. An output with no name is left out. */
  readonly outputs?: readonly string[];
}

export interface GraphBuilder {
  input(name: string, type: ElementType, dims: readonly Dimension[]): string;
  output(name: string, type: ElementType, dims: readonly Dimension[]): void;
  floats(name: string, dims: readonly number[], values: Float32Array): string;
  bytes(name: string, dims: readonly number[], values: Uint8Array): string;
  /** An int64 constant; one without a name is shared by all who ask for the same numbers. */
  ints(values: readonly number[]): string;
  /** An int64 constant without dimensions. */
  int(value: number): string;
  /** A float constant without dimensions. */
  float(value: number): string;
  /** Adds a node; '' stands for an input that is left out. Returns its first output. */
  node(op: string, inputs: readonly string[], options?: NodeOptions): string;
  finish(): OnnxGraph;
}

const bytesOf = (values: Float32Array | BigInt64Array) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

export function createGraph(name: string): GraphBuilder {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];

  const put = (tensor: OnnxTensor) => {
    if (!initializers.has(tensor.name)) initializers.set(tensor.name, tensor);
    return tensor.name;
  };
  const int64 = (label: string, dims: readonly number[], values: readonly number[]) =>
    put({ name: label, type: 'int64', dims, data: bytesOf(BigInt64Array.from(values.map(BigInt))) });

  return {
    input(label, type, dims) {
      inputs.push({ name: label, type, dims });
      return label;
    },
    output: (label, type, dims) => {
      outputs.push({ name: label, type, dims });
    },
    floats: (label, dims, values) => put({ name: label, type: 'float', dims, data: bytesOf(values) }),
    bytes: (label, dims, values) => put({ name: label, type: 'uint8', dims, data: values }),
    ints: (values) => int64(`ints.${values.join('.')}`, [values.length], values),
    int: (value) => int64(`int.${value}`, [], [value]),
    float: (value) =>
      put({ name: `float.${value}`, type: 'float', dims: [], data: bytesOf(Float32Array.of(value)) }),
    node(op, from, { attributes = {}, domain = '', outputs: named } = {}) {
      const label = `${op}.${nodes.length}`;
      const made = named ?? [label];
      nodes.push({ op, name: label, inputs: from, outputs: made, attributes, domain });
      return made[0];
    },
    finish: () => ({ name, nodes, initializers: [...initializers.values()], inputs, outputs }),
  };
}
