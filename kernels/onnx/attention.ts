/**
 * Two forms of the same attention with a KV cache, as ONNX nodes.
 * `gqa`: one com.microsoft GroupQueryAttention, which turns, caches and masks by itself. Fast; its WebGPU kernel has
 * been seen to give wrong numbers, without an error, when a call brings 32 or more new tokens on some adapters.
 * `plain`: MatMul and Softmax. Runs everywhere and can hand out the attention shares.
 * Both mask by place in the cache: query i of a call sees keys 0 … past + i. In a padded batch `plain` goes by
 * attention_mask, key by key, wherever the padding lies, and by position_ids. GroupQueryAttention counts a row's ones
 * and takes its tokens to stand first, padding behind, in prompts and caches alike; a new token then goes to the row's
 * own end. Padding in front gives wrong numbers there, without an error.
 */
import type { LlamaConfig } from '../transformer/config';
import type { GraphBuilder } from './graph';

export interface AttentionInput {
  /** [batch, sequence, heads · headDim], before the rotation; k and v alike with the KV heads. */
  readonly q: string;
  readonly k: string;
  readonly v: string;
  readonly layer: number;
}

export interface Attention {
  /** Adds one layer's attention; returns [batch, sequence, heads · headDim]. */
  add(input: AttentionInput): string;
}

const microsoft = 'com.microsoft';

/** cos and sin of every position, [positions, headDim / 2] each. */
export function rotationTables(config: LlamaConfig): { cos: Float32Array; sin: Float32Array } {
  const half = config.headDim / 2;
  const cos = new Float32Array(config.maxPositions * half);
  const sin = new Float32Array(cos.length);
  for (let position = 0; position < config.maxPositions; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * config.ropeTheta ** ((-2 * i) / config.headDim);
      cos[position * half + i] = Math.cos(angle);
      sin[position * half + i] = Math.sin(angle);
    }
  }
  return { cos, sin };
}

export function groupQueryAttention(graph: GraphBuilder, config: LlamaConfig): Attention {
  const [cos, sin] = addTables(graph, config);
  const counted = graph.node('ReduceSum', ['attention_mask', graph.ints([1])], {
    attributes: { keepdims: 0 },
  });
  const last = graph.node('Sub', [counted, graph.int(1)]);
  const keyCount = graph.node('Cast', [last], { attributes: { to: 6 } });
  const shape = graph.node('Shape', ['attention_mask']);
  const total64 = graph.node('Gather', [shape, graph.int(1)], { attributes: { axis: 0 } });
  const total = graph.node('Cast', [total64], { attributes: { to: 6 } });
  return {
    add: ({ q, k, v, layer }) =>
      graph.node(
        'GroupQueryAttention',
        [
          q,
          k,
          v,
          `past_key_values.${layer}.key`,
          `past_key_values.${layer}.value`,
          keyCount,
          total,
          cos,
          sin,
        ],
        {
          domain: microsoft,
          outputs: [`attention.${layer}`, `present.${layer}.key`, `present.${layer}.value`],
          attributes: {
            num_heads: config.heads,
            kv_num_heads: config.kvHeads,
            do_rotary: 1,
            rotary_interleaved: 0,
            scale: { float: 1 / Math.sqrt(config.headDim) },
          },
        },
      ),
  };
}

/** @param scores also outputs `attentions.<layer>` [batch, heads, sequence, total_sequence]. */
export function plainAttention(graph: GraphBuilder, config: LlamaConfig, scores = false): Attention {
  const { heads, kvHeads, headDim } = config;
  const share = heads / kvHeads;
  const [cosTable, sinTable] = addTables(graph, config);
  const turn = (table: string) =>
    graph.node('Unsqueeze', [
      graph.node('Gather', [table, 'position_ids'], { attributes: { axis: 0 } }),
      graph.ints([1]),
    ]);
  const cos = turn(cosTable);
  const sin = turn(sinTable);
  const mask = causalMask(graph);
  const scale = graph.float(1 / Math.sqrt(headDim));

  const split = (x: string, count: number) =>
    graph.node('Transpose', [graph.node('Reshape', [x, graph.ints([0, 0, count, headDim])])], {
      attributes: { perm: [0, 2, 1, 3] },
    });
  const rotate = (x: string, label: string) => {
    const halves = [`${label}.low`, `${label}.high`];
    graph.node('Split', [x], { attributes: { axis: 3, num_outputs: 2 }, outputs: halves });
    const [low, high] = halves;
    const times = (a: string, b: string) => graph.node('Mul', [a, b]);
    const first = graph.node('Sub', [times(low, cos), times(high, sin)]);
    const second = graph.node('Add', [times(high, cos), times(low, sin)]);
    return graph.node('Concat', [first, second], { attributes: { axis: 3 } });
  };

  return {
    add({ q, k, v, layer }) {
      const queries = rotate(split(q, heads), `queries.${layer}`);
      const append = (kind: string, fresh: string) =>
        graph.node('Concat', [`past_key_values.${layer}.${kind}`, fresh], {
          attributes: { axis: 2 },
          outputs: [`present.${layer}.${kind}`],
        });
      const keys = append('key', rotate(split(k, kvHeads), `keys.${layer}`));
      const values = append('value', split(v, kvHeads));
      // The query heads that share a KV head stand next to each other: stacked, they need one product per KV head
      // and no repeated keys.
      const stacked = graph.node('Reshape', [queries, graph.ints([0, kvHeads, -1, headDim])]);
      const turned = graph.node('Transpose', [keys], { attributes: { perm: [0, 1, 3, 2] } });
      const products = graph.node('Mul', [graph.node('MatMul', [stacked, turned]), scale]);
      const apart = graph.node('Reshape', [
        products,
        graph.node('Concat', [graph.ints([0, heads]), mask.sequence, mask.total], {
          attributes: { axis: 0 },
        }),
      ]);
      const shares = graph.node('Softmax', [graph.node('Add', [apart, mask.bias])], {
        attributes: { axis: 3 },
        ...(scores ? { outputs: [`attentions.${layer}`] } : {}),
      });
      if (scores) {
        const dims = ['batch_size', heads, 'sequence_length', 'total_sequence_length'];
        graph.output(`attentions.${layer}`, 'float', dims);
      }
      const restacked = graph.node('Reshape', [
        shares,
        graph.node('Concat', [graph.ints([0, kvHeads, -1]), mask.total], { attributes: { axis: 0 } }),
      ]);
      const mixed = graph.node('MatMul', [restacked, values]);
      const byHead = graph.node('Reshape', [mixed, graph.ints([0, kvHeads * share, -1, headDim])]);
      const back = graph.node('Transpose', [byHead], { attributes: { perm: [0, 2, 1, 3] } });
      return graph.node('Reshape', [back, graph.ints([0, 0, heads * headDim])]);
    },
  };
}

function addTables(graph: GraphBuilder, config: LlamaConfig): [cos: string, sin: string] {
  const { cos, sin } = rotationTables(config);
  const dims = [config.maxPositions, config.headDim / 2];
  return [graph.floats('cos_cache', dims, cos), graph.floats('sin_cache', dims, sin)];
}

/** [batch, 1, sequence, total]: 0 where a query may look, a large negative number elsewhere. */
function causalMask(graph: GraphBuilder): { bias: string; sequence: string; total: string } {
  const sizeOf = (name: string, label: string) =>
    graph.node('Shape', [name], { attributes: { start: 1, end: 2 }, outputs: [label] });
  const sequence = sizeOf('input_ids', 'sequence.size');
  const total = sizeOf('attention_mask', 'total.size');
  const scalar = (x: string) => graph.node('Squeeze', [x, graph.ints([0])]);
  const end = scalar(total);
  const past = graph.node('Sub', [end, scalar(sequence)]);
  const keyAt = graph.node('Range', [graph.int(0), end, graph.int(1)]);
  const queryAt = graph.node('Unsqueeze', [graph.node('Range', [past, end, graph.int(1)]), graph.ints([1])]);
  const causal = graph.node('LessOrEqual', [keyAt, queryAt]);
  const present = graph.node('Cast', ['attention_mask'], { attributes: { to: 9 } });
  const allowed = graph.node('And', [causal, graph.node('Unsqueeze', [present, graph.ints([1])])]);
  const open = graph.node('Where', [allowed, graph.float(0), graph.float(-1e9)]);
  return { bias: graph.node('Unsqueeze', [open, graph.ints([1])]), sequence, total };
}
