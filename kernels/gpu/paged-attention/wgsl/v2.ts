/** v2: a workgroup per head, scores in workgroup memory. */
export const v2 = `// v2: one workgroup of 64 threads per query head and sequence.
//
// Changed: threads share the tokens for the scores, then share the dimensions for the mixing; scores wait in
// workgroup memory in between. Faster because 64 times as many threads run, keys are read once instead of twice, and
// in the mixing neighbouring threads read neighbouring numbers.
// The price: the scores of the longest sequence must fit into workgroup memory.

const THREADS = 64u;
var<workgroup> scores: array<f32, LONGEST>;
var<workgroup> folded: array<f32, THREADS>;

fn score(query: u32, key: u32) -> f32 {
  var product = 0.0;
  for (var d = 0u; d < HEAD_DIM; d++) {
    product += queries[query + d] * keys[key + d];
  }
  return product * SCALE;
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let head = group.x;
  let sequence = group.y;
  let thread = local.x;
  let kv_head = head / SHARE;
  let query = (sequence * HEADS + head) * HEAD_DIM;
  let length = lengths[sequence];

  var largest = LOWEST;
  for (var token = thread; token < length; token += THREADS) {
    let found = score(query, (row_of(sequence, token) * KV_HEADS + kv_head) * HEAD_DIM);
    scores[token] = found;
    largest = max(largest, found);
  }
  folded[thread] = largest;
  workgroupBarrier();
  for (var width = THREADS / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      folded[thread] = max(folded[thread], folded[thread + width]);
    }
    workgroupBarrier();
  }
  largest = folded[0];
  workgroupBarrier();

  var total = 0.0;
  for (var token = thread; token < length; token += THREADS) {
    let weight = exp(scores[token] - largest);
    scores[token] = weight;
    total += weight;
  }
  folded[thread] = total;
  workgroupBarrier();
  for (var width = THREADS / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      folded[thread] += folded[thread + width];
    }
    workgroupBarrier();
  }
  total = folded[0];

  for (var d = thread; d < HEAD_DIM; d += THREADS) {
    var mixed = 0.0;
    for (var token = 0u; token < length; token++) {
      mixed += scores[token] * values[(row_of(sequence, token) * KV_HEADS + kv_head) * HEAD_DIM + d];
    }
    answer[query + d] = select(0.0, mixed / total, length > 0u);
  }
}
`;
