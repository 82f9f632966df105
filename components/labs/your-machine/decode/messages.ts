import type { Lang } from '@/components/lang';

/** Words of the decode block. `{name}` stands for a value. */
const en = {
  title: 'Decoding on this machine',
  shareTitle: 'Share of the measured bandwidth that a decoded token reaches',
  shareLabel: 'How near each kind of decoding comes to the bandwidth that was measured.',
  shareAxis: 'bytes per token ÷ time per token ÷ measured read bandwidth',
  pocketTitle: 'Pocket, live',
  pocketNote:
    'Pocket’s weights fit into a cache, so memory does not limit it. Its time goes into starting small pieces of work, one after the other: count them.',
  pocketNoBound: 'The bandwidth of this place was not measured, so there is nothing to set it against.',
  chainTitle: 'A chain of layers in the shape of Llama 2 7B',
  chainNote:
    'Random weights, {hidden} wide, {inner} in the feed-forward part; every matrix of a layer, no attention and no norm. The bytes are real, the answers mean nothing. No chain reads less than eight times the cache guessed here ({cache}), so each pass must fetch its weights from memory; a narrower format therefore gets as many layers or more.',
  chainModel:
    'The last column counts all {layers} layers of the model, each as fast as those of the chain: an upper end, since attention and the output matrix are left out.',
  chainProcessor:
    'Plain JavaScript on one core. Unpacking narrow weights costs it more than the bytes save: here arithmetic is the limit, not memory.',
  places: {
    wasm: 'WebAssembly, one thread',
    webgpu: 'WebGPU',
    processor: 'JavaScript, one core',
  } as Record<string, string>,
  columns: {
    format: 'Format',
    place: 'Runs in',
    tokensPerSecond: 'Tokens/s',
    bytes: 'Read per token',
    rate: 'Bytes per second',
    share: 'Of the bound',
    launches: 'Launches per token',
    perLaunch: 'Time per launch',
    layers: 'Layers',
    seconds: 'One pass',
    model: 'Whole model',
    spread: 'Middle half',
  },
  launches: { wasm: '{count} nodes', webgpu: '{count} dispatches', processor: '{count} loops' } as Record<
    string,
    string
  >,
  submits: 'handed over in {count} parts',
  skipped: {
    feature: 'left out: this device lacks {detail}',
    limit: 'left out: the device allows too little ({detail})',
    time: 'left out: no time was left',
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
    cancelled: 'Cancelled: the rows that stand are whole.',
    lost: 'The GPU was lost on the way: the rows that stand are whole.',
    timeUp: 'The time was up: the rows that stand are whole.',
    running: 'Still measuring.',
  } as Record<string, string>,
  none: 'Nothing was measured.',
  sentence:
    'Pocket in {pocketFormat} reaches {pocketShare} of the measured bandwidth ({place}); the chain in {chainFormat} reaches {chainShare}.',
};

export type DecodeMessages = typeof en;

const zh: DecodeMessages = {
  title: '在这台机器上解码',
  shareTitle: '解码一个 token 时，用上了实测带宽的几成',
  shareLabel: '各种解码方式离实测带宽有多远。',
  shareAxis: '每 token 字节数 ÷ 每 token 时间 ÷ 实测读带宽',
  pocketTitle: 'Pocket 实跑',
  pocketNote:
    'Pocket 的权重整个装得进缓存，卡住它的不是内存带宽。时间花在一件接一件地启动小活上：数一数启动了多少次。',
  pocketNoBound: '这里的带宽没有测过，所以没有上限可比。',
  chainTitle: 'Llama 2 7B 形状的层链',
  chainNote:
    '权重是随机数，隐藏维 {hidden}，前馈维 {inner}；一层里的矩阵一个不少，不含注意力和归一化。字节是真的，算出的结果没有意义。无论哪种格式，读的字节都不少于这里所猜缓存（{cache}）的八倍，每一遍都得回内存取权重；所以格式越窄，层数只会相同或更多。',
  chainModel:
    '最后一列按整个模型 {layers} 层折算，假定每层都和链里一样快。没算注意力和输出矩阵，所以是偏高的估计。',
  chainProcessor: '单核上的普通 JavaScript。解包窄权重花的时间比省下的字节还多：这里卡住的是运算，不是内存。',
  places: {
    wasm: 'WebAssembly，单线程',
    webgpu: 'WebGPU',
    processor: 'JavaScript，单核',
  },
  columns: {
    format: '格式',
    place: '运行于',
    tokensPerSecond: 'Token/秒',
    bytes: '每 token 读取',
    rate: '每秒字节',
    share: '达到上限的',
    launches: '每 token 启动次数',
    perLaunch: '每次启动用时',
    layers: '层数',
    seconds: '走一遍',
    model: '整个模型',
    spread: '中间一半',
  },
  launches: { wasm: '{count} 个节点', webgpu: '{count} 次 dispatch', processor: '{count} 个循环' },
  submits: '分 {count} 次提交',
  skipped: {
    feature: '未测：设备不支持 {detail}',
    limit: '未测：设备的限额不够（{detail}）',
    time: '未测：时间不够了',
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
    cancelled: '已取消，表中各行都是完整测得的。',
    lost: '中途丢失了 GPU，表中各行都是完整测得的。',
    timeUp: '时间用完了，表中各行都是完整测得的。',
    running: '还在测量。',
  },
  none: '什么都没有测到。',
  sentence:
    'Pocket（{pocketFormat}，{place}）用上实测带宽的 {pocketShare}；层链（{chainFormat}）用上 {chainShare}。',
};

export const decodeMessages: Record<Lang, DecodeMessages> = { en, zh };
