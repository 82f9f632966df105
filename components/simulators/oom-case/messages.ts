import type { Lang } from '@/components/lang';
import type { Arm, CaseGroup } from '@/kernels/cost/oom-case/compute';
import type { Suspect } from '@/kernels/cost/oom-case/params';
import type { SixTermName } from '@/kernels/cost/six-term';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

/** How a piece of evidence is known. */
export type Standing = 'published' | 'code' | 'inferred';

export interface EvidenceCard {
  readonly title: string;
  readonly text: string;
  readonly standing: Standing;
  readonly source: string;
}

export interface CaseMessages extends CalculatorMessages {
  /** {matched} {rows} {peak} and one of the two fates as {fate}. */
  readonly sentence: string;
  readonly dies: string;
  readonly lives: string;
  readonly solved: string;
  readonly suspectsTitle: string;
  readonly suspectsHint: string;
  readonly suspects: Readonly<Record<Suspect, { readonly name: string; readonly theory: string }>>;
  readonly tryIt: string;
  readonly reset: string;
  readonly evidenceTitle: string;
  readonly standings: Readonly<Record<Standing, string>>;
  readonly evidence: readonly EvidenceCard[];
  readonly switchesTitle: string;
  readonly groups: Readonly<Record<CaseGroup, string>>;
  readonly arms: Readonly<Record<Arm, string>>;
  readonly terms: Readonly<Record<SixTermName, string>>;
  readonly reported: string;
  readonly outOfMemory: string;
  readonly card: string;
  readonly matched: string;
  readonly worst: string;
  readonly peak: string;
  readonly cureTitle: string;
  readonly cureLocked: string;
  /** {before} {after} {longestBefore} {longestAfter} */
  readonly cureText: string;
  /** {published} {scores} {total} {cache} {tables} {logits} {activations} */
  readonly cureCheck: string;
  readonly written: string;
  readonly fused: string;
  readonly tokensEach: string;
  readonly drawing: string;
  readonly cureDrawing: string;
  readonly tableCaption: string;
  readonly tableColumns: readonly string[];
}

const en: CaseMessages = {
  title: 'The out-of-memory case',
  preset: 'Suspicion',
  presets: {},
  labels: {
    weightsAs: 'AWQ weights',
    tables: 'Rotary tables in every layer (FP16)',
    cache: 'KV cache',
    logits: 'Logits, 16-bit',
    cast: 'and their 32-bit copy',
    scores: 'Bytes written per score',
    writer: 'Who writes scores',
  },
  units: {},
  choices: {
    'weightsAs.stored': 'as stored, 4 bits',
    'weightsAs.unpacked': 'unpacked to 16 bits',
    'tables.off': 'none',
    'tables.on': 'for the whole context',
    'cache.prompt': 'of the prompt',
    'cache.twice': 'of twice the prompt',
    'cache.off': 'none',
    'logits.off': 'none',
    'logits.last': 'last position',
    'logits.all': 'every position',
    'cast.off': 'no',
    'cast.on': 'yes',
    'scores.0': 'none: never stored',
    'scores.2': '2: 16 bits',
    'scores.6': '6: and a 32-bit copy',
    'scores.10': '10: and a 32-bit softmax',
    'writer.both': 'both sides',
    'writer.awq': 'the AWQ side',
    'writer.fp16': 'the FP16 side',
  },
  how: 'How this is computed',
  howText:
    'What stays is added: weights, rotary tables, cache. Scores exist while a layer’s attention runs, logits after the last layer, so the peak holds the larger of the two. Left out: hidden states, masks, weights unpacked on the fly, the allocator’s rounding. A row counts as matched within 1% in FP16 and within 7% in AWQ, where those omissions weigh more; the run that died counts when its prediction lies above the 21.99 GiB the card offers. All figures in GiB of 2³⁰ bytes, as the scripts measured them. This case does not follow your Setup: it happened.',
  sentence: '{matched} of {rows} rows match. This model puts the run that died at {peak}: {fate}.',
  dies: 'it dies',
  lives: 'it would have lived',
  solved: 'Every row is matched, and no other setting of these switches does it.',
  suspectsTitle: 'Four suspects',
  suspectsHint: 'Try a suspicion: it sets the switches. Then change them yourself.',
  suspects: {
    cache: {
      name: 'The cache',
      theory: '4,096 tokens are kept and 4,096 come in, so it must hold 8,192.',
    },
    weights: {
      name: 'The weights',
      theory: 'Four bits cannot be multiplied. They are unpacked to 16 first.',
    },
    logits: {
      name: 'The logits',
      theory: 'One number per word of the vocabulary, for every position, in 16 bits and again in 32.',
    },
    scores: {
      name: 'The scores',
      theory: 'AutoAWQ’s attention writes down every query against every key.',
    },
  },
  tryIt: 'Try',
  reset: 'Start again',
  evidenceTitle: 'Evidence',
  standings: { published: 'published', code: 'read in the code', inferred: 'inferred' },
  evidence: [
    {
      title: 'The report',
      text: 'One A10G with 21.99 GiB, five prompts at a time. In FP16 Mistral-7B peaks at 14.12 GiB for 32 tokens, 14.79 for 512, and still runs at 4,096. The AWQ model runs out of memory there. (20.32 at 4,096 is 92.39% of the card, as a retelling gives it; the AWQ rows below 4,096 could not be retrieved.)',
      standing: 'published',
      source: 'AutoAWQ, issue 381',
    },
    {
      title: 'The hour of death',
      text: 'The script reads the whole prompt in one pass, then decodes. AutoAWQ’s cache is allocated once, for the lengths asked, and rolls; it does not grow. By these six terms the pass over the prompt is where the peak lies.',
      standing: 'code',
      source: 'AutoAWQ at 68c727a, examples/benchmark.py, cache.py',
    },
    {
      title: 'A second body',
      text: 'Llama-2-7B on an A100 of 80 GB: 62.33 GiB in AWQ against 34.73 in FP16 (8 × 4,096). Alone, AWQ goes from 6.15 GiB at 2,048 tokens to 11.15 at 4,096. The cache of those 2,048 further tokens is 1 GiB.',
      standing: 'published',
      source: 'AutoAWQ, issue 276',
    },
    {
      title: 'Two kinds of attention',
      text: 'AutoAWQ multiplies queries and keys into one matrix, casts it to 32 bits and takes a softmax in 32 bits: 2 + 4 + 4 bytes per score. It does this only in its own fused module. transformers 4.38 keeps rotary tables in every layer and casts all logits to 32 bits.',
      standing: 'code',
      source: 'AutoAWQ at 68c727a, awq/modules/fused/attn.py; transformers 4.38',
    },
    {
      title: 'Why FP16 has no square',
      text: 'Nobody wrote down which attention transformers ran. Its rows grow in a straight line. Scores stored even once, in 16 bits, would be 5 GiB at 4,096 tokens, more than all logits, and the line would bend. So it ran a fused one.',
      standing: 'inferred',
      source: 'the fit of the FP16 rows',
    },
  ],
  switchesTitle: 'Your model of it, in six terms',
  groups: {
    a10g: 'Mistral-7B, A10G, 22 GiB (issue 381)',
    a100: 'Llama-2-7B, A100, 80 GB (issue 276)',
    rtx4090: 'Mistral-7B, RTX 4090, 24 GB (README)',
  },
  arms: { fp16: 'FP16', awq: 'AWQ' },
  terms: {
    weights: 'weights',
    rotaryTables: 'rotary tables',
    kvCache: 'cache',
    logits: 'logits',
    logitsFp32: '32-bit copy',
    scores: 'scores',
  },
  reported: 'reported',
  outOfMemory: 'out of memory',
  card: 'A10G',
  matched: 'Rows matched',
  worst: 'Farthest off',
  peak: 'The run that died',
  cureTitle: 'The cure',
  cureLocked: 'Opens when all rows are matched.',
  cureText:
    'A fused kernel computes scores in pieces that stay on the chip. The square disappears: {before} become at most {after}, and the longest prompts that fit grow from {longestBefore} tokens to {longestAfter}. AutoAWQ switched to PyTorch’s fused attention in September 2024.',
  cureCheck:
    'The test: after the change, an INT4 Llama-3.1-8B grew by {published} from 2,048 to 4,096 tokens (PR 656). Stored scores alone would have added {scores}. The script reserves a cache for prompt and answer ({cache}) and rotary factors for it ({tables}); with 16-bit logits ({logits}) and the last layer’s output ({activations}) that gives {total}.',
  written: 'scores written out',
  fused: 'fused attention',
  tokensEach: 'tokens in each of five prompts',
  drawing: 'Predicted peaks, stacked by term, with the reported peak as a stroke.',
  cureDrawing: 'Peak over prompt length, with scores written out and with fused attention.',
  tableCaption: 'Published peaks and this model’s',
  tableColumns: ['run, prompts × tokens', 'reported, GiB', 'predicted, GiB', 'off by', 'matched'],
};

const zh: CaseMessages = {
  title: '显存溢出案',
  preset: '嫌疑',
  presets: {},
  labels: {
    weightsAs: 'AWQ 的权重',
    tables: '每层的旋转位置表（FP16）',
    cache: 'KV 缓存',
    logits: 'logits，16 位',
    cast: '再转一份 32 位',
    scores: '每个分数写多少字节',
    writer: '谁写分数',
  },
  units: {},
  choices: {
    'weightsAs.stored': '原样，4 位',
    'weightsAs.unpacked': '解包成 16 位',
    'tables.off': '没有',
    'tables.on': '按整个上下文',
    'cache.prompt': '提示那么长',
    'cache.twice': '提示的两倍',
    'cache.off': '没有',
    'logits.off': '没有',
    'logits.last': '最后一个位置',
    'logits.all': '每个位置',
    'cast.off': '否',
    'cast.on': '是',
    'scores.0': '不存',
    'scores.2': '2：16 位',
    'scores.6': '6：再加 32 位一份',
    'scores.10': '10：再加 32 位 softmax',
    'writer.both': '两边都写',
    'writer.awq': 'AWQ 一边',
    'writer.fp16': 'FP16 一边',
  },
  how: '怎么算的',
  howText:
    '一直在的相加：权重、旋转位置表、缓存。分数只在某一层做注意力时存在，logits 在最后一层之后才有，所以峰值里只算两者中较大的。没算：隐藏状态、掩码、临时解包的权重、分配器的取整。FP16 的行差 1% 以内算对上，AWQ 的行放宽到 7%，没算进去的东西在那边更显眼；崩掉的那次，预测超过这张卡的 21.99 GiB 就算对上。单位都是 GiB（2³⁰ 字节），与测试脚本一致。本案不跟随你的配置：它是发生过的事。',
  sentence: '{rows} 行对上了 {matched} 行。按这个模型，崩掉的那次要 {peak}：{fate}。',
  dies: '放不下',
  lives: '本来放得下',
  solved: '每一行都对上了，这些开关再没有第二种组合做得到。',
  suspectsTitle: '四个嫌疑',
  suspectsHint: '试一个说法，开关会跟着拨过去；然后自己改。',
  suspects: {
    cache: { name: '缓存', theory: '已有 4,096 个 token，又来 4,096 个，得存 8,192 个。' },
    weights: { name: '权重', theory: '4 位没法直接做乘法，要先解包成 16 位。' },
    logits: { name: 'logits', theory: '每个位置都对整个词表打分，16 位一份，32 位又一份。' },
    scores: { name: '分数', theory: 'AutoAWQ 的注意力把每个查询对每个键的分数都写了下来。' },
  },
  tryIt: '试试',
  reset: '重来',
  evidenceTitle: '证据',
  standings: { published: '已发表', code: '读代码所得', inferred: '推断' },
  evidence: [
    {
      title: '报告',
      text: '一张 A10G，可用 21.99 GiB，一次五条提示。FP16 的 Mistral-7B 在 32 个 token 时峰值 14.12 GiB，512 时 14.79，到 4,096 仍能跑；AWQ 版在 4,096 处溢出。（4,096 处的 20.32，是某篇转述里的 92.39% 乘以整卡；AWQ 在 4,096 以下的各行没能取到。）',
      standing: 'published',
      source: 'AutoAWQ，issue 381',
    },
    {
      title: '死亡时间',
      text: '脚本先一趟读完整个提示，再解码。AutoAWQ 的缓存按要求的长度一次分配好，滚动使用，不会变大。按这六项算，峰值就落在读提示的那一趟。',
      standing: 'code',
      source: 'AutoAWQ 68c727a，examples/benchmark.py、cache.py',
    },
    {
      title: '第二具尸体',
      text: '80 GB 的 A100 上跑 Llama-2-7B：AWQ 62.33 GiB，FP16 34.73（8 × 4,096）。只有一条时，AWQ 从 2,048 处的 6.15 GiB 涨到 4,096 处的 11.15，而多出来的 2,048 个 token 的缓存只有 1 GiB。',
      standing: 'published',
      source: 'AutoAWQ，issue 276',
    },
    {
      title: '两种注意力',
      text: 'AutoAWQ 把查询和键乘成一个矩阵，转成 32 位，再做 32 位的 softmax：每个分数 2 + 4 + 4 字节。只有它自己的融合模块这么做。transformers 4.38 在每一层都留一份旋转位置表，并把全部 logits 转成 32 位。',
      standing: 'code',
      source: 'AutoAWQ 68c727a，awq/modules/fused/attn.py；transformers 4.38',
    },
    {
      title: 'FP16 为什么没有平方项',
      text: '没人记下 transformers 当时跑的是哪种注意力。它的各行涨成一条直线。分数哪怕只存一份 16 位的，4,096 处也有 5 GiB，比全部 logits 还多，直线就该弯了。所以它跑的是融合的那种。',
      standing: 'inferred',
      source: '由 FP16 各行的拟合推断',
    },
  ],
  switchesTitle: '你的六项模型',
  groups: {
    a10g: 'Mistral-7B，A10G，22 GiB（issue 381）',
    a100: 'Llama-2-7B，A100，80 GB（issue 276）',
    rtx4090: 'Mistral-7B，RTX 4090，24 GB（README）',
  },
  arms: { fp16: 'FP16', awq: 'AWQ' },
  terms: {
    weights: '权重',
    rotaryTables: '旋转位置表',
    kvCache: '缓存',
    logits: 'logits',
    logitsFp32: '32 位副本',
    scores: '分数',
  },
  reported: '报告值',
  outOfMemory: '溢出',
  card: 'A10G',
  matched: '对上的行',
  worst: '偏差最大',
  peak: '崩掉的那次',
  cureTitle: '治法',
  cureLocked: '所有行都对上后打开。',
  cureText:
    '融合算子分小块计算分数，块留在芯片里。平方项没了：{before} 变成至多 {after}，放得下的最长提示从 {longestBefore} 个 token 涨到 {longestAfter} 个。AutoAWQ 在 2024 年 9 月改用 PyTorch 的融合注意力。',
  cureCheck:
    '检验：改动之后，INT4 的 Llama-3.1-8B 从 2,048 到 4,096 个 token 只涨了 {published}（PR 656）。若还存分数，光这一项就要加 {scores}。脚本按提示加回答的长度预留缓存（{cache}）和旋转因子（{tables}），再加 16 位 logits（{logits}）和末层输出（{activations}），合计 {total}。',
  written: '分数写出来',
  fused: '融合注意力',
  tokensEach: '五条提示，每条的 token 数',
  drawing: '预测的峰值按项堆叠，报告的峰值画成一道竖线。',
  cureDrawing: '峰值随提示长度的变化：分数写出来与融合注意力。',
  tableCaption: '发表的峰值与这个模型的峰值',
  tableColumns: ['运行，条数 × token', '报告值（GiB）', '预测值（GiB）', '偏差', '对上'],
};

export const caseMessages: Record<Lang, CaseMessages> = { en, zh };
