/** Prompts for comparing onnxruntime with the reference: held-out text, cut at lengths from 1 to 96 tokens. */
import type { Tokenizer } from '../../../kernels/transformer/tokenizer';

/** Lengths around 32, where one GPU kernel changes its way of working, come often and among the first eight. */
const lengths = [1, 5, 13, 24, 31, 32, 33, 40, 2, 3, 8, 16, 30, 48, 64, 96];

export function parityPrompts(tokenizer: Tokenizer, texts: readonly string[], count: number): number[][] {
  const all = texts.flatMap((text) => tokenizer.encode(text));
  return Array.from({ length: count }, (_, i) => {
    const start = (i * 37) % (all.length - 128);
    return all.slice(start, start + lengths[i % lengths.length]);
  });
}
