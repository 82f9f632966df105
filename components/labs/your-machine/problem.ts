/** An error in the reader's words, what a field was expected to hold included. */
import { errorLine } from '../live/messages';
import type { LiveError } from '../live/types';
import type { MachineMessages } from './messages';

export function problemText({ id, data }: LiveError, words: MachineMessages): string {
  // A list of names stays as it is: they are the file's own.
  const expected = words.expected[String(data.expected)];
  return errorLine({ id, data: expected === undefined ? data : { ...data, expected } }, words);
}
