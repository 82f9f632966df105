import type { Lang } from '@/components/lang';

/** Words of the audit. `zh` must have every key of `en`: the type says so. */
const en = {
  title: 'QuantizationManager, executed',
  preset: 'Look at',
  presets: {
    refused: 'an answer narrower than need be',
    broken: 'answers that do not fit',
    fast: 'promises faster than memory',
    clean: 'answers with nothing wrong',
  } as Record<string, string>,
  labels: {
    profile: 'Model',
    card: 'Card',
    fault: 'Mark',
    heldTokens: 'Tokens in the one sequence',
  } as Record<string, string>,
  units: { tokens: 'tokens' } as Record<string, string>,
  choices: {
    'fault.all': 'every answer',
    'fault.none': 'nothing wrong',
    'fault.does-not-fit': 'does not fit',
    'fault.too-big-by-own-rule': 'too big by its own rule',
    'fault.refused-though-fits': 'refused a format that fits',
    'fault.decimal-against-binary': 'GB taken for GiB',
    'fault.faster-than-bandwidth': 'faster than the memory',
    'fault.speed-of-another-card': 'speed of another card',
    'fault.weights-off': 'weights off by over 5%',
  } as Record<string, string>,
  how: 'How this is computed',
  howText:
    'The class is the notes’, re-implemented to the letter: recommend_quant takes the first of FP16, INT8 and INT4 whose gigabytes times 1.2 are at most the card’s, and otherwise GGUF at 3 bits; estimate_throughput multiplies a number per card by a number per format. Beside it stand this book’s memory planner for one sequence on one device, run by a serving engine with a 16-bit cache; the widest of the manager’s four formats that the recommender would offer; and the tokens per second that reading the weights once per token allows at peak bandwidth. INT4 is taken as groups of 128 with zero points, GGUF at 3 bits as Q3_K.',
  sentence: 'Thirty pairs of model and card. {model} on {card}: it says {says}, {speed} tokens per second.',
  methods: {
    fp16: 'FP16',
    int8: 'INT8',
    int4_gptq: 'INT4 GPTQ',
    int4_awq: 'INT4 AWQ',
    gguf: 'GGUF 3-bit',
  } as Record<string, string>,
  grid: 'What it says for each model and card, and what is wrong with it',
  verdicts: {
    broken: 'does not fit',
    wider: '{bits} bits fit',
    fits: 'fits',
    but: 'fits, but …',
    clean: 'nothing wrong',
  },
  rate: '{said} tok/s',
  beyond: '{said} > {most} tok/s',
  cell: '{model} on {card}: {says}',
  detail: '{model} on {card}',
  clean: 'Answers with nothing wrong',
  counts: 'Faults over all thirty',
  readings: {
    bits: 'It says',
    minimum: 'Needs, by its own rule',
    needsBytes: 'Needs, by the planner',
    holdsBytes: 'The card holds',
    ours: 'Widest format that fits',
    tokensPerSecond: 'It promises',
    boundTokensPerSecond: 'At most',
  } as Record<string, string>,
  none: 'none of its four',
  noFault: 'Nothing of its own is wrong here. What is wrong with every answer stands below.',
  faults: {
    'refused-though-fits': 'It answers {said} bits. {bits} bits fit by the memory planner.',
    'decimal-against-binary':
      'Even by its own rule {bits} bits fit: they need {needs}, and the card holds {holds}. It compares units of 10⁹ with units of 2³⁰.',
    'too-big-by-own-rule':
      'By its own rule the answer needs {needs} of {holds}. The last branch is returned without asking.',
    'does-not-fit': 'The answer does not fit: {needs} by the planner, into {holds}.',
    'faster-than-bandwidth':
      'It promises {said} tokens per second. Reading these weights once per token, the memory allows {most}.',
    'speed-of-another-card':
      'It has no speed for this card and takes 50 tokens per second times the factor of the format: {said}, the same for any card it does not know.',
    'weights-off': 'The profile says {said}; the model weighs {weights} in 16 bits. Off by {off}.',
  } as Record<string, string>,
  generalTitle: 'Wrong whatever it is asked',
  general: {
    'workload-ignored':
      'It takes {arguments} arguments, a model and a card. Neither context nor batch: the cache does not exist.',
    'model-ignored':
      'The promised speed does not know the model: {said} tokens per second in 16 bits on an A100, where {small} are the bound for 7 billion parameters and {large} for 70.',
    'unknown-model-answered': 'A model it has never heard of gets {bits} bits, on any card, without a word.',
    'unknown-gpu-answered': 'A card it has never heard of counts as {assumedGb} GB, without a word.',
    'gptq-never':
      'GPTQ is in its list of methods and is recommended {answers} times of {of}: no branch leads there.',
    'fp8-absent': 'FP8 is not in its list, though {cards} of its {of} cards multiply it.',
    'comment-and-code-differ': 'The comment of the last branch says {comment} bits, the code {code}.',
    'two-baselines':
      'Four bits are {ratio} of the size in one method and {estimate} in the next: one divides by 32, the other by 16.',
    'scales-left-out':
      'Four bits are counted as {said}; with scales and zero points of groups of 128 they are {bits}.',
    'gguf-called-slow':
      'GGUF is given {said} of the speed of 16 bits. llama.cpp on an RTX 4090 measured {measured}× with Q4_K_M.',
  } as Record<string, string>,
  tableColumns: ['pair', 'it says', 'widest that fits', 'needs', 'holds', 'promises', 'at most', 'faults'],
  trouble: 'The grid could not be computed anew in this browser; it shows an earlier length of context.',
};

export type ManagerMessages = typeof en;

const zh: ManagerMessages = {
  title: '把 QuantizationManager 跑一遍',
  preset: '看看',
  presets: {
    refused: '本可以更宽的回答',
    broken: '放不下的回答',
    fast: '比显存还快的许诺',
    clean: '挑不出错的回答',
  },
  labels: { profile: '模型', card: '显卡', fault: '标出', heldTokens: '这一条序列的 token 数' },
  units: { tokens: '个 token' },
  choices: {
    'fault.all': '全部回答',
    'fault.none': '没有错',
    'fault.does-not-fit': '放不下',
    'fault.too-big-by-own-rule': '违反它自己的规则',
    'fault.refused-though-fits': '拒绝了放得下的格式',
    'fault.decimal-against-binary': '把 GiB 当成 GB',
    'fault.faster-than-bandwidth': '比显存还快',
    'fault.speed-of-another-card': '用了别的卡的速度',
    'fault.weights-off': '权重差出 5% 以上',
  },
  how: '怎么算的',
  howText:
    '这个类是笔记里的，一字不差地重写了一遍：recommend_quant 依次试 FP16、INT8、INT4，谁的 GB 数乘 1.2 不超过显卡就选谁，否则给 3 位的 GGUF；estimate_throughput 是每张卡一个数乘每种格式一个数。旁边放的是：本书的显存规划，一张卡上一条序列，由推理引擎来跑，缓存 16 位；推荐器会给出的、管理器四种格式里最宽的一种；以及按峰值带宽、每个 token 把权重读一遍所允许的每秒 token 数。INT4 按每组 128 个、带零点计，3 位 GGUF 按 Q3_K 计。',
  sentence: '三十对模型与显卡。{card} 上的 {model}：它说 {says}，每秒 {speed} 个 token。',
  methods: {
    fp16: 'FP16',
    int8: 'INT8',
    int4_gptq: 'INT4 GPTQ',
    int4_awq: 'INT4 AWQ',
    gguf: 'GGUF 3 位',
  },
  grid: '它对每对模型与显卡怎么说，错在哪里',
  verdicts: {
    broken: '放不下',
    wider: '{bits} 位放得下',
    fits: '放得下',
    but: '放得下，但是……',
    clean: '没有错',
  },
  rate: '{said} tok/s',
  beyond: '{said} > {most} tok/s',
  cell: '{card} 上的 {model}：{says}',
  detail: '{card} 上的 {model}',
  clean: '没有错的回答',
  counts: '三十个回答里各种错的次数',
  readings: {
    bits: '它说',
    minimum: '按它自己的规则需要',
    needsBytes: '按显存规划需要',
    holdsBytes: '显卡有',
    ours: '放得下的最宽格式',
    tokensPerSecond: '它许诺',
    boundTokensPerSecond: '至多',
  },
  none: '四种都不行',
  noFault: '这一格本身没有错。对所有回答都成立的错列在下面。',
  faults: {
    'refused-though-fits': '它说 {said} 位。按显存规划，{bits} 位就放得下。',
    'decimal-against-binary':
      '就按它自己的规则，{bits} 位也放得下：需要 {needs}，显卡有 {holds}。它拿 10⁹ 的单位去比 2³⁰ 的单位。',
    'too-big-by-own-rule':
      '按它自己的规则，这个回答需要 {needs}，而卡只有 {holds}。最后一个分支不检查就返回。',
    'does-not-fit': '放不下：按显存规划需要 {needs}，只有 {holds}。',
    'faster-than-bandwidth': '它许诺每秒 {said} 个 token。每个 token 把权重读一遍，显存只允许 {most} 个。',
    'speed-of-another-card':
      '它没有这张卡的速度，就按每秒 50 个 token 乘格式的系数：{said}。凡是它不认识的卡都一样。',
    'weights-off': '档案里写 {said}，模型的 16 位权重是 {weights}，差 {off}。',
  },
  generalTitle: '无论问什么都错的地方',
  general: {
    'workload-ignored': '它只要 {arguments} 个参数：模型和显卡。没有上下文，没有批：缓存根本不存在。',
    'model-ignored':
      '许诺的速度不认模型：A100 上 16 位一律每秒 {said} 个 token，而上限对 70 亿参数是 {small}，对 700 亿是 {large}。',
    'unknown-model-answered': '没听说过的模型，不管什么卡，一声不响给 {bits} 位。',
    'unknown-gpu-answered': '没听说过的显卡，一声不响按 {assumedGb} GB 算。',
    'gptq-never': '方法列表里有 GPTQ，{of} 次里推荐了 {answers} 次：没有分支通向它。',
    'fp8-absent': '列表里没有 FP8，而它的 {of} 张卡里有 {cards} 张能直接乘 FP8。',
    'comment-and-code-differ': '最后一个分支，注释说 {comment} 位，代码是 {code} 位。',
    'two-baselines': '同是 4 位，一个方法说是 {ratio}，下一个说是 {estimate}：一个除以 32，一个除以 16。',
    'scales-left-out': '4 位只算 {said} 位；每组 128 个的缩放因子和零点加上去是 {bits} 位。',
    'gguf-called-slow':
      '它给 GGUF 的速度是 16 位的 {said} 倍。llama.cpp 在 RTX 4090 上实测 Q4_K_M 是 {measured} 倍。',
  },
  tableColumns: ['组合', '它说', '放得下的最宽', '需要', '显卡有', '许诺', '至多', '错'],
  trouble: '这个浏览器里没法重算这张表；现在显示的是之前的上下文长度。',
};

export const managerMessages: Record<Lang, ManagerMessages> = { en, zh };
