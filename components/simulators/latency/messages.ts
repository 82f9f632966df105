import type { Lang } from '@/components/lang';
import type { Bound } from '@/kernels/cost/times';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export interface LatencyMessages extends CalculatorMessages {
  /** {number} {answer} {floor} {first} {end} and one of `hides` as {why}. */
  readonly sentence: string;
  readonly hides: Readonly<Record<Bound, string>>;
  readonly tooLarge: string;
  readonly token: string;
  readonly request: string;
  readonly reading: string;
  readonly weights: string;
  readonly cache: string;
  readonly computing: string;
  readonly sending: string;
  readonly takes: string;
  readonly notSum: string;
  readonly notSumShort: string;
  readonly measured: string;
  readonly firstToken: string;
  readonly others: string;
  readonly milliseconds: string;
  readonly seconds: string;
  readonly metrics: Readonly<Record<Metric, string>>;
  readonly bandNote: string;
  readonly noBand: string;
  readonly tableCaption: string;
  readonly tableColumns: readonly [quantity: string, value: string];
  readonly drawing: string;
}

export type Metric =
  | 'ttftSeconds'
  | 'tpotSeconds'
  | 'endToEndSeconds'
  | 'ttftShare'
  | 'memorySeconds'
  | 'computeSeconds'
  | 'communicationSeconds'
  | 'floorSeconds'
  | 'sumSeconds';

const en: LatencyMessages = {
  title: 'One token’s time',
  preset: 'Request',
  presets: {
    chat: 'A chat turn',
    document: 'A long document, a short answer',
    essay: 'A short question, a long answer',
    alone: 'The chat turn, alone on the machine',
  },
  labels: {
    promptTokens: 'Prompt',
    answerTokens: 'Answer',
    place: 'Place in the answer',
    company: 'Shares its steps with',
  },
  units: { tokens: 'tokens' },
  choices: { 'company.batch': 'the batch of your setup', 'company.alone': 'nobody' },
  how: 'How this is computed',
  howText:
    'Every pass takes the largest of three times: reading (weights once, and the keys and values of all sequences in the batch) at full bandwidth, arithmetic at the full 16-bit rate, and, with several devices, two all-reduces per layer over their links; all three overlap. The prefill has the machine to itself. Each of the other sequences holds the context of your setup. No queue, no network, no launch overhead. What engines reach is the middle half of the published rows for this device, or for all devices where it has fewer than four, applied to the floor of the step. Nearly all of these rows are of a single sequence.',
  sentence:
    'Token {number} of {answer} takes at least {floor}: {why}. The first comes after {first}, the last after {end}.',
  hides: {
    memory: 'reading hides {other} of arithmetic',
    compute: 'arithmetic hides {other} of reading',
    communication: 'the devices talking to each other hides {other} of reading',
  },
  tooLarge: ' But weights and cache do not fit on these devices, so nobody will measure it.',
  token: 'One token: number {number}, looking back at {context}',
  request: 'The whole answer: {answer} after a prompt of {prompt}',
  reading: 'reading',
  weights: 'weights',
  cache: 'cache',
  computing: 'arithmetic',
  sending: 'sending',
  takes: 'takes at least',
  notSum: 'not the sum, {sum}',
  notSumShort: 'not {sum}',
  measured: 'engines reach',
  firstToken: 'first token {first}',
  others: 'then one every {each}',
  milliseconds: 'milliseconds',
  seconds: 'seconds',
  metrics: {
    ttftSeconds: 'First token (TTFT)',
    tpotSeconds: 'Each of the others (TPOT)',
    endToEndSeconds: 'End to end',
    ttftShare: 'Share before the first token',
    memorySeconds: 'This token: reading',
    computeSeconds: 'This token: arithmetic',
    communicationSeconds: 'This token: between devices',
    floorSeconds: 'The largest',
    sumSeconds: 'Their sum, which nobody waits for',
  },
  bandNote: 'Engines reach {low} to {high} of the bound: the middle half of {rows} published rows.',
  noBand: 'No published row is bound by anything but memory, so there is no measured range here.',
  tableCaption: 'The request and one of its tokens; lower bounds',
  tableColumns: ['quantity', 'value'],
  drawing:
    'Bars for reading and arithmetic of one token, the larger of them, and a time line of the request.',
};

const zh: LatencyMessages = {
  title: '一个 token 的时间',
  preset: '请求',
  presets: {
    chat: '一轮对话',
    document: '长文档，短回答',
    essay: '短问题，长回答',
    alone: '同一轮对话，独占机器',
  },
  labels: {
    promptTokens: '提示',
    answerTokens: '回答',
    place: '看回答的哪个位置',
    company: '与谁共用每一步',
  },
  units: { tokens: '个 token' },
  choices: { 'company.batch': '你的配置里的批次', 'company.alone': '没有别人' },
  how: '怎么算的',
  howText:
    '每一趟的时间取三者中最大的：按满带宽读（权重读一遍，批次里所有序列的键和值各读一遍），按 16 位满算力算，多张卡时还有每层两次 all-reduce 的传输；三者完全重叠。预填充独占机器。批次里其余每条序列持有你的配置里的上下文。不含排队、网络和算子启动开销。“引擎达到”一栏取这种设备已发表实测的中间一半（不足四行时取全部设备），套在这一步的下限上；这些实测几乎都是单条序列的。',
  sentence:
    '第 {number}/{answer} 个 token 至少要 {floor}：{why}。第一个在 {first} 后出来，最后一个在 {end} 后。',
  hides: {
    memory: '读的时间盖住了 {other} 的运算',
    compute: '运算的时间盖住了 {other} 的读取',
    communication: '设备间通信的时间盖住了 {other} 的读取',
  },
  tooLarge: '不过权重加缓存放不进这些设备，这个时间谁也测不到。',
  token: '一个 token：第 {number} 个，要回看 {context}',
  request: '整个回答：提示 {prompt}，回答 {answer}',
  reading: '读',
  weights: '权重',
  cache: '缓存',
  computing: '算',
  sending: '传',
  takes: '至少要',
  notSum: '不是三者之和 {sum}',
  notSumShort: '不是 {sum}',
  measured: '引擎达到',
  firstToken: '首 token {first}',
  others: '之后每 {each} 一个',
  milliseconds: '毫秒',
  seconds: '秒',
  metrics: {
    ttftSeconds: '首 token（TTFT）',
    tpotSeconds: '其余每个（TPOT）',
    endToEndSeconds: '端到端',
    ttftShare: '首 token 之前所占',
    memorySeconds: '这个 token：读',
    computeSeconds: '这个 token：算',
    communicationSeconds: '这个 token：设备间传',
    floorSeconds: '最大者',
    sumSeconds: '三者之和，没人要等这么久',
  },
  bandNote: '引擎能达到下限所允许速度的 {low} 到 {high}：{rows} 行已发表实测的中间一半。',
  noBand: '已发表的实测都受显存带宽限制，所以这里给不出范围。',
  tableCaption: '这个请求和它的一个 token；都是下限',
  tableColumns: ['量', '值'],
  drawing: '一个 token 的读取与运算两条，取其较大者；下面是整个请求的时间线。',
};

export const latencyMessages: Record<Lang, LatencyMessages> = { en, zh };
