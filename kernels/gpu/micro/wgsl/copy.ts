/** Copying, in three steps. */
import { spread, spreadMain, type WgslVariant } from './shared';

const THREADS = 256;
const STRIDING_GROUPS = 2048;

const buffers = (element: 'u32' | 'vec4u') => `
const THREADS = ${THREADS}u;
@group(0) @binding(0) var<storage, read> words: array<${element}>;
@group(0) @binding(1) var<storage, read_write> answer: array<${element}>;
`;

export const copy: Readonly<Record<'v1' | 'v2' | 'v3', WgslVariant>> = {
  v1: {
    source: `// v1: one thread copies one word.
//
// Neighbouring threads touch neighbouring words, so a GPU gathers a row of threads into few wide accesses.
${buffers('u32')}
${spreadMain}
  let at = group * THREADS + thread;
  if (at < WORDS) {
    answer[at] = words[at];
  }
}
`,
    groups: ({ words }) => spread(Math.ceil(words / THREADS)),
    workgroupBytes: 0,
  },
  v2: {
    source: `// v2: one thread copies four words.
//
// Changed: words are read and written as vectors of four.
// Faster because a quarter of the threads and of the instructions move the same bytes.
${buffers('vec4u')}
${spreadMain}
  let at = group * THREADS + thread;
  if (at < WORDS / 4u) {
    answer[at] = words[at];
  }
}
`,
    groups: ({ words }) => spread(Math.ceil(words / 4 / THREADS)),
    workgroupBytes: 0,
  },
  v3: {
    source: `// v3: a fixed number of threads strides over all words.
//
// Changed: ${STRIDING_GROUPS} workgroups at most; each thread reads four vectors before it writes them.
// Faster where starting a workgroup costs, or where one read in flight per thread does not fill the memory's pipe.
${buffers('vec4u')}
${spreadMain}
  let step = many.x * many.y * THREADS;
  let end = WORDS / 4u;
  var at = group * THREADS + thread;
  for (; at + 3u * step < end; at += 4u * step) {
    let a = words[at];
    let b = words[at + step];
    let c = words[at + 2u * step];
    let d = words[at + 3u * step];
    answer[at] = a;
    answer[at + step] = b;
    answer[at + 2u * step] = c;
    answer[at + 3u * step] = d;
  }
  for (; at < end; at += step) {
    answer[at] = words[at];
  }
}
`,
    groups: ({ words }) => spread(Math.min(STRIDING_GROUPS, Math.ceil(words / 16 / THREADS))),
    workgroupBytes: 0,
  },
};
