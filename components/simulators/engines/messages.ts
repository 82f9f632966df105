import type { Lang } from '@/components/lang';
import type { QuestionId } from '@/kernels/engines/decision/needs';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type EnginesMetric = 'clear' | 'reserved' | 'ended';

export interface EnginesMessages extends CalculatorMessages {
  /** The question in full. */
  readonly asks: Readonly<Record<QuestionId, string>>;
  readonly fromSetup: string;
  readonly chosen: string;
  /** By verdict; {names} and, for `reserved`, nothing else. */
  readonly verdicts: Readonly<Record<'one' | 'several' | 'reserved' | 'none', string>>;
  /** {names} */
  readonly besides: string;
  /** Said where one user is alone and several engines remain. */
  readonly easiest: string;
  readonly listJoin: string;
  readonly lastJoin: string;
  readonly remain: string;
  readonly remainReserved: string;
  readonly command: string;
  readonly readIt: string;
  readonly nothing: string;
  readonly path: string;
  readonly ends: string;
  readonly withReservation: string;
  readonly unstated: string;
  readonly source: string;
  /** {date} */
  readonly read: string;
  /** {count} of {all} other answers would leave other engines. */
  readonly others: string;
  readonly sameLeaf: string;
  readonly noneLeft: string;
  readonly reservedMark: string;
  readonly metrics: Readonly<Record<EnginesMetric, string>>;
  readonly tableCaption: string;
  readonly tableColumns: readonly [
    question: string,
    answer: string,
    ends: string,
    reserved: string,
    left: string,
  ];
  readonly drawing: string;
}

const kinds = {
  'hardware.setup': '',
  'hardware.volta': 'NVIDIA Volta',
  'hardware.turing': 'NVIDIA Turing',
  'hardware.ampere': 'NVIDIA Ampere',
  'hardware.ada': 'NVIDIA Ada',
  'hardware.hopper': 'NVIDIA Hopper',
  'hardware.blackwell': 'NVIDIA Blackwell',
  'hardware.amd': 'AMD GPU',
  'hardware.intel': 'Intel GPU',
  'hardware.webgpu': 'WebGPU',
  'file.fp8': 'FP8',
  'file.nf4': 'NF4 (bitsandbytes)',
  'file.gguf': 'GGUF',
  'cacheFormat.fp8': 'FP8',
  'system.linux': 'Linux',
  'system.windows': 'Windows',
  'system.macos': 'macOS',
  'output.json': 'JSON schema',
};

const setupKeys = ['system', 'hardware', 'memory', 'file', 'cacheFormat', 'spread', 'users'];
const ofSetup = (words: string) => Object.fromEntries(setupKeys.map((key) => [`${key}.setup`, words]));

const en: EnginesMessages = {
  title: 'Which engine remains',
  preset: 'Scene',
  presets: {
    yours: 'Your Setup',
    laptop: 'A Mac, one user, a GGUF file',
    spilled: 'A desktop GPU too small for the file',
    cluster: 'H100s, many users, FP8, JSON',
    ascend: 'Ascend, many users, INT8',
    page: 'Inside a web page',
  },
  labels: {
    care: 'Upkeep',
    system: 'System',
    hardware: 'Hardware',
    memory: 'Room',
    file: 'Weights',
    cacheFormat: 'Cache',
    spread: 'Devices',
    users: 'Users at once',
    output: 'Output',
  },
  units: {},
  choices: {
    ...kinds,
    ...ofSetup('as in the Setup'),
    'care.kept': 'must be kept up',
    'care.any': 'does not matter',
    'system.phone': 'a phone',
    'system.browser': 'a browser',
    'hardware.apple': 'Apple GPU',
    'hardware.cpu': 'processor',
    'hardware.tpu': 'TPU',
    'hardware.ascend': 'Ascend',
    'hardware.mobile': 'phone chip',
    'memory.fits': 'weights fit the device',
    'memory.spills': 'larger than the device',
    'file.16-bit': '16 bits',
    'file.int8': 'INT8',
    'file.int4': '4 bits (GPTQ, AWQ)',
    'file.fp4': 'FP4',
    'cacheFormat.16-bit': '16 bits',
    'cacheFormat.int8': 'INT8',
    'cacheFormat.4-bit': '4 bits',
    'spread.one': 'one',
    'spread.split': 'several for one model',
    'users.one': 'one',
    'users.several': 'a few',
    'users.many': 'many',
    'output.free': 'free text',
    'output.regex': 'regular expression',
    'output.grammar': 'grammar',
  },
  asks: {
    care: 'Is it still worked on?',
    system: 'Does it run under your system?',
    hardware: 'On your hardware?',
    memory: 'Can it go on when the weights do not fit?',
    file: 'Does it read your weights, there?',
    cacheFormat: 'Does it keep the cache as you want it?',
    spread: 'Can it use your devices together?',
    users: 'Can it serve so many at once?',
    output: 'Can it hold the output to a form?',
  },
  fromSetup: 'from your Setup',
  chosen: 'set here',
  verdicts: {
    one: 'One remains: {names}.',
    several:
      'These remain: {names}. What they can do does not order them; a measurement with your own traffic does.',
    reserved: 'Only with reservations: {names}.',
    none: 'Nothing in this table does all of it. One other answer below may help.',
  },
  besides: 'With reservations also {names}.',
  easiest: 'These remain: {names}. For one user, what starts with one command stands first.',
  listJoin: ', ',
  lastJoin: ' and ',
  remain: 'Remain',
  remainReserved: 'Remain with reservations',
  command: 'your Setup as its command',
  readIt: 'Read it flag by flag',
  nothing: 'Nobody ends here.',
  path: 'Why, question by question',
  ends: 'ends',
  withReservation: 'with a reservation',
  unstated: 'silent',
  source: 'source',
  read: 'All sources read on {date}.',
  others: 'Other answers: {count} of {all} would change what remains',
  sameLeaf: 'the same',
  noneLeft: 'nothing',
  reservedMark: ' (reserved)',
  metrics: { clear: 'Remain', reserved: 'With reservations', ended: 'Ended on the way' },
  tableCaption: 'The path through the questions',
  tableColumns: ['Question', 'Answer', 'End here', 'Go on with a reservation', 'Go on'],
  drawing: 'Eight engines, nine questions: each line runs down until a question ends it',
  how: 'How this is decided',
  howText:
    'Each question is put to one column of the table of engines, for your hardware. A cell answers yes, with a reservation of its own source (experimental, a plugin, only some devices), or no; silence counts as no. An engine that answers every question remains. For one user alone, what starts with one command stands first; otherwise the order is the table’s and means nothing. Speed is not asked: nobody publishes one that holds for everybody.',
};

const zh: EnginesMessages = {
  title: '还剩哪些引擎',
  preset: '场景',
  presets: {
    yours: '你的配置',
    laptop: '一台 Mac，一个人，GGUF 文件',
    spilled: '桌面显卡装不下权重',
    cluster: 'H100 集群，许多人，FP8，JSON',
    ascend: '昇腾，许多人，INT8',
    page: '网页里',
  },
  labels: {
    care: '维护',
    system: '系统',
    hardware: '硬件',
    memory: '显存',
    file: '权重',
    cacheFormat: '缓存',
    spread: '设备数',
    users: '同时多少人',
    output: '输出',
  },
  units: {},
  choices: {
    ...kinds,
    ...ofSetup('按配置'),
    'care.kept': '必须还在维护',
    'care.any': '无所谓',
    'system.phone': '手机',
    'system.browser': '浏览器',
    'hardware.apple': 'Apple GPU',
    'hardware.cpu': '处理器',
    'hardware.tpu': 'TPU',
    'hardware.ascend': '昇腾',
    'hardware.mobile': '手机芯片',
    'memory.fits': '权重放得下',
    'memory.spills': '权重比显存大',
    'file.16-bit': '16 位',
    'file.int8': 'INT8',
    'file.int4': '4 位（GPTQ、AWQ）',
    'file.fp4': 'FP4',
    'cacheFormat.16-bit': '16 位',
    'cacheFormat.int8': 'INT8',
    'cacheFormat.4-bit': '4 位',
    'spread.one': '一张',
    'spread.split': '几张合跑一个模型',
    'users.one': '一个',
    'users.several': '几个',
    'users.many': '许多',
    'output.free': '自由文本',
    'output.regex': '正则表达式',
    'output.grammar': '文法',
  },
  asks: {
    care: '还有人维护吗？',
    system: '你的系统上能跑吗？',
    hardware: '你的硬件上能跑吗？',
    memory: '权重放不下时还能走下去吗？',
    file: '在那里读得了你的权重吗？',
    cacheFormat: '缓存能按你要的格式存吗？',
    spread: '能让几张设备合跑吗？',
    users: '能同时服务这么多人吗？',
    output: '能让输出守住格式吗？',
  },
  fromSetup: '来自你的配置',
  chosen: '在这里设的',
  verdicts: {
    one: '只剩一个：{names}。',
    several: '剩下这些：{names}。能做什么排不出先后，要用你自己的流量去测。',
    reserved: '剩下的都有附加条件：{names}。',
    none: '这张表里没有一个全都满足。下面换一个回答也许行。',
  },
  besides: '有附加条件的还有 {names}。',
  easiest: '剩下这些：{names}。只有一个人用，一条命令就能跑起来的排在前面。',
  listJoin: '、',
  lastJoin: '、',
  remain: '剩下',
  remainReserved: '剩下，但有附加条件',
  command: '你的配置写成它的命令',
  readIt: '逐个参数读一遍',
  nothing: '没有谁停在这里。',
  path: '为什么：一问一答',
  ends: '止步',
  withReservation: '有附加条件',
  unstated: '没说',
  source: '来源',
  read: '所有来源读于 {date}。',
  others: '换个回答：{all} 个里有 {count} 个会改变结果',
  sameLeaf: '不变',
  noneLeft: '一个不剩',
  reservedMark: '（有附加条件）',
  metrics: { clear: '剩下', reserved: '有附加条件', ended: '中途止步' },
  tableCaption: '一路问下来',
  tableColumns: ['问题', '回答', '止步于此', '继续，但有附加条件', '继续'],
  drawing: '八个引擎、九个问题：每条线往下走，直到某个问题把它截断',
  how: '怎么判定的',
  howText:
    '每个问题问的是引擎表的一列，针对你的硬件。一格的回答有三种：行；行，但来源自己附加了条件（实验性、要插件、只限部分设备）；不行。来源没说的按不行算。每一问都答得上的就剩下来。只有一个人用时，一条命令就能跑起来的排在前面；其余情况按表里的顺序，没有高下之分。这里不问速度：没有谁公布过对所有人都成立的速度。',
};

export const enginesMessages: Readonly<Record<Lang, EnginesMessages>> = { en, zh };
