import type { Lang } from '@/components/lang';
import type { PointId } from '@/kernels/cost/roofline/compute';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type Metric =
  | 'ridge'
  | 'weightsIntensity'
  | 'attentionIntensity'
  | 'stepIntensity'
  | 'prefillIntensity'
  | 'stepSeconds'
  | 'prefillSeconds'
  | 'busyShare'
  | 'limitIntensity'
  | 'ridgeSequences'
  | 'stepRidgeSequences';

export interface RooflineMessages extends CalculatorMessages {
  /** {sequences} {intensity} {ridge} {busy} {seconds}. */
  readonly sentence: Readonly<Record<'memory' | 'compute', string>>;
  /** {unit}: the device has no such unit, weights are widened. */
  readonly widened: string;
  readonly noRate: string;
  readonly memoryRoof: string;
  readonly ridge: string;
  readonly xTitle: string;
  /** {device} */
  readonly yTitle: string;
  readonly points: Readonly<Record<PointId, string>>;
  readonly railHint: string;
  readonly limit: string;
  readonly waitsMemory: string;
  readonly waitsCompute: string;
  readonly choosePoint: string;
  /** {flops} {bytes} {intensity} */
  readonly division: string;
  /** {memory} {compute} {share} {attained} */
  readonly times: Readonly<Record<'memory' | 'compute', string>>;
  /** {memory}: no arithmetic rate is stated. */
  readonly memoryOnly: string;
  /** {n} sequences, {tokens} each; {prompt}. */
  readonly pointDetail: Readonly<Record<PointId, string>>;
  readonly never: string;
  readonly metrics: Readonly<Record<Metric, string>>;
  readonly tableCaption: string;
  readonly tableColumns: readonly [string, string, string, string, string, string];
  readonly drawing: string;
}

const en: RooflineMessages = {
  title: 'The roofline of your machine',
  preset: 'Scene',
  presets: {
    setup: 'Your Setup’s decode step',
    alone: 'One sequence alone',
    long: '64 sequences, long texts',
    short: 'Large batch, short texts',
    weightOnly: 'W4A16, large batch',
    both: 'W8A8, large batch',
  },
  labels: {
    sequences: 'Sequences',
    tokensEach: 'Cached tokens each',
    promptTokens: 'Prompt of the prefill',
    numbers: 'Weights and activations',
  },
  units: { tokens: 'tokens' },
  choices: {
    'numbers.setup': 'as in your Setup',
    'numbers.w16a16': 'W16A16',
    'numbers.w4a16': 'W4A16: 4-bit weights, 16-bit products',
    'numbers.w8a8': 'W8A8: 8-bit weights and products',
    'numbers.w4a4': 'W4A4: 4-bit weights and products',
  },
  how: 'How this is computed',
  howText:
    'Bytes are those of the bill: weights once per pass, keys and values of every sequence, nothing else; activations are assumed to stay on the chip. Operations are counted as in the previous chapter. Each point stands as high as it could: operations divided by the longer of reading and arithmetic, at the data sheet’s dense rates, all devices together. Attention multiplies in 16 bits whatever the weights do, so a step in W8A8 tops out a little below the 8-bit roof. Weights “as in your Setup” are widened to 16 bits before they are multiplied, as everywhere in the book; W8A8 and W4A4 use the fastest unit of that width; where there is none, weights are widened to 16 bits. A mixture of experts is charged the experts of one token, which flatters it at large batches.',
  sentence: {
    memory:
      'With {sequences} sequences a decode step makes {intensity}, left of the ridge at {ridge}: memory-bound, {seconds}, and arithmetic would be done in {busy} of it.',
    compute:
      'With {sequences} sequences a decode step makes {intensity}, past the ridge at {ridge}: compute-bound, {seconds}, all of it arithmetic.',
  },
  widened:
    'This device has no unit for that width: weights are widened to 16 bits and nothing is gained in arithmetic.',
  noRate: 'Nobody states how fast this device multiplies, so only its memory is drawn.',
  memoryRoof: 'memory, {rate}',
  ridge: 'ridge {ridge}',
  xTitle: 'intensity: operations per byte moved',
  yTitle: 'FLOP/s at the floor, {device}',
  points: {
    weights: 'products with weights',
    attention: 'attention over the cache',
    step: 'whole decode step',
    prefill: 'prefill',
  },
  railHint: 'drag: sequences in the batch',
  limit: 'never past here',
  waitsMemory: 'waits for memory',
  waitsCompute: 'waits for arithmetic',
  choosePoint: 'Arithmetic of',
  division: '{flops} ÷ {bytes} = {intensity}',
  times: {
    memory:
      'Reading takes {memory}, arithmetic {compute}. Memory-bound: the multipliers have work for {share} of the time, {attained}.',
    compute:
      'Arithmetic takes {compute}, reading {memory}. Compute-bound: memory is busy for {share} of the time, {attained}.',
  },
  memoryOnly: 'Reading takes {memory}.',
  pointDetail: {
    weights: '{n} sequences share one reading of the weights',
    attention: '{n} sequences, each with its own {tokens}',
    step: '{n} sequences, {tokens} each',
    prefill: 'a prompt of {prompt}',
  },
  never: 'never',
  metrics: {
    ridge: 'Ridge',
    weightsIntensity: 'Products with weights',
    attentionIntensity: 'Attention',
    stepIntensity: 'Whole step',
    prefillIntensity: 'Prefill',
    stepSeconds: 'Step, at least',
    prefillSeconds: 'Prefill, at least',
    busyShare: 'Multipliers busy',
    limitIntensity: 'Step with ever more sequences',
    ridgeSequences: 'Batch at the ridge: weights',
    stepRidgeSequences: 'Batch at the ridge: step',
  },
  tableCaption: 'What a pass does and moves; lower bounds of time',
  tableColumns: ['work', 'operations', 'bytes', 'FLOP/B', 'reading', 'arithmetic'],
  drawing:
    'Roofline: intensity to the right, operations per second upwards, both logarithmic. Below, the intensities of weights’ products, attention and the whole step on rails along the same axis.',
};

const zh: RooflineMessages = {
  title: '你这台机器的屋顶线',
  preset: '场景',
  presets: {
    setup: '你的配置的解码步',
    alone: '只有一条序列',
    long: '64 条序列，长文本',
    short: '大批次，短文本',
    weightOnly: 'W4A16，大批次',
    both: 'W8A8，大批次',
  },
  labels: {
    sequences: '序列数',
    tokensEach: '每条已缓存',
    promptTokens: '预填充的提示',
    numbers: '权重与激活值',
  },
  units: { tokens: '个 token' },
  choices: {
    'numbers.setup': '按你的配置',
    'numbers.w16a16': 'W16A16',
    'numbers.w4a16': 'W4A16：权重 4 位，乘法 16 位',
    'numbers.w8a8': 'W8A8：权重、乘法都是 8 位',
    'numbers.w4a4': 'W4A4：权重、乘法都是 4 位',
  },
  how: '怎么算的',
  howText:
    '字节数与账单一致：每趟权重读一遍，每条序列的键和值读一遍，别的不算，激活值当作留在片上。运算量按上一章的数法。每个点画在它所能到的最高处：运算量除以读取与运算中较长的那个时间，按规格表的稠密峰值，所有设备合计。无论权重怎么存，注意力都用 16 位相乘，所以 W8A8 的一步会略低于 8 位的屋顶。“按你的配置”时，权重先展宽成 16 位再乘，全书都是如此；W8A8 和 W4A4 用该位宽中最快的单元；没有这种单元，就把权重展宽成 16 位。混合专家模型只按一个 token 用到的专家计字节，批次大时对它偏宽。',
  sentence: {
    memory:
      '{sequences} 条序列时，解码一步是 {intensity}，在拐点 {ridge} 左边：访存受限，要 {seconds}，运算只占其中 {busy}。',
    compute:
      '{sequences} 条序列时，解码一步是 {intensity}，过了拐点 {ridge}：计算受限，要 {seconds}，从头到尾都在算。',
  },
  widened: '这种设备没有该位宽的单元：权重先展宽成 16 位，运算上没有收益。',
  noRate: '没有人公布过这种设备的乘法速度，所以只画出它的显存。',
  memoryRoof: '显存，{rate}',
  ridge: '拐点 {ridge}',
  xTitle: '算术强度：每搬一个字节做多少次运算',
  yTitle: '达到下限时的 FLOP/s，{device}',
  points: {
    weights: '与权重相乘',
    attention: '在缓存上做注意力',
    step: '整个解码步',
    prefill: '预填充',
  },
  railHint: '拖动：批次里的序列数',
  limit: '到此为止',
  waitsMemory: '等显存',
  waitsCompute: '等运算',
  choosePoint: '算给我看：',
  division: '{flops} ÷ {bytes} = {intensity}',
  times: {
    memory: '读要 {memory}，算要 {compute}。访存受限：乘法器只有 {share} 的时间有活干，{attained}。',
    compute: '算要 {compute}，读要 {memory}。计算受限：显存只有 {share} 的时间在忙，{attained}。',
  },
  memoryOnly: '读要 {memory}。',
  pointDetail: {
    weights: '{n} 条序列共用一次权重读取',
    attention: '{n} 条序列，各读各的 {tokens}',
    step: '{n} 条序列，每条 {tokens}',
    prefill: '提示 {prompt}',
  },
  never: '永远到不了',
  metrics: {
    ridge: '拐点',
    weightsIntensity: '与权重相乘',
    attentionIntensity: '注意力',
    stepIntensity: '整步',
    prefillIntensity: '预填充',
    stepSeconds: '一步至少',
    prefillSeconds: '预填充至少',
    busyShare: '乘法器忙碌',
    limitIntensity: '序列无限多时的整步',
    ridgeSequences: '到拐点的批次：权重',
    stepRidgeSequences: '到拐点的批次：整步',
  },
  tableCaption: '一趟做多少、搬多少；时间都是下限',
  tableColumns: ['工作', '运算', '字节', 'FLOP/B', '读', '算'],
  drawing:
    '屋顶线：横轴算术强度，纵轴每秒运算次数，都是对数。下方沿同一横轴的三条轨道上，是权重乘法、注意力和整步的强度。',
};

export const rooflineMessages: Record<Lang, RooflineMessages> = { en, zh };
