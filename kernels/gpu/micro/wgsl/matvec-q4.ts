/** A vector times a matrix of 4-bit weights: the weights are unpacked where they are used. */
import { spread, spreadMain, type WgslVariant } from './shared';

const THREADS = 64;
const COLUMNS_TOGETHER = 4;

const buffers = (x: 'f32' | 'vec4f', codes: 'u32' | 'vec4u') => `
const THREADS = ${THREADS}u;
const GROUPS = (INNER + 31u) / 32u; // of 32 weights, in each column
@group(0) @binding(0) var<storage, read> x: array<${x}>;         // [k], filled up with zeros to whole groups
@group(0) @binding(1) var<storage, read> codes: array<${codes}>; // [column][group], 4 bits each, lowest first
@group(0) @binding(2) var<storage, read> scales: array<f32>;     // [column][group]
@group(0) @binding(3) var<storage, read_write> answer: array<f32>; // [column]
`;

const fold = (type: 'f32' | 'vec4f') => `  folded[thread] = sum;
  workgroupBarrier();
  for (var width = THREADS / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      folded[thread] += folded[thread + width];
    }
    workgroupBarrier();
  }
${
  type === 'f32'
    ? `  if (thread == 0u && column < COLUMNS) {
    answer[column] = folded[0];
  }
}
`
    : `  if (thread < TOGETHER && first + thread < COLUMNS) {
    answer[first + thread] = folded[0][thread];
  }
}
`
}`;

const word = `
// Eight weights of one word, less their scale, times their eight numbers of x.
fn product(word: u32, at: u32) -> f32 {
  var sum = 0.0;
  for (var i = 0u; i < 8u; i++) {
    sum += (f32((word >> (4u * i)) & 15u) - 8.0) * x[at + i];
  }
  return sum;
}
`;

const eight = (zero: string) => `
// Eight codes of one word${zero ? ' less 8' : ''}, times their eight numbers of x.
fn product(word: u32, low: vec4f, high: vec4f) -> f32 {
  let first = vec4f((vec4u(word) >> vec4u(0u, 4u, 8u, 12u)) & vec4u(15u))${zero};
  let last = vec4f((vec4u(word) >> vec4u(16u, 20u, 24u, 28u)) & vec4u(15u))${zero};
  return dot(first, low) + dot(last, high);
}
`;

export const matvecQ4: Readonly<Record<'v1' | 'v2' | 'v3' | 'v4', WgslVariant>> = {
  v1: {
    source: `// v1: one thread per number of the answer.
//
// Neighbouring threads read words a whole column apart, so most of every wide access is thrown away; and few threads
// run.
${buffers('f32', 'u32')}${word}
${spreadMain}
  let column = group * THREADS + thread;
  if (column >= COLUMNS) {
    return;
  }
  var sum = 0.0;
  for (var g = 0u; g < GROUPS; g++) {
    let at = column * GROUPS + g;
    var part = 0.0;
    for (var w = 0u; w < 4u; w++) {
      part += product(codes[at * 4u + w], g * 32u + w * 8u);
    }
    sum += scales[at] * part;
  }
  answer[column] = sum;
}
`,
    groups: ({ columns }) => spread(Math.ceil(columns / THREADS)),
    workgroupBytes: 0,
  },
  v2: {
    source: `// v2: a workgroup of 64 threads per number of the answer.
//
// Changed: neighbouring threads take neighbouring words of the same column, and fold their sums at the end.
// Faster because the reads lie side by side, and 64 times as many threads run.
${buffers('f32', 'u32')}${word}
var<workgroup> folded: array<f32, THREADS>;

${spreadMain}
  let column = group;
  var sum = 0.0;
  if (column < COLUMNS) {
    for (var w = thread; w < GROUPS * 4u; w += THREADS) {
      sum += scales[column * GROUPS + w / 4u] * product(codes[column * GROUPS * 4u + w], w * 8u);
    }
  }
${fold('f32')}`,
    groups: ({ columns }) => spread(columns),
    workgroupBytes: THREADS * 4,
  },
  v3: {
    source: `// v3: a thread takes a whole group of 32 weights in one read.
//
// Changed: codes come as vectors of four words, x as vectors of four numbers, and four weights are unpacked at once.
// Faster because a group costs one read of codes and one of its scale, and its arithmetic is in vectors.
${buffers('vec4f', 'vec4u')}${eight(' - 8.0')}
var<workgroup> folded: array<f32, THREADS>;

${spreadMain}
  let column = group;
  var sum = 0.0;
  if (column < COLUMNS) {
    for (var g = thread; g < GROUPS; g += THREADS) {
      let packed = codes[column * GROUPS + g];
      let at = g * 8u;
      let part = product(packed.x, x[at], x[at + 1u]) + product(packed.y, x[at + 2u], x[at + 3u])
        + product(packed.z, x[at + 4u], x[at + 5u]) + product(packed.w, x[at + 6u], x[at + 7u]);
      sum += scales[column * GROUPS + g] * part;
    }
  }
${fold('f32')}`,
    groups: ({ columns }) => spread(columns),
    workgroupBytes: THREADS * 4,
  },
  v4: {
    source: `// v4: a workgroup makes four numbers of the answer.
//
// Changed: a thread keeps its 32 numbers of x and meets them with the same group of four columns. The 8 to subtract
// comes off once, as 8 times the sum of those numbers: no longer code by code.
// Faster because x is read a quarter as often, and a subtraction per weight is gone.
${buffers('vec4f', 'vec4u')}${eight('')}
const TOGETHER = ${COLUMNS_TOGETHER}u;
var<workgroup> folded: array<vec4f, THREADS>;

${spreadMain}
  let first = group * TOGETHER;
  var sum = vec4f();
  for (var g = thread; g < GROUPS; g += THREADS) {
    let at = g * 8u;
    let x0 = x[at];
    let x1 = x[at + 1u];
    let x2 = x[at + 2u];
    let x3 = x[at + 3u];
    let x4 = x[at + 4u];
    let x5 = x[at + 5u];
    let x6 = x[at + 6u];
    let x7 = x[at + 7u];
    let off = 8.0 * dot(((x0 + x1) + (x2 + x3)) + ((x4 + x5) + (x6 + x7)), vec4f(1.0));
    for (var c = 0u; c < TOGETHER; c++) {
      if (first + c < COLUMNS) {
        let place = (first + c) * GROUPS + g;
        let packed = codes[place];
        let part = product(packed.x, x0, x1) + product(packed.y, x2, x3)
          + product(packed.z, x4, x5) + product(packed.w, x6, x7);
        sum[c] += scales[place] * (part - off);
      }
    }
  }
${fold('vec4f')}`,
    groups: ({ columns }) => spread(Math.ceil(columns / COLUMNS_TOGETHER)),
    workgroupBytes: THREADS * 16,
  },
};
