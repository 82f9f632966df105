import type { Lang } from '@/components/lang';

/** Words of the decode block. `{name}` stands for a value. */
const en = {
  shareTitle: 'How much of the measured bandwidth a decoded token uses',
  shareHint: 'bytes that a token reads ÷ its time ÷ the read bandwidth of the place where it runs',
  bound: 'the bound',
  pocketTitle: 'Pocket, live',
  pocketNote:
    'Pocket’s weights, {bytes} at most, fit into a cache: the memory’s bandwidth does not bind it, and a processor may even pass it. What a GPU waits for instead is the start of small pieces of work, one after the other; the last two columns count them and say what one costs. Only the layers’ matrices are narrow in q8 and q4; the embedding stays fp32.',
  pocketSlow:
    'A piece takes {seconds} and more on this GPU: that is arithmetic, not starting. Software that stands in for a GPU is so slow.',
  pocketOne: 'Pocket’s answers were compared with the reference first: no logit is off by more than {error}.',
  chainTitle: 'A chain of layers in the shape of Llama 2 7B',
  chainNote:
    'Every weight matrix of a layer, {hidden} wide and {inner} in the feed-forward part; attention and norms are left out. The weights are random, so the bytes are real and the answers mean nothing. A token reads at least eight times the last-level cache, taken as {cache} since browsers do not say, so its weights come from memory each time; a narrower format gets as many layers or more.',
  chainModel:
    'The last column is for all {layers} layers of the model, each as fast as those of the chain: an upper end, since attention and the output matrix are left out.',
  chainProcessor:
    'On one core of a processor, fp32 asks for little besides reading and comes nearest to the bound. Narrower weights must be unpacked as well, which takes arithmetic: the token gets faster and its share of the bandwidth smaller.',
  sourceOf: 'Kernel of the chain in {format}',
  medians: 'Medians of {tokens} tokens of Pocket and {passes} of the chain.',
  mediansChain: 'Medians of {passes} tokens.',
  unsteady:
    'The times of {rows} lie far apart (the middle half spans up to {spread} of the median): something else kept the machine busy.',
  places: {
    wasm: 'WebAssembly, one thread',
    webgpu: 'WebGPU',
    processor: 'WebAssembly, one thread',
  } as Record<string, string>,
  pocket: 'Pocket',
  chain: 'Chain',
  columns: {
    format: 'Format',
    place: 'Runs in',
    tokensPerSecond: 'Tokens per second',
    bytes: 'Read per token',
    rate: 'Reads',
    share: 'Of the bound',
    launches: 'Pieces of work per token',
    perLaunch: 'Time per piece',
    layers: 'Layers',
    seconds: 'Time per token',
    model: 'All 32 layers',
  },
  launches: { wasm: '{count} nodes', webgpu: '{count} dispatches, {submits} submits' } as Record<
    string,
    string
  >,
  skipped: {
    feature: 'left out: this device lacks {detail}',
    limit: 'left out: the device allows too little ({detail})',
    time: 'left out: it would have taken too long here',
    memory: 'left out: the memory was not to be had',
    memoryBytes: 'left out: it needs {detail}, more than a page should take on this machine',
    wrong: 'left out: the answer was wrong (by {detail})',
    failed: 'failed: {detail}',
  } as Record<string, string>,
  failures: {
    'fetch.failed':
      'not measured: the file {detail} could not be fetched. Check the connection and measure again.',
    'fetch.not-json': 'not measured: the file {detail} is not what it should be. Reload the page.',
    'ort.load-failed': 'not measured: ONNX Runtime could not be started ({detail})',
  } as Record<string, string>,
  ended: {
    cancelled: 'Decoding was cancelled; the rows that stand are whole.',
    lost: 'The GPU was lost while decoding; the rows that stand are whole.',
    timeUp: 'The time was up; the rows that stand are whole.',
    running: 'Still measuring.',
  } as Record<string, string>,
  /** The same, where no row stands. */
  early: {
    cancelled: 'Decoding was cancelled before a first row was whole.',
    lost: 'The GPU was lost before a first row was whole. Measure again, or on the processor.',
  } as Record<string, string>,
  none: 'Decoding showed nothing yet.',
};

export type DecodeMessages = typeof en;

const zh: DecodeMessages = {
  shareTitle: '解码一个 token，用上了实测带宽的多少',
  shareHint: '每 token 读取的字节 ÷ 用时 ÷ 所在之处的实测读带宽',
  bound: '上限',
  pocketTitle: 'Pocket 实跑',
  pocketNote:
    'Pocket 的权重最多 {bytes}，缓存装得下，所以卡住它的不是内存带宽，处理器上甚至可能超过这个上限。GPU 在等的是一件接一件小活的启动：最后两列数出有多少件、每件花多久。q8 和 q4 只压缩各层的矩阵，嵌入表仍是 fp32。',
  pocketSlow:
    '在这块 GPU 上，一件小活至少要 {seconds}：这是运算花的时间，不是启动。拿软件充当 GPU 时就这么慢。',
  pocketOne: '计时之前先和参考实现核对过：没有一个 logit 相差超过 {error}。',
  chainTitle: 'Llama 2 7B 形状的层链',
  chainNote:
    '一层里的权重矩阵一个不少，隐藏维 {hidden}，前馈维 {inner}；不含注意力和归一化。权重是随机数：字节是真的，算出的结果没有意义。每个 token 至少读末级缓存的八倍（浏览器不说缓存多大，这里按 {cache} 计），所以权重每次都得从内存里来；格式越窄，层数只多不少。',
  chainModel:
    '最后一列按整个模型的 {layers} 层折算，假定每层都和链里一样快。没算注意力和输出矩阵，所以偏高。',
  chainProcessor:
    '在处理器的单核上，fp32 除了读几乎没有别的事，离上限最近。更窄的权重还要解包，要花运算：token 变快了，占带宽的比例却变小了。',
  sourceOf: '层链 {format} 的算子',
  medians: '均为中位数：Pocket 取 {tokens} 个 token，层链取 {passes} 个。',
  mediansChain: '均为 {passes} 个 token 的中位数。',
  unsteady: '{rows} 的用时忽快忽慢（中间一半的跨度达到中位数的 {spread}）：机器当时还在忙别的。',
  places: {
    wasm: 'WebAssembly，单线程',
    webgpu: 'WebGPU',
    processor: 'WebAssembly，单线程',
  },
  pocket: 'Pocket',
  chain: '层链',
  columns: {
    format: '格式',
    place: '运行于',
    tokensPerSecond: '每秒 token 数',
    bytes: '每 token 读取',
    rate: '读取速度',
    share: '达到上限的',
    launches: '每 token 的小活',
    perLaunch: '每件用时',
    layers: '层数',
    seconds: '每 token 用时',
    model: '全部 32 层',
  },
  launches: { wasm: '{count} 个节点', webgpu: '{count} 次 dispatch，{submits} 次提交' },
  skipped: {
    feature: '未测：设备不支持 {detail}',
    limit: '未测：设备的限额不够（{detail}）',
    time: '未测：在这里太费时间',
    memory: '未测：申请不到足够的内存',
    memoryBytes: '未测：需要 {detail}，在这台机器上一个网页不该占这么多内存',
    wrong: '未测：结果不对（相差 {detail}）',
    failed: '失败：{detail}',
  },
  failures: {
    'fetch.failed': '未测：文件 {detail} 下载失败。请检查网络，再测一次。',
    'fetch.not-json': '未测：文件 {detail} 的内容不对。请刷新页面。',
    'ort.load-failed': '未测：ONNX Runtime 启动失败（{detail}）',
  },
  ended: {
    cancelled: '解码测量已取消，表中各行都是完整测得的。',
    lost: '解码途中丢失了 GPU，表中各行都是完整测得的。',
    timeUp: '时间用完了，表中各行都是完整测得的。',
    running: '还在测量。',
  },
  early: {
    cancelled: '解码测量已取消，还没有一行测完。',
    lost: 'GPU 丢失了，还没有一行测完。请再测一次，或改用处理器。',
  },
  none: '解码还没有结果。',
};

export const decodeMessages: Record<Lang, DecodeMessages> = { en, zh };
