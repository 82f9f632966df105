/** English for the errors a reader of the command line meets. Unknown ones are shown as they are. */
import { BookError } from '../../kernels/errors';

const words: Readonly<Record<string, string>> = {
  'config.not-an-object': 'config.json is not a JSON object',
  'config.unknown-architecture':
    'the architecture is {architecture}; only Llama models (LlamaForCausalLM) are read',
  'config.unsupported': 'config.json asks for {field} = {value}, which plain Llama does not have',
  'config.missing': 'config.json has no {field}',
  'config.bad-value': 'config.json: {field} cannot be {value}',
  'config.heads-do-not-divide':
    'config.json: {heads} heads, {kvHeads} KV heads and width {hiddenSize} do not fit together',
  'safetensors.truncated': 'the safetensors file is cut short: {actual} bytes of {expected}',
  'safetensors.header-too-long': 'not a safetensors file: it states a header of {headerBytes} bytes',
  'safetensors.bad-header': 'the safetensors header is {reason}',
  'safetensors.bad-tensor': 'tensor {tensor}: {reason} makes no sense',
  'safetensors.unknown-dtype': 'tensor {tensor} has the unknown number type {dtype}',
  'safetensors.overlap': 'tensor {tensor} overlaps the one before it',
  'safetensors.hole': 'the safetensors file has bytes that belong to no tensor, before {tensor}',
  'safetensors.not-float': 'a weight is stored as {dtype}, which is no floating-point type',
  'weights.missing': 'tensor {tensor} is missing',
  'weights.wrong-shape': 'tensor {tensor} is {actual}, expected {expected}',
  'weights.unexpected': 'tensor {tensor} has no place in a plain Llama model',
  'weights.twice': 'tensor {tensor} comes in two shards',
  'quantize.not-finite': 'a weight is infinite or not a number (index {index})',
  'onnx.too-large': 'the graph would take {bytes} bytes; one ONNX file holds less than 2 GB',
  'matmulnbits.group-size':
    'groups of {groupSize} do not fit the blocks of MatMulNBits (powers of two from 16 on)',
};

/** What went wrong, in a sentence. */
export function describeError(error: unknown): string {
  if (!(error instanceof BookError)) return error instanceof Error ? error.message : String(error);
  const sentence = words[error.id];
  if (!sentence) return error.message;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(error.data[name] ?? '?'));
}
