/** The chain's two kernels: one fills memory with weights, one is a row times a vector, for every format. */
import type { DecodeFormat } from '../machine/decode';

export const FILL_THREADS = 256;

/** The words of kernels/gpu/chain/weights.ts, made where they are needed. */
export const fillWgsl = `// Random words by their place: nothing is uploaded.
override SEED: u32;
override KEEP: u32;
override SET: u32;
override FROM: u32; // place of the buffer's first word
@group(0) @binding(0) var<storage, read_write> words: array<u32>;

@compute @workgroup_size(${FILL_THREADS})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) many: vec3u) {
  for (var i = id.x; i < arrayLength(&words); i += many.x * ${FILL_THREADS}u) {
    var x = (FROM + i) * 0x9e3779b9u + SEED * 0x85ebca77u;
    x = (x ^ (x >> 16u)) * 0x85ebca6bu;
    x = (x ^ (x >> 13u)) * 0xc2b2ae35u;
    words[i] = ((x ^ (x >> 16u)) & KEEP) | SET;
  }
}
`;

export const THREADS = 64;
/** Rows that a workgroup makes together. */
export const ROWS_TOGETHER = 4;

interface FormatText {
  /** Weights that a thread takes from a row at once: one read of 16 bytes. */
  readonly unit: number;
  readonly what: string;
  readonly scaled: boolean;
  /** Declarations, then `product(packed)` over x0, x1, …: the sum of a unit's weights times their numbers. */
  readonly functions: string;
  readonly product: string;
}

const formats: Readonly<Record<DecodeFormat, FormatText>> = {
  fp32: {
    unit: 4,
    what: 'Weights are fp32.',
    scaled: false,
    functions: '',
    product: 'dot(bitcast<vec4f>(packed), x0)',
  },
  fp16: {
    unit: 8,
    what: 'Weights are fp16, unpacked to fp32 where they are used; no device feature is needed for that.',
    scaled: false,
    functions: `
fn halves(low: u32, high: u32) -> vec4f {
  return vec4f(unpack2x16float(low), unpack2x16float(high));
}
`,
    product: 'dot(halves(packed.x, packed.y), x0) + dot(halves(packed.z, packed.w), x1)',
  },
  q8: {
    unit: 16,
    what: 'Weights are 8-bit codes with a scale for each 32.',
    scaled: true,
    functions: `
fn codes(word: u32) -> vec4f {
  return vec4f(bitcast<vec4i>(vec4u(word) << vec4u(24u, 16u, 8u, 0u)) >> vec4u(24u));
}
`,
    product: `dot(codes(packed.x), x0) + dot(codes(packed.y), x1)
        + dot(codes(packed.z), x2) + dot(codes(packed.w), x3)`,
  },
  q4: {
    unit: 32,
    what: 'Weights are 4-bit codes with a scale for each 32. The 8 to subtract from a code comes off once per group.',
    scaled: true,
    functions: `
fn eight(word: u32, low: vec4f, high: vec4f) -> f32 {
  let first = vec4f((vec4u(word) >> vec4u(0u, 4u, 8u, 12u)) & vec4u(15u));
  let last = vec4f((vec4u(word) >> vec4u(16u, 20u, 24u, 28u)) & vec4u(15u));
  return dot(first, low) + dot(last, high);
}
`,
    product: `eight(packed.x, x0, x1) + eight(packed.y, x2, x3)
        + eight(packed.z, x4, x5) + eight(packed.w, x6, x7) - off`,
  },
};

export const unitOf = (format: DecodeFormat) => formats[format].unit;

/** The text for one format, as it is compiled. Extents and the kind of step are pipeline constants. */
export function chainWgsl(format: DecodeFormat): string {
  const { unit, what, scaled, functions, product } = formats[format];
  const numbers = Array.from({ length: unit / 4 }, (_, i) => `x${i}`);
  return `// A vector times a matrix, row by row: ${ROWS_TOGETHER} rows to a workgroup of ${THREADS} threads.
// ${what}
// A thread takes 16 bytes of a row at a time, its neighbour the next 16; x serves ${ROWS_TOGETHER} rows once it is there.
const THREADS = ${THREADS}u;
const TOGETHER = ${ROWS_TOGETHER}u;
override UNITS: u32;     // of 16 bytes, in a row
override FIRST: u32;     // where its answers begin
override MIXED: bool;    // x is the mean of three vectors that lie one behind the other
override GATED: bool;    // rows come in pairs: silu(first) * second
override AMPLITUDE: f32; // of a finished sum
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> weights: array<vec4u>; // [row][unit], lowest bits first
@group(0) @binding(2) var<storage, read> scales: array<u32>;    // [row][group], two fp16 to a word
@group(0) @binding(3) var<storage, read_write> answer: array<f32>;
${functions}
fn number(at: u32) -> vec4f {
  if (MIXED) {
    let width = UNITS * ${unit / 4}u;
    return (x[at] + x[at + width] + x[at + 2u * width]) * ${Math.sqrt(1 / 3)};
  }
  return x[at];
}
${
  scaled
    ? `
fn scale(row: u32, u: u32) -> f32 {
  let group = u / ${32 / unit}u;
  let pair = unpack2x16float(scales[row * (UNITS / ${(2 * 32) / unit}u) + group / 2u]);
  return select(pair.x, pair.y, (group & 1u) == 1u);
}
`
    : ''
}
var<workgroup> folded: array<vec4f, THREADS>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) id: vec3u, @builtin(local_invocation_index) thread: u32) {
  let first = id.x * TOGETHER;
  var sum = vec4f();
  for (var u = thread; u < UNITS; u += THREADS) {
${numbers.map((name, i) => `    let ${name} = number(u * ${numbers.length}u + ${i}u);`).join('\n')}
${format === 'q4' ? `    let off = 8.0 * dot(${sumOf(numbers)}, vec4f(1.0));\n` : ''}    for (var r = 0u; r < TOGETHER; r++) {
      let packed = weights[(first + r) * UNITS + u];
      let part = ${product};
      sum[r] += ${scaled ? 'scale(first + r, u) * (part)' : 'part'};
    }
  }
  folded[thread] = sum;
  workgroupBarrier();
  for (var width = THREADS / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      folded[thread] += folded[thread + width];
    }
    workgroupBarrier();
  }
  let whole = folded[0] * AMPLITUDE;
  if (GATED) {
    if (thread < TOGETHER / 2u) {
      let gate = whole[2u * thread];
      answer[(FIRST + first) / 2u + thread] = gate / (1.0 + exp(-gate)) * whole[2u * thread + 1u];
    }
  } else if (thread < TOGETHER) {
    answer[FIRST + first + thread] = whole[thread];
  }
}
`;
}

const sumOf = (names: readonly string[]) => names.join(' + ');
