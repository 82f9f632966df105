/** Reading, in four steps: all words are added up, modulo 2^32. */
import { spread, spreadMain, type WgslVariant } from './shared';

const THREADS = 256;
const STRIDING_GROUPS = 2048;
const FEW_GROUPS = 8;

const buffers = (element: 'u32' | 'vec4u') => `
const THREADS = ${THREADS}u;
@group(0) @binding(0) var<storage, read> words: array<${element}>;
@group(0) @binding(1) var<storage, read_write> answer: array<atomic<u32>>; // one word
`;

const fold = `  folded[thread] = sum;
  workgroupBarrier();
  for (var width = THREADS / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      folded[thread] += folded[thread + width];
    }
    workgroupBarrier();
  }
  if (thread == 0u) {
    atomicAdd(&answer[0], folded[0]);
  }
}
`;

const stride = `  let step = many.x * many.y * THREADS;
  let end = WORDS / 4u;
  var at = group * THREADS + thread;
  var sums = vec4u();
  for (; at + 3u * step < end; at += 4u * step) {
    let a = words[at];
    let b = words[at + step];
    let c = words[at + 2u * step];
    let d = words[at + 3u * step];
    sums += (a + b) + (c + d);
  }
  for (; at < end; at += step) {
    sums += words[at];
  }
  let sum = sums.x + sums.y + sums.z + sums.w;
`;

export const read: Readonly<Record<'v1' | 'v2' | 'v3' | 'v4', WgslVariant>> = {
  v1: {
    source: `// v1: one thread reads one word and adds it to the one sum.
//
// The reading is spread well, the adding is not: all threads wait for the same word of memory.
${buffers('u32')}
${spreadMain}
  let at = group * THREADS + thread;
  if (at < WORDS) {
    atomicAdd(&answer[0], words[at]);
  }
}
`,
    groups: ({ words }) => spread(Math.ceil(words / THREADS)),
    workgroupBytes: 0,
  },
  v2: {
    source: `// v2: a workgroup adds up its own words first.
//
// Changed: ${THREADS} threads fold their words in workgroup memory, and one of them adds to the one sum.
// Faster because ${THREADS} times fewer additions meet at one word of memory.
${buffers('u32')}
var<workgroup> folded: array<u32, THREADS>;

${spreadMain}
  let at = group * THREADS + thread;
  var sum = 0u;
  if (at < WORDS) {
    sum = words[at];
  }
${fold}`,
    groups: ({ words }) => spread(Math.ceil(words / THREADS)),
    workgroupBytes: THREADS * 4,
  },
  v3: {
    source: `// v3: a fixed number of threads strides over all words, four vectors at a time.
//
// Changed: ${STRIDING_GROUPS} workgroups at most; a thread reads many vectors of four and folds once, at the end.
// Faster because nearly every instruction is a read now, and four of them are in flight per thread.
${buffers('vec4u')}
var<workgroup> folded: array<u32, THREADS>;

${spreadMain}
${stride}${fold}`,
    groups: ({ words }) => spread(Math.min(STRIDING_GROUPS, Math.ceil(words / 16 / THREADS))),
    workgroupBytes: THREADS * 4,
  },
  v4: {
    source: `// v4: the same strides, and no folding.
//
// Changed: ${FEW_GROUPS} workgroups at most; each thread adds its own sum to the one sum, once.
// Faster where a barrier is dear: a processor that plays a GPU stops all threads of a workgroup at each, one by one.
// A real GPU is all but empty with so few threads, and folds in no time.
${buffers('vec4u')}
${spreadMain}
${stride}  atomicAdd(&answer[0], sum);
}
`,
    groups: ({ words }) => spread(Math.min(FEW_GROUPS, Math.ceil(words / 16 / THREADS))),
    workgroupBytes: 0,
  },
};
