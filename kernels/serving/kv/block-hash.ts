/**
 * The names under which full blocks are found again. A name covers the block's own tokens and, through its parent's
 * name, everything before them, so that one lookup per block compares whole prefixes.
 * Two ways: SHA-256 of canonical CBOR, byte for byte vLLM's `sha256_cbor`, and a fast 53-bit mix for long runs, in
 * which two of a million different blocks collide with a probability of about 6·10⁻⁵ per run.
 * Source: vLLM V1 `hash_block_tokens`, `init_none_hash` (here with PYTHONHASHSEED "0").
 */
import { ensure } from '../../errors';
import { encodeCbor } from './cbor';
import { sha256 } from './sha256';

/** A block's name: 64 hexadecimal digits, or a whole number below 2^53. */
export type BlockKey = string | number;

/** What a request's blocks are named from. */
export interface HashedContent {
  /** The token at a position. */
  token(position: number): number;
  /** Tenants with different salts never share; it goes into the first block only. Empty is as good as none. */
  readonly salt: string | null;
}

/** Names block `index` of `content`, given the name of the block before it (null for the first). */
export type HashBlock = (
  parent: BlockKey | null,
  content: HashedContent,
  index: number,
  blockTokens: number,
) => BlockKey;

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text: string) =>
  Uint8Array.from({ length: text.length / 2 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));

/** Stands for the parent of a first block. */
export const NONE_HASH = hex(sha256(encodeCbor('0')));

/** The bytes that are hashed for a block: CBOR of [parent, tokens, extra]. */
export function blockPreimage(parent: string, tokens: readonly number[], salt: string | null): Uint8Array {
  return encodeCbor([unhex(parent), tokens, salt ? [salt] : null]);
}

/** vLLM's own name of a block, in hexadecimal. */
export const sha256Block: HashBlock = (parent, content, index, blockTokens) => {
  const tokens: number[] = [];
  for (let i = 0; i < blockTokens; i++) tokens.push(content.token(index * blockTokens + i));
  return hex(
    sha256(blockPreimage((parent as string) ?? NONE_HASH, tokens, index === 0 ? content.salt : null)),
  );
};

/** Stands for the parent of a first block in the fast mix; any constant does. */
const FAST_NONE = 0x9e3779b9;

/** Two 32-bit mixes over the same words, joined to 53 bits. Not safe against someone who wants collisions. */
export const fastBlock: HashBlock = (parent, content, index, blockTokens) => {
  const before = (parent as number) ?? FAST_NONE;
  let low = before | 0;
  let high = (before / 2 ** 32) | 0;
  const salt = index === 0 ? content.salt : null;
  if (salt) {
    for (let i = 0; i < salt.length; i++) {
      low = Math.imul(low ^ salt.charCodeAt(i), 0x01000193);
      high = Math.imul(high + salt.charCodeAt(i), 0x85ebca6b) ^ low;
    }
    // No list of tokens without salt mixes to the same by being longer or shorter.
    high ^= 0x5bd1e995;
  }
  for (let i = index * blockTokens; i < (index + 1) * blockTokens; i++) {
    const token = content.token(i);
    low = Math.imul(low ^ token, 0xcc9e2d51);
    low ^= low >>> 15;
    high = Math.imul(high ^ (token + token / 2 ** 32) ^ low, 0x1b873593);
    high ^= high >>> 13;
  }
  low = Math.imul(low ^ (high >>> 16), 0x85ebca6b);
  high = Math.imul(high ^ (low >>> 13), 0xc2b2ae35);
  high ^= high >>> 16;
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
};

/** All full blocks of a list of tokens, named as vLLM does. Worked: 10 tokens in blocks of 4 have 2 names. */
export function hashBlocks(
  tokens: ArrayLike<number>,
  blockTokens: number,
  salt: string | null = null,
  hash: HashBlock = sha256Block,
): BlockKey[] {
  ensure(Number.isInteger(blockTokens) && blockTokens > 0, 'serving.blockTokens', { blockTokens });
  const content: HashedContent = { token: (position) => tokens[position], salt };
  const keys: BlockKey[] = [];
  for (let index = 0; (index + 1) * blockTokens <= tokens.length; index++) {
    keys.push(hash(index > 0 ? keys[index - 1] : null, content, index, blockTokens));
  }
  return keys;
}
