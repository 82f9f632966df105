import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/kernels/numbers/random';
import { fastBlock, hashBlocks, NONE_HASH, sha256Block } from '@/kernels/serving/kv/block-hash';
import { encodeCbor } from '@/kernels/serving/kv/cbor';
import { sha256 } from '@/kernels/serving/kv/sha256';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('names of blocks', () => {
  it('hashes as SHA-256 does, for every length around the padding', () => {
    const random = createRandom(1);
    for (let length = 0; length < 200; length++) {
      const message = Uint8Array.from({ length }, () => random.integer(0, 255));
      expect(hex(sha256(message))).toBe(createHash('sha256').update(message).digest('hex'));
    }
  });

  it('writes CBOR in its shortest form', () => {
    // The examples of RFC 8949, appendix A.
    const examples: [Parameters<typeof encodeCbor>[0], string][] = [
      [0, '00'],
      [23, '17'],
      [24, '1818'],
      [255, '18ff'],
      [256, '190100'],
      [65535, '19ffff'],
      [65536, '1a00010000'],
      [1000000000000, '1b000000e8d4a51000'],
      [-1, '20'],
      [-1000, '3903e7'],
      [null, 'f6'],
      ['', '60'],
      ['ü', '62c3bc'],
      [Uint8Array.of(1, 2), '420102'],
      [[1, [2, 3]], '8201820203'],
    ];
    for (const [value, bytes] of examples) expect(hex(encodeCbor(value))).toBe(bytes);
    expect(() => encodeCbor(0.5)).toThrow('serving.cborNumber');
  });

  it('has the parent of first blocks that vLLM has with seed 0', () => {
    expect(NONE_HASH).toBe('4e1195df020de59e0d65a33a4279f1183e7ae4e5d980e309f8b55adff2e61c3e');
  });

  it('names only full blocks, and differently after the first difference', () => {
    for (const hash of [sha256Block, fastBlock]) {
      const names = hashBlocks([1, 2, 3, 4, 5, 6, 7, 8, 9], 4, null, hash);
      expect(names).toHaveLength(2);
      const other = hashBlocks([1, 2, 3, 9, 5, 6, 7, 8], 4, null, hash);
      expect([other[0] === names[0], other[1] === names[1]]).toEqual([false, false]);
      expect(hashBlocks([1, 2, 3, 4, 5, 6, 7, 9], 4, null, hash)[0]).toBe(names[0]);
      const salted = hashBlocks([1, 2, 3, 4, 5, 6, 7, 8], 4, 'a', hash);
      expect([salted[0] === names[0], salted[1] === names[1]]).toEqual([false, false]);
      expect(hashBlocks([1, 2, 3, 4], 4, '', hash)[0]).toBe(names[0]);
    }
  });

  it('does not collide in 200,000 fast names of blocks that differ in little', () => {
    const seen = new Set<number | string>();
    const block = new Array<number>(16).fill(0);
    for (let i = 0; i < 200_000; i++) {
      block[i % 16] = (block[i % 16] + 1) % 4096;
      block[(i * 7) % 16] = i % 3;
      block[3] = i;
      seen.add(hashBlocks(block, 16, null, fastBlock)[0]);
    }
    expect(seen.size).toBe(200_000);
  });
});
