/**
 * The dials of the decision, and the answers that they and the Setup give together. `setup` leaves an answer to the Setup:
 * device, formats, how many devices, how many sequences, and whether the weights go into device memory.
 */
import { capacityBytes } from '../../catalog/accelerators';
import { isBlockFormat } from '../../cost/formats';
import { modelOf, type Setup } from '../../cost/setup';
import { weightBytesKept } from '../../cost/weights';
import type { ParamSpec, ParamValues } from '../../simulator';
import { answerOfClass, classOfAnswer, deviceClass, deviceKinds, generations } from './device';

export const questionIds = [
  'care',
  'system',
  'hardware',
  'memory',
  'file',
  'cacheFormat',
  'spread',
  'users',
  'output',
] as const;
export type QuestionId = (typeof questionIds)[number];

/** Answers to each question, in the order in which alternatives are shown. */
export const answersOf: Readonly<Record<QuestionId, readonly string[]>> = {
  care: ['kept', 'any'],
  system: ['linux', 'windows', 'macos', 'phone', 'browser'],
  hardware: [...generations, ...deviceKinds.filter((kind) => kind !== 'nvidia')],
  memory: ['fits', 'spills'],
  file: ['16-bit', 'fp8', 'int8', 'int4', 'nf4', 'fp4', 'gguf'],
  cacheFormat: ['16-bit', 'fp8', 'int8', '4-bit'],
  spread: ['one', 'split'],
  users: ['one', 'several', 'many'],
  output: ['free', 'json', 'regex', 'grammar'],
};

/** Questions that the Setup answers unless the reader does. */
const left = new Set<QuestionId>(['system', 'hardware', 'memory', 'file', 'cacheFormat', 'spread', 'users']);

export const needsParams: readonly ParamSpec[] = questionIds.map((key) => ({
  key,
  kind: 'choice',
  default: left.has(key) ? 'setup' : answersOf[key][0],
  choices: left.has(key) ? ['setup', ...answersOf[key]] : answersOf[key],
  labelId: key,
}));

const usual: ParamValues = Object.fromEntries(needsParams.map((spec) => [spec.key, spec.default]));
const scene = (params: ParamValues) => ({ params: { ...usual, ...params }, seed: 1 });

export const needsPresets = {
  yours: scene({}),
  laptop: scene({
    system: 'macos',
    hardware: 'apple',
    memory: 'fits',
    file: 'gguf',
    cacheFormat: '16-bit',
    spread: 'one',
    users: 'one',
  }),
  spilled: scene({
    system: 'linux',
    hardware: 'ada',
    memory: 'spills',
    file: 'gguf',
    cacheFormat: '16-bit',
    spread: 'one',
    users: 'one',
  }),
  cluster: scene({
    system: 'linux',
    hardware: 'hopper',
    memory: 'fits',
    file: 'fp8',
    cacheFormat: 'fp8',
    spread: 'split',
    users: 'many',
    output: 'json',
  }),
  ascend: scene({
    system: 'linux',
    hardware: 'ascend',
    memory: 'fits',
    file: 'int8',
    cacheFormat: '16-bit',
    spread: 'split',
    users: 'many',
  }),
  page: scene({
    system: 'browser',
    hardware: 'webgpu',
    memory: 'fits',
    file: 'int4',
    cacheFormat: '16-bit',
    spread: 'one',
    users: 'one',
    output: 'json',
  }),
};

export type Answers = Readonly<Record<QuestionId, string>>;

/** The table's name for a format of weights. */
function fileOf(format: string): string {
  if (isBlockFormat(format)) return 'gguf';
  if (/^(?:bf16|fp16|fp32)$/.test(format)) return '16-bit';
  if (/^fp8/.test(format)) return 'fp8';
  if (/fp4/.test(format)) return 'fp4';
  if (format === 'nf4') return 'nf4';
  return /^int(?:[78])/.test(format) ? 'int8' : 'int4';
}

/** The table's name for a format of the cache. */
function cacheOf(format: string): string {
  if (/^(?:bf16|fp16|fp32)$/.test(format)) return '16-bit';
  if (/^fp8/.test(format)) return 'fp8';
  return /^(?:int[5-8]|Q[568])/.test(format) ? 'int8' : '4-bit';
}

/** The system under which a device is usually found, and the device that goes with a system. */
const systemOf: Readonly<Record<string, string>> = { apple: 'macos', mobile: 'phone', webgpu: 'browser' };
const deviceOf: Readonly<Record<string, string>> = { macos: 'apple', phone: 'mobile', browser: 'webgpu' };

function setupAnswers(setup: Setup, values: ParamValues): Answers {
  const own = answerOfClass(deviceClass(setup.acceleratorId));
  const asked = String(values.hardware) === 'setup' ? own : String(values.hardware);
  const system =
    String(values.system) === 'setup'
      ? (systemOf[classOfAnswer(asked).kind] ?? 'linux')
      : String(values.system);
  const room = capacityBytes(setup.acceleratorId) * setup.devices;
  const weights = weightBytesKept(modelOf(setup), setup.weightFormat);
  return {
    care: 'kept',
    system,
    hardware: deviceOf[system] ?? own,
    memory: weights > room ? 'spills' : 'fits',
    file: fileOf(setup.weightFormat),
    cacheFormat: cacheOf(setup.kvFormat),
    spread: setup.devices > 1 ? 'split' : 'one',
    users: setup.batch > 8 ? 'many' : setup.batch > 1 ? 'several' : 'one',
    output: 'free',
  };
}

/**
 * Every question answered: by the reader's dial, or by the Setup where the dial says so. A system names its device where it
 * has only one. Worked: the running example is linux, ampere, fits, 16-bit, 16-bit, split, many.
 */
export function resolveAnswers(
  setup: Setup,
  values: ParamValues,
): { answers: Answers; fromSetup: QuestionId[] } {
  const given = setupAnswers(setup, values);
  const fromSetup = questionIds.filter((id) => (values[id] ?? usual[id]) === 'setup');
  const answers = Object.fromEntries(
    questionIds.map((id) => [id, fromSetup.includes(id) ? given[id] : String(values[id] ?? usual[id])]),
  ) as Record<QuestionId, string>;
  return { answers, fromSetup };
}
