/** Typed access to content/data/quant-formats.json: block formats and what published files weigh in them. */
import quantFormats from '../../content/data/quant-formats.json';

/** Bits per weight of a ggml block format, scales included. Worked: Q4_K is 4.5. */
export const blockBitsPerWeight: Readonly<Record<string, number>> = quantFormats.block_bpw;
