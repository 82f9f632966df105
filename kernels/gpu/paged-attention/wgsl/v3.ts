/** v3: tiles with a running maximum, four numbers per read. */
export const v3 = `// v3: tiles of 64 tokens with a running maximum, four numbers per read.
//
// Changed: the softmax goes along with the tokens (when a tile brings a larger score, what was summed so far is scaled
// down), and all reads take four numbers at once. Faster because a read of 16 bytes costs hardly more than one of 4,
// threads that a head's dimensions leave idle take part of the tile's tokens, and a row of the block table is looked
// up by a whole group of threads together. Workgroup memory no longer grows with the context: any length fits.

const THREADS = 64u;
const TILE = 64u;
const QUADS = HEAD_DIM / 4u;       // reads of four that make a row
const TEAMS = THREADS / QUADS;     // teams of QUADS threads, each with tokens of its own
var<workgroup> weights: array<f32, TILE>;
var<workgroup> folded: array<f32, THREADS>;
var<workgroup> parts: array<vec4f, THREADS>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let head = group.x;
  let sequence = group.y;
  let thread = local.x;
  let kv_head = head / SHARE;
  let query = (sequence * HEADS + head) * QUADS;
  let length = lengths[sequence];
  let quad = thread % QUADS;
  let team = thread / QUADS;

  var largest = LOWEST;
  var total = 0.0;
  var mixed = vec4f();
  for (var start = 0u; start < length; start += TILE) {
    let token = start + thread;
    var found = LOWEST;
    if (token < length) {
      let key = (row_of(sequence, token) * KV_HEADS + kv_head) * QUADS;
      var product = 0.0;
      for (var q = 0u; q < QUADS; q++) {
        product += dot(queries[query + q], keys[key + q]);
      }
      found = product * SCALE;
    }
    folded[thread] = found;
    workgroupBarrier();
    for (var width = THREADS / 2u; width > 0u; width /= 2u) {
      if (thread < width) {
        folded[thread] = max(folded[thread], folded[thread + width]);
      }
      workgroupBarrier();
    }
    let higher = max(largest, folded[0]);
    weights[thread] = select(0.0, exp(found - higher), token < length);
    workgroupBarrier();

    let shrink = exp(largest - higher);
    largest = higher;
    total *= shrink;
    mixed *= shrink;
    let end = min(TILE, length - start);
    for (var t = team; t < end && team < TEAMS; t += TEAMS) {
      let value = (row_of(sequence, start + t) * KV_HEADS + kv_head) * QUADS;
      total += weights[t];
      mixed += weights[t] * values[value + quad];
    }
    workgroupBarrier();
  }

  folded[thread] = total;
  parts[thread] = mixed;
  workgroupBarrier();
  if (thread < QUADS) {
    for (var other = 1u; other < TEAMS; other++) {
      total += folded[other * QUADS + thread];
      mixed += parts[other * QUADS + thread];
    }
    answer[query + thread] = select(vec4f(), mixed / total, length > 0u);
  }
}
`;
