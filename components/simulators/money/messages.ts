import type { Lang } from '@/components/lang';
import type { MoneyGuesses } from '@/kernels/cost/money/compute';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

/** What needs no guess, and what appears with one. */
export type Metric =
  | 'deviceHoursPerMillionAnswer'
  | 'deviceHoursPerMillionPrompt'
  | 'answerWorth'
  | 'deviceSecondsPerRequest'
  | 'promptShare';
export type GuessedMetric =
  | 'rentPerMillionAnswer'
  | 'rentPerMillionPrompt'
  | 'ownedPerMillionAnswer'
  | 'electricityPerMillionAnswer'
  | 'electricityShare'
  | 'joulesPerAnswerToken'
  | 'gramsPerMillionAnswer'
  | 'breakEvenHours'
  | 'ownAboveShare';

export interface MoneyMessages extends CalculatorMessages {
  /** {answer} device-hours, {request}, and one of the next two as {how}. */
  readonly sentence: string;
  readonly atFloor: string;
  /** {reached} {busy} */
  readonly belowFloor: string;
  readonly noRate: string;
  readonly hours: string;
  readonly guessTitle: string;
  readonly guessHelp: string;
  readonly invent: string;
  readonly invented: string;
  readonly back: string;
  /** {watts} */
  readonly sheetWatts: string;
  readonly guesses: Readonly<Record<keyof MoneyGuesses, string>>;
  readonly idlePanel: string;
  readonly idleAxis: string;
  readonly deviceHours: string;
  readonly currency: string;
  readonly inventedCurrency: string;
  readonly rent: string;
  readonly owned: string;
  readonly requestPanel: string;
  readonly tokens: string;
  readonly cost: string;
  readonly prompt: string;
  readonly answer: string;
  readonly ownedCost: string;
  readonly hardware: string;
  readonly electricity: string;
  readonly metrics: Readonly<Record<Metric, string>>;
  readonly guessed: Readonly<Record<GuessedMetric, string>>;
  /** What is missing, by guessed metric. */
  readonly needs: string;
  readonly never: string;
  readonly tableCaption: string;
  readonly tableColumns: readonly [quantity: string, value: string];
  readonly drawing: string;
}

const en: MoneyMessages = {
  title: 'What a million tokens cost',
  preset: 'Request',
  presets: {
    chat: 'A chat turn',
    document: 'A long document, a short answer',
    essay: 'A short question, a long answer',
  },
  labels: {
    promptTokens: 'Prompt',
    answerTokens: 'Answer',
    busy: 'Busy (guess)',
    reached: 'Speed reached (guess)',
  },
  units: { tokens: 'tokens' },
  how: 'How this is computed',
  howText:
    'A device-hour is one device, paid for, for an hour. Answer tokens are those of the Receipt: the batch and the context of your Setup, at the floor of the step. Prompt tokens are those of this prompt, read alone, at the floor of the prefill. Both are divided by the share of the floor’s speed that you think is reached, and by the share of the paid time in which there is something to do. Money is device-hours times a price of yours; bought hardware is its price over its life, in use or not, and the electricity of your watts in all those hours. No host, network, cooling, staff or tax, unless you count them into your prices and watts.',
  sentence:
    'A million answer tokens take {answer} device-hours, {how}. This request takes {request} of one device.',
  atFloor: 'at the floor and never idle',
  belowFloor: '{reached} of the floor’s speed, busy {busy} of the time',
  noRate: 'Nobody states a rate of arithmetic for this device, so its prompts have no bill.',
  hours: '{n} device-hours',
  guessTitle: 'Your guesses',
  guessHelp:
    'Nothing here has a value until you give it one. Prices are in your currency. The first four belong to your Setup, and the Receipt uses them too.',
  invent: 'Try with made-up numbers',
  invented: 'These six numbers are made up, and round so that you notice. They are nobody’s prices.',
  back: 'Back to my own',
  sheetWatts: 'data sheet: at most {watts}',
  guesses: {
    pricePerDeviceHour: 'Renting a device, per hour',
    wattsPerDevice: 'Watts per device',
    pricePerKilowattHour: 'A kilowatt-hour',
    gramsPerKilowattHour: 'Grams of CO₂ per kilowatt-hour',
    pricePerDevice: 'Buying a device',
    lifetimeYears: 'Years it serves',
  },
  idlePanel: 'A million answer tokens, by how busy the machine is',
  idleAxis: 'busy, percent of paid time',
  deviceHours: 'device-hours',
  currency: 'your currency',
  inventedCurrency: 'money, from made-up prices',
  rent: 'rented',
  owned: 'bought',
  requestPanel: 'One request',
  tokens: 'tokens',
  cost: 'cost',
  prompt: 'prompt',
  answer: 'answer',
  ownedCost: 'if bought',
  hardware: 'hardware',
  electricity: 'electricity',
  metrics: {
    deviceHoursPerMillionAnswer: 'A million answer tokens',
    deviceHoursPerMillionPrompt: 'A million prompt tokens',
    answerWorth: 'An answer token, in prompt tokens',
    deviceSecondsPerRequest: 'One request, device time',
    promptShare: 'Prompt’s part of its cost',
  },
  guessed: {
    rentPerMillionAnswer: 'Rent, a million answer tokens',
    rentPerMillionPrompt: 'Rent, a million prompt tokens',
    ownedPerMillionAnswer: 'Bought, a million answer tokens',
    electricityPerMillionAnswer: 'Electricity, a million answer tokens',
    electricityShare: 'Electricity’s part, if bought',
    joulesPerAnswerToken: 'Energy, one answer token',
    gramsPerMillionAnswer: 'CO₂, a million answer tokens',
    breakEvenHours: 'Renting costs more after',
    ownAboveShare: 'Buying wins if needed more than',
  },
  needs: 'needs your guess',
  never: 'never',
  tableCaption: 'Costs of tokens; device-hours need no guess',
  tableColumns: ['quantity', 'value'],
  drawing:
    'Left: the cost of a million answer tokens falls as the machine is busier. Right: tokens of one request and their cost, prompt and answer apart.',
};

const zh: MoneyMessages = {
  title: '一百万个 token 要多少',
  preset: '请求',
  presets: {
    chat: '一轮对话',
    document: '长文档，短回答',
    essay: '短问题，长回答',
  },
  labels: {
    promptTokens: '提示',
    answerTokens: '回答',
    busy: '忙碌比例（估计）',
    reached: '达到下限速度的（估计）',
  },
  units: { tokens: 'token' },
  how: '怎么算的',
  howText:
    '一个卡时，是一张卡、付了钱的一小时。回答 token 就是小票上的那些：你的配置里的批次和上下文，按一步的下限。提示 token 是这里的提示，单独读，按预填充的下限。两者都除以你认为能达到的下限速度的比例，再除以付了钱的时间里有活可干的比例。钱等于卡时乘以你的价格；买来的硬件，是价格摊到使用年限，用不用都算，再加上这些小时里按你填的瓦数用的电。主机、网络、制冷、人工、税都没算，除非你算进自己的价格和瓦数里。',
  sentence: '一百万个回答 token 要 {answer} 个卡时（{how}）。这个请求占用一张卡 {request}。',
  atFloor: '按下限速度，一刻不闲',
  belowFloor: '下限速度的 {reached}，{busy} 的时间在忙',
  noRate: '没有人公布过这种设备的算力，所以读提示开不出账单。',
  hours: '{n} 卡时',
  guessTitle: '你的估计',
  guessHelp: '这里的数，你不填就没有。钱用你自己的货币。前四个属于你的配置，账单小票也用它们。',
  invent: '用编造的数试试',
  invented: '这六个数是编的，特意取整，好让你看得出来。它们不是任何人的价格。',
  back: '回到我自己的',
  sheetWatts: '手册：最多 {watts}',
  guesses: {
    pricePerDeviceHour: '租一张卡，每小时',
    wattsPerDevice: '每张卡的瓦数',
    pricePerKilowattHour: '一度电（kWh）',
    gramsPerKilowattHour: '每度电的 CO₂ 克数',
    pricePerDevice: '买一张卡',
    lifetimeYears: '用几年',
  },
  idlePanel: '一百万个回答 token 的成本，看机器有多忙',
  idleAxis: '忙碌，占付费时间的百分比',
  deviceHours: '卡时',
  currency: '你的货币',
  inventedCurrency: '钱（价格是编的）',
  rent: '租',
  owned: '买',
  requestPanel: '一个请求',
  tokens: 'token',
  cost: '成本',
  prompt: '提示',
  answer: '回答',
  ownedCost: '若是买的',
  hardware: '硬件',
  electricity: '电',
  metrics: {
    deviceHoursPerMillionAnswer: '一百万个回答 token',
    deviceHoursPerMillionPrompt: '一百万个提示 token',
    answerWorth: '一个回答 token 抵几个提示 token',
    deviceSecondsPerRequest: '一个请求占用的卡时间',
    promptShare: '其中提示占',
  },
  guessed: {
    rentPerMillionAnswer: '租金，一百万个回答 token',
    rentPerMillionPrompt: '租金，一百万个提示 token',
    ownedPerMillionAnswer: '自购，一百万个回答 token',
    electricityPerMillionAnswer: '电费，一百万个回答 token',
    electricityShare: '自购时电费占',
    joulesPerAnswerToken: '能量，一个回答 token',
    gramsPerMillionAnswer: 'CO₂，一百万个回答 token',
    breakEvenHours: '租多久就不如买',
    ownAboveShare: '全年用到这么多，买才划算',
  },
  needs: '要你的估计',
  never: '永远不会',
  tableCaption: 'token 的成本；卡时不需要任何估计',
  tableColumns: ['量', '值'],
  drawing: '左：机器越忙，一百万个回答 token 的成本越低。右：一个请求的 token 与成本，提示和回答分开。',
};

export const moneyMessages: Record<Lang, MoneyMessages> = { en, zh };
