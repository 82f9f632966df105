/**
 * A command line that starts an engine on a Setup: the other way round than setup-of.ts, which reads it back to the same
 * Setup (tested for the whole catalogue). Models what a Setup says and nothing else: the model by its name in the catalogue,
 * devices, formats, most requests and tokens. Leaves out every flag whose default is as good as any.
 */
import type { FlagEngine } from '../catalog/engine-flags';
import { modelById } from '../catalog/models';
import { isBlockFormat } from '../cost/formats';
import type { Setup } from '../cost/setup';
import { formatInName } from './model-name';
import { quoteWord } from './shell';

/** The name of a model without what the catalogue adds in brackets. */
const nameOf = (setup: Setup) => modelById(setup.modelId).name.replace(/ \(.*\)$/, '');
/** Some names say a format of their own. */
const saysOtherwise = (name: string, format: string) => (formatInName(name) ?? format) !== format;
/** How names on the hub say a format. */
const nameEnds: Readonly<Record<string, string>> = {
  fp8: '-FP8',
  int8: '-W8A8',
  'int4-g128': '-GPTQ',
  'int4-g128-zp': '-AWQ',
  nf4: '-bnb-4bit',
  nvfp4: '-NVFP4',
  mxfp4: '-MXFP4',
};
const types: Readonly<Record<string, string>> = { bf16: 'bfloat16', fp16: 'float16', fp32: 'float32' };
const slots: Readonly<Record<string, string>> = {
  Q8_0: 'q8_0',
  Q4_0: 'q4_0',
  Q4_1: 'q4_1',
  Q5_0: 'q5_0',
  Q5_1: 'q5_1',
};

/** Blocks as files of the hub are called: the K family comes in mixes of which the middle one is usual. */
const fileEnd = (format: string): string | undefined =>
  isBlockFormat(format)
    ? /_K$/.test(format) && format !== 'Q6_K'
      ? `-${format}_M`
      : `-${format}`
    : { bf16: '-BF16', fp16: '-F16' }[format];

function server(engine: 'vllm' | 'sglang', setup: Setup): string[] | undefined {
  const { weightFormat, kvFormat, devices, batch, contextTokens } = setup;
  const end = nameEnds[weightFormat];
  if (end === undefined && types[weightFormat] === undefined) return undefined;
  if (!['bf16', 'fp16', 'fp8'].includes(kvFormat)) return undefined;
  const name = `${nameOf(setup)}${end ?? ''}`;
  if (saysOtherwise(name, weightFormat)) return undefined;
  const [start, tensor, length, most, fp8] =
    engine === 'vllm'
      ? [
          `vllm serve ${quoteWord(name)}`,
          '--tensor-parallel-size',
          '--max-model-len',
          '--max-num-seqs',
          'fp8',
        ]
      : [
          `python3 -m sglang.launch_server --model-path ${quoteWord(name)}`,
          '--tp-size',
          '--context-length',
          '--max-running-requests',
          'fp8_e4m3',
        ];
  return [
    start,
    ...(end === undefined ? [`--dtype ${types[weightFormat]}`] : []),
    `${tensor} ${devices}`,
    `${length} ${contextTokens}`,
    `${most} ${batch}`,
    `--kv-cache-dtype ${kvFormat === 'fp8' ? fp8 : 'auto'}`,
  ];
}

function llama(setup: Setup): string[] | undefined {
  const { weightFormat, kvFormat, devices, batch, contextTokens } = setup;
  const end = fileEnd(weightFormat);
  const cache = slots[kvFormat] ?? { bf16: 'bf16', fp16: 'f16' }[kvFormat];
  const name = `${nameOf(setup)}${end}.gguf`;
  if (end === undefined || cache === undefined || saysOtherwise(name, weightFormat)) return undefined;
  return [
    `llama-server -m ${quoteWord(name)}`,
    `-c ${batch * contextTokens} -np ${batch}`,
    ...(devices > 1 ? [`--tensor-split ${Array.from({ length: devices }, () => 1).join(',')}`] : []),
    `-ctk ${cache} -ctv ${cache}`,
  ];
}

/**
 * The command, in lines, or undefined where this engine reads no such format, or the model is the reader's own. Worked: the
 * running example in vLLM is `vllm serve Llama-3.1-70B --dtype bfloat16 --tensor-parallel-size 4 --max-model-len 8192 …`.
 */
export function commandOf(engine: FlagEngine, setup: Setup): string | undefined {
  if (setup.customModel) return undefined;
  const lines = engine === 'llama.cpp' ? llama(setup) : server(engine, setup);
  return lines?.join(' \\\n  ');
}
