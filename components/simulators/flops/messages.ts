import type { Lang } from '@/components/lang';
import type { PieceId } from '@/kernels/cost/flop-count/compute';
import type { flopCountPresets, Phase } from '@/kernels/cost/flop-count/params';
import type { FlopParts } from '@/kernels/cost/flops';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type Metric =
  | 'totalFlops'
  | 'perTokenFlops'
  | 'projectionsShare'
  | 'scoresShare'
  | 'ffnShare'
  | 'headShare'
  | 'crossTokens'
  | 'ruleRatio'
  | 'heldParameters'
  | 'workParameters'
  | 'computeSeconds';

type ByPhase = Readonly<Record<Phase, string>>;

export interface FlopsMessages extends CalculatorMessages {
  readonly presets: Readonly<Record<keyof typeof flopCountPresets, string>>;
  /** The dial's label. */
  readonly length: ByPhase;
  readonly sentence: ByPhase;
  readonly xTitle: ByPhase;
  readonly yTitle: ByPhase;
  readonly bands: Readonly<Record<Exclude<keyof FlopParts, 'total'>, string>>;
  /** Inside the bar, where a letter must do. */
  readonly pieces: Readonly<Record<PieceId, string>>;
  readonly pieceNames: Readonly<Record<PieceId, string>>;
  readonly rule: string;
  readonly cross: string;
  readonly crossShort: string;
  readonly here: string;
  readonly share: string;
  readonly workTitle: ByPhase;
  readonly heldTitle: string;
  readonly kept: Readonly<Record<'work' | 'idle' | 'lookedUp', string>>;
  readonly metrics: Readonly<Record<Metric, string>>;
  readonly never: string;
  readonly noRate: string;
  readonly beyondContext: string;
  readonly tableCaption: ByPhase;
  readonly tableColumns: readonly [matrix: string, all: string, each: string, share: string];
  readonly csvCaption: string;
  readonly drawing: string;
}

const en: FlopsMessages = {
  title: 'Where the operations go',
  preset: 'Scene',
  presets: {
    setup: 'Your context, read as a prompt',
    decode: 'One more token after it',
    short: 'A short question',
    book: 'A book of 131,072 tokens',
  },
  labels: { phase: 'Phase' },
  length: { prefill: 'Prompt', decode: 'Tokens looked back at' },
  units: { tokens: 'tokens' },
  choices: { 'phase.prefill': 'prefill: reading the prompt', 'phase.decode': 'decode: writing one token' },
  how: 'How this is counted',
  howText:
    'A multiplication and an addition count as two operations. Counted are the products with weight matrices and the two of attention, queries with keys and scores with values; norms, softmax, rotary positions and activation functions are left out, together well under one percent. A prompt’s token looks back at itself and at those before it, and only the last gets logits. Layers with a window look back no further than it. Latent attention is counted expanded in prefill and absorbed in decode. Of a mixture, the shared experts, the chosen ones and the router are counted. The time is all of it at the full 16-bit rate of your devices.',
  sentence: {
    prefill:
      'Whatever the length, a token’s products with the weights take {matrices}. On top comes what grows: looking back at the tokens before it, up to {tokens}.',
    decode:
      'Writing one token takes {matrices} of products with the weights, whatever stands before it. On top comes looking back, here at {tokens} tokens.',
  },
  xTitle: { prefill: 'tokens of prompt', decode: 'tokens looked back at' },
  yTitle: { prefill: 'FLOP per token of the prompt', decode: 'FLOP per token written' },
  bands: { projections: 'projections', scores: 'scores and values', ffn: 'FFN', head: 'head' },
  pieces: {
    q: 'Q',
    k: 'K',
    v: 'V',
    o: 'O',
    latent: 'latent',
    scores: 'QKᵀ',
    values: 'AV',
    gate: 'gate',
    up: 'up',
    down: 'down',
    head: 'head',
  },
  pieceNames: {
    q: 'query projection',
    k: 'key projection',
    v: 'value projection',
    o: 'output projection',
    latent: 'latent projections',
    scores: 'scores, queries with keys',
    values: 'weighted sums of values',
    gate: 'FFN gate',
    up: 'FFN up',
    down: 'FFN down',
    head: 'output head',
  },
  rule: '2 × {parameters} = {flops}',
  cross: 'scores as much as all matrices: {tokens} tokens',
  crossShort: 'equal at {tokens}',
  here: '{tokens}: {flops} each',
  share: '{part} {share}',
  workTitle: { prefill: 'The whole prompt: {total}', decode: 'One token: {total}' },
  heldTitle: 'Parameters held in memory: {held}',
  kept: {
    work: '{count} multiplied with every token',
    idle: '{count} experts it does not pass',
    lookedUp: '{count} embedding, looked up',
  },
  metrics: {
    totalFlops: 'All together',
    perTokenFlops: 'Per token',
    projectionsShare: 'Projections',
    scoresShare: 'Scores and values',
    ffnShare: 'FFN',
    headShare: 'Output head',
    crossTokens: 'Scores equal the matrices at',
    ruleRatio: 'Counted, over 2 · parameters',
    heldParameters: 'Parameters held',
    workParameters: 'Multiplied with each token',
    computeSeconds: 'At the full rate',
  },
  never: 'never',
  noRate: 'no rate stated',
  beyondContext: 'Longer than this model is made for: the count is of arithmetic, not of sense.',
  tableCaption: { prefill: 'The prompt by matrix', decode: 'One token by matrix' },
  tableColumns: ['matrix', 'all', 'per token', 'share'],
  csvCaption: 'Operations per token over the length of the text',
  drawing:
    'Operations per token over the length of the text, in bands by part, with the rule of two per parameter as a dashed line; below, one bar of the work by matrix and one of the parameters.',
};

const zh: FlopsMessages = {
  title: '运算花在哪里',
  preset: '场景',
  presets: {
    setup: '把你的上下文当提示读一遍',
    decode: '接着写一个 token',
    short: '一句短问题',
    book: '一本 131,072 个 token 的书',
  },
  labels: { phase: '阶段' },
  length: { prefill: '提示', decode: '回看的 token' },
  units: { tokens: '个 token' },
  choices: { 'phase.prefill': '预填充：读提示', 'phase.decode': '解码：写一个 token' },
  how: '怎么数的',
  howText:
    '一次乘加算两次运算。数的是与权重矩阵的乘积，以及注意力里的两个乘积：查询乘键、分数乘值。归一化、softmax、旋转位置编码和激活函数不算，合起来远不到百分之一。提示里的每个 token 只回看自己和前面的，只有最后一个要算 logits。带窗口的层最多回看一个窗口。潜注意力在预填充时按展开形式数，解码时按吸收形式数。混合专家只数共享专家、选中的专家和路由。时间按你的设备 16 位满算力折算。',
  sentence: {
    prefill:
      '不管多长，每个 token 与权重相乘都是 {matrices}。会长的是另外那部分：回看前面的 token，这里最多 {tokens} 个。',
    decode:
      '写一个 token，与权重相乘是 {matrices}，前面有多少字都一样。另外还要回看，这里是 {tokens} 个 token。',
  },
  xTitle: { prefill: '提示的 token 数', decode: '回看的 token 数' },
  yTitle: { prefill: '提示中每个 token 的 FLOP', decode: '每写一个 token 的 FLOP' },
  bands: { projections: '投影', scores: '分数与加权', ffn: 'FFN', head: '输出头' },
  pieces: {
    q: 'Q',
    k: 'K',
    v: 'V',
    o: 'O',
    latent: '潜投影',
    scores: 'QKᵀ',
    values: 'AV',
    gate: '门控',
    up: '升维',
    down: '降维',
    head: '输出头',
  },
  pieceNames: {
    q: '查询投影',
    k: '键投影',
    v: '值投影',
    o: '输出投影',
    latent: '潜变量各投影',
    scores: '分数：查询乘键',
    values: '对值加权求和',
    gate: 'FFN 门控',
    up: 'FFN 升维',
    down: 'FFN 降维',
    head: '输出头',
  },
  rule: '2 × {parameters} = {flops}',
  cross: '分数与全部矩阵相等：{tokens} 个 token',
  crossShort: '{tokens} 处相等',
  here: '{tokens}：每个 {flops}',
  share: '{part} {share}',
  workTitle: { prefill: '整个提示：{total}', decode: '一个 token：{total}' },
  heldTitle: '显存里的参数：{held}',
  kept: {
    work: '每个 token 都要乘的 {count}',
    idle: '它不经过的专家 {count}',
    lookedUp: '只查表的嵌入 {count}',
  },
  metrics: {
    totalFlops: '合计',
    perTokenFlops: '每个 token',
    projectionsShare: '投影',
    scoresShare: '分数与加权',
    ffnShare: 'FFN',
    headShare: '输出头',
    crossTokens: '分数追平矩阵于',
    ruleRatio: '数出来的 ÷ 2·参数',
    heldParameters: '存着的参数',
    workParameters: '每个 token 要乘的',
    computeSeconds: '按满算力',
  },
  never: '永不',
  noRate: '未标算力',
  beyondContext: '已超出这个模型支持的长度：这里数的只是运算，不管模型读不读得懂。',
  tableCaption: { prefill: '整个提示，逐个矩阵', decode: '一个 token，逐个矩阵' },
  tableColumns: ['矩阵', '合计', '每个 token', '占比'],
  csvCaption: '每个 token 的运算随文本长度的变化',
  drawing:
    '每个 token 的运算随文本长度的变化，按部分分层，虚线是每个参数两次运算的规则；下面一条是各矩阵的运算，一条是参数。',
};

export const flopsMessages: Record<Lang, FlopsMessages> = { en, zh };
