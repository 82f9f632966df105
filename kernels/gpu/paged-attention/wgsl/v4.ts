/** v4: the query heads of one KV head together; its split form is v5. */

/** Keys are put a little apart in workgroup memory, so that threads with different tokens use different banks. */
const group = `const THREADS = 64u;
const TILE = 16u;
const QUADS = HEAD_DIM / 4u;   // reads of four that make a row
const TEAMS = THREADS / QUADS; // teams of QUADS threads, each with tokens of its own
const APART = QUADS + 1u;
var<workgroup> asked: array<vec4f, SHARE * QUADS>;
var<workgroup> tile: array<vec4f, TILE * APART>;
var<workgroup> weights: array<f32, SHARE * TILE>;
var<workgroup> highest: array<f32, SHARE>;
var<workgroup> shrinks: array<f32, SHARE>;
var<workgroup> folded: array<f32, THREADS>;
var<workgroup> parts: array<vec4f, THREADS>;
`;

/** The tokens from `first` until `until` for all query heads of one KV head. */
const walk = `  let quad = thread % QUADS;
  let team = thread / QUADS;
  let query = (sequence * HEADS + kv_head * SHARE) * QUADS;
  for (var i = thread; i < SHARE * QUADS; i += THREADS) {
    asked[i] = queries[query + i];
  }
  for (var h = thread; h < SHARE; h += THREADS) {
    highest[h] = LOWEST;
  }
  var total: array<f32, SHARE>;
  var mixed: array<vec4f, SHARE>;
  workgroupBarrier();

  for (var start = first; start < until; start += TILE) {
    let end = min(TILE, until - start);
    for (var i = thread; i < end * QUADS; i += THREADS) {
      let row = row_of(sequence, start + i / QUADS);
      tile[(i / QUADS) * APART + i % QUADS] = keys[(row * KV_HEADS + kv_head) * QUADS + i % QUADS];
    }
    workgroupBarrier();
    for (var i = thread; i < SHARE * TILE; i += THREADS) {
      let token = i % TILE;
      var product = 0.0;
      for (var q = 0u; q < QUADS; q++) {
        product += dot(asked[(i / TILE) * QUADS + q], tile[token * APART + q]);
      }
      weights[i] = select(LOWEST, product * SCALE, token < end);
    }
    workgroupBarrier();
    for (var h = thread; h < SHARE; h += THREADS) {
      var higher = highest[h];
      for (var t = 0u; t < end; t++) {
        higher = max(higher, weights[h * TILE + t]);
      }
      shrinks[h] = exp(highest[h] - higher);
      highest[h] = higher;
      for (var t = 0u; t < end; t++) {
        weights[h * TILE + t] = exp(weights[h * TILE + t] - higher);
      }
    }
    workgroupBarrier();
    for (var h = 0u; h < SHARE; h++) {
      total[h] *= shrinks[h];
      mixed[h] *= shrinks[h];
    }
    for (var t = team; t < end && team < TEAMS; t += TEAMS) {
      let row = row_of(sequence, start + t);
      let value = values[(row * KV_HEADS + kv_head) * QUADS + quad];
      for (var h = 0u; h < SHARE; h++) {
        total[h] += weights[h * TILE + t];
        mixed[h] += weights[h * TILE + t] * value;
      }
    }
    workgroupBarrier();
  }
`;

/** Adds up what the teams have; `finish` writes one head's quad from `sum` and `whole`. */
const gather = (finish: string) => `  for (var h = 0u; h < SHARE; h++) {
    folded[thread] = total[h];
    parts[thread] = mixed[h];
    workgroupBarrier();
    if (thread < QUADS) {
      var sum = folded[thread];
      var whole = parts[thread];
      for (var other = 1u; other < TEAMS; other++) {
        sum += folded[other * QUADS + thread];
        whole += parts[other * QUADS + thread];
      }
${finish}
    }
    workgroupBarrier();
  }
`;

export const v4 = `// v4: one workgroup per KV head and sequence, for all query heads that share it.
//
// Changed: a tile of keys is fetched once, by neighbouring threads side by side, into workgroup memory, and every
// query head that shares the KV head uses it; each value is read once for all of them. Faster because decoding waits
// for keys and values: with four query heads per KV head the kernel asks for a quarter of the bytes.
// The price: fewer workgroups run, so a short batch leaves a large GPU idle again.

${group}
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let kv_head = group.x;
  let sequence = group.y;
  let thread = local.x;
  let first = 0u;
  let until = lengths[sequence];
${walk}
${gather('      answer[query + h * QUADS + thread] = select(vec4f(), whole / sum, until > 0u);')}}
`;

export const v5 = `// v5: the context cut into parts, one workgroup each; a second kernel puts the parts together.
//
// Changed: a sequence's tokens are split into parts of PART tokens, and every part has a workgroup of its own, which
// writes its largest score, its sum and its mixture; "merge" scales the parts to one maximum and adds them. Faster where
// sequences are few and long: the GPU is filled by the context, no longer by the batch. (PagedAttention V2 and
// Flash-Decoding do this.) The price is a small second kernel.

const PART = 256u;                              // tokens
const PARTS = (LONGEST + PART - 1u) / PART;
@group(0) @binding(6) var<storage, read_write> partial: array<vec4f>; // [sequence][head][part]: (largest, sum), mixture

${group}
fn partial_of(sequence: u32, head: u32, part: u32) -> u32 {
  return ((sequence * HEADS + head) * PARTS + part) * (QUADS + 1u);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let kv_head = group.x;
  let sequence = group.y;
  let thread = local.x;
  let first = group.z * PART;
  let until = min(first + PART, lengths[sequence]);
${walk}
${gather(`      let at = partial_of(sequence, kv_head * SHARE + h, group.z);
      if (thread == 0u) {
        partial[at] = vec4f(highest[h], sum, 0.0, 0.0);
      }
      partial[at + 1u + thread] = whole;`)}}

@compute @workgroup_size(64)
fn merge(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let head = group.x;
  let sequence = group.y;
  let used = (lengths[sequence] + PART - 1u) / PART;
  var largest = LOWEST;
  for (var part = 0u; part < used; part++) {
    largest = max(largest, partial[partial_of(sequence, head, part)].x);
  }
  for (var quad = local.x; quad < QUADS; quad += THREADS) {
    var sum = 0.0;
    var whole = vec4f();
    for (var part = 0u; part < used; part++) {
      let at = partial_of(sequence, head, part);
      let weight = exp(partial[at].x - largest);
      sum += weight * partial[at].y;
      whole += weight * partial[at + 1u + quad];
    }
    answer[(sequence * HEADS + head) * QUADS + quad] = select(vec4f(), whole / sum, used > 0u);
  }
}
`;
