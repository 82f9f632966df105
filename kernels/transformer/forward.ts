/**
 * The reference forward pass in fp32 that onnxruntime must match within 1e-3 per logit.
 * `forward` scores a whole sequence; `createSession` decodes incrementally with a KV cache. Both run session.ts,
 * which is checked against the plain loops of obvious.ts.
 */
import { createSession, type DecodeSession } from './session';
import type { LlamaWeights } from './weights';

export interface Reference {
  /** Logits [T, vocab], row-major: row t scores the token after position t. */
  forward(tokenIds: ArrayLike<number>): Float32Array;
  createSession(): DecodeSession;
}

/** A model ready to score. Errors of `forward`: `forward.empty`, `forward.bad-token`, `forward.too-long`. */
export function createReference(weights: LlamaWeights): Reference {
  return {
    forward: (tokenIds) => createSession(weights).push(tokenIds),
    createSession: () => createSession(weights),
  };
}
