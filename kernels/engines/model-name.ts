/**
 * From the name a command line gives a model to a row of the catalogue, and what the name says of its weights. Models the
 * habits of the hub: owner, training stage, quantization and file type hang on the model's name; a folder of the hub's
 * cache holds the name too. A name that carries anything else stays unknown: a nearby model is not the model.
 */
import { modelNames } from '../catalog/model-names';
import { modelById, models } from '../catalog/models';

/** Parts of a name that do not change the shape of a model. */
const stages = /^(?:instruct|chat|it|base|pt|v0\.1)$/;
const formats =
  /^(?:hf|gguf|awq|gptq|autoround|quantized|bnb|unsloth|meta|fp[48]|bf16|fp16|f16|f32|int4|int8|4bit|8bit|w4a16|w8a8|w8a16|mxfp4|nvfp4|nf4|dynamic|ud|i?q\d(?:_\w+)?|g128)$/;

/** The name itself, past owners and folders; `models--owner--name` is how the hub's cache writes it. */
function lastPart(name: string): string {
  const cached = /models--[^/\\]*?--([^/\\]+)/.exec(name)?.[1];
  return (
    cached ??
    name
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .pop() ??
    ''
  );
}

const parts = (name: string): string[] =>
  lastPart(name)
    .split(':')[0]
    .replace(/ \(.*\)$/, '')
    .replace(/\.gguf$/i, '')
    .replace(/-\d{5}-of-\d{5}$/, '')
    .toLowerCase()
    .split(/[-.]+(?=[a-z])|-+/)
    .filter((part) => part !== '');

/** A name without what says nothing of its shape; `whole` keeps the stage of training. */
const kept = (name: string, whole = false): string =>
  parts(name)
    .filter((part) => !formats.test(part) && (whole || !stages.test(part)))
    .join('-');

/** A name with no hyphen after a letter. Worked: `deepseek-v3` is `deepseekv3`, `qwen2.5-7b` stays. */
const closed = (name: string): string => name.replaceAll(/([a-z])-/g, '$1');

const known = new Map<string, string>();
for (const { id, name } of models)
  for (const one of [id, name]) known.set(kept(one), id).set(closed(kept(one)), id);
const rowOf = (name: string): string | undefined => known.get(kept(name)) ?? known.get(closed(kept(name)));
/** Without an owner that copies of a repository write in front. Worked: `Qwen_Qwen3-8B` is `Qwen3-8B`. */
const owned = (name: string): string => lastPart(name).replace(/^[a-z-]+_(?=[a-z])/i, '');
const named = new Map(modelNames.map((row) => [row.name, row]));

/** Row of the catalogue that a name means, or undefined. Worked: `meta-llama/Meta-Llama-3.1-8B-Instruct` is llama-3.1-8b. */
export function catalogueModel(name: string): string | undefined {
  return named.get(kept(name, true))?.model ?? rowOf(name) ?? rowOf(owned(name));
}

/**
 * Longest context in tokens that the configuration under this very name allows, or undefined. Worked: Qwen2.5-7B-Instruct
 * 32,768, though its row, the base model, has 131,072.
 */
export function contextOf(name: string): number | undefined {
  const row = named.get(kept(name, true));
  if (row) return row.context;
  const id = catalogueModel(name);
  return id === undefined ? undefined : modelById(id).context;
}

const inName: readonly (readonly [RegExp, string])[] = [
  [/awq/i, 'int4-g128-zp'],
  [/gptq[-_]int8|int8|w8a8|w8a16|8bit/i, 'int8'],
  [/gptq|int4|w4a16|autoround/i, 'int4-g128'],
  [/bnb|4bit/i, 'nf4'],
  [/nvfp4/i, 'nvfp4'],
  [/mxfp4/i, 'mxfp4'],
  [/fp8/i, 'fp8'],
  [/bf16/i, 'bf16'],
  [/[-_.]f(?:p)?16/i, 'fp16'],
  // Published so, where the name says nothing else.
  [/gpt-oss/i, 'mxfp4'],
];

/** Blocks that a file type of llama.cpp is mostly made of, as the formats know them. Worked: `Q4_K_M` is Q4_K. */
export function fileFormat(name: string): string | undefined {
  const found = /(?:^|[-_.:/])((?:TQ\d_0)|(?:Q\d_(?:K|0|1)))(?:_[A-Z]{1,2})?(?=$|[-_.])/i.exec(name)?.[1];
  return found?.toUpperCase();
}

/** Format of the weights that a name gives away, or undefined. Worked: `Qwen2.5-7B-Instruct-AWQ` is int4-g128-zp. */
export function formatInName(name: string): string | undefined {
  return fileFormat(name) ?? inName.find(([pattern]) => pattern.test(name))?.[1];
}
