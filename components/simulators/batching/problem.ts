import { fill } from '@/components/lang';
import type { BatchingMessages } from './messages';

/** An error in the reader's words. Only its id and its facts are known here. */
export function problemText(error: unknown, messages: BatchingMessages): string {
  const { id, data } = error as { id?: unknown; data?: Record<string, string | number> };
  if (typeof id !== 'string') return String(error).slice(0, 160);
  return fill(messages.errors[id] ?? messages.errors.unknown, { ...data, id });
}
