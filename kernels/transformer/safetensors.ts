/**
 * The safetensors file: 8 bytes of header length (little endian), a JSON header, then the tensors' bytes.
 * A file from a stranger is checked before anything is believed: lengths against the bytes at hand, shapes against
 * offsets, tensors against each other. Tensors are views into the file; nothing is allocated from a stated length.
 * Source: the format description of huggingface/safetensors (offsets contiguous, no holes, header ≤ 100 MB).
 */
import { BookError, ensure } from '../errors';
import { decodeBf16, decodeFp16 } from '../formats/half';

const elementBytes = {
  F64: 8,
  I64: 8,
  U64: 8,
  F32: 4,
  I32: 4,
  U32: 4,
  F16: 2,
  BF16: 2,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
} as const;

export type SafetensorsDtype = keyof typeof elementBytes;

export interface SafetensorsTensor {
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** The tensor's bytes, little endian; a view into the file, not aligned. */
  readonly data: Uint8Array;
}

export interface SafetensorsFile {
  readonly tensors: Map<string, SafetensorsTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const MAX_HEADER_BYTES = 100_000_000;
const MAX_DIMENSIONS = 16;

/**
 * Reads a whole file. Errors: `safetensors.truncated` {expected, actual}, `safetensors.header-too-long`,
 * `safetensors.bad-header` {reason}, `safetensors.unknown-dtype` {tensor, dtype}, `safetensors.bad-tensor`
 * {tensor, reason}, `safetensors.overlap` {tensor}, `safetensors.hole` {tensor}.
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  ensure(bytes.byteLength >= 8, 'safetensors.truncated', { expected: 8, actual: bytes.byteLength });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  ensure(headerBytes <= MAX_HEADER_BYTES, 'safetensors.header-too-long', { headerBytes });
  const dataStart = 8 + headerBytes;
  ensure(dataStart <= bytes.byteLength, 'safetensors.truncated', {
    expected: dataStart,
    actual: bytes.byteLength,
  });
  const header = parseHeader(bytes.subarray(8, dataStart));
  const buffer = bytes.subarray(dataStart);

  const tensors = new Map<string, SafetensorsTensor>();
  const ranges: { name: string; begin: number; end: number }[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = parseMetadata(entry);
      continue;
    }
    const { dtype, shape, begin, end } = parseEntry(name, entry);
    ensure(end <= buffer.byteLength, 'safetensors.truncated', {
      expected: dataStart + end,
      actual: bytes.byteLength,
    });
    tensors.set(name, { dtype, shape, data: buffer.subarray(begin, end) });
    ranges.push({ name, begin, end });
  }
  checkLayout(ranges, buffer.byteLength);
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new BookError('safetensors.bad-header', { reason: 'not JSON' });
  }
  ensure(isRecord(parsed), 'safetensors.bad-header', { reason: 'not an object' });
  return parsed;
}

function parseMetadata(entry: unknown): Record<string, string> {
  ensure(isRecord(entry), 'safetensors.bad-header', { reason: 'metadata is not an object' });
  const strings = Object.values(entry).every((value) => typeof value === 'string');
  ensure(strings, 'safetensors.bad-header', { reason: 'metadata is not text' });
  return entry as Record<string, string>;
}

function parseEntry(name: string, entry: unknown) {
  const tensor = name.slice(0, 120);
  const bad = (reason: string) => new BookError('safetensors.bad-tensor', { tensor, reason });
  if (!isRecord(entry)) throw bad('not an object');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(elementBytes, dtype)) {
    throw new BookError('safetensors.unknown-dtype', { tensor, dtype: String(dtype).slice(0, 40) });
  }
  if (!isCounts(shape) || shape.length > MAX_DIMENSIONS) throw bad('shape');
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) throw bad('data_offsets');
  const [begin, end] = offsets;
  const stated = shape.reduce((product, size) => product * size, elementBytes[dtype as SafetensorsDtype]);
  if (stated !== end - begin) throw bad('shape and data_offsets disagree');
  return { dtype: dtype as SafetensorsDtype, shape, begin, end };
}

function checkLayout(ranges: { name: string; begin: number; end: number }[], total: number): void {
  ranges.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const { name, begin, end } of ranges) {
    const tensor = name.slice(0, 120);
    ensure(begin >= reached, 'safetensors.overlap', { tensor });
    ensure(begin === reached, 'safetensors.hole', { tensor });
    reached = end;
  }
  ensure(reached === total, 'safetensors.hole', { tensor: 'end of file' });
}

/** The values of a float tensor as fp32 (a copy). Errors: `safetensors.not-float` {dtype}. */
export function toFloat32(tensor: SafetensorsTensor): Float32Array {
  // A copy is aligned, whatever the tensor's place in the file. Not `slice`: of a Node Buffer that is a view.
  const { buffer } = new Uint8Array(tensor.data);
  switch (tensor.dtype) {
    case 'F32':
      return new Float32Array(buffer);
    case 'F16':
      return decodeFp16(new Uint16Array(buffer));
    case 'BF16':
      return decodeBf16(new Uint16Array(buffer));
    default:
      throw new BookError('safetensors.not-float', { dtype: tensor.dtype });
  }
}

/** Writes tensors in the order given; the header is padded with spaces to a multiple of 8 bytes. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, SafetensorsTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  // Without a prototype, so that a tensor may be called `__proto__`.
  const header: Record<string, unknown> = Object.create(null);
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  let offset = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    const stated = shape.reduce((product, size) => product * size, elementBytes[dtype]);
    ensure(stated === data.byteLength, 'safetensors.bad-tensor', {
      tensor: name,
      reason: 'shape and data disagree',
    });
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(text.byteLength / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + offset);
  new DataView(file.buffer).setUint32(0, headerBytes, true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(text, 8);
  let position = 8 + headerBytes;
  for (const { data } of tensors.values()) {
    file.set(data, position);
    position += data.byteLength;
  }
  return file;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
