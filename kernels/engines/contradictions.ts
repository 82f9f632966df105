/**
 * What in a command line does not go together, as ids and values that the view words. Models checks that an engine makes
 * at start, and a few that it does not make but a reader would want to know. Sources: vllm/config/scheduler.py
 * (`verify_max_model_len`), vllm/config/cache.py; vLLM issue 16757 for lengths beyond a model's; llama.cpp issue 28524 for
 * the cache of values, and common/arg.cpp for flags with an equals sign.
 */
import type { FlagEngine } from '../catalog/engine-flags';
import { modelById } from '../catalog/models';
import { catalogueModel, contextOf } from './model-name';
import { reached, versionOf } from './version';

export interface Contradiction {
  readonly id:
    | 'value-missing'
    | 'not-a-number'
    | 'not-a-choice'
    | 'out-of-range'
    | 'given-twice'
    | 'needs-flag'
    | 'no-longer-there'
    | 'heads-do-not-divide'
    | 'copies-do-not-divide'
    | 'longer-than-model'
    | 'fewer-devices-visible'
    | 'step-shorter-than-length'
    | 'step-smaller-than-batch'
    | 'share-ignored'
    | 'variable-as-value'
    | 'not-json'
    | 'equals-sign'
    | 'model-not-first'
    | 'model-by-flag';
  readonly at: number;
  readonly values: Readonly<Record<string, string | number | boolean>>;
}

interface Given {
  readonly flag: {
    readonly name: string;
    readonly kind: string;
    readonly choices?: readonly string[];
    readonly least?: number;
    readonly most?: number;
    readonly gone?: boolean;
    readonly goneFrom?: string;
    readonly repeats?: boolean;
  };
  readonly at: number;
  readonly value: string | number | boolean;
  readonly key?: string;
}

interface Read {
  readonly engine: FlagEngine;
  readonly model?: { readonly name: string; readonly at: number };
  readonly flags: readonly Given[];
  readonly environment: readonly { readonly name: string; readonly value: string; readonly at: number }[];
  readonly image?: string;
  /** Flags may stand where they are not seen: in a file, or in a variable that the text does not set. */
  readonly open?: boolean;
  /** Started as `vllm serve`. */
  readonly serve?: boolean;
}

/** Flags that do nothing, or fail, unless another one is there. */
const needs: readonly (readonly [FlagEngine, string, string])[] = [
  ['sglang', '--speculative-num-steps', '--speculative-algorithm'],
  ['sglang', '--speculative-eagle-topk', '--speculative-algorithm'],
  ['sglang', '--speculative-num-draft-tokens', '--speculative-algorithm'],
  ['sglang', '--speculative-draft-model-path', '--speculative-algorithm'],
  ['sglang', '--enable-dp-lm-head', '--enable-dp-attention'],
  ['sglang', '--hicache-ratio', '--enable-hierarchical-cache'],
  ['sglang', '--hicache-size', '--enable-hierarchical-cache'],
  ['vllm', '--kv-offloading-backend', '--kv-offloading-size'],
  ['vllm', '--enable-auto-tool-choice', '--tool-call-parser'],
  ['vllm', '--enable-log-outputs', '--enable-log-requests'],
];

/** A flag alone: its range, its choices, whether it is still there. */
function alone({ flag, value, at }: Given, version: ReturnType<typeof versionOf>): Contradiction[] {
  const found: Contradiction[] = [];
  const { name, choices, least, most, gone, goneFrom } = flag;
  const from = versionOf(goneFrom);
  // An older image still has it.
  if (gone && !(version && from && !reached(version, from)))
    found.push({ id: 'no-longer-there', at, values: { flag: name } });
  if (choices && !choices.includes(String(value)))
    found.push({ id: 'not-a-choice', at, values: { flag: name, value, choices: choices.join(' ') } });
  if (typeof value === 'number') {
    // A share of nothing is as impossible as a negative one.
    const low = least !== undefined && (value < least || (least === 0 && value === 0));
    if (low || (most !== undefined && value > most))
      found.push({ id: 'out-of-range', at, values: { flag: name, value } });
  }
  return found;
}

function repeated(flags: readonly Given[]): Contradiction[] {
  const first = new Map<string, Given>();
  return flags.flatMap((given): Contradiction[] => {
    const name = given.flag.name + (given.key ?? '');
    const before = first.get(name);
    if (!before) first.set(name, given);
    if (given.flag.repeats || given.flag.kind === 'list') return [];
    if (!before || before.value === given.value) return [];
    const values = { flag: given.flag.name, first: before.value, last: given.value };
    return [{ id: 'given-twice', at: given.at, values }];
  });
}

/** Devices that the environment shows, or undefined where it does not say. Worked: `CUDA_VISIBLE_DEVICES=0,1` is 2. */
export function visibleDevices(read: Pick<Read, 'environment'>) {
  const names = ['CUDA_VISIBLE_DEVICES', 'HIP_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES'];
  const said = [...read.environment].reverse().find(({ name }) => names.includes(name));
  if (!said || /\$|^all$|^void$|^none$/i.test(said.value)) return undefined;
  return { at: said.at, count: said.value.split(',').filter((one) => one.trim() !== '').length };
}

/** Copies of the engine that one machine runs: fewer than all of them where the command places them one by one. */
function copiesHere(
  { engine }: Read,
  number: (name: string) => number | undefined,
  on: (name: string) => boolean,
): number {
  if (engine === 'llama.cpp') return 1;
  const local = number('--data-parallel-size-local');
  if (local !== undefined) return local;
  const elsewhere = ['--data-parallel-rank', '--data-parallel-hybrid-lb', '--data-parallel-external-lb'];
  const several = [...elsewhere, '--headless', '--data-parallel-address', '--data-parallel-backend'].some(on);
  return several ? 1 : (number('--data-parallel-size') ?? 1);
}

function together(read: Read): Contradiction[] {
  const found: Contradiction[] = [];
  const last = new Map(read.flags.map((given) => [given.flag.name, given]));
  const number = (name: string): number | undefined => {
    const value = last.get(name)?.value;
    return typeof value === 'number' ? value : undefined;
  };
  const place = (name: string) => last.get(name)?.at ?? 0;
  const on = (name: string) => (last.get(name)?.value ?? false) !== false;
  for (const [engine, name, wanted] of needs)
    if (engine === read.engine && !read.open && on(name) && !on(wanted))
      found.push({ id: 'needs-flag', at: place(name), values: { flag: name, needs: wanted } });

  const tensor = number('--tensor-parallel-size');
  // Under data-parallel attention the copies share the devices of one engine.
  const sharing = read.engine === 'sglang' && on('--enable-dp-attention');
  const copies = number('--data-parallel-size') ?? 1;
  const devices = Math.ceil(
    ((tensor ?? 1) *
      (number('--pipeline-parallel-size') ?? 1) *
      (sharing ? 1 : copiesHere(read, number, on))) /
      (number('--nnodes') ?? 1),
  );
  const uneven = sharing && tensor !== undefined && copies >= 1 && tensor % copies !== 0;
  if (uneven)
    found.push({
      id: 'copies-do-not-divide',
      at: place('--data-parallel-size'),
      values: { copies, devices: tensor },
    });
  const visible = visibleDevices(read);
  // Ray counts the devices of all machines.
  const ray = last.get('--distributed-executor-backend')?.value === 'ray';
  if (visible && devices > visible.count && !ray)
    found.push({
      id: 'fewer-devices-visible',
      at: visible.at,
      values: { devices, visible: visible.count },
    });

  const lengthName = { vllm: '--max-model-len', sglang: '--context-length', 'llama.cpp': '' }[read.engine];
  const length = number(lengthName);
  const id = read.model && catalogueModel(read.model.name);
  const context = read.model && contextOf(read.model.name);
  const stretched =
    ['--hf-overrides', '--rope-scaling', '--json-model-override-args'].some((name) => last.has(name)) ||
    read.environment.some(({ name }) =>
      /_ALLOW_(?:LONG_MAX_MODEL_LEN|OVERWRITE_LONGER_CONTEXT_LEN)$/.test(name),
    );
  if (id) {
    const model = modelById(id);
    const split = tensor !== undefined && sharing && !uneven ? tensor / copies : tensor;
    if (split !== undefined && split >= 1 && !uneven && model.heads % split !== 0)
      found.push({
        id: 'heads-do-not-divide',
        at: place('--tensor-parallel-size'),
        values: { heads: model.heads, devices: split },
      });
    if (length !== undefined && context !== undefined && length > context && !stretched)
      found.push({ id: 'longer-than-model', at: place(lengthName), values: { tokens: length, context } });
  }
  if (read.engine === 'vllm') found.push(...ofVllm(number, place, length, last));
  if (read.serve) found.push(...ofModel(read, last));
  if (read.engine === 'llama.cpp') {
    const values = last.get('--cache-type-v');
    const quantized = values && !/^(?:f32|f16|bf16)$/.test(String(values.value));
    if (quantized && last.get('--flash-attn')?.value === 'off')
      found.push({
        id: 'needs-flag',
        at: values.at,
        values: { flag: '--cache-type-v', needs: '--flash-attn' },
      });
  }
  return found;
}

function ofVllm(
  number: (name: string) => number | undefined,
  place: (name: string) => number,
  length: number | undefined,
  last: ReadonlyMap<string, Given>,
): Contradiction[] {
  const found: Contradiction[] = [];
  const step = number('--max-num-batched-tokens');
  const batch = number('--max-num-seqs');
  const at = place('--max-num-batched-tokens');
  const whole = last.get('--enable-chunked-prefill')?.value === false;
  if (whole && step !== undefined && length !== undefined && step < length)
    found.push({ id: 'step-shorter-than-length', at, values: { step, length } });
  if (step !== undefined && batch !== undefined && step < batch)
    found.push({ id: 'step-smaller-than-batch', at, values: { step, batch } });
  if (last.has('--kv-cache-memory-bytes') && last.has('--gpu-memory-utilization'))
    found.push({
      id: 'share-ignored',
      at: place('--gpu-memory-utilization'),
      values: { flag: '--gpu-memory-utilization', by: '--kv-cache-memory-bytes' },
    });
  return found;
}

/** `vllm serve` wants the model as a word of its own, and next to some flags as the first of all. */
function ofModel({ model, flags, open }: Read, last: ReadonlyMap<string, Given>): Contradiction[] {
  const by = last.get('--model');
  if (by) return [{ id: 'model-by-flag', at: by.at, values: { flag: '--model' } }];
  const flag = '--served-model-name';
  const named = last.get(flag);
  // That flag takes every word after it, a model too.
  const late = flags.some(({ at }) => at < (model?.at ?? Number.POSITIVE_INFINITY));
  return named && late && !open
    ? [{ id: 'model-not-first', at: model?.at ?? named.at, values: { flag } }]
    : [];
}

/** Everything that does not go together, in the order it is checked: each flag alone, repetitions, flags with each other. */
export function contradictionsOf(read: Read): Contradiction[] {
  const version = versionOf(read.image);
  const each = read.flags.flatMap((given) => alone(given, version));
  return [...each, ...repeated(read.flags), ...together(read)];
}
