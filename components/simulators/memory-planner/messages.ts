import type { Lang } from '@/components/lang';
import type { PlanTerm } from '@/kernels/cost/plan-memory';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export interface PlannerMessages extends CalculatorMessages {
  /** {sequences} {tokens} {total} {capacity} and one of the three verdicts as {verdict}, one of `crossing` as {crossing}. */
  readonly sentence: string;
  /** {free} */
  readonly fits: string;
  /** {by} {term} {bytes} */
  readonly over: string;
  /** {weights} */
  readonly weightsAlone: string;
  readonly crossing: {
    /** {sequences} {tokens} and one of the two below as {alone}. */
    readonly reached: string;
    /** {sequences} {longest} */
    readonly never: string;
    /** {tokens} */
    readonly aloneReached: string;
    /** {longest} */
    readonly aloneNever: string;
    /** The same when there is one sequence anyway: {tokens} or {longest}. */
    readonly oneReached: string;
    readonly oneNever: string;
  };
  /** {copies} */
  readonly cacheCopied: string;
  /** {heads} {devices} */
  readonly headsDoNotDivide: string;
  readonly terms: Readonly<Record<PlanTerm, string>>;
  /** Whether a part's name loses its capital inside a sentence. */
  readonly lowerCaseTerms: boolean;
  readonly capacity: string;
  readonly total: string;
  readonly perDevice: string;
  readonly free: string;
  readonly excess: string;
  readonly longest: string;
  readonly most: string;
  /** {value} */
  readonly passes: string;
  readonly overContext: string;
  readonly overSequences: string;
  readonly drawing: string;
  readonly dragHint: string;
  readonly none: string;
  readonly tableCaption: string;
  readonly tableColumns: readonly [term: string, bytes: string, share: string];
  readonly csvCaption: string;
}

const en: PlannerMessages = {
  title: 'Memory planner',
  preset: 'Scene',
  presets: {
    setup: 'Your Setup, served',
    alone: 'One long conversation',
    bare: 'Weights and cache, nothing else',
    written: 'Attention written out',
  },
  labels: { tokensEach: 'Tokens in each', sequences: 'Sequences', engine: 'Run by' },
  units: { tokens: 'tokens' },
  choices: {
    'engine.none': 'nothing: weights and cache alone',
    'engine.vllm': 'a serving engine: pages, chunks, fused attention',
    'engine.fused': 'a training framework, attention fused',
    'engine.eager': 'a training framework, attention written out',
  },
  how: 'How this is computed',
  howText:
    'Weights: matrices at the format’s bits with their scales; below 16 bits embedding, head and norms stay at 16. Cache: two vectors per layer, key-value head and token. Activations: what the widest part of a layer holds for the tokens of one forward pass (8,192 for the serving engine, the whole prompt for a training framework). Logits: 16-bit values and their 32-bit copy, for the last position of each sequence or for all of them. Scores: ten bytes for each pair of tokens and head, where attention is written out. Set aside: the tenth of each device that a serving engine leaves alone by default, or half a gigabyte of runtime. Fragmentation: half a block of 16 tokens for each sequence. All terms are added as if they peaked together, so the total is an upper estimate. All devices together; 1 GB is 10⁹ bytes.',
  sentence: '{sequences} × {tokens} tokens take {total} of {capacity}: {verdict}. {crossing}',
  fits: 'they fit, with {free} to spare',
  over: '{by} too much. Largest after the weights: {term}, {bytes}',
  weightsAlone: 'the weights alone, {weights}, do not fit',
  crossing: {
    reached:
      'With {sequences} sequences the cache passes the weights at {tokens} tokens each; alone, {alone}.',
    never: 'With {sequences} sequences the cache never passes the weights within {longest} tokens.',
    aloneReached: 'at {tokens}',
    aloneNever: 'never within {longest}',
    oneReached: 'Alone, its cache passes the weights at {tokens} tokens.',
    oneNever: 'Alone, its cache never passes the weights within {longest} tokens.',
  },
  cacheCopied: 'There are fewer key-value heads than devices, so the cache is kept {copies} times.',
  headsDoNotDivide: '{heads} heads cannot be dealt evenly to {devices} devices; engines refuse this.',
  terms: {
    weights: 'Weights',
    kvCache: 'KV cache',
    activations: 'Activations',
    logits: 'Logits',
    scores: 'Scores',
    overhead: 'Set aside',
    fragmentation: 'Fragmentation',
  },
  lowerCaseTerms: true,
  capacity: 'Capacity',
  total: 'Total',
  perDevice: 'On each device',
  free: 'Free',
  excess: 'Too much',
  longest: 'Longest that fits, with as many',
  most: 'Most that fit, as long',
  passes: 'cache = weights',
  overContext: 'tokens in each sequence',
  overSequences: 'sequences',
  drawing: 'Stacked bytes against capacity. Drag along the axis, or use the dial below.',
  dragHint: 'Drag in either drawing, or use the dials.',
  none: 'none',
  tableCaption: 'Bytes at the point shown, all devices together',
  tableColumns: ['part', 'bytes', 'of the capacity'],
  csvCaption: 'Bytes of every part along both axes',
};

const zh: PlannerMessages = {
  title: '显存规划',
  preset: '场景',
  presets: {
    setup: '你的配置，上线服务',
    alone: '一段很长的对话',
    bare: '只有权重和缓存',
    written: '注意力分数写出来',
  },
  labels: { tokensEach: '每条长度', sequences: '序列数', engine: '由谁来跑' },
  units: { tokens: '个 token' },
  choices: {
    'engine.none': '谁也不是：只算权重和缓存',
    'engine.vllm': '推理引擎：分页、分块、融合注意力',
    'engine.fused': '训练框架，融合注意力',
    'engine.eager': '训练框架，分数写出来',
  },
  how: '怎么算的',
  howText:
    '权重：矩阵按格式的比特数计，含缩放因子；低于 16 位时，词嵌入、输出头和归一化仍是 16 位。缓存：每层、每个 KV 头、每个 token 两个向量。激活：一次前向里，一层最宽处为这些 token 存的东西（推理引擎一次 8,192 个，训练框架一次整个提示）。logits：16 位一份、32 位一份，只算每条的最后一个位置，或者全都算。分数：注意力写出来时，每个头、每对 token 十个字节。预留：推理引擎默认每张卡空着的十分之一，或运行时的半个 GB。碎片：每条序列半块，一块 16 个 token。各项按同时到达峰值相加，所以总数是偏高的估计。所有设备合计；1 GB 是 10⁹ 字节。',
  sentence: '{sequences} × {tokens} 个 token，占 {capacity} 里的 {total}：{verdict}。{crossing}',
  fits: '放得下，还剩 {free}',
  over: '超出 {by}。权重之外最大的是{term}，{bytes}',
  weightsAlone: '光权重就有 {weights}，放不下',
  crossing: {
    reached: '{sequences} 条序列时，每条到 {tokens} 个 token，缓存就超过权重；只有一条时，{alone}。',
    never: '{sequences} 条序列时，在 {longest} 个 token 以内，缓存都超不过权重。',
    aloneReached: '要到 {tokens} 个',
    aloneNever: '{longest} 个以内都超不过',
    oneReached: '只有这一条，到 {tokens} 个 token，缓存就超过权重。',
    oneNever: '只有这一条，{longest} 个 token 以内，缓存都超不过权重。',
  },
  cacheCopied: 'KV 头比设备少，缓存要存 {copies} 份。',
  headsDoNotDivide: '{heads} 个头没法平分给 {devices} 张卡，引擎会拒绝。',
  terms: {
    weights: '权重',
    kvCache: 'KV 缓存',
    activations: '激活',
    logits: 'logits',
    scores: '分数',
    overhead: '预留',
    fragmentation: '碎片',
  },
  lowerCaseTerms: false,
  capacity: '容量',
  total: '合计',
  perDevice: '每张卡',
  free: '空闲',
  excess: '超出',
  longest: '同样条数，最长能放',
  most: '同样长度，最多能放',
  passes: '缓存 = 权重',
  overContext: '每条序列的 token 数',
  overSequences: '序列数',
  drawing: '堆叠的字节与容量。沿横轴拖动，或用下面的滑杆。',
  dragHint: '在任一张图里拖动，或用滑杆。',
  none: '放不下',
  tableCaption: '所示位置的字节，所有设备合计',
  tableColumns: ['部分', '字节', '占容量'],
  csvCaption: '沿两条轴各部分的字节',
};

export const plannerMessages: Record<Lang, PlannerMessages> = { en, zh };
