import type { Lang } from '@/components/lang';
import { type LiveMessages, withShared } from '../live/messages';

/** Words of the lab. `{name}` stands for a value. */
const en = {
  title: 'Batching, live: the same requests, static and continuous',
  labels: {
    liveRequests: 'Requests',
    liveBatch: 'Sequences at once',
    liveOutput: 'Mean output',
    gapSteps: 'Mean gap between arrivals',
    rung: 'Run on',
  },
  units: { tokens: 'tokens', steps: 'decode steps' },
  choices: {
    'rung.recorded': 'recorded result',
    'rung.wasm': 'this processor (WASM)',
    'rung.webgpu': 'this GPU (WebGPU)',
  } as Record<string, string>,
  run: 'Run',
  consent:
    'Run fetches the model ({model}) and ONNX Runtime ({runtime}) from this site, once, and works in the background.',
  phases: {
    starting: 'Starting the runtime and checking the model',
    calibrating: 'Timing single calls',
    single: 'Running the requests one at a time',
    static: 'Running static batches',
    continuous: 'Running continuous batches',
  } as Record<string, string>,
  sentence:
    'Continuous batching takes {continuous}, static batching {static}, one request at a time {single}. The first token comes after {ttftContinuous} on average, with static batches after {ttftStatic}.',
  sentenceNone: 'These settings were not recorded. Press Run to measure them here.',
  source: {
    recorded: 'Recorded {date} on {machine}, one thread of WebAssembly.',
    unrecorded: 'Not recorded for these settings.',
    wasm: 'Measured here just now on the processor (WASM, one thread).',
    webgpu: 'Measured here just now on the GPU (WebGPU).',
    running: 'Measuring here.',
  },
  policies: { single: 'One at a time', static: 'Static', continuous: 'Continuous' },
  simulated: '{policy}, simulated: {seconds}',
  measured: '{policy}, measured: {seconds}',
  timelineTitle: 'Requests over time',
  timelineHint: 'Above, what the policy predicts from the times of single calls; below, what happened.',
  timelineLabel: '{requests} requests over time under two policies, simulated and measured.',
  kinds: {
    waiting: 'waiting',
    prefill: 'prompt read',
    decode: 'decoding',
    stalled: 'paused for another’s prompt',
    held: 'done, still computed',
    repack: 'cache repacked',
    first: 'first token',
  },
  figuresTitle: 'In figures',
  rows: {
    totalSeconds: 'All requests done after',
    tokensPerSecond: 'Tokens per second',
    ttftSeconds: 'Time to first token, mean',
    ttftP90Seconds: 'Time to first token, 90th percentile',
    tpotSeconds: 'Time per output token, mean',
    calls: 'Calls of the model',
    idleShare: 'Rows computed for requests already done',
    repackSeconds: 'Repacking the cache',
    repackShare: 'Repacking, share of the busy time',
    repackBytes: 'Keys and values copied',
    simulatedSeconds: 'Predicted by the simulation',
    sameTokens: 'Same tokens as alone',
  } as Record<string, string>,
  figure: 'Figure',
  costsTitle: 'What a step costs here',
  costsHint: 'time of one decode step, by the sequences in it',
  costsLabel: 'Time of a decode step for one to {batch} sequences.',
  costsAxis: 'sequences in the step',
  costsColumns: { rows: 'Sequences', seconds: 'One step', perToken: 'Per token', rate: 'Tokens per second' },
  whyMuch:
    'For {batch} sequences a step takes {factor} as long as for one, so a token in a full batch costs {perToken} of a token alone. {fixed} of a single step is the same however many rows it has: handing the work over and fetching the weights, which a batch shares.',
  whyLittle:
    'For {batch} sequences a step takes {factor} as long as for one, so a token in a full batch costs {perToken} of a token alone. Were a step waiting for its weights, more rows would hardly cost more. Here they do: the model is small, its weights stay close to the processor, and the time goes into arithmetic, of which every row brings its own. Only what a call costs by itself is shared. Rows of requests already done cost as much as others, which is how static batches can be slower than none.',
  whyServer:
    'A large model on a server’s GPU is another case: a step waits for gigabytes of weights, which the whole batch shares.',
  textsTitle: 'What was written',
  textsHint: 'Greedy, cut at each request’s length; the same under every policy.',
  tableCaption: 'One at a time, static and continuous batching',
  howTitle: 'How this is computed',
  how: [
    'The requests are beginnings of held-out texts with seeded lengths and gaps. Each is decoded greedily to its own length, an end token does not stop it. A gap is measured in decode steps of one sequence on this device, so that the load is alike on fast and slow ones. The clock counts calls of the model and repacking; idle time until the next arrival is skipped on the device and kept on the clock. Each policy runs up to three times; the middle run is shown.',
    'Who runs next is decided by the simulator’s own schedulers, static and Orca’s. A static batch takes whoever waits and stays closed until its last request is done; its rows are computed to the end. A continuous batch takes in and lets go at every step: rows that run are decoded, then the prompts of new ones are read together, then all rows are copied into a cache without gaps. That copy is the repacking. A server avoids it with a block table.',
    'The simulation runs the same policies with the times of single calls measured just before: decode steps by rows, prompts by tokens with their padding, copies by bytes. Of many tries it takes the end of the quickest quarter, since other work on the device can only add.',
    'Every token is compared with the same request run alone. The graph pads rows to one length; padding never enters the attention.',
  ],
  notes: {
    shortened: 'This device is slow, so outputs were cut to keep the run short.',
    plain:
      'Fused attention is wrong on this GPU in a batch, so attention runs as plain products and a softmax.',
  } as Record<string, string>,
};

type Own = typeof en;
export type BatchingMessages = Own & LiveMessages;

const zh: Own = {
  title: '现场批处理：同样的请求，静态与连续',
  labels: {
    liveRequests: '请求数',
    liveBatch: '同时处理的序列数',
    liveOutput: '平均输出',
    gapSteps: '平均到达间隔',
    rung: '运行在',
  },
  units: { tokens: '个 token', steps: '步解码' },
  choices: {
    'rung.recorded': '已录结果',
    'rung.wasm': '本机处理器（WASM）',
    'rung.webgpu': '本机 GPU（WebGPU）',
  },
  run: '运行',
  consent: '按下“运行”会从本站下载一次模型（{model}）和 ONNX Runtime（{runtime}），然后在后台计算。',
  phases: {
    starting: '正在启动运行库并检查模型',
    calibrating: '正在给单次调用计时',
    single: '正在逐个运行请求',
    static: '正在跑静态批次',
    continuous: '正在跑连续批次',
  },
  sentence:
    '连续批处理用 {continuous}，静态批处理 {static}，逐个处理 {single}。首个 token 平均等 {ttftContinuous}，静态批次要等 {ttftStatic}。',
  sentenceNone: '这组设置没有录过。按“运行”，在本机测。',
  source: {
    recorded: '{date} 录于 {machine}，WebAssembly 单线程。',
    unrecorded: '这组设置没有录过。',
    wasm: '刚刚在本机处理器上测得（WASM，单线程）。',
    webgpu: '刚刚在本机 GPU 上测得（WebGPU）。',
    running: '正在本机测量。',
  },
  policies: { single: '逐个', static: '静态', continuous: '连续' },
  simulated: '{policy}，模拟：{seconds}',
  measured: '{policy}，实测：{seconds}',
  timelineTitle: '请求与时间',
  timelineHint: '上图是按单次调用的用时预测的，下图是实际发生的。',
  timelineLabel: '{requests} 个请求在两种策略下随时间的进展，模拟与实测。',
  kinds: {
    waiting: '等待',
    prefill: '读提示词',
    decode: '解码',
    stalled: '停下等别人的提示词',
    held: '已完成，仍在计算',
    repack: '重排缓存',
    first: '首个 token',
  },
  figuresTitle: '数字对照',
  rows: {
    totalSeconds: '全部请求完成于',
    tokensPerSecond: '每秒 token 数',
    ttftSeconds: '首 token 时间，平均',
    ttftP90Seconds: '首 token 时间，90 百分位',
    tpotSeconds: '每个输出 token 用时，平均',
    calls: '模型调用次数',
    idleShare: '为已完成的请求白算的行',
    repackSeconds: '重排缓存',
    repackShare: '重排占忙碌时间的比例',
    repackBytes: '复制的键和值',
    simulatedSeconds: '模拟的预测',
    sameTokens: '与单独运行相同的 token',
  },
  figure: '项目',
  costsTitle: '在这台设备上，一步要花多少',
  costsHint: '一步解码的用时，按其中的序列数',
  costsLabel: '1 到 {batch} 个序列时，一步解码的用时。',
  costsAxis: '一步里的序列数',
  costsColumns: { rows: '序列数', seconds: '一步', perToken: '每个 token', rate: '每秒 token 数' },
  whyMuch:
    '{batch} 个序列的一步用时是单个序列的 {factor}，所以满批时每个 token 只花单独时的 {perToken}。单独一步里有 {fixed} 与行数无关：交代任务、取来权重，这些由整批分摊。',
  whyLittle:
    '{batch} 个序列的一步用时是单个序列的 {factor}，所以满批时每个 token 要花单独时的 {perToken}。假如一步的时间花在等权重上，多几行几乎不会更贵；这里却贵了：模型小，权重就在处理器手边，时间花在运算上，而每一行都带来自己的运算，能分摊的只有调用本身的开销。已完成的请求所占的行照样花钱，静态批次因此可能比不成批还慢。',
  whyServer: '服务器 GPU 上的大模型是另一回事：一步要等几十 GB 的权重读完，而读一遍由整批共用。',
  textsTitle: '写出了什么',
  textsHint: '贪心解码，按各请求的长度截断；各种策略写出的都一样。',
  tableCaption: '逐个、静态批处理与连续批处理',
  howTitle: '怎么算的',
  how: [
    '请求是留出文本的开头，长度和间隔按种子生成。每个请求都贪心解码到自己的长度，遇到结束符也不停。间隔以本机单个序列的解码步数计，快慢设备上的负载因此相近。时钟只计模型调用和重排；等下一个请求到达的空闲不真的等，但算在时钟上。每种策略最多跑三遍，取中间的一遍。',
    '谁先运行由模拟器里的同一套调度器决定：静态的，和 Orca 的连续批处理。静态批次收下正在等的请求，随后关门，直到最后一个完成，其间每一行都算到底。连续批次每一步都可进可出：先解码正在跑的行，再一起读新请求的提示词，然后把所有行复制到没有空隙的缓存里，这次复制就是重排。服务器用块表免去了它。',
    '模拟用同样的策略，代入刚刚测得的单次调用用时：解码按行数，提示词按含填充的 token 数，复制按字节数。每种试多次，取最快四分之一的边界值，因为设备上别的活只会添时间。',
    '每个 token 都与同一请求单独运行时比较。计算图把各行填充到同样长度，填充不参与注意力。',
  ],
  notes: {
    shortened: '这台设备较慢，所以截短了输出，免得久等。',
    plain: '这块 GPU 的融合注意力成批时会算错，所以改用普通矩阵乘加 softmax。',
  },
};

export const batchingMessages: Record<Lang, BatchingMessages> = {
  en: withShared('en', en),
  zh: withShared('zh', zh),
};
