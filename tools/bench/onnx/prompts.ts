/** Prompts for comparing onnxruntime with the reference: held-out text, cut at lengths from 1 to 96 tokens. */
import type { Tokenizer } from '../../../kernels/transformer/tokenizer';

/** Lengths around 32, where one GPU kernel changes its way of working, come often. */
const lengths = [1, 2, 3, 5, 8, 13, 16, 24, 30, 31, 32, 33, 40, 48, 64, 96];

export function parityPrompts(tokenizer: Tokenizer, texts: readonly string[], count: number): number[][] {
  const all = texts.flatMap((text) => tokenizer.encode(text));
  return Array.from({ length: count }, (_, i) => {
    const start = (i * 37) % (all.length - 128);
    return all.slice(start, start + lengths[i % lengths.length]);
  });
}
