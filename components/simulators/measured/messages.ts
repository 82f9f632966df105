import type { Lang } from '@/components/lang';
import type { DeviceId, SoftwareId } from '@/kernels/cost/latency/measured-params';
import type { Flaw } from '@/kernels/cost/latency/suspects';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';
import type { ShownRow } from './rows';

export interface MeasuredMessages extends CalculatorMessages {
  /** {shown} {all} {median} {below} */
  readonly sentence: string;
  readonly nothing: string;
  readonly softwareNames: Readonly<Record<SoftwareId, string>>;
  readonly deviceNames: Readonly<Record<DeviceId, string>>;
  readonly drawing: string;
  readonly yTitle: string;
  readonly xTitles: Readonly<Record<'bound' | 'bandwidth' | 'bits', string>>;
  readonly boundLine: string;
  readonly speculative: string;
  readonly tooLarge: string;
  readonly row: string;
  readonly before: string;
  readonly after: string;
  /** {model} {gpus} {hardware} {bits} */
  readonly rowName: string;
  readonly reads: string;
  readonly divided: string;
  readonly measured: string;
  readonly kinds: Readonly<Record<ShownRow['kind'], string>>;
  readonly batchOf: string;
  readonly software: string;
  readonly source: string;
  readonly note: string;
  readonly metrics: Readonly<Record<'boundSeconds' | 'measuredSeconds' | 'fraction', string>>;
  readonly tally: Readonly<Record<'shownRows' | 'belowBound' | 'medianShare', string>>;
  readonly tableCaption: string;
  readonly columns: readonly string[];
  readonly game: GameMessages;
}

export interface GameMessages {
  readonly title: string;
  readonly question: string;
  readonly option: string;
  readonly batch: string;
  readonly facts: string;
  readonly confirm: string;
  readonly next: string;
  readonly right: string;
  readonly missed: string;
  readonly score: string;
  readonly needs: string;
  readonly tooLarge: string;
  readonly flaws: Readonly<Record<Flaw, string>>;
  readonly tally: Readonly<Record<'right' | 'played', string>>;
}

const softwareNames = {
  calm: 'calm',
  'gpt-fast': 'gpt-fast',
  'llama.cpp': 'llama.cpp',
  mlc: 'MLC LLM',
  exllama: 'ExLlamaV2',
  vllm: 'vLLM',
  autoawq: 'AutoAWQ',
} as const;

const en: MeasuredMessages = {
  title: '115 measurements against the bound',
  preset: 'Scene',
  presets: {
    all: 'All rows',
    table: 'The table of the notes',
    tuned: 'Close to the bound: calm',
    bits: 'Fewer bits, on RTX cards',
    devices: 'More devices: gpt-fast',
  },
  labels: {
    software: 'Software',
    hardware: 'Device',
    precision: 'Weights',
    across: 'Across',
  },
  units: {},
  choices: {
    'software.all': 'all',
    'software.mlc': 'MLC LLM',
    'software.exllama': 'ExLlamaV2',
    'software.vllm': 'vLLM',
    'software.autoawq': 'AutoAWQ',
    'software.transformers': 'transformers, AutoGPTQ',
    'software.unstated': 'not stated',
    'hardware.all': 'all',
    'hardware.a100': 'A100',
    'hardware.h100': 'H100',
    'hardware.rtx': 'RTX cards',
    'hardware.apple': 'Apple',
    'hardware.other': 'others',
    'precision.all': 'all',
    'precision.sixteen': '16 bits',
    'precision.eight': '8 bits',
    'precision.narrow': 'fewer than 8',
    'across.bound': 'time the bound allows',
    'across.bandwidth': 'bandwidth of the machine',
    'across.bits': 'bits per weight',
  },
  how: 'How this is computed',
  howText:
    'The bound of a row is the time to read its weights once and its cache once at the full bandwidth of its devices, from the shapes of the catalogue and the bits the row states. Its share is that bound over the measured time. Communication is not charged, so the bound stays a lower one. The rows are published figures, copied with their source; one run did not fit and one used a draft model, and they are marked as what they are.',
  sentence:
    '{shown} of {all} rows shown. Half of them reach more than {median} of the bound; {below} without speculation beat it.',
  nothing: 'No row matches; widen a filter.',
  softwareNames: { ...softwareNames, transformers: 'transformers, AutoGPTQ', unstated: 'not stated' },
  deviceNames: { a100: 'A100', h100: 'H100', rtx: 'RTX cards', apple: 'Apple', other: 'others' },
  drawing: 'Each mark is one published measurement, higher when it comes closer to the bound.',
  yTitle: 'share of the bound reached',
  xTitles: {
    bound: 'least time of a step, milliseconds',
    bandwidth: 'bandwidth of all its devices, GB/s',
    bits: 'bits per weight',
  },
  boundLine: 'the bound: every byte read once at full bandwidth',
  speculative: 'several tokens per pass',
  tooLarge: 'out of memory',
  row: 'Row',
  before: 'Previous row',
  after: 'Next row',
  rowName: '{model}, {bits} bits, {gpus} × {hardware}',
  reads: 'A step reads {weights} of weights and {cache} of cache.',
  divided: 'At {bandwidth} that takes at least {bound}.',
  measured: 'Measured: {measured}, {rate} to one reader.',
  kinds: {
    timed: '',
    speculative:
      'A draft model guesses ahead, so one pass of the large model makes several tokens. The bound of one token per pass does not hold for it, and nothing is wrong.',
    'out-of-memory':
      'No time: the run did not fit. The weights take {weights} and the device holds {capacity}. This is a measurement too.',
  },
  batchOf: '{batch} sequences share the step.',
  software: 'Software:',
  source: 'Source:',
  note: 'Note:',
  metrics: { boundSeconds: 'At least', measuredSeconds: 'Measured', fraction: 'Share of the bound' },
  tally: {
    shownRows: 'Rows shown',
    belowBound: 'Rows that beat the bound',
    medianShare: 'Half of them reach',
  },
  tableCaption: 'The rows shown, with their bounds',
  columns: [
    'row',
    'model',
    'devices',
    'bits',
    'batch',
    'context',
    'software',
    'at least',
    'measured',
    'share',
    'source',
  ],
  game: {
    title: 'Which of these measurements is wrong?',
    question:
      'Three are published rows of the figure. One cannot be a measurement. Divide what a step reads by the bandwidth, and look at what the device holds.',
    option: '{model}, {bits} bits, {gpus} × {hardware}{batch}: {seconds} between two tokens of one reader',
    batch: ', {batch} sequences',
    facts: 'reads {bytes} · {bandwidth} · holds {capacity}',
    confirm: 'This one',
    next: 'Next four',
    right: 'Right.',
    missed: 'No, that one is sound.',
    score: '{right} of {played}',
    tally: { right: 'Found', played: 'Rounds played' },
    needs: 'at least {bound}, so {share} of the bound',
    tooLarge: 'weights of {weights}, and the device holds {capacity}',
    flaws: {
      'too-fast': 'Planted here: a published row, made faster than its memory.',
      divided:
        'Planted here: the step’s time was divided by its sequences. Every reader waits for the whole step.',
      'too-large': 'Planted here: a published model moved to a device that cannot hold it.',
      printed: 'Not planted: one of the study notes behind this book prints it.',
    },
  },
};

const zh: MeasuredMessages = {
  title: '115 条实测与下限',
  preset: '场景',
  presets: {
    all: '全部',
    table: '笔记里的那张表',
    tuned: '贴近下限：calm',
    bits: 'RTX 卡上减少位数',
    devices: '增加设备：gpt-fast',
  },
  labels: { software: '软件', hardware: '设备', precision: '权重', across: '横轴' },
  units: {},
  choices: {
    'software.all': '全部',
    'software.mlc': 'MLC LLM',
    'software.exllama': 'ExLlamaV2',
    'software.vllm': 'vLLM',
    'software.autoawq': 'AutoAWQ',
    'software.transformers': 'transformers、AutoGPTQ',
    'software.unstated': '未说明',
    'hardware.all': '全部',
    'hardware.a100': 'A100',
    'hardware.h100': 'H100',
    'hardware.rtx': 'RTX 显卡',
    'hardware.apple': 'Apple',
    'hardware.other': '其他',
    'precision.all': '全部',
    'precision.sixteen': '16 位',
    'precision.eight': '8 位',
    'precision.narrow': '8 位以下',
    'across.bound': '下限时间',
    'across.bandwidth': '机器的带宽',
    'across.bits': '每权重位数',
  },
  how: '怎么算的',
  howText:
    '一行的下限，是把它的权重读一遍、缓存读一遍，按全部设备的满带宽所需的时间；形状取自模型目录，位数取自该行自己的说明。“达到”的比例就是下限除以实测时间。通信不计，所以它仍是下限。各行都是已发表的数字，连同出处照录；有一次运行没放下，有一次用了草稿模型，都如实标出。',
  sentence:
    '显示 {all} 行中的 {shown} 行。其中一半达到下限所允许速度的 {median} 以上；不用投机解码而快过下限的有 {below} 行。',
  nothing: '没有符合的行，放宽一项筛选吧。',
  softwareNames: { ...softwareNames, transformers: 'transformers、AutoGPTQ', unstated: '未说明' },
  deviceNames: { a100: 'A100', h100: 'H100', rtx: 'RTX 显卡', apple: 'Apple', other: '其他' },
  drawing: '每个点是一条已发表的实测，越高越接近下限。',
  yTitle: '达到下限的比例',
  xTitles: { bound: '一步的下限，毫秒', bandwidth: '全部设备的带宽，GB/s', bits: '每权重位数' },
  boundLine: '下限：每个字节按满带宽读一遍',
  speculative: '一趟出好几个 token',
  tooLarge: '显存溢出',
  row: '行',
  before: '上一行',
  after: '下一行',
  rowName: '{model}，{bits} 位，{gpus} × {hardware}',
  reads: '一步要读 {weights} 权重、{cache} 缓存。',
  divided: '按 {bandwidth} 算，至少要 {bound}。',
  measured: '实测 {measured}，对一个读者来说是 {rate}。',
  kinds: {
    timed: '',
    speculative:
      '有个草稿模型在前面猜，大模型一趟就能定下好几个 token。“一趟一个 token”的下限对它不成立，也没有任何问题。',
    'out-of-memory': '没有时间：这次运行没放下。权重 {weights}，设备只有 {capacity}。这也是一次测量。',
  },
  batchOf: '{batch} 条序列共用这一步。',
  software: '软件：',
  source: '出处：',
  note: '备注：',
  metrics: { boundSeconds: '至少', measuredSeconds: '实测', fraction: '达到下限的' },
  tally: { shownRows: '显示的行', belowBound: '快过下限的行', medianShare: '其中一半达到' },
  tableCaption: '当前显示的各行及其下限',
  columns: ['行', '模型', '设备', '位数', '批', '上下文', '软件', '至少', '实测', '达到', '出处'],
  game: {
    title: '哪一条测错了？',
    question:
      '三条是图里已发表的数据，还有一条不可能是测出来的。用一步要读的字节数除以带宽，再看看设备装不装得下。',
    option: '{model}，{bits} 位，{gpus} × {hardware}{batch}：一个读者的两个 token 之间隔 {seconds}',
    batch: '，{batch} 条序列',
    facts: '要读 {bytes} · {bandwidth} · 显存 {capacity}',
    confirm: '就是它',
    next: '再来四条',
    right: '对了。',
    missed: '不对，那一条没问题。',
    score: '{played} 轮对了 {right} 轮',
    tally: { right: '答对', played: '玩过的轮数' },
    needs: '至少 {bound}，也就是达到下限的 {share}',
    tooLarge: '权重 {weights}，设备只有 {capacity}',
    flaws: {
      'too-fast': '这是本页埋的：一条已发表的数据，被改得比自己的显存还快。',
      divided: '这是本页埋的：把一步的时间除以了序列数。其实人人都要等完整的一步。',
      'too-large': '这是本页埋的：一个已发表的模型，挪到了一张装不下它的卡上。',
      printed: '不是本页埋的：本书起步的笔记里就印着它。',
    },
  },
};

export const measuredMessages: Record<Lang, MeasuredMessages> = { en, zh };
