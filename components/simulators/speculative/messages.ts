import type { Lang } from '@/components/lang';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type Metric =
  | 'expectedTokens'
  | 'tokensPerPass'
  | 'idleSpeedup'
  | 'busySpeedup'
  | 'checkedPerToken'
  | 'optimalGamma'
  | 'optimalBusyGamma'
  | 'breakEven';

export interface SpeculativeMessages extends CalculatorMessages {
  /** The twelve words of the toy text. */
  readonly words: readonly string[];
  /** Between two words. */
  readonly gap: string;
  readonly play: string;
  readonly pause: string;
  readonly step: string;
  readonly reset: string;
  readonly text: string;
  /** {round} {accepted} {guesses} {word}. */
  readonly describe: Readonly<Record<'nothing' | 'correction' | 'bonus', string>>;
  /** {speedup} {sequences} {gamma} {optimal}. */
  readonly promise: string;
  readonly round: string;
  readonly guess: string;
  readonly verdicts: Readonly<Record<'accepted' | 'rejected' | 'unread', string>>;
  readonly drawn: string;
  readonly ends: Readonly<Record<'correction' | 'bonus', string>>;
  readonly fromResidual: string;
  readonly fromTarget: string;
  /** {guess}: the place's number. */
  readonly row: string;
  readonly rowHint: string;
  readonly rowEnd: Readonly<Record<'correction' | 'bonus', string>>;
  readonly struck: string;
  readonly shared: string;
  readonly over: string;
  readonly more: string;
  /** Where candidates are judged by p alone, no part of a bar is accepted or refused. */
  readonly treeLegend: Readonly<Record<'shared' | 'over' | 'more', string>>;
  readonly treeHint: string;
  readonly tree: string;
  readonly mask: string;
  readonly maskHint: string;
  readonly root: string;
  readonly strip: string;
  readonly observed: string;
  /** {rounds} {observed} {error} {expected}. */
  readonly observedLine: string;
  readonly million: string;
  readonly millionHint: string;
  /** {rounds} {seconds} {observed} {expected}. */
  readonly millionLine: string;
  readonly failed: string;
  readonly acceptedAxis: string;
  readonly gammaPanel: string;
  readonly gammaAxis: string;
  readonly batchPanel: string;
  readonly batchAxis: string;
  readonly idle: string;
  /** {n} */
  readonly busy: string;
  readonly chosen: string;
  readonly bestGamma: string;
  readonly now: string;
  readonly bestChain: string;
  readonly asSet: string;
  readonly noGain: string;
  readonly published: string;
  readonly publishedHead: readonly [string, string, string, string];
  /** Conditions by id of content/data/speculation.json. */
  readonly conditions: Readonly<Record<string, string>>;
  readonly notPublished: string;
  readonly promised: string;
  /** {n} times. */
  readonly slowdown: string;
  readonly never: string;
  readonly metrics: Readonly<Record<Metric, string>>;
  readonly tableCaption: string;
  readonly tableColumns: readonly [string, string, string];
  readonly batchColumns: readonly [string, string, string];
  readonly drawing: string;
}

const en: SpeculativeMessages = {
  title: 'Guess and check, token by token',
  preset: 'Scene',
  presets: {
    usual: 'A good draft, alone on the machine',
    poor: 'A poor draft, too long and too dear',
    busy: 'In company: 128 sequences',
    chinchilla: 'Chinchilla 70B, chain of four',
    'gpt-fast': 'gpt-fast, Llama-70B with a 7B',
    'vllm-draft': 'vLLM, Llama-3-70B with a small draft',
    'vllm-ngram': 'vLLM, Llama-3-70B with n-grams',
    medusa: 'Medusa, fixed tree of 63',
    eagle1: 'EAGLE-1, fixed tree',
    eagle2: 'EAGLE-2, dynamic tree',
    eagle3: 'EAGLE-3 in SGLang, dynamic tree',
  },
  labels: {
    shape: 'Draft',
    alpha: 'Acceptance α',
    gamma: 'Draft length γ',
    costRatio: 'Draft step / target step c',
    sequences: 'Sequences in the batch',
    alphaDrop: 'Acceptance lost per position',
    treeNodes: 'Nodes of the tree',
  },
  units: {},
  choices: {
    'shape.chain': 'a chain',
    'shape.fixed': 'a fixed tree',
    'shape.dynamic': 'a dynamic tree',
  },
  how: 'How this is computed',
  howText:
    'The text has twelve words, so that whole distributions fit on the screen. The target is a small table; the draft mixes it with a copy whose preferences are shifted, so that the shared part Σ min(p, q) is exactly the α of the slider. A chain is drawn from the draft and judged by min(1, p/q). A tree offers the draft’s likeliest words: each is taken with the target’s own chance of it, a refused word is struck from the target’s row and the next is tried. The fixed tree is the best one for average places, the dynamic one grows where the draft is sure. The curves need no rounds: expected tokens over γc + 1 on an idle machine; in company, the step time of your Setup with γ + 1 positions per sequence (all nodes, for a tree), and a draft step that costs c of a plain step with the same batch. For a dynamic tree the curves take the fixed one’s average yield. α of the published scenes is chosen to come near the published speedup at batch 1; the toy text is not their text.',
  words: ['cats', 'dogs', 'birds', 'fish', 'chase', 'fear', 'watch', 'eat', 'small', 'old', 'and', '.'],
  gap: ' ',
  play: 'Play',
  pause: 'Pause',
  step: 'One round',
  reset: 'From the start',
  text: 'The text so far',
  describe: {
    nothing: 'Nothing has been guessed yet.',
    correction:
      'Round {round}: {accepted} of {guesses} guesses stood, then the target corrected to “{word}”.',
    bonus: 'Round {round}: {accepted} guesses stood, and the target added “{word}”.',
  },
  promise:
    ' With {sequences} in the batch this is {speedup} on your Setup; the best chain there would be γ = {optimal}.',
  round: 'The last round, guess by guess',
  guess: 'guess',
  verdicts: { accepted: 'stands', rejected: 'struck', unread: 'not read' },
  drawn: 'drawn',
  ends: { correction: 'correction', bonus: 'bonus' },
  fromResidual: 'from the residual',
  fromTarget: 'from the target’s next row',
  row: 'Place {guess}: what both models give each word',
  rowHint: 'Choose a guess above to see its place.',
  rowEnd: {
    correction: 'What the last word was drawn from: the residual',
    bonus: 'What the last word was drawn from: the target itself',
  },
  struck: 'What the last word was drawn from: the target without the refused words',
  shared: 'shared: accepted',
  over: 'draft gives too much',
  more: 'target gives more',
  treeLegend: { shared: 'both give', over: 'draft gives more', more: 'target gives more' },
  treeHint:
    'In a tree a guess stands with the target’s own chance of it, once the refused words are struck. The draft’s q only chose what to try.',
  tree: 'The last tree. The way that was taken is drawn through',
  mask: 'Tree attention',
  maskHint: 'A row sees the text, its ancestors and itself.',
  root: 'text',
  strip:
    'The last rounds: each column is a round, its guesses that stood below, the word of the target on top',
  observed: 'Observed',
  observedLine: '{rounds} rounds: {observed} ± {error} tokens per pass; expected {expected}.',
  million: 'Run a million rounds',
  millionHint: 'The same α by position, without words, beside the page.',
  millionLine: '{rounds} rounds in {seconds}: {observed} tokens per pass; expected {expected}.',
  failed: 'The worker could not be started.',
  acceptedAxis: 'guesses accepted in a round',
  gammaPanel: 'Speedup over the length of a chain',
  gammaAxis: 'draft length γ',
  batchPanel: 'Speedup over the batch, on your Setup',
  batchAxis: 'sequences in the batch',
  idle: 'idle machine',
  busy: 'batch of {n}',
  chosen: 'chosen',
  bestGamma: 'best γ = {n}',
  now: 'now',
  bestChain: 'best chain',
  asSet: 'as set',
  noGain: 'no gain',
  published: 'Published, and what the figure says',
  publishedHead: ['system', 'alone', 'in company', 'this figure, alone and at 64'],
  conditions: {
    chinchilla: 'Chinchilla 70B, XSum and HumanEval, batch 1; 14.1 ms and 1.8 ms a step, four guesses',
    'gpt-fast': 'Llama-70B and 7B, both 4-bit, one A100-80 at 330 W, batch 1',
    'vllm-draft': 'Llama-3-70B, Qwama-0.5B, four H100, ShareGPT; one request per second, then many',
    'vllm-ngram': 'Llama-3-70B, four H100, CNN/DailyMail summaries; one request per second, then many',
    medusa: 'Vicuna and others, batch 1; the upper end with the backbone trained along',
    eagle1: 'LLaMA2-Chat 70B, batch 1',
    eagle2: 'three model families, six tasks, batch 1',
    eagle3:
      'batch 1: 2.36 is Llama-3.1-8B in SGLang on an H100, 6.5 the best task of the paper; company: batch 64 in SGLang',
  },
  notPublished: '–',
  promised: '{alone}, {busy}',
  slowdown: '{n}× slower',
  never: 'none',
  metrics: {
    expectedTokens: 'Tokens per pass, expected',
    tokensPerPass: 'Tokens per pass, observed',
    idleSpeedup: 'Speedup, idle machine',
    busySpeedup: 'Speedup, this batch',
    checkedPerToken: 'Positions computed per token',
    optimalGamma: 'Best γ, idle machine',
    optimalBusyGamma: 'Best γ, this batch',
    breakEven: 'Slower from this batch on',
  },
  tableCaption: 'Speedup of a chain by its length, and of this draft by the batch',
  tableColumns: ['γ', 'idle machine', 'this batch'],
  batchColumns: ['batch', 'as set', 'best chain'],
  drawing: 'Two curves: the speedup over the draft length, and the speedup over the number of sequences.',
};

const zh: SpeculativeMessages = {
  title: '先猜再验，一个 token 一个 token 地看',
  preset: '场景',
  presets: {
    usual: '不错的草稿，独占机器',
    poor: '草稿差，又长又贵',
    busy: '有同伴：128 条序列',
    chinchilla: 'Chinchilla 70B，一次猜四个',
    'gpt-fast': 'gpt-fast，Llama-70B 配 7B',
    'vllm-draft': 'vLLM，Llama-3-70B 配小草稿',
    'vllm-ngram': 'vLLM，Llama-3-70B 配 n-gram',
    medusa: 'Medusa，63 个节点的固定树',
    eagle1: 'EAGLE-1，固定树',
    eagle2: 'EAGLE-2，动态树',
    eagle3: 'SGLang 里的 EAGLE-3，动态树',
  },
  labels: {
    shape: '草稿',
    alpha: '接受率 α',
    gamma: '草稿长度 γ',
    costRatio: '草稿一步 / 目标一步 c',
    sequences: '批次里的序列数',
    alphaDrop: '每往后一位，接受率少',
    treeNodes: '树的节点数',
  },
  units: {},
  choices: {
    'shape.chain': '一条链',
    'shape.fixed': '固定的树',
    'shape.dynamic': '动态的树',
  },
  how: '怎么算的',
  howText:
    '文字只有十二个词，好让整个分布摆得下。目标模型是一张小表；草稿是它与另一份偏好错位的副本的混合，混合比例恰好让共有部分 Σ min(p, q) 等于滑块上的 α。链从草稿中采样，按 min(1, p/q) 判定。树给出草稿最看好的几个词：每个词按目标自己给它的概率接受，被拒的词从目标那一行划掉，再试下一个。固定树是对平均位置最好的那一棵，动态树往草稿有把握的地方长。曲线不用跑回合：机器空闲时是期望 token 数除以 γc + 1；有同伴时，用你的配置的步时，每条序列算 γ + 1 个位置（树则是全部节点），草稿一步的时间是同一批次下目标一步的 c 倍。动态树的曲线用固定树的平均产出。公开场景的 α，是为了接近公布的批大小 1 加速比而选的；玩具文字毕竟不是它们的文字。',
  words: ['猫', '狗', '鸟', '鱼', '追', '怕', '看', '吃', '小', '老', '，', '。'],
  gap: '',
  play: '播放',
  pause: '暂停',
  step: '走一个回合',
  reset: '从头开始',
  text: '到目前为止的文字',
  describe: {
    nothing: '还什么都没猜。',
    correction: '第 {round} 回合：{guesses} 个猜测里有 {accepted} 个站住，随后目标改成“{word}”。',
    bonus: '第 {round} 回合：{accepted} 个猜测全部站住，目标又添了一个“{word}”。',
  },
  promise: '批次 {sequences} 条时，在你的配置上是 {speedup}；那里最好的链是 γ = {optimal}。',
  round: '最近一个回合，逐个猜测',
  guess: '猜测',
  verdicts: { accepted: '站住', rejected: '划掉', unread: '没有看' },
  drawn: '抽到',
  ends: { correction: '更正', bonus: '奖励' },
  fromResidual: '从残差里抽',
  fromTarget: '从目标的下一行里抽',
  row: '第 {guess} 位：两个模型各给每个词多少',
  rowHint: '点上面的一个猜测，看它那一位。',
  rowEnd: {
    correction: '最后一个词从这里抽：残差分布',
    bonus: '最后一个词从这里抽：目标自己的分布',
  },
  struck: '最后一个词从这里抽：目标去掉被拒的词',
  shared: '共有：接受',
  over: '草稿给多了',
  more: '目标给得更多',
  treeLegend: { shared: '两边都给', over: '草稿给得更多', more: '目标给得更多' },
  treeHint: '在树里，猜测站住的概率是目标自己给它的（被拒的词先划掉）；草稿的 q 只决定试哪些词。',
  tree: '最近的一棵树，走过的路画成实线',
  mask: '树注意力',
  maskHint: '每一行看得见正文、自己的祖先和自己。',
  root: '正文',
  strip: '最近的回合：一列是一个回合，下面是站住的猜测，最上面是目标给的那个词',
  observed: '观测',
  observedLine: '{rounds} 个回合：每趟 {observed} ± {error} 个 token；期望 {expected}。',
  million: '跑一百万个回合',
  millionHint: '同样的逐位 α，不带文字，在页面之外跑。',
  millionLine: '{rounds} 个回合，用时 {seconds}：每趟 {observed} 个 token；期望 {expected}。',
  failed: '工作线程启动不了。',
  acceptedAxis: '一个回合里接受的猜测数',
  gammaPanel: '链的长度与加速比',
  gammaAxis: '草稿长度 γ',
  batchPanel: '批次与加速比，在你的配置上',
  batchAxis: '批次里的序列数',
  idle: '机器空闲',
  busy: '批次 {n}',
  chosen: '所选',
  bestGamma: '最优 γ = {n}',
  now: '现在',
  bestChain: '最好的链',
  asSet: '按当前设置',
  noGain: '没有收益',
  published: '公布的数字，与这张图的说法',
  publishedHead: ['系统', '独自一人', '有同伴', '本图，独自与 64 条'],
  conditions: {
    chinchilla: 'Chinchilla 70B，XSum 与 HumanEval，批大小 1；目标一步 14.1 毫秒，草稿 1.8 毫秒，一次猜四个',
    'gpt-fast': 'Llama-70B 与 7B，都是 4 位，一张限 330 W 的 A100-80，批大小 1',
    'vllm-draft': 'Llama-3-70B，Qwama-0.5B，四张 H100，ShareGPT；先是每秒一个请求，再是很多',
    'vllm-ngram': 'Llama-3-70B，四张 H100，CNN/DailyMail 摘要；先是每秒一个请求，再是很多',
    medusa: 'Vicuna 等模型，批大小 1；上限是连主干一起训练的',
    eagle1: 'LLaMA2-Chat 70B，批大小 1',
    eagle2: '三个模型系列，六类任务，批大小 1',
    eagle3:
      '批大小 1：2.36 是 H100 上 SGLang 里的 Llama-3.1-8B，6.5 是论文里最顺的任务；有同伴：SGLang，批大小 64',
  },
  notPublished: '–',
  promised: '{alone}，{busy}',
  slowdown: '只剩 1/{n}',
  never: '没有',
  metrics: {
    expectedTokens: '每趟 token，期望',
    tokensPerPass: '每趟 token，观测',
    idleSpeedup: '加速比，机器空闲',
    busySpeedup: '加速比，这个批次',
    checkedPerToken: '每个 token 算几个位置',
    optimalGamma: '最优 γ，机器空闲',
    optimalBusyGamma: '最优 γ，这个批次',
    breakEven: '从多大批次起变慢',
  },
  tableCaption: '链的长度与加速比；当前草稿在各批次下的加速比',
  tableColumns: ['γ', '机器空闲', '这个批次'],
  batchColumns: ['批次', '按当前设置', '最好的链'],
  drawing: '两条曲线：加速比随草稿长度的变化，加速比随序列数的变化。',
};

export const speculativeMessages: Record<Lang, SpeculativeMessages> = { en, zh };
