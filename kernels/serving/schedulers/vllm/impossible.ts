/** Which requests can never finish, even alone on an empty pool: said before any run. */
import { stuckLength } from './alone';
import { draftTokens, lookaheadTokens, type VllmConfig, type VllmSettings, vllmSettings } from './config';
import type { VllmRequest } from './request';

export interface Impossible {
  /** The pool has too few blocks, the prompt leaves no room for an answer, or fits no batch in one piece. */
  readonly reason: 'pool' | 'modelLength' | 'batchTokens';
  readonly needed: number;
  readonly available: number;
}

/**
 * Why a request can never finish; null when it can. Drafts of their own need no room: a sequence pushed out by them is
 * read again without, gets its token, and so comes to its end one token at a time.
 * Worked: blocks of 4, 12 of them (11 to hand out): 60 tokens of prompt and 2 of output need 16, so reason 'pool'.
 * Blocks of 5, 4 of them, three drafts: 10 of prompt and 5 of output need 3, and it can.
 */
export function impossibleRequest(
  config: VllmConfig,
  request: Pick<VllmRequest, 'prompt' | 'max_tokens' | 'accept'>,
): Impossible | null {
  const settings = vllmSettings(config);
  const { max_model_len, max_num_batched_tokens, block_size } = settings;
  const prompt = typeof request.prompt === 'number' ? request.prompt : request.prompt.length;
  if (prompt >= max_model_len) return { reason: 'modelLength', needed: prompt + 1, available: max_model_len };
  const piece = pieceTokens(settings, prompt);
  if (!settings.enable_chunked_prefill && piece > max_num_batched_tokens) {
    return { reason: 'batchTokens', needed: piece, available: max_num_batched_tokens };
  }
  // The last token of an answer is never computed. EAGLE's slots are taken even when a sequence is read again.
  const longest = Math.min(prompt + request.max_tokens, max_model_len) - 1;
  const slots = Math.min(longest + lookaheadTokens(settings), max_model_len);
  const needed = Math.ceil(slots / block_size);
  const available = settings.num_blocks - 1;
  if (needed > available) return { reason: 'pool', needed, available };
  // In one piece a sequence that was pushed out may have grown too long to be read again: whether it is pushed out
  // depends on which drafts are accepted on the way.
  const most = Math.min(longest + draftTokens(settings) + lookaheadTokens(settings), max_model_len);
  const pushedOut = Math.ceil(most / block_size) > available;
  const again = pieceTokens(settings, longest);
  if (settings.enable_chunked_prefill || !pushedOut || again <= max_num_batched_tokens) return null;
  const stuckAt = stuckLength(settings, request);
  return stuckAt === null
    ? null
    : { reason: 'batchTokens', needed: pieceTokens(settings, stuckAt), available: max_num_batched_tokens };
}

/** Tokens of a prompt that have to be read in one step where prompts may not be cut for the budget. */
function pieceTokens({ long_prefill_token_threshold: threshold }: VllmSettings, prompt: number): number {
  return threshold > 0 ? Math.min(prompt, threshold) : prompt;
}
