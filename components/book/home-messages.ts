import type { Lang } from '@/components/lang';

/** Words of the home page. */
const en = {
  lead: 'Every token a large language model writes has a bill: bytes moved, operations done, milliseconds waited. This book teaches you to read that bill before you run anything, and shows what quantization, paging, batching and speculation change on it.',
  figureTitle: 'One step of {model} on {devices}',
  figureHelp:
    'Drag the batch. The step gets slower for every user while each token gets cheaper. That trade is the book.',
  batch: 'requests in the batch',
  context: 'tokens each already holds',
  weights: 'read the weights',
  cache: 'read the cache',
  compute: 'do the arithmetic',
  stepTime: 'each request waits, per token',
  rate: 'the machine writes',
  share: 'machine time per token',
  boundMemory: 'Memory decides: the bytes take {ratio} times as long as the arithmetic.',
  boundCompute: 'Arithmetic decides: it takes {ratio} times as long as moving the bytes.',
  tooBig: 'This does not fit: {used} in {capacity}.',
  fits: '{used} of {capacity} in use.',
  computed:
    'A lower bound: every byte once at full bandwidth, every operation at peak. Real machines come in above it.',
  read: 'Read',
  readText:
    'Chapters with simulators that compute and a small model that runs in your browser. Start with the cache, or take a model apart to four bits.',
  readLink: 'Start reading',
  continueLink: 'Continue: {chapter}',
  teach: 'Teach',
  teachText:
    'Objectives, minutes and prerequisites for each chapter, figures that embed by link, exercises with fresh numbers for each student.',
  teachLink: 'For instructors',
  prepare: 'Prepare',
  prepareText:
    'Interview questions with the answer to say aloud, the derivation behind it, three follow-ups, and the wrong answer most people give.',
  prepareLink: 'Practise',
  proof: 'How the numbers are made',
  proofText:
    'Every number is computed by tested code or cited. Touch one and it opens its formula. The book grew from study notes of which 174 claims were checked; the mistakes are taught, not hidden.',
};

export type HomeMessages = typeof en;

const zh: HomeMessages = {
  lead: '大模型每写出一个 token，都有一张账单：搬了多少字节，做了多少运算，等了多少毫秒。这本书教你在运行之前先读懂这张账单，并看清量化、分页、批处理和投机解码各改动了哪一行。',
  figureTitle: '{model} 在 {devices} 上的一步解码',
  figureHelp: '拖动批大小：每个用户等得更久，每个 token 却更便宜。全书讲的就是这笔取舍。',
  batch: '同批请求数',
  context: '每个请求已有的 token',
  weights: '读权重',
  cache: '读缓存',
  compute: '做运算',
  stepTime: '每个请求等一个 token',
  rate: '整机产出',
  share: '每个 token 占用的机器时间',
  boundMemory: '显存说了算：搬字节的时间是运算的 {ratio} 倍。',
  boundCompute: '算力说了算：运算的时间是搬字节的 {ratio} 倍。',
  tooBig: '放不下：需要 {used}，只有 {capacity}。',
  fits: '已用 {used}，共 {capacity}。',
  computed: '这是下限：每个字节以满带宽只搬一次，每次运算都跑在峰值上。真实机器只会更慢。',
  read: '读',
  readText:
    '每一章都有真正在计算的模拟器，还有一个在你浏览器里运行的小模型。可以从缓存读起，也可以先把一个模型压到四比特。',
  readLink: '开始读',
  continueLink: '接着读：{chapter}',
  teach: '教',
  teachText: '每章列出目标、用时和先修；图可以用链接嵌入；习题给每个学生换一组新数字。',
  teachLink: '给教师',
  prepare: '备考',
  prepareText: '面试题：能脱口说出的回答、背后的推导、三个追问，以及大多数人会答错的地方。',
  prepareLink: '去练习',
  proof: '数字从哪里来',
  proofText:
    '每个数字要么由测试过的代码算出，要么有出处；点一下就能看到公式。这本书源自几篇学习笔记，其中 174 条说法逐一核对过，错的地方不藏起来，而是拿来教。',
};

export const homeMessages: Record<Lang, HomeMessages> = { en, zh };
