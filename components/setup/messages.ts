import type { Lang } from '@/components/lang';

export interface SetupMessages {
  readonly title: string;
  readonly change: string;
  readonly contextEach: string;
  readonly fits: string;
  readonly doesNotFit: string;
  readonly perMillion: string;
  readonly close: string;
  readonly lead: string;
  readonly outcome: string;
  readonly noOutcome: string;
  readonly bits: string;
  readonly model: string;
  readonly search: string;
  readonly noModel: string;
  readonly own: string;
  readonly paste: string;
  readonly pasteHelp: string;
  readonly read: string;
  readonly took: string;
  readonly accelerator: string;
  readonly devices: string;
  readonly weights: string;
  readonly kv: string;
  readonly batch: string;
  readonly context: string;
  readonly guesses: string;
  readonly guessesHelp: string;
  readonly guess: Readonly<Record<string, string>>;
  readonly reset: string;
  readonly compare: string;
  readonly compareOff: string;
  readonly first: string;
  readonly second: string;
  /** What each part is called where an address names it. */
  readonly parts: Readonly<Record<string, string>>;
  readonly nearest: string;
  readonly replaced: string;
  readonly leftOut: string;
  readonly shapeRefused: string;
  readonly dismiss: string;
  readonly rows: Readonly<Record<string, string>>;
  readonly receiptLines: Readonly<Record<string, string>>;
  readonly receiptNote: string;
  /** By the id of the error that reading a `config.json` throws. */
  readonly troubles: Readonly<Record<string, string>>;
}

const en: SetupMessages = {
  title: 'Your setup',
  change: 'Change',
  contextEach: '{n} tokens each',
  fits: 'fits: {used} of {capacity}',
  doesNotFit: 'too big: {used} of {capacity}',
  perMillion: '{n} / M',
  close: 'Done',
  lead: 'Every number of the book that can answer to your model, hardware and load does so at once. The address keeps your setup.',
  outcome: '{fits} · a step takes at least {floor} · at most {rate}',
  noOutcome: '{fits} · no peak rate is known for this device and format',
  bits: '{n} bits',
  model: 'Model',
  search: 'Search models',
  noModel: 'No model of the catalogue has that in its name. Paste its config.json below.',
  own: 'from your config.json',
  paste: 'Or paste a config.json',
  pasteHelp:
    'Llama, Mistral, Mixtral, Qwen, Gemma, Phi, DeepSeek and gpt-oss shapes are understood. Nothing is sent anywhere.',
  read: 'Use this shape',
  took: '{name}: {parameters} parameters.',
  accelerator: 'Accelerator',
  devices: 'Devices',
  weights: 'Weights',
  kv: 'Cache',
  batch: 'Requests at once',
  context: 'Tokens each',
  guesses: 'Your guesses',
  guessesHelp:
    'Prices, power and grids differ too much to be printed in a book. What you type here is yours; the Receipt then shows money, energy and carbon.',
  guess: {
    pricePerDeviceHour: 'Price of a device-hour',
    wattsPerDevice: 'Watts per device',
    pricePerKilowattHour: 'Price of a kilowatt-hour',
    gramsPerKilowattHour: 'Grams of CO₂ per kilowatt-hour',
  },
  reset: 'Back to the running example',
  compare: 'Compare with a second setup',
  compareOff: 'Stop comparing',
  first: 'A',
  second: 'B',
  parts: {
    model: 'model',
    accelerator: 'accelerator',
    devices: 'number of devices',
    weights: 'format of the weights',
    kv: 'format of the cache',
    batch: 'number of requests',
    context: 'number of tokens each',
  },
  nearest: 'The address asks for “{given}” as {what}. There is no such thing here; {used} stands in for it.',
  replaced: 'The address gives “{given}” as {what}; {used} is used instead.',
  leftOut: 'The address gives “{given}” as {what}. That is no number one can count with, so it is left out.',
  shapeRefused: 'The shape in the address is no model. {why}',
  dismiss: 'Dismiss',
  rows: {
    'weights.step': 'Weights read per step',
    'cache.step': 'Cache read per step',
    'arithmetic.step': 'Arithmetic per step',
    floor: 'Floor of a step',
    rate: 'Tokens per second, at most',
    rent: 'Rent per million tokens',
    energy: 'Energy per token',
  },
  receiptLines: {
    rent: 'rent',
    electricity: 'electricity',
    energy: 'energy / token',
    carbon: 'carbon',
  },
  receiptNote:
    'From your own guesses, at the floor: real machines take longer and cost more. Money in your currency per million tokens.',
  troubles: {
    'config.not-json': 'This is not JSON, or it was cut short. Paste the whole file.',
    'config.not-an-object': 'This JSON is no config.json: it should begin with a brace.',
    'config.too-long': 'This is far too long for a config.json.',
    'config.unknown-family': 'model_type “{value}” is not a shape this book can count. It knows: {known}.',
    'config.missing': 'The field {field} is missing.',
    'config.not-a-count': '{field} is {value}; a whole number is needed.',
    'config.not-a-flag': '{field} is {value}; true or false is needed.',
    'config.not-positive': '{field} is {value}; it must be at least 1.',
    'config.absurd': '{field} is {value}, which no model has.',
    'config.heads-do-not-divide': '{field}: {value} does not come out even.',
    'config.too-many-experts': '{field} is {value}, more experts than there are.',
    'config.unsupported': '{field} is {value}: a shape this book cannot count exactly.',
  },
};

const zh: SetupMessages = {
  title: '你的配置',
  change: '修改',
  contextEach: '每个 {n} token',
  fits: '放得下：{used} / {capacity}',
  doesNotFit: '放不下：{used} / {capacity}',
  perMillion: '{n} / 百万',
  close: '完成',
  lead: '书里凡是取决于模型、硬件和负载的数字，都会立刻按你的配置重算。配置保存在网址里。',
  outcome: '{fits} · 一步至少 {floor} · 至多 {rate}',
  noOutcome: '{fits} · 这种设备在这种格式下的峰值算力无从得知',
  bits: '{n} 比特',
  model: '模型',
  search: '搜索模型',
  noModel: '目录里没有名字含这些字的模型。可以把它的 config.json 贴在下面。',
  own: '来自你的 config.json',
  paste: '或者贴一份 config.json',
  pasteHelp:
    '认得 Llama、Mistral、Mixtral、Qwen、Gemma、Phi、DeepSeek、gpt-oss 这几种结构。内容不会发往任何地方。',
  read: '采用这个结构',
  took: '{name}：{parameters} 个参数。',
  accelerator: '加速器',
  devices: '张数',
  weights: '权重',
  kv: '缓存',
  batch: '同时处理的请求',
  context: '每个请求的 token 数',
  guesses: '你的估计',
  guessesHelp:
    '价格、功耗和电网的碳强度差别太大，印在书里没有意义。这里填的都是你自己的估计；填了，账单小票才会给出钱、能量和碳排放。',
  guess: {
    pricePerDeviceHour: '每卡每小时价格',
    wattsPerDevice: '每卡功率（瓦）',
    pricePerKilowattHour: '每千瓦时电价',
    gramsPerKilowattHour: '每千瓦时 CO₂ 克数',
  },
  reset: '恢复贯穿全书的例子',
  compare: '与第二套配置对比',
  compareOff: '结束对比',
  first: 'A',
  second: 'B',
  parts: {
    model: '模型',
    accelerator: '加速器',
    devices: '张数',
    weights: '权重格式',
    kv: '缓存格式',
    batch: '请求数',
    context: '每个请求的 token 数',
  },
  nearest: '网址要的{what}是“{given}”，这里没有，改用最接近的 {used}。',
  replaced: '网址给的{what}是“{given}”，不能用，已改用 {used}。',
  leftOut: '网址给的{what}是“{given}”，没法拿来计算，所以不用。',
  shapeRefused: '网址里的结构不成其为模型。{why}',
  dismiss: '知道了',
  rows: {
    'weights.step': '每步读取权重',
    'cache.step': '每步读取缓存',
    'arithmetic.step': '每步运算量',
    floor: '一步的下限',
    rate: '每秒 token 数上限',
    rent: '每百万 token 租金',
    energy: '每 token 能量',
  },
  receiptLines: {
    rent: '租金',
    electricity: '电费',
    energy: '能量 / token',
    carbon: '碳排放',
  },
  receiptNote: '按你自己的估计、以下限计算：真实机器更慢，也更贵。金额用你的货币，按每百万 token 计。',
  troubles: {
    'config.not-json': '这不是 JSON，或者没有贴全。请贴整个文件。',
    'config.not-an-object': '这段 JSON 不是 config.json：它应当以花括号开头。',
    'config.too-long': '太长了，不会是 config.json。',
    'config.unknown-family': 'model_type “{value}” 这种结构本书数不清参数。认得的有：{known}。',
    'config.missing': '缺少字段 {field}。',
    'config.not-a-count': '{field} 是 {value}，这里要一个整数。',
    'config.not-a-flag': '{field} 是 {value}，这里要 true 或 false。',
    'config.not-positive': '{field} 是 {value}，至少要是 1。',
    'config.absurd': '{field} 是 {value}，没有这样的模型。',
    'config.heads-do-not-divide': '{field}：{value} 除不尽。',
    'config.too-many-experts': '{field} 是 {value}，比专家总数还多。',
    'config.unsupported': '{field} 是 {value}：这种结构本书数不准。',
  },
};

export const setupMessages: Readonly<Record<Lang, SetupMessages>> = { en, zh };
