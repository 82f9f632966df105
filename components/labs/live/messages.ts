import { fill, type Lang } from '@/components/lang';
import { formatQuantity } from '@/kernels/numbers/format';
import type { ParamValues } from '@/kernels/simulator';
import type { FileBytes } from '../runtime/model-setup';
import type { LiveError, LiveNote, LiveRun } from './types';

/** Words that measuring labs share; a lab's own stand beside them and win. */
const en = {
  cancel: 'Cancel',
  consentRecorded: 'Shows what was recorded for these settings; nothing is fetched.',
  consentDone: 'Everything is loaded.',
  phases: {
    fetching: 'Fetching: {loaded} of {total}',
    starting: 'Starting',
    measuring: 'Measuring',
  } as Record<string, string>,
  done: 'Done.',
  cancelled: 'Cancelled. What was measured so far stays.',
  notes: {
    lost: 'The GPU was lost. The lab went on with the processor.',
    stepDown: '{reason} The lab went on with the processor.',
  } as Record<string, string>,
  errors: {
    'fetch.failed':
      'The file {file} could not be fetched (status {status}). Check the connection and press Run again.',
    'fetch.not-json': 'The file {file} is not what it should be. Reload the page and try again.',
    'ort.load-failed': 'ONNX Runtime could not be started: {reason}',
    'webgpu.absent': 'This browser offers no WebGPU.',
    'webgpu.wrong':
      'This GPU’s results differ from the reference (by {difference} in a logit), so they are not used.',
    'gpu.limit': 'This GPU allows {given} for {limit}, and {needed} are needed.',
    'gpu.failed': 'The GPU refused: {reason}',
    'lab.unexpected': 'Something went wrong: {reason}',
    model: 'The model file cannot be used ({id}).',
  } as Record<string, string>,
};

export type LiveMessages = typeof en;

const zh: LiveMessages = {
  cancel: '取消',
  consentRecorded: '只显示这组设置的已录结果，不下载任何东西。',
  consentDone: '都已载入。',
  phases: {
    fetching: '正在下载：{loaded}，共 {total}',
    starting: '正在启动',
    measuring: '正在测量',
  },
  done: '完成。',
  cancelled: '已取消，已测得的结果保留。',
  notes: {
    lost: 'GPU 丢失了。实验台改用处理器继续。',
    stepDown: '{reason}实验台改用处理器继续。',
  },
  errors: {
    'fetch.failed': '无法下载文件 {file}（状态码 {status}）。请检查网络，再按一次“运行”。',
    'fetch.not-json': '文件 {file} 的内容不对。请刷新页面再试。',
    'ort.load-failed': 'ONNX Runtime 启动失败：{reason}',
    'webgpu.absent': '这个浏览器没有 WebGPU。',
    'webgpu.wrong': '这块 GPU 的结果与参考值不符（某个 logit 相差 {difference}），因此不采用。',
    'gpu.limit': '这块 GPU 的 {limit} 上限是 {given}，而这里需要 {needed}。',
    'gpu.failed': 'GPU 拒绝了这次计算：{reason}',
    'lab.unexpected': '出错了：{reason}',
    model: '模型文件无法使用（{id}）。',
  },
};

export const liveMessages: Record<Lang, LiveMessages> = { en, zh };

/** A lab's own words over the shared ones. */
export function withShared<T extends Partial<LiveMessages>>(lang: Lang, own: T): T & LiveMessages {
  const shared = liveMessages[lang];
  return {
    ...shared,
    ...own,
    phases: { ...shared.phases, ...own.phases },
    notes: { ...shared.notes, ...own.notes },
    errors: { ...shared.errors, ...own.errors },
  };
}

/** The line that says what a run is doing. */
export function statusLine(run: LiveRun<unknown> | undefined, words: LiveMessages, lang: Lang): string {
  if (!run) return '';
  if (run.status === 'done') return words.done;
  if (run.status === 'cancelled') return words.cancelled;
  if (!run.phase) return '';
  const bytes = (value: number) => formatQuantity(value, 'bytes', { lang, digits: 3 });
  return fill(words.phases[run.phase] ?? run.phase, {
    loaded: bytes(run.loadedBytes),
    total: bytes(Math.max(run.totalBytes, run.loadedBytes)),
  });
}

/** An error by its id; whatever is wrong with a model file without a sentence of its own shares one. */
export function errorLine({ id, data }: LiveError, words: LiveMessages): string {
  const own = words.errors[id];
  if (own) return fill(own, data);
  const fromFile = /^(safetensors|config|weights|tokenizer|forward)\./.test(id);
  return fill(words.errors[fromFile ? 'model' : 'lab.unexpected'], { id, reason: id });
}

export function noteLine(note: LiveNote, words: LiveMessages): string {
  return fill(words.notes[note.id] ?? note.id, { reason: note.error ? errorLine(note.error, words) : '' });
}

/** What pressing Run fetches: nothing for a recorded result, nothing more when all is loaded, else how much. */
export function fetchConsent(
  { rung }: ParamValues,
  isReady: (rung: string) => boolean,
  bytes: FileBytes,
  words: LiveMessages & { readonly consent: string },
  lang: Lang,
): string {
  if (rung === 'recorded') return words.consentRecorded;
  if (isReady(String(rung))) return words.consentDone;
  const print = (value: number) => formatQuantity(value, 'bytes', { lang, digits: 3 });
  const runtime = rung === 'webgpu' ? bytes.webgpu : bytes.wasm;
  return fill(words.consent, { model: print(bytes.model), runtime: print(runtime) });
}

/** Where what is shown comes from: the reader's own run, under way or done; the recorded one; or nowhere yet. */
export function originOf(
  own: LiveRun<unknown> | undefined,
  words: Readonly<Record<'running' | 'wasm' | 'webgpu' | 'unrecorded', string>>,
  recorded: string | undefined,
): string {
  if (own?.result) return own.status === 'done' ? words[own.rung] : words.running;
  return recorded ?? words.unrecorded;
}
