/**
 * Canonical CBOR of the few things a block hash is made of: whole numbers, text, bytes, null and lists of these.
 * Source: RFC 8949, §3 and §4.2.1 (shortest form, definite lengths).
 */
import { ensure } from '../../errors';

export type CborValue = number | string | null | Uint8Array | readonly CborValue[];

/** The bytes of a value. Worked: encodeCbor([1, null]) → 82 01 f6. */
export function encodeCbor(value: CborValue): Uint8Array {
  const bytes: number[] = [];
  write(bytes, value);
  return Uint8Array.from(bytes);
}

function write(bytes: number[], value: CborValue): void {
  if (value === null) {
    bytes.push(0xf6);
  } else if (typeof value === 'number') {
    ensure(Number.isSafeInteger(value), 'serving.cborNumber', { value });
    writeHead(bytes, value < 0 ? 1 : 0, value < 0 ? -1 - value : value);
  } else if (typeof value === 'string') {
    const text = new TextEncoder().encode(value);
    writeHead(bytes, 3, text.length);
    bytes.push(...text);
  } else if (value instanceof Uint8Array) {
    writeHead(bytes, 2, value.length);
    bytes.push(...value);
  } else {
    writeHead(bytes, 4, value.length);
    for (const item of value) write(bytes, item);
  }
}

/** Major type and its argument, in the fewest bytes that hold it. */
function writeHead(bytes: number[], major: number, argument: number): void {
  const type = major << 5;
  if (argument < 24) {
    bytes.push(type | argument);
    return;
  }
  const size = argument < 2 ** 8 ? 1 : argument < 2 ** 16 ? 2 : argument < 2 ** 32 ? 4 : 8;
  bytes.push(type | (24 + Math.log2(size)));
  for (let i = size - 1; i >= 0; i--) bytes.push(Math.floor(argument / 2 ** (8 * i)) % 256);
}
