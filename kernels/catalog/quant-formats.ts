/** Typed access to content/data/quant-formats.json: block formats and what published files weigh in them. */
import quantFormats from '../../content/data/quant-formats.json';
import { ensure } from '../errors';

/** Bits per weight of a ggml block format, scales included. Worked: Q4_K is 4.5. */
export const blockBitsPerWeight: Readonly<Record<string, number>> = quantFormats.block_bpw;

/** Average bits per weight of whole llama.cpp files of Llama 2, by type. Worked: Q4_K_M of the 70B is 4.8. */
export const fileBitsPerWeight: Readonly<Record<'7b' | '70b', Readonly<Record<string, number>>>> = {
  '7b': quantFormats.file_bpw_llama2_7b,
  '70b': quantFormats.file_bpw_llama2_70b,
};

export interface LlamaCppFile {
  readonly type: string;
  readonly bpw: number;
  readonly size_gib: number;
  /** Tokens per second, prompt of 512 and generation of 128; the machine is not stated. */
  readonly pp512: number;
  readonly tg128: number;
}

/** Files of Llama-3.1-8B as llama.cpp lists them. Worked: Q4_K_M weighs 4.58 GiB at 4.89 bits. */
export function llamaCppFile(type: string): LlamaCppFile {
  const row = quantFormats.llama31_8b.find((file) => file.type === type);
  ensure(row, 'catalog.unknown-file-type', { type });
  return row;
}

/** WikiText-2 perplexity of the first LLaMA, by method and size. Worked: gptq3 of the 7B, 8.07. */
export const gptqPerplexity = quantFormats.gptq_wikitext2_llama1;

/** WikiText-2 perplexity in FP16 and in W8A8 by SmoothQuant, with its migration strength. */
export const smoothQuantRows = quantFormats.smoothquant_w8a8_ppl.rows.map(([model, fp16, w8a8, alpha]) => ({
  model: String(model),
  fp16: Number(fp16),
  w8a8: Number(w8a8),
  alpha: Number(alpha),
}));
