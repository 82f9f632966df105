/**
 * The registry of `npm run quantize` methods. To add one: a syntax line for --help, a parser of the method's words
 * and a function from a model to files. Methods that are not here do not exist; --help lists exactly these.
 */
import { buildLlamaOnnx } from '../../kernels/onnx/build-llama';
import { quantizationConfig, writeQuantizedSafetensors } from '../../kernels/quantize/export';
import { type PlanOptions, quantizeModel, selectTensors } from '../../kernels/quantize/plan';
import type { ModelFolder } from './model-folder';

export interface Output {
  /** Path inside the output folder → content. */
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  /** What the weights take, part by part. */
  readonly parts: Readonly<Record<string, number>>;
  readonly bitsPerWeight: number;
}

export interface Method {
  readonly syntax: string;
  readonly describes: string;
  readonly examples: readonly string[];
  /** What to run for a method written this way, or null when the words are not this method's. */
  parse(words: readonly string[]): ((model: ModelFolder) => Output) | null;
}

const rtn: Method = {
  syntax: 'rtn:BITS[:gSIZE|:channel|:tensor][:affine][:fp16]',
  describes:
    'round to nearest, 2-8 bits; groups of SIZE (default 32), per row or per tensor; affine: with zero points; fp16: scales in fp16. Writes model.safetensors with codes and scales, and a config.',
  examples: ['rtn:4:g32', 'rtn:8:channel', 'rtn:3:g64:affine:fp16'],
  parse: ([name, bits, ...rest]) => {
    const options = name === 'rtn' ? parseRtn(bits, rest) : null;
    return options && ((model) => runRtn(model, options));
  },
};

function parseRtn(bits: string | undefined, words: readonly string[]): PlanOptions | null {
  if (!/^[2-8]$/.test(bits ?? '')) return null;
  const options = { symmetric: true, granularity: 'group', groupSize: 32, scaleFormat: 'fp32' } as {
    -readonly [key in keyof Omit<PlanOptions, 'bits'>]: PlanOptions[key];
  };
  const seen = new Set<string>();
  for (const word of words) {
    const kind = word === 'affine' || word === 'fp16' ? word : 'granularity';
    if (seen.has(kind)) return null;
    seen.add(kind);
    const group = /^g([1-9]\d{0,6})$/.exec(word);
    if (word === 'affine') options.symmetric = false;
    else if (word === 'fp16') options.scaleFormat = 'fp16';
    else if (group) options.groupSize = Number(group[1]);
    else if (word === 'channel' || word === 'tensor') options.granularity = word;
    else return null;
  }
  return { ...options, bits: Number(bits) };
}

function runRtn(model: ModelFolder, options: PlanOptions): Output {
  const quantized = quantizeModel(model.weights, options);
  const { totals } = quantized;
  const config = { ...model.configJson, quantization_config: quantizationConfig(options) };
  return {
    files: new Map<string, Uint8Array | string>([
      ['config.json', `${JSON.stringify(config, null, 2)}\n`],
      ['model.safetensors', writeQuantizedSafetensors(model.weights, quantized, options)],
    ]),
    parts: {
      codes: totals.payloadBytes,
      scales: totals.scaleBytes,
      'zero points': totals.zeroPointBytes,
      'not quantized': totals.keptBytes,
    },
    bitsPerWeight: totals.bitsPerWeight,
  };
}

/** File name endings that transformers.js looks for, by dtype. */
const onnxKinds = { fp32: '', q8: '_quantized', q4: '_q4', q2: '_q2' } as const;
const BLOCK = 32;

const onnx: Method = {
  syntax: 'onnx:fp32|q8|q4|q2',
  describes:
    "an ONNX graph in the folder layout of transformers.js: fp32, or MatMulNBits with onnxruntime's own rounding rule in blocks of 32, symmetric.",
  examples: ['onnx:fp32', 'onnx:q8', 'onnx:q4', 'onnx:q2'],
  parse: ([name, kind, ...rest]) => {
    if (name !== 'onnx' || rest.length > 0 || !Object.hasOwn(onnxKinds, kind ?? '')) return null;
    return (model) => runOnnx(model, kind as keyof typeof onnxKinds);
  },
};

function runOnnx({ weights, configText }: ModelFolder, kind: keyof typeof onnxKinds): Output {
  const bits = kind === 'fp32' ? 32 : Number(kind.slice(1));
  const file = buildLlamaOnnx(
    weights,
    kind === 'fp32'
      ? { format: 'fp32' }
      : { format: 'nbits', packing: { bits, blockSize: BLOCK, zeroPoints: false } },
  );
  let codes = 0;
  let scales = 0;
  for (const name of kind === 'fp32' ? [] : selectTensors(weights)) {
    const [rows, cols] = weights.tensors.get(name)?.shape ?? [0, 0];
    const blocks = rows * Math.ceil(cols / BLOCK);
    codes += (blocks * BLOCK * bits) / 8;
    scales += blocks * 4;
  }
  const count = [...weights.tensors.values()].reduce((sum, { values }) => sum + values.length, 0);
  return {
    files: new Map<string, Uint8Array | string>([
      ['config.json', configText],
      [`onnx/model${onnxKinds[kind]}.onnx`, file],
    ]),
    parts: { codes, scales, 'fp32 and graph': file.length - codes - scales },
    bitsPerWeight: (file.length * 8) / count,
  };
}

export const methods: readonly Method[] = [rtn, onnx];

/** The work a method's name stands for, or null when no method is written so. */
export function findMethod(name: string): ((model: ModelFolder) => Output) | null {
  const words = name.split(':');
  for (const method of methods) {
    const run = method.parse(words);
    if (run) return run;
  }
  return null;
}
