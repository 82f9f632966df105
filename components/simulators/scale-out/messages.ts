import type { Lang } from '@/components/lang';
import type { FleetProblem } from '@/kernels/serving/scale-out/fleet';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type TokenMetric =
  | 'tokenSeconds'
  | 'communicationSeconds'
  | 'communicationShare'
  | 'tokensPerDeviceSecond'
  | 'kneeDevices'
  | 'fastestDevices'
  | 'transferSeconds';

export type LaneMetric =
  | 'attainment'
  | 'goodput'
  | 'kneeRate'
  | 'ttftP90Seconds'
  | 'tpotP90Seconds'
  | 'prefillBusy'
  | 'decodeBusy';

export interface ScaleOutMessages extends CalculatorMessages {
  /** {devices} {seconds} {talk} {knee}. */
  readonly tokenSentence: string;
  /** {rate} {together} {apart}. */
  readonly fleetSentence: string;
  readonly problems: Readonly<Record<FleetProblem, string>>;
  /** {batch} {context}. */
  readonly tokenPanel: string;
  readonly parts: Readonly<Record<'memory' | 'compute' | 'link' | 'latency', string>>;
  readonly pipeline: string;
  readonly tooLarge: string;
  readonly devicesAxis: string;
  readonly knee: string;
  readonly ratePanel: string;
  readonly rateAxis: string;
  readonly kept: string;
  /** {rate} */
  readonly kneeAt: string;
  readonly now: string;
  readonly lanes: Readonly<Record<'together' | 'apart', string>>;
  /** {devices} each. */
  readonly timePanel: Readonly<Record<'together' | 'apart', string>>;
  readonly kinds: Readonly<Record<'prefill' | 'decode' | 'mixed' | 'transfer', string>>;
  readonly instance: Readonly<Record<'both' | 'prefill' | 'decode', string>>;
  readonly wire: string;
  /** {n} */
  readonly moreRows: string;
  readonly seconds: string;
  /** {n} of {devices}. */
  readonly idle: string;
  readonly running: string;
  readonly metrics: Readonly<Record<TokenMetric, string>>;
  readonly laneMetrics: Readonly<Record<LaneMetric, string>>;
  readonly laneColumn: string;
  readonly requestRate: string;
  readonly tableCaption: string;
  readonly tableColumns: readonly [string, string, string, string, string, string, string, string];
  readonly drawing: string;
}

const en: ScaleOutMessages = {
  title: 'One model, many devices',
  preset: 'Scene',
  presets: {
    chat: 'A chat service on sixteen devices',
    documents: 'Long documents, short answers, a strict interval',
    thinWire: 'The same over a thin network',
    stages: 'Layers cut into two stages',
    tooMany: 'One layer over two nodes',
  },
  labels: {
    tensorParallel: 'Devices per layer (tensor parallel)',
    pipelineStages: 'Stages (pipeline)',
    prefillDevices: 'Devices for prefill',
    decodeDevices: 'Devices for decode',
    arrivalsPerSecond: 'Requests',
    promptTokens: 'Prompt, mean',
    outputTokens: 'Answer, mean',
    linkGBPerSecond: 'Link inside a node',
    linkLatencyMicroseconds: 'Start of an all-reduce',
    wireGBPerSecond: 'Network, per device',
    together: 'Together, prompts are read',
    ttftLimitSeconds: 'First token within',
    tpotLimitMilliseconds: 'Then one every',
  },
  units: {
    devices: 'devices',
    perSecond: 'per second',
    tokens: 'tokens',
    gigabytesPerSecond: 'GB/s',
    microseconds: 'µs',
    seconds: 's',
    milliseconds: 'ms',
  },
  choices: {
    'together.chunked': 'in chunks, beside the decodes',
    'together.prefillFirst': 'whole, before the decodes',
  },
  how: 'How this is computed',
  howText:
    'Every pass takes the time of the calibrated step model: reading and arithmetic at the shares of the peaks that matrix products reach on an A100 or H100 (elsewhere the mean of both), joined by a smooth knee, plus two all-reduces per layer that nothing hides. An all-reduce takes its start, 0.6 µs per hop inside a node of eight and 2.7 µs between nodes, and its bytes. A pipeline divides the batch over its stages. Each run is 400 requests with Poisson arrivals and log-normal lengths; memory for prompt and answer is set aside on entry, 90% of the devices’ memory is used. Pools send keys and values of the prompt, each device its share over its own network link. Left out: sampling, launches, the dispatcher, uneven stages, and the memory of prompts that wait to be sent.',
  tokenSentence:
    'Split over {devices}, a token of your batch takes {seconds}, {talk} of it talk between devices; past {knee}, doubling them gains less than a quarter.',
  fleetSentence:
    ' At {rate} requests per second, {together} keep both limits with everyone together, {apart} with pools.',
  problems: {
    weights: ' The weights do not fit into one instance, so there is no fleet to run: split them further.',
    pools: ' A pool has fewer devices than one instance needs, so there is no fleet to run.',
    request: ' One request needs more memory than an instance has left.',
  },
  tokenPanel: 'One token, {batch} sequences at {context}',
  parts: { memory: 'reading', compute: 'arithmetic', link: 'bytes sent', latency: 'waiting for messages' },
  pipeline: 'cut between layers',
  tooLarge: 'does not fit',
  devicesAxis: 'devices per instance, every layer cut',
  knee: 'knee',
  ratePanel: 'Requests that keep both limits',
  rateAxis: 'requests per second',
  kept: '90%',
  kneeAt: '{rate}/s',
  now: 'now',
  lanes: { together: 'together', apart: 'pools' },
  timePanel: {
    together: 'Together: every instance reads and writes',
    apart: 'Pools: some read prompts, the others write',
  },
  kinds: { prefill: 'prefill', decode: 'decode', mixed: 'both at once', transfer: 'cache on the wire' },
  instance: { both: 'inst.', prefill: 'prefill', decode: 'decode' },
  wire: 'wire',
  moreRows: '{n} more rows like these',
  seconds: 'seconds into the run',
  idle: '{n} of {devices} devices are left over and stand idle.',
  running: 'running …',
  metrics: {
    tokenSeconds: 'Token to token',
    communicationSeconds: 'Of it between devices',
    communicationShare: 'Share between devices',
    tokensPerDeviceSecond: 'Tokens/s per device',
    kneeDevices: 'Devices at the knee',
    fastestDevices: 'Devices of the fastest token',
    transferSeconds: 'Sending a prompt’s cache',
  },
  laneMetrics: {
    attainment: 'Requests that keep both limits',
    goodput: 'Goodput now, requests/s',
    kneeRate: 'Goodput at most, requests/s',
    ttftP90Seconds: 'First token, nine in ten within',
    tpotP90Seconds: 'Interval, nine in ten within',
    prefillBusy: 'Prefilling instances busy',
    decodeBusy: 'Decoding instances busy',
  },
  laneColumn: 'At the chosen rate',
  requestRate: 'requests/s',
  tableCaption: 'One token by the devices of an instance: every layer cut, and cut between layers',
  tableColumns: [
    'devices',
    'layer cut',
    'reading',
    'arithmetic',
    'bytes sent',
    'messages',
    'between layers',
    'fits',
  ],
  drawing:
    'Three drawings: the time of a token over more and more devices; the share of requests that keep both limits over the rate of requests; what each instance does in a short stretch of time.',
};

const zh: ScaleOutMessages = {
  title: '一个模型，许多设备',
  preset: '场景',
  presets: {
    chat: '十六张卡上的聊天服务',
    documents: '长文档，短回答，间隔要求严',
    thinWire: '同样的服务，网络很窄',
    stages: '按层切成两段',
    tooMany: '一层横跨两个节点',
  },
  labels: {
    tensorParallel: '一层切到几张卡（张量并行）',
    pipelineStages: '段数（流水线并行）',
    prefillDevices: '预填充用卡',
    decodeDevices: '解码用卡',
    arrivalsPerSecond: '请求',
    promptTokens: '提示，平均',
    outputTokens: '回答，平均',
    linkGBPerSecond: '节点内链路',
    linkLatencyMicroseconds: '一次 all-reduce 的起步',
    wireGBPerSecond: '网络，每张卡',
    together: '合在一起时，提示怎么读',
    ttftLimitSeconds: '首 token 不超过',
    tpotLimitMilliseconds: '之后的间隔不超过',
  },
  units: {
    devices: '张卡',
    perSecond: '个/秒',
    tokens: '个 token',
    gigabytesPerSecond: 'GB/s',
    microseconds: 'µs',
    seconds: 's',
    milliseconds: 'ms',
  },
  choices: {
    'together.chunked': '分块，夹在解码里',
    'together.prefillFirst': '整段，排在解码前',
  },
  how: '怎么算的',
  howText:
    '每一趟的时间出自校准过的单步时间模型：读取和运算各按矩阵乘在 A100 或 H100 上达到的峰值比例算（别的设备取两者平均），拐点处平滑相接，再加上每层两次、什么也盖不住的 all-reduce。一次 all-reduce 的时间是起步，加上八卡节点内每跳 0.6 µs、节点之间每跳 2.7 µs，加上字节。流水线把批次平分到各段。每次运行 400 个请求，泊松到达，长度对数正态；请求进来时就把提示和回答的显存都留好，用掉设备显存的 90%。分池时要把提示的键和值发过去，每张卡走自己的网卡，发自己的那份。没有算进去的：采样、算子启动、分发器、各段不均、以及等待发送的提示所占的显存。',
  tokenSentence:
    '切到 {devices} 上，你这个批次的一个 token 要 {seconds}，其中 {talk} 是设备间的往来；过了 {knee}，再翻倍也快不了四分之一。',
  fleetSentence: '每秒 {rate} 个请求时，合在一起有 {together} 守住两条限，分池有 {apart}。',
  problems: {
    weights: '一个实例装不下权重，没有可跑的集群：得再切细一些。',
    pools: '有一个池的卡数不够组成一个实例，没有可跑的集群。',
    request: '一个请求要的显存，比一个实例剩下的还多。',
  },
  tokenPanel: '一个 token：{batch} 条序列，各 {context}',
  parts: { memory: '读', compute: '算', link: '传字节', latency: '等消息' },
  pipeline: '按层切开',
  tooLarge: '放不下',
  devicesAxis: '每个实例的卡数，每一层都切开',
  knee: '拐点',
  ratePanel: '守住两条限的请求',
  rateAxis: '每秒请求数',
  kept: '90%',
  kneeAt: '{rate}/秒',
  now: '现在',
  lanes: { together: '合在一起', apart: '分池' },
  timePanel: { together: '合在一起：每个实例又读又写', apart: '分池：一些读提示，另一些写回答' },
  kinds: { prefill: '预填充', decode: '解码', mixed: '两者同一趟', transfer: '缓存在线上' },
  instance: { both: '实例', prefill: '预填充', decode: '解码' },
  wire: '网线',
  moreRows: '另有 {n} 行与此类似',
  seconds: '运行到第几秒',
  idle: '{devices} 张卡里有 {n} 张凑不成实例，闲着。',
  running: '正在跑……',
  metrics: {
    tokenSeconds: 'token 到 token',
    communicationSeconds: '其中设备间',
    communicationShare: '设备间占比',
    tokensPerDeviceSecond: '每张卡每秒 token',
    kneeDevices: '拐点处的卡数',
    fastestDevices: 'token 最快的卡数',
    transferSeconds: '传一个提示的缓存',
  },
  laneMetrics: {
    attainment: '守住两条限的请求',
    goodput: '现在的有效吞吐，请求/秒',
    kneeRate: '有效吞吐上限，请求/秒',
    ttftP90Seconds: '首 token，九成不超过',
    tpotP90Seconds: '间隔，九成不超过',
    prefillBusy: '预填充实例忙碌',
    decodeBusy: '解码实例忙碌',
  },
  laneColumn: '在选定的速率下',
  requestRate: '请求/秒',
  tableCaption: '按每个实例的卡数看一个 token：每一层都切开，和按层切开',
  tableColumns: ['卡数', '层内切', '读', '算', '传字节', '等消息', '按层切', '放得下'],
  drawing:
    '三张图：一个 token 的时间随卡数的变化；守住两条限的请求比例随请求速率的变化；一小段时间里每个实例在做什么。',
};

export const scaleOutMessages: Record<Lang, ScaleOutMessages> = { en, zh };
