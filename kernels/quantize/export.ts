/**
 * A quantized model as a safetensors file, and back. Beside each quantized `X.weight` stand `X.weight.codes` (packed
 * without gaps, lowest bits first), `X.weight.scales` and, when affine, `X.weight.zero_points` (packed the same way);
 * all other tensors stay, as fp16 or fp32. How to read it stands in the metadata and in `quantization_config`.
 * A layout of this book: exact and small, but no other program runs it. Interchange formats are elsewhere.
 */
import { BookError, ensure } from '../errors';
import { encodeFp16 } from '../formats/half';
import type { LlamaConfig } from '../transformer/config';
import {
  type SafetensorsFile,
  type SafetensorsTensor,
  toFloat32,
  writeSafetensors,
} from '../transformer/safetensors';
import { expectedTensors, type LlamaWeights, type WeightTensor } from '../transformer/weights';
import { packBits, unpackBits } from './accounting';
import type { PlanOptions, QuantizedModel } from './plan';
import { dequantizeRtn, type Granularity, groupSpan, type RtnQuantized } from './rtn';

export interface QuantizationConfig {
  readonly quant_method: 'rtn';
  readonly bits: number;
  readonly symmetric: boolean;
  readonly granularity: Granularity;
  readonly group_size: number;
  readonly scale_format: 'fp32' | 'fp16';
}

/** What goes into config.json and the file's metadata. `group_size` is 0 unless there are groups. */
export function quantizationConfig(options: PlanOptions): QuantizationConfig {
  return {
    quant_method: 'rtn',
    bits: options.bits,
    symmetric: options.symmetric,
    granularity: options.granularity,
    group_size: options.granularity === 'group' ? (options.groupSize ?? 0) : 0,
    scale_format: options.scaleFormat ?? 'fp32',
  };
}

/** The model as one safetensors file. */
export function writeQuantizedSafetensors(
  weights: LlamaWeights,
  model: QuantizedModel,
  options: PlanOptions,
): Uint8Array {
  const tensors = new Map<string, SafetensorsTensor>();
  for (const [name, { shape, values }] of weights.tensors) {
    const quantized = model.tensors.get(name)?.quantized;
    if (!quantized) {
      tensors.set(name, floatTensor(shape, values, options.keptBits !== 32));
      continue;
    }
    const { codes, scales, zeroPoints, bits, symmetric } = quantized;
    const packed = packBits(codes, bits);
    tensors.set(`${name}.codes`, { dtype: 'U8', shape: [packed.length], data: packed });
    tensors.set(`${name}.scales`, floatTensor([scales.length], scales, quantized.scaleFormat === 'fp16'));
    if (symmetric) continue;
    const zeros = packBits(zeroPoints, bits);
    tensors.set(`${name}.zero_points`, { dtype: 'U8', shape: [zeros.length], data: zeros });
  }
  return writeSafetensors(tensors, { quantization: JSON.stringify(quantizationConfig(options)) });
}

/**
 * Reads such a file back as the weights that its codes stand for.
 * Errors: `quantized.bad-config`, `weights.missing` {tensor}, `weights.wrong-shape` {tensor, expected, actual}.
 */
export function readQuantizedSafetensors(config: LlamaConfig, file: SafetensorsFile): LlamaWeights {
  const settings = parseSettings(file.metadata.quantization);
  const tensors = new Map<string, WeightTensor>();
  for (const [name, shape] of expectedTensors(config)) {
    const plain = file.tensors.get(name);
    const values = plain
      ? toFloat32(plain)
      : dequantizeRtn(readTensor(file, name, [shape[0], shape[1]], settings));
    const count = shape.reduce((product, size) => product * size, 1);
    checkLength(name, count, values.length);
    tensors.set(name, { shape, values });
  }
  return { config, tensors };
}

function readTensor(
  file: SafetensorsFile,
  name: string,
  shape: readonly [number, number],
  settings: QuantizationConfig,
): RtnQuantized {
  const { bits, symmetric, granularity, scale_format: scaleFormat } = settings;
  const part = (suffix: string) => {
    const tensor = file.tensors.get(`${name}.${suffix}`);
    if (!tensor) throw new BookError('weights.missing', { tensor: `${name}.${suffix}` });
    return tensor;
  };
  const options = { bits, symmetric, granularity, groupSize: settings.group_size };
  const { groupSize, groupsPerRow, spans } = groupSpan(shape, options);
  const groups = spans * groupsPerRow;
  const weights = shape[0] * shape[1];
  const codes = part('codes').data;
  checkLength(`${name}.codes`, Math.ceil((weights * bits) / 8), codes.length);
  const scales = toFloat32(part('scales'));
  checkLength(`${name}.scales`, groups, scales.length);
  let zeroPoints = new Uint8Array(groups);
  if (!symmetric) {
    const packed = part('zero_points').data;
    checkLength(`${name}.zero_points`, Math.ceil((groups * bits) / 8), packed.length);
    zeroPoints = Uint8Array.from(unpackBits(packed, bits, groups, false));
  }
  return {
    codes: unpackBits(codes, bits, weights, symmetric),
    scales,
    zeroPoints,
    shape,
    bits,
    symmetric,
    granularity,
    groupSize,
    groupsPerRow,
    scaleFormat,
  };
}

function parseSettings(text: string | undefined): QuantizationConfig {
  let settings: Partial<QuantizationConfig> | null = null;
  try {
    settings = JSON.parse(text ?? 'null');
  } catch {
    // Falls through to the check below.
  }
  const {
    quant_method: method,
    bits,
    symmetric,
    granularity,
    group_size: size,
    scale_format,
  } = settings ?? {};
  const whole = (value: unknown, low: number, high: number) =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high;
  const good =
    method === 'rtn' &&
    whole(bits, 2, 8) &&
    typeof symmetric === 'boolean' &&
    ['tensor', 'channel', 'group'].includes(granularity as string) &&
    whole(size, granularity === 'group' ? 1 : 0, 1 << 24) &&
    (scale_format === 'fp32' || scale_format === 'fp16');
  ensure(good, 'quantized.bad-config', { config: String(text).slice(0, 120) });
  return settings as QuantizationConfig;
}

function checkLength(tensor: string, expected: number, actual: number): void {
  ensure(expected === actual, 'weights.wrong-shape', { tensor, expected, actual });
}

function floatTensor(shape: readonly number[], values: Float32Array, half: boolean): SafetensorsTensor {
  const stored = half ? encodeFp16(values) : values;
  const data = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
  return { dtype: half ? 'F16' : 'F32', shape, data };
}
