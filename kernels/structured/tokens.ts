/**
 * The vocabulary as a tree of bytes: tokens that begin alike share a path, so that a whole vocabulary is checked
 * against a state of the automaton by walking both together once. A token is what its bytes are; it may begin or end
 * inside a character.
 */
import { ensure } from '../errors';

/** What is needed of a tokenizer. `kernels/transformer/tokenizer` has it; so has any other that knows its bytes. */
export interface TokenBytes {
  readonly vocabSize: number;
  idToBytes(id: number): Uint8Array;
  /** Tokens without a text of their own: no mask ever allows them but as an end. */
  readonly specialIds: readonly number[];
}

export interface TokenTree {
  readonly vocabSize: number;
  /** Children of node n stand from `firstChild[n]` to `firstChild[n + 1]`; node 0 is the root. */
  readonly firstChild: Int32Array;
  /** The byte that leads into a node. */
  readonly byte: Uint8Array;
  /** Tokens that end at a node, from `firstToken[n]` to `firstToken[n + 1]` in `tokens`. */
  readonly firstToken: Int32Array;
  readonly tokens: Int32Array;
}

/** Errors: `tokens.empty` for a vocabulary without bytes. Worked: tokens a, ab, b give a root and three nodes. */
export function tokenTree(vocabulary: TokenBytes): TokenTree {
  const special = new Set(vocabulary.specialIds);
  const entries: { id: number; bytes: Uint8Array }[] = [];
  for (let id = 0; id < vocabulary.vocabSize; id++) {
    if (special.has(id)) continue;
    const bytes = vocabulary.idToBytes(id);
    // A token without bytes would be allowed for ever and never bring a text to its end.
    if (bytes.length > 0) entries.push({ id, bytes });
  }
  ensure(entries.length > 0, 'tokens.empty');
  entries.sort((a, b) => compareBytes(a.bytes, b.bytes) || a.id - b.id);

  // Level by level, so that the children of a node stand side by side: a node is a stretch of the sorted tokens.
  const stretches: { from: number; to: number; depth: number }[] = [
    { from: 0, to: entries.length, depth: 0 },
  ];
  const firstChild: number[] = [];
  const byte: number[] = [0];
  const firstToken: number[] = [];
  const tokens: number[] = [];
  for (let node = 0; node < stretches.length; node++) {
    const { from, to, depth } = stretches[node];
    firstChild.push(stretches.length);
    firstToken.push(tokens.length);
    let at = from;
    while (at < to && entries[at].bytes.length === depth) tokens.push(entries[at++].id);
    while (at < to) {
      const begin = at;
      const value = entries[at].bytes[depth];
      while (at < to && entries[at].bytes[depth] === value) at++;
      stretches.push({ from: begin, to: at, depth: depth + 1 });
      byte.push(value);
    }
  }
  firstChild.push(stretches.length);
  firstToken.push(tokens.length);
  return {
    vocabSize: vocabulary.vocabSize,
    firstChild: Int32Array.from(firstChild),
    byte: Uint8Array.from(byte),
    firstToken: Int32Array.from(firstToken),
    tokens: Int32Array.from(tokens),
  };
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
