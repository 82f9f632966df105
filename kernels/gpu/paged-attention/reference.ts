/**
 * Attention of one decode step as its formula says, sums in float64: what every GPU variant is checked against, and
 * what runs where there is no GPU. Both layouts go through the same lines; only the way to a token's row differs.
 */
import { type AttentionProblem, type Layout, rowSize } from './problem';

/**
 * [sequence][head][headDim]. A sequence without tokens gives zeros.
 * Worked: one key gives its value whatever the query; two equal keys give the mean of their values.
 */
export function attendReference(problem: AttentionProblem, layout: Layout): Float32Array {
  const { shape, lengths, queries } = problem;
  const { heads, kvHeads, headDim } = shape;
  const { keys, values } = problem[layout];
  const rowOf = rowFinder(problem, layout);
  const size = rowSize(shape);
  const share = heads / kvHeads;
  const scale = 1 / Math.sqrt(headDim);
  const out = new Float32Array(lengths.length * heads * headDim);
  const mixed = new Float64Array(headDim);
  for (let sequence = 0; sequence < lengths.length; sequence++) {
    const length = lengths[sequence];
    const scores = new Float64Array(length);
    for (let head = 0; head < heads; head++) {
      const query = (sequence * heads + head) * headDim;
      const kvHead = Math.floor(head / share);
      let largest = Number.NEGATIVE_INFINITY;
      for (let token = 0; token < length; token++) {
        const key = rowOf(sequence, token) * size + kvHead * headDim;
        let product = 0;
        for (let d = 0; d < headDim; d++) product += queries[query + d] * keys[key + d];
        scores[token] = product * scale;
        largest = Math.max(largest, scores[token]);
      }
      let total = 0;
      mixed.fill(0);
      for (let token = 0; token < length; token++) {
        const weight = Math.exp(scores[token] - largest);
        const value = rowOf(sequence, token) * size + kvHead * headDim;
        for (let d = 0; d < headDim; d++) mixed[d] += weight * values[value + d];
        total += weight;
      }
      for (let d = 0; d < headDim; d++) out[query + d] = length > 0 ? mixed[d] / total : 0;
    }
  }
  return out;
}

/** Where a token's row lies: one addition, or one look into the block table. */
function rowFinder({ shape, tableWidth, ...problem }: AttentionProblem, layout: Layout) {
  const { places } = problem[layout];
  if (layout === 'contiguous') return (sequence: number, token: number) => places[sequence] + token;
  const { blockTokens } = shape;
  return (sequence: number, token: number) =>
    places[sequence * tableWidth + Math.floor(token / blockTokens)] * blockTokens + (token % blockTokens);
}
