/**
 * From the name a command line gives a model to a row of the catalogue, and what the name says of its weights. Models the
 * habits of the hub: owner, training stage, quantization and file type hang on the model's name. A name that carries
 * anything else stays unknown: a nearby model is not the model.
 */
import { models } from '../catalog/models';

/** Parts of a name that do not change the shape of a model. */
const stages = /^(?:instruct|chat|it|hf|base|pt|gguf|awq|gptq|autoround|quantized|bnb|meta|v0\.1)$/;
const formats =
  /^(?:fp8|bf16|fp16|f16|f32|int4|int8|4bit|8bit|w4a16|w8a8|w8a16|mxfp4|nvfp4|nf4|dynamic|i?q\d(?:_\w+)?|g128)$/;

const parts = (name: string): string[] =>
  (name.split(/[\\/]/).pop() ?? '')
    .split(':')[0]
    .replace(/ \(.*\)$/, '')
    .replace(/\.gguf$/i, '')
    .replace(/-\d{5}-of-\d{5}$/, '')
    .toLowerCase()
    .split(/[-.]+(?=[a-z])|-+/)
    .filter((part) => part !== '');

const kept = (name: string): string =>
  parts(name)
    .filter((part) => !stages.test(part) && !formats.test(part))
    .join('-');

const known = new Map<string, string>();
for (const { id, name } of models) for (const one of [id, name]) known.set(kept(one), id);
// A later training of the same shape and length.
known.set('llama-3.3-70b', 'llama-3.1-70b');

/** Row of the catalogue that a name means, or undefined. Worked: `meta-llama/Meta-Llama-3.1-8B-Instruct` is llama-3.1-8b. */
export function catalogueModel(name: string): string | undefined {
  return known.get(kept(name));
}

const inName: readonly (readonly [RegExp, string])[] = [
  [/awq/i, 'int4-g128-zp'],
  [/gptq[-_]int8|int8|w8a8|w8a16|8bit/i, 'int8'],
  [/gptq|int4|w4a16|autoround/i, 'int4-g128'],
  [/bnb|4bit/i, 'nf4'],
  [/nvfp4/i, 'nvfp4'],
  [/mxfp4|gpt-oss/i, 'mxfp4'],
  [/fp8/i, 'fp8'],
  [/bf16/i, 'bf16'],
  [/[-_.]f(?:p)?16/i, 'fp16'],
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
