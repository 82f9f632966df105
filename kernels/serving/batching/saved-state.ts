/**
 * A paused simulation as a file. It carries the hash of its state: a scheduler's insides hold together in more ways than
 * can be checked one by one, and a run over damaged ones might never end.
 */
import { BookError, ensure } from '../../errors';
import { sha256 } from '../kv/sha256';
import { type BatchingState, batchingSimulator } from './simulator';

const FORMAT = 'batching-state';
const VERSION = 1;
/** Longer than any state of this simulator. */
const MOST_CHARACTERS = 100_000_000;

/** The state as text. */
export function writeBatchingState(state: BatchingState): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, sha256: hashOf(state), state });
}

/**
 * A state read back from its file. Throws `batching.file` when it is none or has been changed, and `batching.version`
 * when it was written by another version.
 */
export function readBatchingState(text: string): BatchingState {
  ensure(text.length <= MOST_CHARACTERS, 'batching.file', {});
  let file: { format?: unknown; version?: unknown; sha256?: unknown; state?: unknown } | null;
  try {
    file = JSON.parse(text);
  } catch {
    throw new BookError('batching.file', {});
  }
  ensure(file && typeof file === 'object' && file.format === FORMAT, 'batching.file', {});
  ensure(file.version === VERSION, 'batching.version', { version: String(file.version).slice(0, 40) });
  ensure(file.state !== undefined && file.sha256 === hashOf(file.state), 'batching.file', {});
  const state = file.state as BatchingState;
  batchingSimulator.invariants(state);
  return state;
}

function hashOf(state: unknown): string {
  const digest = sha256(new TextEncoder().encode(JSON.stringify(state)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
