/**
 * The weights of a model as ONNX nodes: matrices as MatMul or MatMulNBits, the embedding as Gather or
 * GatherBlockQuantized. A tied output head uses the embedding's bytes, which stand in the file once.
 */
import { ensure } from '../errors';
import { dequantizeMatMulNBits, type MatMulNBits } from '../quantize/matmulnbits';
import type { LlamaWeights, WeightTensor } from '../transformer/weights';
import type { GraphBuilder } from './graph';

export interface Projections {
  /** x [batch, sequence, in] times a checkpoint's [out, in] matrix, transposed. */
  multiply(x: string, name: string): string;
  /** Rows of the embedding for token ids [batch, sequence]. */
  lookUp(ids: string): string;
  /** Hidden states to logits, named `logits`. */
  head(x: string): string;
}

const microsoft = 'com.microsoft';
export const embeddingName = 'model.embed_tokens.weight';
const headName = 'lm_head.weight';

/** @param packed matrices to store as MatMulNBits, by name; all others stay fp32. */
export function createProjections(
  graph: GraphBuilder,
  weights: LlamaWeights,
  packed: ReadonlyMap<string, MatMulNBits>,
): Projections {
  const tensorOf = (name: string): WeightTensor => {
    const tensor = weights.tensors.get(name);
    ensure(tensor, 'weights.missing', { tensor: name });
    return tensor as WeightTensor;
  };

  const multiply = (x: string, name: string, outputs?: string[]) => {
    const bits = packed.get(name);
    if (bits) return multiplyPacked(graph, x, name, bits, outputs);
    const { shape, values } = tensorOf(name);
    const w = graph.floats(`${name}.T`, [shape[1], shape[0]], transpose(values, shape[0], shape[1]));
    return graph.node('MatMul', [x, w], outputs ? { outputs } : {});
  };

  const embeddingRows = (): string => {
    const { shape, values } = tensorOf(embeddingName);
    return graph.floats(embeddingName, shape, values);
  };

  const lookUp = (ids: string) => {
    const bits = packed.get(embeddingName);
    if (!bits) return graph.node('Gather', [embeddingRows(), ids], { attributes: { axis: 0 } });
    if (bits.bits !== 2) return gatherPacked(graph, ids, bits);
    // onnxruntime's GatherBlockQuantized has no 2-bit form: the rows are looked up in fp32, with the same values.
    const rows = transpose(dequantizeMatMulNBits(bits), bits.K, bits.N);
    return graph.node('Gather', [graph.floats(`${embeddingName}.rows`, [bits.N, bits.K], rows), ids], {
      attributes: { axis: 0 },
    });
  };

  const head = (x: string) => {
    if (!weights.config.tieWordEmbeddings) return multiply(x, headName, ['logits']);
    if (packed.has(embeddingName)) return multiply(x, embeddingName, ['logits']);
    // onnxruntime folds the transposition when it loads the graph; in the file the matrix stands once.
    const turned = graph.node('Transpose', [embeddingRows()], { attributes: { perm: [1, 0] } });
    return graph.node('MatMul', [x, turned], { outputs: ['logits'] });
  };
  return { multiply: (x, name) => multiply(x, name), lookUp, head };
}

function multiplyPacked(
  graph: GraphBuilder,
  x: string,
  name: string,
  bits: MatMulNBits,
  outputs?: readonly string[],
): string {
  const blocks = Math.ceil(bits.K / bits.blockSize);
  const { codes, scales, zeroPoints } = packedTensors(graph, name, bits);
  const blockBytes = (bits.blockSize * bits.bits) / 8;
  const blocked = graph.node('Reshape', [codes, graph.ints([bits.N, blocks, blockBytes])]);
  const inputs = [x, blocked, scales];
  if (zeroPoints) inputs.push(zeroPoints);
  return graph.node('MatMulNBits', inputs, {
    domain: microsoft,
    attributes: { K: bits.K, N: bits.N, bits: bits.bits, block_size: bits.blockSize },
    ...(outputs ? { outputs } : {}),
  });
}

function gatherPacked(graph: GraphBuilder, ids: string, bits: MatMulNBits): string {
  const { codes, scales, zeroPoints } = packedTensors(graph, embeddingName, bits);
  const inputs = [codes, ids, scales];
  if (zeroPoints) inputs.push(zeroPoints);
  return graph.node('GatherBlockQuantized', inputs, {
    domain: microsoft,
    attributes: { gather_axis: 0, quantize_axis: 1, block_size: bits.blockSize, bits: bits.bits },
  });
}

function packedTensors(graph: GraphBuilder, name: string, bits: MatMulNBits) {
  const blocks = Math.ceil(bits.K / bits.blockSize);
  const rowBytes = (blocks * bits.blockSize * bits.bits) / 8;
  const zeroBytes = Math.ceil((blocks * bits.bits) / 8);
  return {
    codes: graph.bytes(`${name}.codes`, [bits.N, rowBytes], bits.B),
    scales: graph.floats(`${name}.scales`, [bits.N, blocks], bits.scales),
    zeroPoints: bits.zeroPoints && graph.bytes(`${name}.zeros`, [bits.N, zeroBytes], bits.zeroPoints),
  };
}

/** [rows, cols] → [cols, rows], in tiles that stay in the cache. */
export function transpose(values: Float32Array, rows: number, cols: number): Float32Array {
  const out = new Float32Array(values.length);
  const tile = 32;
  for (let top = 0; top < rows; top += tile) {
    for (let left = 0; left < cols; left += tile) {
      const bottom = Math.min(rows, top + tile);
      const right = Math.min(cols, left + tile);
      for (let row = top; row < bottom; row++) {
        for (let col = left; col < right; col++) out[col * rows + row] = values[row * cols + col];
      }
    }
  }
  return out;
}
