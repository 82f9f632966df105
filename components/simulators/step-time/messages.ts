import type { Lang } from '@/components/lang';
import type { CalculatorMessages } from '../calculator/CalculatorFigure';

export type StepMetric =
  | 'meanError'
  | 'worstError'
  | 'sharpMeanError'
  | 'kneeTokens'
  | 'computeShare'
  | 'memoryShare';
export type OwnMetric = 'own.computeShare' | 'own.memoryShare' | 'own.knee' | 'own.meanError';

export interface StepTimeMessages extends CalculatorMessages {
  /** {mean} {worst} {tokens} {sharp}. */
  readonly sentence: string;
  readonly measured: string;
  readonly smooth: string;
  readonly reading: string;
  readonly computing: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly metrics: Readonly<Record<StepMetric, string>>;
  readonly tableCaption: string;
  readonly tableColumns: readonly [string, string, string, string];
  readonly drawing: string;
  readonly own: string;
  /** {model} {device} {devices}. */
  readonly ownHow: string;
  readonly ownLabel: string;
  readonly fit: string;
  readonly ownMetrics: Readonly<Record<OwnMetric, string>>;
  readonly ownColumns: readonly [string, string, string, string];
  /** By calibration key. */
  readonly undetermined: Readonly<Record<'computeShare' | 'memoryShare' | 'knee', string>>;
  /** By the id of the error; {…} its data. */
  readonly problems: Readonly<Record<string, string>>;
  readonly otherProblem: string;
}

const en: StepTimeMessages = {
  title: 'From two bounds to a time',
  preset: 'Join',
  presets: { smooth: 'A smooth knee', sharp: 'Nearly the larger of the two', sum: 'The sum of the two' },
  labels: { set: 'Measured', kneeSharpness: 'Sharpness p' },
  units: {},
  choices: {
    'set.a100-80-sxm-llama-2-7b': 'Llama-2-7B, one layer, A100',
    'set.a100-80-sxm-llama-2-70b': 'Llama-2-70B, one layer cut for four, A100',
    'set.h100-sxm-llama-2-7b': 'Llama-2-7B, one layer, H100',
  },
  how: 'How this is computed',
  howText:
    'The points are medians of the matrix products of one layer on one device, published with Vidur; attention is not among them. Reading: two bytes per weight at the bandwidth that one token reaches. Arithmetic: two operations per weight and token at the rate that 4,096 tokens reach. The line is (reading^p + arithmetic^p)^(1/p); at p = 1 their sum, for large p the larger. The error is the mean of the relative errors of all points. p = 1.7 is the step of 0.1 at which the worst of the three sets is best.',
  sentence:
    'The model is off by {mean} on average, at worst by {worst} at {tokens}; the larger of the two times alone would be off by {sharp}.',
  measured: 'measured',
  smooth: 'model',
  reading: 'reading',
  computing: 'arithmetic',
  xTitle: 'tokens in the batch',
  yTitle: 'milliseconds per layer',
  metrics: {
    meanError: 'Mean error',
    worstError: 'Worst point',
    sharpMeanError: 'Mean error of the larger alone',
    kneeTokens: 'Both take equally long at',
    computeShare: 'Share of the operations',
    memoryShare: 'Share of the bandwidth',
  },
  tableCaption: 'Matrix products of one layer on one device: measured and modelled',
  tableColumns: ['tokens', 'measured', 'model', 'error'],
  drawing:
    'Measured times over tokens on logarithmic axes, with the lines of reading and of arithmetic and the model that joins them.',
  own: 'Your own steps',
  ownHow:
    'One step a line: new tokens per sequence, tokens it had before, sequences, milliseconds. They are taken as whole steps of {model} on {devices} × {device}; change the Setup if that is not what you measured. At least three lines; mix prompts and decodes, or one of the shares stays unknown.',
  ownLabel: 'Measured steps',
  fit: 'Fit',
  ownMetrics: {
    'own.computeShare': 'Share of the operations',
    'own.memoryShare': 'Share of the bandwidth',
    'own.knee': 'Sharpness p',
    'own.meanError': 'Mean error of your points',
  },
  ownColumns: ['step', 'measured', 'model', 'error'],
  undetermined: {
    computeShare: 'None of your steps depends on arithmetic, so its share stays as it was.',
    memoryShare: 'None of your steps depends on reading, so its share stays as it was.',
    knee: 'None of your steps lies near the knee, so its sharpness stays as it was.',
  },
  problems: {
    'steptime.points.bad-line': 'Line {line} has {found} numbers instead of four: “{given}”.',
    'steptime.points.bad-number':
      'Line {line}, number {column}: “{given}” cannot be. Tokens and sequences are whole and positive (the second may be 0), milliseconds positive.',
    'steptime.points.too-many': 'More than {most} steps are no calibration. Leave out what repeats.',
    'steptime.fit.too-few': '{found} steps are too few for three unknowns: at least {least}.',
    'steptime.fit.too-fast':
      'Line {line}: {ms} ms is faster than this machine can be. At all its bandwidth and operations the step takes {floorMs} ms. Another model, more devices, or a time divided by the batch?',
    'steptime.fit.no-fit':
      'No setting comes closer to these steps than {percent}% on average. They contradict each other, or belong to another machine.',
  },
  otherProblem: 'These steps cannot be used with this Setup.',
};

const zh: StepTimeMessages = {
  title: '从两个下限到一个时间',
  preset: '怎么接',
  presets: { smooth: '平滑的拐点', sharp: '几乎取较大者', sum: '两者相加' },
  labels: { set: '实测', kneeSharpness: '锐度 p' },
  units: {},
  choices: {
    'set.a100-80-sxm-llama-2-7b': 'Llama-2-7B 的一层，A100',
    'set.a100-80-sxm-llama-2-70b': 'Llama-2-70B 的一层，切成四份，A100',
    'set.h100-sxm-llama-2-7b': 'Llama-2-7B 的一层，H100',
  },
  how: '怎么算的',
  howText:
    '点是一层的矩阵乘在一张卡上的中位时间，随 Vidur 公开，不含注意力。读：每个权重两字节，按一个 token 时达到的带宽。算：每个权重每个 token 两次运算，按 4,096 个 token 时达到的速率。线是（读^p + 算^p）^(1/p)：p = 1 是相加，p 很大就是取较大者。误差是所有点相对误差的平均。p = 1.7 是以 0.1 为步、让三组里最差的一组最好的那个值。',
  sentence: '模型平均差 {mean}，最差的在 {tokens}，差 {worst}；只取两者中较大的，平均要差 {sharp}。',
  measured: '实测',
  smooth: '模型',
  reading: '读',
  computing: '算',
  xTitle: '批里的 token 数',
  yTitle: '每层毫秒',
  metrics: {
    meanError: '平均误差',
    worstError: '最差的点',
    sharpMeanError: '只取较大者的平均误差',
    kneeTokens: '两者一样长时',
    computeShare: '达到算力的',
    memoryShare: '达到带宽的',
  },
  tableCaption: '一层的矩阵乘在一张卡上：实测与模型',
  tableColumns: ['token 数', '实测', '模型', '误差'],
  drawing: '双对数坐标上的实测时间与 token 数，读和算两条线，以及把它们接起来的模型。',
  own: '你自己测的步',
  ownHow:
    '一行一步：每条序列的新 token 数、之前已有的 token 数、序列数、毫秒。它们被当作 {model} 在 {devices} × {device} 上的整步；测的不是这个，就改配置。至少三行；提示和解码都要有，否则其中一个比例定不下来。',
  ownLabel: '实测的步',
  fit: '拟合',
  ownMetrics: {
    'own.computeShare': '达到算力的',
    'own.memoryShare': '达到带宽的',
    'own.knee': '锐度 p',
    'own.meanError': '你的点的平均误差',
  },
  ownColumns: ['步', '实测', '模型', '误差'],
  undetermined: {
    computeShare: '你的步都与运算快慢无关，这个比例保持原样。',
    memoryShare: '你的步都与读取快慢无关，这个比例保持原样。',
    knee: '你的步都离拐点很远，锐度保持原样。',
  },
  problems: {
    'steptime.points.bad-line': '第 {line} 行有 {found} 个数，应该是四个：“{given}”。',
    'steptime.points.bad-number':
      '第 {line} 行第 {column} 个数“{given}”不成立。token 数和序列数是正整数（第二个可以是 0），毫秒是正数。',
    'steptime.points.too-many': '超过 {most} 步就不是校准了，重复的请去掉。',
    'steptime.fit.too-few': '只有 {found} 步，三个未知数至少要 {least} 步。',
    'steptime.fit.too-fast':
      '第 {line} 行：{ms} ms 比这台机器能有的还快。用满带宽和算力，这一步也要 {floorMs} ms。是别的模型、更多的卡，还是时间被批次除过？',
    'steptime.fit.no-fit': '怎么调，平均都还差 {percent}%。这些步互相矛盾，或者属于别的机器。',
  },
  otherProblem: '这些步用不到这个配置上。',
};

export const stepTimeMessages: Record<Lang, StepTimeMessages> = { en, zh };
