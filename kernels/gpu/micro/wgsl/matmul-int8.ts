/** Matrix products of 8-bit integers, four codes to a word, sums in 32 bits. */
import type { WgslVariant } from './shared';

const buffers = `
const WIDTH = INNER / 4u; // words of a row of A, and of a column of B
@group(0) @binding(0) var<storage, read> a: array<u32>; // [row][k], four codes to a word
@group(0) @binding(1) var<storage, read> b: array<u32>; // [column][k]
@group(0) @binding(2) var<storage, read_write> answer: array<i32>; // [row][column]
`;

const perNumber = (product: string) => `
@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let column = id.x;
  let row = id.y;
  if (column >= COLUMNS || row >= ROWS) {
    return;
  }
  var sum = 0i;
  for (var k = 0u; k < WIDTH; k++) {
    sum += ${product}(a[row * WIDTH + k], b[column * WIDTH + k]);
  }
  answer[row * COLUMNS + column] = sum;
}
`;

const language = 'packed_4x8_integer_dot_product';

export const matmulInt8: Readonly<Record<'v1' | 'v2' | 'v3', WgslVariant>> = {
  v1: {
    source: `// v1: one thread per number of the answer, codes taken out of their words one by one.
//
// It needs nothing but WGSL as it has always been: four extractions on each side for four multiplications.
${buffers}
fn product(left: u32, right: u32) -> i32 {
  var sum = 0i;
  for (var i = 0u; i < 4u; i++) {
    sum += extractBits(bitcast<i32>(left), i * 8u, 8u) * extractBits(bitcast<i32>(right), i * 8u, 8u);
  }
  return sum;
}
${perNumber('product')}`,
    groups: ({ rows, columns }) => [Math.ceil(columns / 16), Math.ceil(rows / 16), 1],
    workgroupBytes: 0,
  },
  v2: {
    source: `// v2: the same, with the packed dot product.
//
// Changed: dot4I8Packed multiplies four codes by four and adds them up.
// Faster because a GPU that has this instruction does eight operations in one, and the codes stay packed.
${buffers}${perNumber('dot4I8Packed')}`,
    groups: ({ rows, columns }) => [Math.ceil(columns / 16), Math.ceil(rows / 16), 1],
    workgroupBytes: 0,
    language,
  },
  v3: {
    source: `// v3: a tile of 64 × 64, of which each thread keeps 4 × 4 sums in registers.
//
// Changed: a workgroup loads 64 rows of A and 64 columns of B, 16 words deep, into workgroup memory; a thread takes
// every 16th of them. The tiles' rows lie 17 words apart, so that neighbours use different banks.
// Faster because 8 reads of workgroup memory feed 16 packed products, and memory itself is read 64 times less often.
${buffers}
const TILE = 64u;
const DEPTH = 16u;
const APART = 17u;
var<workgroup> a_tile: array<u32, TILE * APART>; // [row][k]
var<workgroup> b_tile: array<u32, TILE * APART>; // [column][k]

@compute @workgroup_size(16, 16)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) local: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let first_row = group.y * TILE;
  let first_column = group.x * TILE;
  var sum0 = vec4i();
  var sum1 = vec4i();
  var sum2 = vec4i();
  var sum3 = vec4i();
  for (var first = 0u; first < WIDTH; first += DEPTH) {
    for (var i = thread; i < TILE * DEPTH; i += 256u) {
      let k = first + i % DEPTH;
      let row = first_row + i / DEPTH;
      let column = first_column + i / DEPTH;
      let place = (i / DEPTH) * APART + i % DEPTH;
      var from_a = 0u;
      var from_b = 0u;
      if (row < ROWS && k < WIDTH) {
        from_a = a[row * WIDTH + k];
      }
      if (column < COLUMNS && k < WIDTH) {
        from_b = b[column * WIDTH + k];
      }
      a_tile[place] = from_a;
      b_tile[place] = from_b;
    }
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let b0 = b_tile[local.x * APART + k];
      let b1 = b_tile[(local.x + 16u) * APART + k];
      let b2 = b_tile[(local.x + 32u) * APART + k];
      let b3 = b_tile[(local.x + 48u) * APART + k];
      let a0 = a_tile[local.y * APART + k];
      let a1 = a_tile[(local.y + 16u) * APART + k];
      let a2 = a_tile[(local.y + 32u) * APART + k];
      let a3 = a_tile[(local.y + 48u) * APART + k];
      sum0 += vec4i(dot4I8Packed(a0, b0), dot4I8Packed(a0, b1), dot4I8Packed(a0, b2), dot4I8Packed(a0, b3));
      sum1 += vec4i(dot4I8Packed(a1, b0), dot4I8Packed(a1, b1), dot4I8Packed(a1, b2), dot4I8Packed(a1, b3));
      sum2 += vec4i(dot4I8Packed(a2, b0), dot4I8Packed(a2, b1), dot4I8Packed(a2, b2), dot4I8Packed(a2, b3));
      sum3 += vec4i(dot4I8Packed(a3, b0), dot4I8Packed(a3, b1), dot4I8Packed(a3, b2), dot4I8Packed(a3, b3));
    }
    workgroupBarrier();
  }
  keep(first_row + local.y, first_column + local.x, sum0);
  keep(first_row + local.y + 16u, first_column + local.x, sum1);
  keep(first_row + local.y + 32u, first_column + local.x, sum2);
  keep(first_row + local.y + 48u, first_column + local.x, sum3);
}

fn keep(row: u32, first_column: u32, sums: vec4i) {
  for (var j = 0u; j < 4u; j++) {
    let column = first_column + 16u * j;
    if (row < ROWS && column < COLUMNS) {
      answer[row * COLUMNS + column] = sums[j];
    }
  }
}
`,
    groups: ({ rows, columns }) => [Math.ceil(columns / 64), Math.ceil(rows / 64), 1],
    workgroupBytes: 2 * 64 * 17 * 4,
    language,
  },
};
