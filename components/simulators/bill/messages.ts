import type { Lang } from '@/components/lang';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type Metric =
  | 'floorSeconds'
  | 'secondsPerToken'
  | 'readerTokensPerSecond'
  | 'machineTokensPerSecond'
  | 'weightsShareBytes'
  | 'cacheShareBytes'
  | 'shareFlops'
  | 'busyShare'
  | 'waitRatio'
  | 'costRatio'
  | 'heldShare'
  | 'largestSequences';

export interface BillMessages extends CalculatorMessages {
  /** {sequences} {tokens} {floor} {token} {machine} and one of `hides` as {why}. */
  readonly sentence: string;
  /** {other} */
  readonly hides: Readonly<Record<'memory' | 'compute', string>>;
  /** {largest} */
  readonly tooMany: string;
  readonly weightsTooLarge: string;
  readonly noRate: string;
  readonly stepPanel: string;
  readonly reading: string;
  readonly weights: string;
  readonly cache: string;
  readonly computing: string;
  readonly waits: string;
  readonly share: string;
  readonly milliseconds: string;
  readonly tradePanel: string;
  readonly readerAxis: string;
  readonly machineAxis: string;
  readonly arithmeticWall: string;
  /** {n} */
  readonly memoryRay: string;
  readonly metrics: Readonly<Record<Metric, string>>;
  readonly tableCaption: string;
  readonly tableColumns: readonly [sequences: string, reader: string, machine: string, share: string];
  readonly drawing: string;
}

const en: BillMessages = {
  title: 'One decode step, and its trade',
  preset: 'Scene',
  presets: {
    setup: 'Your Setup',
    alone: 'One reader, alone',
    few: 'Four readers',
    long: 'Eight long texts',
    short: 'A crowd with short texts',
  },
  labels: { sequences: 'Sequences together', tokensEach: 'Tokens each' },
  units: { tokens: 'tokens' },
  how: 'How this is computed',
  howText:
    'A step reads the weights once and the keys and values of every sequence, at the full bandwidth of all devices, and computes at their full 16-bit rate; the two overlap, so the larger counts. Each reader gets one token a step and waits for all of it. The machine’s cost of one token is the step over the sequences. In the trade, bandwidth, arithmetic and memory are three straight limits: every step read costs weights, every token costs cache and operations, and only so many sequences fit. Floors: no prompts, no queue, no launches, no talk between devices.',
  sentence:
    '{sequences} sequences of {tokens}: a step takes at least {floor}, since {why}. Everyone waits that long; a token costs the machine {token}, and it writes {machine}.',
  hides: {
    memory: 'reading hides {other} of arithmetic',
    compute: 'arithmetic hides {other} of reading',
  },
  tooMany: 'But only {largest} sequences of this length fit.',
  weightsTooLarge: 'But these devices do not hold the weights.',
  noRate: 'Nobody states a rate of arithmetic for this device, so its step has no bill.',
  stepPanel: 'One step',
  reading: 'reading',
  weights: 'weights',
  cache: 'cache',
  computing: 'arithmetic',
  waits: 'reader waits',
  share: 'one token',
  milliseconds: 'milliseconds',
  tradePanel: 'The trade: more for the machine, less for each reader',
  readerAxis: 'each reader, tokens/s',
  machineAxis: 'the machine, tokens/s',
  arithmeticWall: 'arithmetic',
  memoryRay: 'memory is full: {n}',
  metrics: {
    floorSeconds: 'The step, for everyone',
    secondsPerToken: 'One token’s share of it',
    readerTokensPerSecond: 'Each reader gets',
    machineTokensPerSecond: 'The machine writes',
    weightsShareBytes: 'Weights read, per token',
    cacheShareBytes: 'Cache read, per token',
    shareFlops: 'Arithmetic, per token',
    busyShare: 'Arithmetic busy',
    waitRatio: 'Wait, against alone',
    costRatio: 'Cost of a token, against alone',
    heldShare: 'Memory held',
    largestSequences: 'Sequences that fit',
  },
  tableCaption: 'The trade at this length; floors',
  tableColumns: ['sequences', 'each reader', 'the machine', 'one token’s share'],
  drawing:
    'Left: bars for reading and arithmetic of one step, and one token’s share. Right: tokens per second of each reader against those of the machine, with the limits of bandwidth, arithmetic and memory.',
};

const zh: BillMessages = {
  title: '一步解码，以及其中的取舍',
  preset: '场景',
  presets: {
    setup: '你的配置',
    alone: '一个读者，独占机器',
    few: '四个读者',
    long: '八篇长文',
    short: '一大群人，文字都短',
  },
  labels: { sequences: '一起走的序列', tokensEach: '每条长度' },
  units: { tokens: 'token' },
  how: '怎么算的',
  howText:
    '一步把权重读一遍，把每条序列的键和值读一遍，按所有设备的满带宽算；运算按 16 位满算力算；两者重叠，取大的。每个读者一步得一个 token，要等完整的一步。机器在一个 token 上花的时间，是一步除以序列数。取舍图里，带宽、算力、显存是三条直线：每走一步要付一遍权重，每写一个 token 要付一份缓存和运算，而放得下的序列只有那么多。都是下限：不含提示、排队、算子启动和设备间通信。',
  sentence:
    '{sequences} 条序列，每条 {tokens}：一步至少要 {floor}，因为{why}。人人都等这么久；机器在一个 token 上花 {token}，每秒共写 {machine}。',
  hides: {
    memory: '读的时间盖住了 {other} 的运算',
    compute: '运算的时间盖住了 {other} 的读取',
  },
  tooMany: '不过这个长度只放得下 {largest} 条序列。',
  weightsTooLarge: '不过这些设备连权重都放不下。',
  noRate: '没有人公布过这种设备的算力，所以它的一步开不出账单。',
  stepPanel: '一步',
  reading: '读',
  weights: '权重',
  cache: '缓存',
  computing: '算',
  waits: '读者要等',
  share: '一个 token',
  milliseconds: '毫秒',
  tradePanel: '取舍：机器写得越多，每个读者越慢',
  readerAxis: '每个读者，token/s',
  machineAxis: '整台机器，token/s',
  arithmeticWall: '算力用尽',
  memoryRay: '显存放满：{n}',
  metrics: {
    floorSeconds: '一步，人人都等',
    secondsPerToken: '摊到一个 token',
    readerTokensPerSecond: '每个读者得到',
    machineTokensPerSecond: '机器写出',
    weightsShareBytes: '每 token 摊到的权重',
    cacheShareBytes: '每 token 读的缓存',
    shareFlops: '每 token 的运算',
    busyShare: '运算单元忙碌',
    waitRatio: '等待，与独占时相比',
    costRatio: '一个 token 的成本，与独占时相比',
    heldShare: '占用显存',
    largestSequences: '放得下的序列',
  },
  tableCaption: '这个长度下的取舍；都是下限',
  tableColumns: ['序列', '每个读者', '整台机器', '摊到一个 token'],
  drawing:
    '左：一步里读取与运算两条，以及一个 token 摊到的时间。右：每个读者与整台机器的每秒 token 数，外加带宽、算力、显存三条界线。',
};

export const billMessages: Record<Lang, BillMessages> = { en, zh };
