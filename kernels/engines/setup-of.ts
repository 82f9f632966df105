/**
 * What a command line fills in of a Setup, and from which word. Models the flags that move model, devices, formats, batch
 * and context; leaves out copies of the engine (each is a Setup of its own) unless experts are spread over them. A batch is
 * a most, not a mean: `--max-num-seqs` says how many sequences a step may hold. What the line does not say stays out of the
 * Setup; what the engine then does by default stands apart.
 */
import { modelById } from '../catalog/models';
import { bitsPerWeight } from '../cost/formats';
import type { Setup } from '../cost/setup';
import type { GivenFlag, ParsedCommand } from './command-line';
import { visibleDevices } from './contradictions';
import { catalogueModel, contextOf, formatInName } from './model-name';

export type SetupFields = Pick<
  Setup,
  'modelId' | 'devices' | 'weightFormat' | 'kvFormat' | 'batch' | 'contextTokens'
>;

export interface SetupReading {
  readonly setup: Partial<SetupFields>;
  /** Of what the line does not say, that which the engine decides without asking for the load: devices, formats, length. */
  readonly unsaid: Partial<SetupFields>;
  /** For each field, the flag or the word it was read from. */
  readonly from: Partial<Record<keyof SetupFields, string>>;
  /** Named but not known: worded by the view. */
  readonly unclear: readonly {
    readonly id: 'model' | 'weightFormat' | 'kvFormat' | 'kvMixed';
    readonly value: string;
  }[];
}

const types: ReadonlyMap<string, string> = new Map([
  ['half', 'fp16'],
  ['float16', 'fp16'],
  ['bfloat16', 'bf16'],
  ['bf16', 'bf16'],
  ['float', 'fp32'],
  ['float32', 'fp32'],
]);

const methods: readonly (readonly [RegExp, string])[] = [
  [/^awq/, 'int4-g128-zp'],
  [/^(?:gptq|marlin|auto[-_]?round|moe_wna16|compressed-tensors$)/, 'int4-g128'],
  [/fp8|^fbgemm/, 'fp8'],
  [/nvfp4|fp4$/, 'nvfp4'],
  [/mxfp4/, 'mxfp4'],
  [/bitsandbytes/, 'nf4'],
  [/int8/, 'int8'],
];

const caches: ReadonlyMap<string, string> = new Map([
  ...types,
  ['f16', 'fp16'],
  ['f32', 'fp32'],
  ['fp8', 'fp8'],
  ['fp8_e4m3', 'fp8'],
  ['fp8_e5m2', 'fp8'],
  ['fp8_inc', 'fp8'],
  ['fp4_e2m1', 'mxfp4'],
  ['nvfp4', 'nvfp4'],
  ...['8_0', '4_0', '4_1', '5_0', '5_1'].map((block) => [`q${block}`, `Q${block}`] as const),
]);

/**
 * The Setup of a command line. Worked: `vllm serve Qwen/Qwen2.5-7B-Instruct-AWQ -tp 2 --kv-cache-dtype fp8` is qwen2.5-7b on
 * 2 devices, int4-g128-zp read from the name, fp8 in the cache.
 */
export function setupOf(parsed: ParsedCommand): SetupReading {
  const setup: { -readonly [Key in keyof SetupFields]?: SetupFields[Key] } = {};
  const from: Partial<Record<keyof SetupFields, string>> = {};
  const unclear: { id: SetupReading['unclear'][number]['id']; value: string }[] = [];
  const last = new Map<string, GivenFlag>(parsed.flags.map((given) => [given.flag.name, given]));
  const number = (name: string): number | undefined => {
    const value = last.get(name)?.value;
    return typeof value === 'number' && value >= 1 ? value : undefined;
  };
  const put = <Key extends keyof SetupFields>(
    field: Key,
    value: SetupFields[Key] | undefined,
    source: string,
  ) => {
    if (value === undefined) return;
    setup[field] = value;
    from[field] = source;
  };

  if (parsed.model) {
    const id = catalogueModel(parsed.model.name);
    put('modelId', id, parsed.model.name);
    if (!id) unclear.push({ id: 'model', value: parsed.model.name });
    put('weightFormat', formatInName(parsed.model.name), parsed.model.name);
  }
  const type = last.get('--dtype');
  if (type && !setup.weightFormat) put('weightFormat', types.get(String(type.value)), '--dtype');
  const method = last.get('--quantization');
  if (method) {
    const name = String(method.value).toLowerCase();
    const format = methods.find(([pattern]) => pattern.test(name))?.[1];
    // A name says how many bits, a method often only how they are unpacked.
    if (!setup.weightFormat || from.weightFormat === '--dtype') put('weightFormat', format, '--quantization');
    if (!format && !setup.weightFormat) unclear.push({ id: 'weightFormat', value: name });
  }
  const cache = parsed.engine === 'llama.cpp' ? widerCache(last) : last.get('--kv-cache-dtype');
  const [keys, values] = [last.get('--cache-type-k'), last.get('--cache-type-v')];
  if (parsed.engine === 'llama.cpp' && cacheBits(keys) !== cacheBits(values))
    unclear.push({ id: 'kvMixed', value: String((keys ?? values)?.value) });
  if (cache && cache.value !== 'auto') {
    const format = caches.get(String(cache.value));
    put('kvFormat', format, cache.flag.name);
    if (!format) unclear.push({ id: 'kvFormat', value: String(cache.value) });
  }
  if (parsed.engine === 'llama.cpp') ofSlots(last, number, put);
  else {
    const tensor = number('--tensor-parallel-size');
    const pipeline = number('--pipeline-parallel-size');
    const copies = spreadCopies(parsed, setup.modelId, number);
    const source = tensor === undefined ? '--pipeline-parallel-size' : '--tensor-parallel-size';
    if (copies > 1) put('devices', (tensor ?? 1) * (pipeline ?? 1) * copies, '--data-parallel-size');
    else if (tensor ?? pipeline) put('devices', (tensor ?? 1) * (pipeline ?? 1), source);
    const [length, batch] =
      parsed.engine === 'sglang'
        ? ['--context-length', '--max-running-requests']
        : ['--max-model-len', '--max-num-seqs'];
    put('contextTokens', number(length), length);
    put('batch', number(batch), batch);
  }
  return { setup, unsaid: unsaidOf(parsed, setup), from, unclear };
}

/** Copies of vLLM that share the experts among them; 1 where each has all of the model. */
function spreadCopies(
  { engine }: ParsedCommand,
  modelId: string | undefined,
  number: (name: string) => number | undefined,
): number {
  return engine === 'vllm' && modelId && modelById(modelId).moe ? (number('--data-parallel-size') ?? 1) : 1;
}

/** Weights as their makers publish them, where that is not 16 bits. */
const published: ReadonlyMap<string, string> = new Map([
  ['deepseek-v3', 'fp8'],
  ['gpt-oss-20b', 'mxfp4'],
  ['gpt-oss-120b', 'mxfp4'],
]);

/** What the engine does where the line is silent. llama-server takes every device it finds, and what the file holds. */
function unsaidOf(parsed: ParsedCommand, setup: Partial<SetupFields>): Partial<SetupFields> {
  if (parsed.engine === 'unknown') return {};
  const llama = parsed.engine === 'llama.cpp';
  const devices = llama ? visibleDevices(parsed)?.count : 1;
  const cache = llama ? 'fp16' : 'bf16';
  const weights = setup.modelId && (published.get(setup.modelId) ?? 'bf16');
  const length = setup.contextTokens === undefined ? ownLength(parsed) : undefined;
  return {
    ...(length === undefined ? {} : { contextTokens: length }),
    ...(devices === undefined || setup.devices !== undefined ? {} : { devices }),
    ...(setup.weightFormat === undefined && weights && !llama ? { weightFormat: weights } : {}),
    ...(setup.kvFormat === undefined ? { kvFormat: cache } : {}),
  };
}

/** The model's own context, which every engine takes where no length is said; llama-server divides it among its slots. */
function ownLength({ engine, model, flags }: ParsedCommand): number | undefined {
  const context = model && contextOf(model.name);
  if (context === undefined || engine !== 'llama.cpp') return context;
  const last = new Map(flags.map(({ flag, value }) => [flag.name, value]));
  const slots = Number(last.get('--parallel') ?? 1);
  return last.get('--kv-unified') === true || slots < 1 ? context : Math.floor(context / slots);
}

const cacheBits = (given: GivenFlag | undefined): number =>
  bitsPerWeight(caches.get(String(given?.value ?? 'f16')) ?? 'fp16');

/** Keys and values of llama-server may have formats of their own; a Setup has one, and takes the wider. */
function widerCache(last: ReadonlyMap<string, GivenFlag>): GivenFlag | undefined {
  const [keys, values] = [last.get('--cache-type-k'), last.get('--cache-type-v')];
  return cacheBits(values) > cacheBits(keys) ? values : keys;
}

type Put = <Key extends keyof SetupFields>(
  field: Key,
  value: SetupFields[Key] | undefined,
  source: string,
) => void;

/** llama-server: the context is divided among the slots unless they share one cache. */
function ofSlots(
  last: ReadonlyMap<string, GivenFlag>,
  number: (name: string) => number | undefined,
  put: Put,
): void {
  const slots = number('--parallel');
  const context = number('--ctx-size');
  const shared = last.get('--kv-unified')?.value === true;
  put('batch', slots, '--parallel');
  if (context !== undefined)
    put('contextTokens', shared ? context : Math.floor(context / (slots ?? 1)), '--ctx-size');
  const split = last.get('--tensor-split') ?? last.get('--device');
  const named = String(split?.value ?? '')
    .split(/[,/]/)
    .filter((one) => one.trim() !== '' && one.trim() !== '0');
  if (split && named.length > 0) put('devices', named.length, split.flag.name);
}
