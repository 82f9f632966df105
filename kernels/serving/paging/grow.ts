/**
 * Grow in place: a sequence gets the next power of two of what it needs, and twice as much when that is full: in
 * place when the neighbouring hole is large enough, else by moving to the first hole that is. Memory is never
 * compacted, so holes remain. Close to "Orca (Pow2)" in Kwon et al. 2023, which knew lengths in advance.
 */
import { contiguousAllocator } from './contiguous';
import { type PagingSetup, SMALLEST_SPAN_TOKENS } from './params';

/** Room for `tokens`: a power of two, at most the model's maximum. Worked: 300 tokens → 512. */
export function grownRoom(tokens: number, setup: PagingSetup): number {
  let room = SMALLEST_SPAN_TOKENS;
  while (room < tokens) room *= 2;
  return Math.max(tokens, Math.min(room, setup.maxModelTokens));
}

export const growAllocator = contiguousAllocator('grow', grownRoom);
