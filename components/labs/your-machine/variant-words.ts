/** What each benchmark is, and what each variant does, in a line. Keys: benchmark, then variant; processors have their own. */
import type { Lang } from '@/components/lang';
import type { MicroId } from '@/kernels/gpu/micro/ids';

type Lines = Readonly<Partial<Record<MicroId, Readonly<Record<string, string>>>>>;

export interface VariantWords {
  readonly title: Readonly<Record<MicroId, string>>;
  readonly what: Readonly<Record<MicroId, string>>;
  readonly gpu: Lines;
  readonly processor: Lines;
}

const floatsEn = {
  v1: 'one thread per number of the answer',
  v2: 'tiles of 16 × 16 in workgroup memory',
  v3: 'tiles of 64 × 64, 16 sums in registers',
  v4: 'the same tiles, all in vectors of four',
};
const floatsZh = {
  v1: '每个线程算答案里的一个数',
  v2: '16 × 16 的分块放进工作组内存',
  v3: '64 × 64 的分块，每个线程在寄存器里存 16 个和',
  v4: '同样的分块，全部按四元向量读',
};

const en: VariantWords = {
  title: {
    read: 'Reading memory',
    copy: 'Copying memory',
    'matvec-q4': '4-bit matrix times vector',
    'matmul-f32': 'Matrix product, fp32',
    'matmul-f16': 'Matrix product, fp16',
    'matmul-int8': 'Matrix product, int8',
  },
  what: {
    read: 'Adds up every 32-bit word: bytes come in, hardly anything else happens.',
    copy: 'Every word is read and written; the rate counts both.',
    'matvec-q4':
      'What one decoded token asks of a weight matrix: codes are unpacked where they are used. The rate counts codes and scales.',
    'matmul-f32':
      'What a prefill asks: each number is used many times. The rate counts multiplications and additions.',
    'matmul-f16': 'The same with two bytes per number.',
    'matmul-int8': 'Four 8-bit codes to a word, sums in 32 bits.',
  },
  gpu: {
    read: {
      v1: 'a thread per word, all adding to one sum',
      v2: 'a workgroup adds up its own words first',
      v3: 'few threads stride over all words, four vectors in flight',
      v4: 'hardly any threads, no folding: for where a barrier is dear',
    },
    copy: {
      v1: 'a thread per word',
      v2: 'a thread per vector of four words',
      v3: 'few threads stride over all words, four vectors in flight',
    },
    'matvec-q4': {
      v1: 'one thread per number of the answer',
      v2: 'a workgroup per number: neighbours read neighbours',
      v3: 'a group of 32 weights in one read',
      v4: 'a workgroup makes four numbers, x is read once',
    },
    'matmul-f32': floatsEn,
    'matmul-f16': { v1: floatsEn.v1, v2: floatsEn.v2, v3: 'tiles of 64 × 64, all in vectors of four' },
    'matmul-int8': {
      v1: 'codes are taken out of their words one by one',
      v2: 'the packed dot product: four products at once',
      v3: 'packed, in tiles of 64 × 64, 16 sums in registers',
    },
  },
  processor: {
    read: {
      v1: 'a loop with one sum',
      v2: 'four sums: an addition need not wait for the one before',
      v3: 'WebAssembly with vectors: four words to a load',
    },
    copy: { v1: 'a loop, word by word', v2: 'the engine’s own copying' },
    'matvec-q4': {
      v1: 'a loop over codes',
      v2: 'one word’s eight codes written out',
      v3: 'WebAssembly with vectors: four codes at once',
    },
    'matmul-f32': {
      v1: 'three loops',
      v2: 'four columns at once',
      v3: 'WebAssembly with vectors: 4 × 8 sums in registers',
    },
  },
};

const zh: VariantWords = {
  title: {
    read: '读内存',
    copy: '复制内存',
    'matvec-q4': '4 位矩阵乘向量',
    'matmul-f32': '矩阵乘法，fp32',
    'matmul-f16': '矩阵乘法，fp16',
    'matmul-int8': '矩阵乘法，int8',
  },
  what: {
    read: '把每个 32 位字加起来：字节读进来，几乎不做别的。',
    copy: '每个字读一遍、写一遍，速率两样都算。',
    'matvec-q4': '解码一个 token 时对权重矩阵做的事：编码在用的地方才解开。速率按编码和缩放系数的字节算。',
    'matmul-f32': '预填充做的事：每个数要用很多次。速率按乘法和加法的次数算。',
    'matmul-f16': '同样的乘法，每个数两个字节。',
    'matmul-int8': '四个 8 位编码装在一个字里，和用 32 位存。',
  },
  gpu: {
    read: {
      v1: '每个线程一个字，都往同一个和里加',
      v2: '工作组先把自己的字加好',
      v3: '少量线程跨步走完所有字，四个向量同时在途',
      v4: '线程更少，不在组内合并：给同步代价高的设备',
    },
    copy: {
      v1: '每个线程一个字',
      v2: '每个线程一个四元向量',
      v3: '少量线程跨步走完所有字，四个向量同时在途',
    },
    'matvec-q4': {
      v1: '每个线程算答案里的一个数',
      v2: '每个数一个工作组：相邻线程读相邻的字',
      v3: '一次读进一组 32 个权重',
      v4: '一个工作组算四个数，x 只读一遍',
    },
    'matmul-f32': floatsZh,
    'matmul-f16': { v1: floatsZh.v1, v2: floatsZh.v2, v3: '64 × 64 的分块，全部按四元向量读' },
    'matmul-int8': {
      v1: '编码从字里一个一个取出来',
      v2: '打包点积：一次四个乘积',
      v3: '打包点积，64 × 64 的分块，寄存器里存 16 个和',
    },
  },
  processor: {
    read: {
      v1: '一个循环，一个和',
      v2: '四个和：加法不必等前一个加完',
      v3: 'WebAssembly 的向量指令：一次读四个字',
    },
    copy: { v1: '一个循环，逐字复制', v2: '引擎自带的复制' },
    'matvec-q4': {
      v1: '对编码循环',
      v2: '一个字的八个编码展开写',
      v3: 'WebAssembly 的向量指令：一次四个编码',
    },
    'matmul-f32': {
      v1: '三重循环',
      v2: '一次四列',
      v3: 'WebAssembly 的向量指令：寄存器里存 4 × 8 个和',
    },
  },
};

export const variantWords: Record<Lang, VariantWords> = { en, zh };
