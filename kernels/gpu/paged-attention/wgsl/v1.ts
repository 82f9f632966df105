/** v1, the plainest: one thread walks over all tokens of its head. */
export const v1 = `// v1: one thread per query head and sequence.
//
// The thread reads every key twice (largest score, then shares) and every value once, alone. Few threads run:
// heads × sequences, so a large GPU stands idle, and neighbours read far apart. It is here to be read and beaten.

fn score(query: u32, key: u32) -> f32 {
  var product = 0.0;
  for (var d = 0u; d < HEAD_DIM; d++) {
    product += queries[query + d] * keys[key + d];
  }
  return product * SCALE;
}

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let head = id.x;
  let sequence = id.y;
  if (head >= HEADS) {
    return;
  }
  let kv_head = head / SHARE;
  let query = (sequence * HEADS + head) * HEAD_DIM;
  let length = lengths[sequence];

  var largest = LOWEST;
  for (var token = 0u; token < length; token++) {
    largest = max(largest, score(query, (row_of(sequence, token) * KV_HEADS + kv_head) * HEAD_DIM));
  }
  var total = 0.0;
  var mixed: array<f32, HEAD_DIM>;
  for (var token = 0u; token < length; token++) {
    let at = (row_of(sequence, token) * KV_HEADS + kv_head) * HEAD_DIM;
    let weight = exp(score(query, at) - largest);
    total += weight;
    for (var d = 0u; d < HEAD_DIM; d++) {
      mixed[d] += weight * values[at + d];
    }
  }
  for (var d = 0u; d < HEAD_DIM; d++) {
    answer[query + d] = select(0.0, mixed[d] / total, length > 0u);
  }
}
`;
