/** A task of the figure made ready: the automaton, and the tokens that begin and end what the model reads. */
import { BookError } from '../errors';
import type { Tokenizer } from '../transformer/tokenizer';
import { type Automaton, compileJsonSchema, compileRegex } from './automaton';
import type { Spacing } from './json-text';
import type { Task } from './presets';

/** Longest schema read, in UTF-16 units. */
const MAX_SCHEMA = 50_000;

/** Errors: those of the compilers; `schema.not-json` {at} for a schema that is no JSON. */
export function compileTask({ kind, source }: Pick<Task, 'kind' | 'source'>, spacing: Spacing): Automaton {
  if (kind === 'regex') return compileRegex(source);
  if (source.length > MAX_SCHEMA) throw new BookError('schema.too-large', { path: '', limit: MAX_SCHEMA });
  let schema: unknown;
  try {
    schema = JSON.parse(source);
  } catch (error) {
    // V8 and others name the place; where they do not, there is none to tell.
    const at = /position (\d+)/.exec(String(error));
    throw new BookError('schema.not-json', { at: at ? Number(at[1]) : source.length });
  }
  return compileJsonSchema(schema, { spacing });
}

/** Tokens that end an answer: the model's own end, and the end of the line, since its documents have one per line. */
export function endIdsOf(tokenizer: Tokenizer): number[] {
  return [...tokenizer.specialIds, tokenizer.encode('\n')[0]];
}

/** The prompt as the model reads it: every document begins after its end token. */
export function promptIdsOf(tokenizer: Tokenizer, prompt: string): number[] {
  return [...tokenizer.specialIds.slice(0, 1), ...tokenizer.encode(prompt)];
}
