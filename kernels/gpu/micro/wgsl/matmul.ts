/** Matrix products of floating-point numbers. The text is the same for fp32 and fp16: `Number` says which it is. */
import type { WgslVariant } from './shared';

const buffers = (element: 'Number' | 'Quad', sum: 'f32' | 'vec4f') => `
alias Quad = vec4<Number>;
@group(0) @binding(0) var<storage, read> a: array<${element}>; // [row][k]
@group(0) @binding(1) var<storage, read> b: array<${element}>; // [k][column]
@group(0) @binding(2) var<storage, read_write> answer: array<${sum}>; // [row][column]
`;

const header = (id: string, what: string) => `// ${id}: ${what}\n//\n`;

export const naive = (id: string): WgslVariant => ({
  source: `${header(id, 'one thread per number of the answer.')}// Every thread reads a whole row of A and a whole column of B: each number is read from memory again and again, and
// only the caches help.
${buffers('Number', 'f32')}
@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let row = id.y;
  if (column >= COLUMNS || row >= ROWS) {
    return;
  }
  var sum = 0.0;
  for (var k = 0u; k < INNER; k++) {
    sum += f32(a[row * INNER + k]) * f32(b[k * COLUMNS + column]);
  }
  answer[row * COLUMNS + column] = sum;
}
`,
  groups: ({ rows, columns }) => [Math.ceil(columns / 16), Math.ceil(rows / 16), 1],
  workgroupBytes: 0,
});

export const tiled = (id: string): WgslVariant => ({
  source: `${header(id, 'tiles of 16 × 16 in workgroup memory.')}// Changed: the 256 threads of a workgroup load a tile of A and a tile of B together, then each reads them 16 times.
// Faster because a number comes from memory once per tile instead of once per thread: 16 times less often.
${buffers('Number', 'f32')}
const TILE = 16u;
var<workgroup> a_tile: array<Number, TILE * TILE>; // [row][k]
var<workgroup> b_tile: array<Number, TILE * TILE>; // [k][column]

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let column = group.x * TILE + local.x;
  let row = group.y * TILE + local.y;
  let mine = local.y * TILE + local.x;
  var sum = 0.0;
  for (var first = 0u; first < INNER; first += TILE) {
    // What lies outside is 0 and adds nothing.
    a_tile[mine] = Number(0.0);
    b_tile[mine] = Number(0.0);
    if (row < ROWS && first + local.x < INNER) {
      a_tile[mine] = a[row * INNER + first + local.x];
    }
    if (column < COLUMNS && first + local.y < INNER) {
      b_tile[mine] = b[(first + local.y) * COLUMNS + column];
    }
    workgroupBarrier();
    for (var k = 0u; k < TILE; k++) {
      sum += f32(a_tile[local.y * TILE + k]) * f32(b_tile[k * TILE + local.x]);
    }
    workgroupBarrier();
  }
  if (column < COLUMNS && row < ROWS) {
    answer[row * COLUMNS + column] = sum;
  }
}
`,
  groups: ({ rows, columns }) => [Math.ceil(columns / 16), Math.ceil(rows / 16), 1],
  workgroupBytes: 2 * 256 * 4,
});

export const registers = (id: string): WgslVariant => ({
  source: `${header(id, 'a tile of 64 × 64, of which each thread keeps 4 × 4 sums in registers.')}// Changed: a thread reads 4 numbers of A and 4 of B from workgroup memory and multiplies each with each.
// Faster because 8 reads feed 16 multiplications; with one sum per thread 2 reads fed one.
${buffers('Number', 'f32')}
const TILE = 64u;
const DEPTH = 16u;
var<workgroup> a_tile: array<Number, DEPTH * TILE>; // [k][row]
var<workgroup> b_tile: array<Number, DEPTH * TILE>; // [k][column]

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let first_row = group.y * TILE;
  let first_column = group.x * TILE;
  var sums: array<f32, 16>;
  for (var first = 0u; first < INNER; first += DEPTH) {
    for (var i = thread; i < DEPTH * TILE; i += 256u) {
      let a_row = first_row + i / DEPTH;
      let a_k = first + i % DEPTH;
      let b_column = first_column + i % TILE;
      let b_k = first + i / TILE;
      var from_a = Number(0.0);
      var from_b = Number(0.0);
      if (a_row < ROWS && a_k < INNER) {
        from_a = a[a_row * INNER + a_k];
      }
      if (b_column < COLUMNS && b_k < INNER) {
        from_b = b[b_k * COLUMNS + b_column];
      }
      a_tile[(i % DEPTH) * TILE + i / DEPTH] = from_a;
      b_tile[i] = from_b;
    }
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let a_at = k * TILE + local.y * 4u;
      let b_at = k * TILE + local.x * 4u;
      let down = vec4f(f32(a_tile[a_at]), f32(a_tile[a_at + 1u]), f32(a_tile[a_at + 2u]), f32(a_tile[a_at + 3u]));
      let across = vec4f(f32(b_tile[b_at]), f32(b_tile[b_at + 1u]), f32(b_tile[b_at + 2u]), f32(b_tile[b_at + 3u]));
      for (var i = 0u; i < 4u; i++) {
        for (var j = 0u; j < 4u; j++) {
          sums[i * 4u + j] += down[i] * across[j];
        }
      }
    }
    workgroupBarrier();
  }
  for (var i = 0u; i < 4u; i++) {
    for (var j = 0u; j < 4u; j++) {
      let row = first_row + local.y * 4u + i;
      let column = first_column + local.x * 4u + j;
      if (row < ROWS && column < COLUMNS) {
        answer[row * COLUMNS + column] = sums[i * 4u + j];
      }
    }
  }
}
`,
  groups: ({ rows, columns }) => [Math.ceil(columns / 64), Math.ceil(rows / 64), 1],
  workgroupBytes: 2 * 16 * 64 * 4,
});

export const quads = (id: string): WgslVariant => ({
  source: `${header(id, 'the same tile, everything in vectors of four.')}// Changed: A, B and the tiles are read as vectors of four; the 16 sums of a thread are four vectors with names. Sums
// run in the format of the numbers over 16 products, then in fp32.
// Faster because one read brings four numbers, one instruction multiplies four, and nothing is indexed by a variable.
${buffers('Quad', 'vec4f')}
const TILE = 64u;
const DEPTH = 4u;   // vectors along k
const ACROSS = 16u; // vectors along columns
var<workgroup> a_tile: array<Quad, TILE * DEPTH>;        // [row][k]
var<workgroup> b_tile: array<Quad, DEPTH * 4u * ACROSS>; // [k][column]

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let first_row = group.y * TILE;
  let first_quad = group.x * ACROSS;
  let a_row = first_row + thread / DEPTH;
  let b_quad = first_quad + local.x;
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var first = 0u; first < INNER / 4u; first += DEPTH) {
    let a_k = first + thread % DEPTH;
    let b_k = first * 4u + local.y;
    var from_a = Quad();
    var from_b = Quad();
    if (a_row < ROWS && a_k < INNER / 4u) {
      from_a = a[a_row * (INNER / 4u) + a_k];
    }
    if (b_quad < COLUMNS / 4u && b_k < INNER) {
      from_b = b[b_k * (COLUMNS / 4u) + b_quad];
    }
    a_tile[thread] = from_a;
    b_tile[thread] = from_b;
    workgroupBarrier();
    var part0 = Quad();
    var part1 = Quad();
    var part2 = Quad();
    var part3 = Quad();
    for (var k = 0u; k < DEPTH; k++) {
      let b0 = b_tile[(k * 4u) * ACROSS + local.x];
      let b1 = b_tile[(k * 4u + 1u) * ACROSS + local.x];
      let b2 = b_tile[(k * 4u + 2u) * ACROSS + local.x];
      let b3 = b_tile[(k * 4u + 3u) * ACROSS + local.x];
      let a0 = a_tile[(local.y * 4u) * DEPTH + k];
      let a1 = a_tile[(local.y * 4u + 1u) * DEPTH + k];
      let a2 = a_tile[(local.y * 4u + 2u) * DEPTH + k];
      let a3 = a_tile[(local.y * 4u + 3u) * DEPTH + k];
      part0 += a0.x * b0 + a0.y * b1 + a0.z * b2 + a0.w * b3;
      part1 += a1.x * b0 + a1.y * b1 + a1.z * b2 + a1.w * b3;
      part2 += a2.x * b0 + a2.y * b1 + a2.z * b2 + a2.w * b3;
      part3 += a3.x * b0 + a3.y * b1 + a3.z * b2 + a3.w * b3;
    }
    sum0 += vec4f(part0);
    sum1 += vec4f(part1);
    sum2 += vec4f(part2);
    sum3 += vec4f(part3);
    workgroupBarrier();
  }
  if (b_quad < COLUMNS / 4u) {
    let row = first_row + local.y * 4u;
    let at = row * (COLUMNS / 4u) + b_quad;
    if (row < ROWS) {
      answer[at] = sum0;
    }
    if (row + 1u < ROWS) {
      answer[at + COLUMNS / 4u] = sum1;
    }
    if (row + 2u < ROWS) {
      answer[at + 2u * (COLUMNS / 4u)] = sum2;
    }
    if (row + 3u < ROWS) {
      answer[at + 3u * (COLUMNS / 4u)] = sum3;
    }
  }
}
`,
  groups: ({ rows, columns }) => [Math.ceil(columns / 64), Math.ceil(rows / 64), 1],
  workgroupBytes: 2 * 256 * 16,
});
