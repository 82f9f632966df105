/**
 * Moving bytes and nothing else. `read` adds up 32-bit words modulo 2^32, so that any order gives the same sum and every
 * byte must have arrived; `copy` reads and writes. Sizes: {words}, a multiple of 4.
 */
import { checkExtents, fillWords, type MicroProblem, type MicroSize } from './problem';

/** The sum modulo 2^32. Worked: 4294967295 and 3 → 2. */
export function sumWords(words: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum = (sum + words[i]) | 0;
  return sum >>> 0;
}

/** Work: every word read once. Answer: one word. Errors: `micro.bad-size`. */
export function makeRead(size: MicroSize, seed: number): MicroProblem {
  checkExtents(size, { words: 4 });
  const words = fillWords(new Uint32Array(size.words), seed);
  let sum: number | undefined;
  return {
    benchmark: 'read',
    size,
    work: { bytes: words.byteLength, operations: 0 },
    inputs: [words],
    answerLength: 1,
    answerKind: 'u32',
    expected() {
      sum ??= sumWords(words);
      return { value: sum, magnitude: 0 };
    },
  };
}

/** Work: every word read once and written once. Answer: the words. Errors: `micro.bad-size`. */
export function makeCopy(size: MicroSize, seed: number): MicroProblem {
  checkExtents(size, { words: 4 });
  const words = fillWords(new Uint32Array(size.words), seed);
  return {
    benchmark: 'copy',
    size,
    work: { bytes: 2 * words.byteLength, operations: 0 },
    inputs: [words],
    answerLength: words.length,
    answerKind: 'u32',
    expected: (index) => ({ value: words[index], magnitude: 0 }),
  };
}
