import type { Lang } from '@/components/lang';
import type { FeedbackId } from '@/kernels/practice/grading';
import type { FileTrouble } from './progress-file';

/** Words of the study part. `zh` has every key of `en`: the type says so. */
export interface StudyMessages {
  readonly guess: {
    readonly kicker: string;
    readonly label: string;
    readonly number: string;
    readonly commit: string;
    readonly skip: string;
    readonly committed: string;
    readonly skipped: string;
    readonly pending: string;
  };
  readonly revisit: {
    readonly title: string;
    readonly yours: string;
    readonly none: string;
    readonly computed: string;
    readonly near: string;
    readonly above: string;
    readonly below: string;
    readonly yourMark: string;
    readonly theMark: string;
  };
  readonly exercises: {
    readonly name: string;
    readonly levels: readonly [string, string, string];
    readonly kinds: Readonly<Record<'numeric' | 'choice' | 'multi' | 'bug' | 'operate', string>>;
    readonly hint: string;
    readonly solution: string;
    readonly answer: string;
    readonly chooseOne: string;
    readonly chooseAll: string;
    readonly chooseLine: string;
    readonly line: string;
    readonly check: string;
    readonly nextHint: string;
    readonly another: string;
    readonly newNumbers: string;
    readonly printedNumbers: string;
    readonly solved: string;
    readonly operateWatch: string;
    readonly operateGo: string;
    readonly operateMissing: string;
    readonly operateNow: string;
    readonly operateMet: string;
    readonly operateUnmet: string;
    readonly readAs: string;
    readonly accepts: string;
    readonly acceptsPlain: string;
    readonly loadFailed: string;
  };
  readonly feedback: Readonly<Record<FeedbackId, string>>;
  readonly summary: { readonly all: string; readonly some: string; readonly done: string };
  readonly interview: {
    readonly levels: readonly [string, string, string];
    readonly aloud: string;
    readonly reveal: string;
    readonly derivation: string;
    readonly followUps: string;
    readonly wrong: string;
    readonly wrongWhy: string;
    readonly related: string;
    readonly rating: string;
    readonly ratings: readonly [string, string, string];
  };
  readonly storage: {
    readonly blocked: string;
    readonly full: string;
    readonly corrupt: string;
    readonly dismiss: string;
  };
  readonly file: {
    readonly title: string;
    readonly about: string;
    readonly save: string;
    readonly load: string;
    readonly loaded: string;
    readonly forget: string;
    readonly forgetAsk: string;
    readonly forgetYes: string;
    readonly forgetNo: string;
    readonly forgotten: string;
    readonly troubles: Readonly<Record<FileTrouble, string>>;
  };
}

const en: StudyMessages = {
  guess: {
    kicker: 'Before you look',
    label: 'Your guess, by slider',
    number: 'Your guess',
    commit: 'Commit my guess',
    skip: 'Skip',
    committed: 'Your guess: {guess}. It comes back at the end of the chapter.',
    skipped: 'Skipped. The answer is open.',
    pending: 'The answer is veiled until you commit or skip.',
  },
  revisit: {
    title: 'Your guess, again',
    yours: 'You guessed {guess}.',
    none: 'You have not guessed.',
    computed: 'Computed: {answer}.',
    near: 'That is as near as a guess gets.',
    above: 'You were above it.',
    below: 'You were below it.',
    yourMark: 'you',
    theMark: 'computed',
  },
  exercises: {
    name: 'Exercise {n}',
    levels: ['warm-up', 'standard', 'hard'],
    kinds: {
      numeric: 'compute',
      choice: 'choose one',
      multi: 'choose all that hold',
      bug: 'find the bug',
      operate: 'operate the figure',
    },
    hint: 'Hint {n}',
    solution: 'Worked solution',
    answer: 'Your answer',
    chooseOne: 'Choose one',
    chooseAll: 'Choose all that hold',
    chooseLine: 'Which line is wrong?',
    line: 'line {n}',
    check: 'Check',
    nextHint: 'Next hint',
    another: 'Other numbers',
    newNumbers: 'New numbers.',
    printedNumbers: 'Back to the printed numbers',
    solved: 'solved',
    operateWatch: 'Watched live in the figure; done when all of these hold at one moment.',
    operateGo: 'Go to the figure',
    operateMissing: 'The figure is not on this page.',
    operateNow: 'now {value}',
    operateMet: 'holds',
    operateUnmet: 'not yet',
    readAs: 'Read as {value}.',
    accepts: 'A number or a sum, with its unit: {examples}',
    acceptsPlain: 'A number or a sum: {examples}',
    loadFailed:
      'The exercise could not be loaded. Reload the page to try again; hints and solution still open.',
  },
  feedback: {
    correct: 'Right.',
    empty: 'Nothing to check yet.',
    notNumber: '“{text}” does not read as a number. Try 3,072 or 1.5e9.',
    unknownUnit: '“{text}” is not a unit the book knows.',
    otherUnit: '“{text}” measures something else than what is asked.',
    unitMissing: 'The digits fit if you mean {unit}. Write the unit.',
    binaryDecimal: 'The right quantity in the wrong thousand: 1 GiB is 1.074 GB, 1 KiB is 1.024 kB.',
    bitsBytes: 'Off by a factor of eight: bits for bytes, or the other way round.',
    prefix: 'The digits fit, the prefix does not: check kilo, mega, giga.',
    percentFraction:
      'Off by a factor of a hundred: a share and a percentage are two ways to write one number.',
    complement: 'That is the rest of it: one minus what is asked.',
    inverse: 'That is the ratio upside down.',
    factorTwo:
      'You have {times} times the answer. Look for a pair: keys and values, or two bytes per number.',
    offByOne: 'Off by one. Does something partly filled count whole?',
    close: 'Close: within a tenth. Check the rounding, and what is counted.',
    tooLarge: 'Not yet: your number is too large.',
    tooSmall: 'Not yet: your number is too small.',
    wrong: 'Not that one.',
    partial: 'Partly: {right} right, {wrong} wrong, {missing} still missing.',
    notYet: '{met} of {all} hold.',
  },
  summary: { all: '{all} exercises', some: '{n} of {all} solved', done: 'All {all} solved' },
  interview: {
    levels: ['first round', 'second round', 'whiteboard'],
    aloud: 'Say your answer aloud, in under a minute, then open it.',
    reveal: 'An answer to compare with',
    derivation: 'Derivation',
    followUps: 'They will ask next',
    wrong: 'A common wrong answer',
    wrongWhy: 'Why it is wrong',
    related: 'See also',
    rating: 'How did it go?',
    ratings: ['not yet', 'with gaps', 'whiteboard-ready'],
  },
  storage: {
    blocked:
      'This browser does not let the book store anything. The page works, but your progress will not be kept after this tab closes.',
    full: 'The storage of this browser is full. The page works, but your latest progress will not be kept after this tab closes.',
    corrupt: 'Something stored by this book could not be read, so that part of your progress starts anew.',
    dismiss: 'Understood',
  },
  file: {
    title: 'Take your progress with you',
    about:
      'Guesses, results and reading positions live in this browser only. Save them to a file, load it elsewhere.',
    save: 'Save to a file',
    load: 'Load a file',
    loaded: 'Loaded and merged: {n} results. Nothing of yours was lost.',
    forget: 'Delete everything',
    forgetAsk: 'Guesses, results, reading positions, theme and Setup will be gone for good. Delete them?',
    forgetYes: 'Yes, delete',
    forgetNo: 'Keep them',
    forgotten: 'Deleted. This browser keeps nothing of the book any more.',
    troubles: {
      notJson: 'This file cannot be read: it is not JSON, or it was cut short.',
      notOurs: 'This is not a progress file of this book.',
      newer: 'This file was written by a newer edition of the book. Reload the page and try again.',
      tooLarge: 'This file is too large to be a progress file.',
    },
  },
};

const zh: StudyMessages = {
  guess: {
    kicker: '先猜再看',
    label: '拖动滑块作出猜测',
    number: '你的猜测',
    commit: '就猜这个',
    skip: '跳过',
    committed: '你猜的是 {guess}，到本章末尾再来对照。',
    skipped: '已跳过，答案已揭开。',
    pending: '猜过或跳过之后，答案才会揭开。',
  },
  revisit: {
    title: '再看你的猜测',
    yours: '你猜的是 {guess}。',
    none: '你还没有猜过。',
    computed: '算出来是 {answer}。',
    near: '猜到这个程度，已经很准了。',
    above: '你猜高了。',
    below: '你猜低了。',
    yourMark: '你猜的',
    theMark: '算出的',
  },
  exercises: {
    name: '习题 {n}',
    levels: ['热身', '标准', '有难度'],
    kinds: {
      numeric: '计算题',
      choice: '单选题',
      multi: '多选题',
      bug: '找错题',
      operate: '操作题',
    },
    hint: '提示 {n}',
    solution: '完整解答',
    answer: '你的答案',
    chooseOne: '选一项',
    chooseAll: '选出所有成立的',
    chooseLine: '哪一行错了？',
    line: '第 {n} 行',
    check: '检查',
    nextHint: '下一条提示',
    another: '换一组数',
    newNumbers: '已换上新的数。',
    printedNumbers: '回到原来的数',
    solved: '已做对',
    operateWatch: '直接在图上操作，下列条件同时成立即算完成。',
    operateGo: '去操作图',
    operateMissing: '这一页上没有这幅图。',
    operateNow: '当前 {value}',
    operateMet: '成立',
    operateUnmet: '尚未成立',
    readAs: '读作 {value}。',
    accepts: '可以填数或算式，带上单位：{examples}',
    acceptsPlain: '可以填数或算式：{examples}',
    loadFailed: '习题没能载入，请刷新页面重试；提示和解答仍可展开。',
  },
  feedback: {
    correct: '正确。',
    empty: '还没有作答。',
    notNumber: '“{text}”不是一个数。可以写成 3,072 或 1.5e9。',
    unknownUnit: '不认识“{text}”这个单位。',
    otherUnit: '“{text}”量的是另一种东西，不是题目问的量。',
    unitMissing: '如果你指的是 {unit}，数字就对了。请写上单位。',
    binaryDecimal: '量对了，进制混了：1 GiB 是 1.074 GB，1 KiB 是 1.024 kB。',
    bitsBytes: '差了 8 倍：比特和字节弄混了。',
    prefix: '数字对，数量级不对：检查 k、M、G 这些前缀。',
    percentFraction: '差了 100 倍：小数和百分数是同一个数的两种写法。',
    complement: '这是剩下的那部分：用 1 减去它才是题目问的。',
    inverse: '比值写反了。',
    factorTwo: '你的结果是答案的 {times} 倍。找找成对的东西：键和值，或者每个数两个字节。',
    offByOne: '差了 1。没装满的那一份，要不要按整份算？',
    close: '很接近，误差不到一成。检查取整方式，以及哪些该算进去。',
    tooLarge: '还不对：偏大了。',
    tooSmall: '还不对：偏小了。',
    wrong: '不是这一项。',
    partial: '对了一部分：选对 {right} 项，选错 {wrong} 项，还漏了 {missing} 项。',
    notYet: '{all} 个条件已成立 {met} 个。',
  },
  summary: { all: '共 {all} 题', some: '已做对 {n} 题，共 {all} 题', done: '{all} 题全部做对' },
  interview: {
    levels: ['一面', '二面', '白板'],
    aloud: '先出声回答，控制在一分钟以内，然后再展开。',
    reveal: '对照参考回答',
    derivation: '推导',
    followUps: '接下来会追问',
    wrong: '常见的错误回答',
    wrongWhy: '错在哪里',
    related: '相关问题',
    rating: '答得怎么样？',
    ratings: ['还不会', '有漏洞', '能上白板'],
  },
  storage: {
    blocked: '浏览器不允许本书保存数据。页面可以照常使用，但关闭这个标签页后，你的进度不会保留。',
    full: '浏览器的存储空间已满。页面可以照常使用，但关闭这个标签页后，最近的进度不会保留。',
    corrupt: '本书保存的部分数据已无法读取，那部分进度只能从头开始。',
    dismiss: '知道了',
  },
  file: {
    title: '把进度带走',
    about: '猜测、习题结果和阅读位置只存在这个浏览器里。可以存成文件，换个地方再载入。',
    save: '存成文件',
    load: '载入文件',
    loaded: '已载入并合并 {n} 条结果，你原有的进度一条也没有丢。',
    forget: '全部删除',
    forgetAsk: '猜测、习题结果、阅读位置、主题和你的配置都会删掉，无法恢复。确定删除吗？',
    forgetYes: '确定删除',
    forgetNo: '留着',
    forgotten: '已全部删除，浏览器里不再留有本书的任何数据。',
    troubles: {
      notJson: '这个文件读不了：不是 JSON，或者内容不完整。',
      notOurs: '这不是本书的进度文件。',
      newer: '这个文件出自本书更新的版本，请刷新页面后再试。',
      tooLarge: '文件太大，不会是进度文件。',
    },
  },
};

export const studyMessages: Readonly<Record<Lang, StudyMessages>> = { en, zh };

/** What follows a guessed number, by the unit named in the text. */
export const unitSuffix: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  en: {
    percent: '%',
    ratio: '×',
    tokens: ' tokens',
    blocks: ' blocks',
    requests: ' requests',
    bits: ' bits',
    bitsPerWeight: ' bits/weight',
    tokensPerSecond: ' tokens/s',
    seconds: ' s',
    flopsPerByte: ' FLOP/B',
  },
  zh: {
    percent: '%',
    ratio: '×',
    tokens: ' 个 token',
    blocks: ' 块',
    requests: ' 个请求',
    bits: ' 比特',
    bitsPerWeight: ' 比特/权重',
    tokensPerSecond: ' token/s',
    seconds: ' s',
    flopsPerByte: ' FLOP/B',
  },
};

/** Ways to write an answer, by its unit; shown under the field. */
export const answerExamples: Readonly<Record<string, string>> = {
  bytes: '2.68 GB, 320 KiB, 1.5e9',
  bytesBinary: '320 KiB, 2.5 GiB, 4*1024^3',
  seconds: '27.6 ms, 0.5 s',
  percent: '40%, 0.4, 3/8',
  flops: '5.1 TFLOP, 2*7e9',
  bytesPerSecond: '2.04 TB/s',
  ratio: '3.2×, 16/4.5',
  bits: '4096, 2^12',
  bitsPerWeight: '4.5, 4+16/32',
};
export const plainExamples = '3,072, 1.5e9, 2*80*8';
